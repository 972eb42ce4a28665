package org.bakeoff.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lays the JSON of a spec over the defaults of a configuration record, and a record back into JSON. */
final class ConfigBinder {

    private final Paths paths;
    private final Faults faults;

    ConfigBinder(Paths paths, Faults faults) {
        this.paths = paths;
        this.faults = faults;
    }

    /**
     * Binds an object to a record. Every fault is collected; the record's own rules are reported only when there is no
     * other fault in this object, unless they are about a single key.
     *
     * @param json the object; a missing node stands for an empty one
     * @param defaults the values of the keys that are not given; a key may be null where its default is
     * @return the record, or null if something is wrong
     */
    <R extends Record> @Nullable R bind(JsonNode json, R defaults, String pointer) {
        return bind(json, defaults, defaults, pointer);
    }

    /**
     * Binds an object that has keys besides those of the record.
     *
     * @param others the keys that are read elsewhere
     */
    <R extends Record> @Nullable R bind(JsonNode json, R defaults, String pointer, List<String> others) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) defaults.getClass();
        return bind(json, type, defaults, defaults, pointer, others);
    }

    /**
     * Binds an object to a record, over values that differ from the defaults.
     *
     * @param values the values of the keys that are not given
     * @param defaults a key may be null where its default is
     */
    <R extends Record> @Nullable R bind(JsonNode json, R values, R defaults, String pointer) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) defaults.getClass();
        return bind(json, type, values, defaults, pointer, List.of());
    }

    private <R extends Record> @Nullable R bind(
            JsonNode json,
            Class<R> type,
            @Nullable R given,
            @Nullable R defaults,
            String pointer,
            List<String> others) {
        if (!json.isMissingNode() && !json.isObject()) {
            faults.wrong(pointer, json, "an object");
            return null;
        }
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = Stream.concat(
                        others.stream(), Arrays.stream(components).map(RecordComponent::getName))
                .toList();
        int before = faults.size();
        for (String key : json.propertyNames()) {
            if (!names.contains(key)) {
                faults.unknown(Faults.below(pointer, key), "key", key, names);
            }
        }
        @Nullable Object[] values = new Object[components.length];
        boolean whole = true;
        for (int index = 0; index < components.length; index++) {
            Object standard = given == null ? null : Records.read(components[index], given);
            boolean optional = defaults == null || Records.read(components[index], defaults) == null;
            int sound = faults.size();
            Object value = value(json, components[index], standard, optional, pointer);
            values[index] = faults.size() > sound ? standard : value;
            whole &= values[index] != null || !components[index].getType().isPrimitive();
        }
        boolean sound = faults.size() == before;
        R record = whole ? construct(type, values, sound, pointer) : null;
        return sound ? record : null;
    }

    private @Nullable Object value(
            JsonNode json, RecordComponent component, @Nullable Object standard, boolean optional, String pointer) {
        JsonNode node = json.path(component.getName());
        ConfigProperty key = component.getAnnotation(ConfigProperty.class);
        String at = Faults.below(pointer, component.getName());
        if (node.isMissingNode()) {
            if (key != null && key.required()) {
                faults.add(at, "this key is required: " + key.value());
            }
            return standard;
        }
        if (node.isNull() && optional && !component.getType().isPrimitive()) {
            return null;
        }
        return convert(node, component, key, at, standard);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object convert(
            JsonNode node,
            RecordComponent component,
            @Nullable ConfigProperty key,
            String at,
            @Nullable Object standard) {
        Class<?> type = component.getType();
        if (Record.class.isAssignableFrom(type)) {
            return bind(node, (Class<Record>) type, (Record) standard, (Record) standard, at, List.of());
        }
        if (type != List.class) {
            return scalar(node, type, key, at);
        }
        if (!node.isArray()) {
            faults.wrong(
                    at,
                    node,
                    "an array of " + Scalar.of(Records.element(component), key).plural());
            return null;
        }
        List<Object> elements = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            Object element = scalar(node.get(index), Records.element(component), key, at + "/" + index);
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    private @Nullable Object scalar(JsonNode node, Class<?> type, @Nullable ConfigProperty key, String at) {
        Scalar scalar = Scalar.of(type, key);
        Object value = scalar.read(node);
        if (value == null) {
            faults.wrong(at, node, scalar.allowed());
        } else if (key != null && key.path() && !(scalar.either() && Scalar.isNumber((String) value))) {
            try {
                return paths.resolve(at, (String) value);
            } catch (java.nio.file.InvalidPathException e) {
                faults.wrong(at, node, scalar.allowed());
                return null;
            }
        }
        return value;
    }

    /**
     * Calls the record's constructor.
     *
     * @param sound whether no value was wrong so far; else a default stands in for each that was
     */
    private <R extends Record> @Nullable R construct(
            Class<R> type, @Nullable Object[] values, boolean sound, String pointer) {
        try {
            return Records.construct(type, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof BadKeys bad) {
                bad.byKey().forEach((key, message) -> faults.add(Faults.below(pointer, key), message));
                return null;
            }
            if (!sound) {
                return null;
            }
            if (e.getCause() instanceof IllegalArgumentException rule) {
                String message = rule.getMessage();
                faults.add(pointer, message == null ? "these values don't go together" : message);
                return null;
            }
            throw new IllegalStateException(
                    "the configuration " + type.getName() + " threw an exception", e.getCause());
        }
    }
}

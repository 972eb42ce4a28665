package org.bakeoff.spec;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        return bind(json, defaults, defaults, pointer, List.of());
    }

    /**
     * Binds an object to a record, over values that differ from the defaults.
     *
     * @param values the values of the keys that are not given
     * @param defaults a key may be null where its default is
     * @param others keys that are read elsewhere
     */
    <R extends Record> @Nullable R bind(JsonNode json, R values, R defaults, String pointer, List<String> others) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) defaults.getClass();
        List<String> known = Stream.concat(
                        others.stream(), KeyDescription.of(defaults).stream().map(KeyDescription::name))
                .toList();
        return bind(json, type, KeyDescription.of(defaults), values, pointer, known);
    }

    private <R extends Record> @Nullable R bind(
            JsonNode json,
            Class<R> type,
            List<KeyDescription> keys,
            @Nullable R standard,
            String pointer,
            List<String> known) {
        if (!json.isMissingNode() && !json.isObject()) {
            faults.wrong(pointer, json, "an object");
            return null;
        }
        int before = faults.size();
        for (String name : json.propertyNames()) {
            if (!known.contains(name)) {
                faults.unknown(Faults.below(pointer, name), "key", name, known);
            }
        }
        List<@Nullable Object> values = new ArrayList<>();
        boolean whole = true;
        for (KeyDescription key : keys) {
            int sound = faults.size();
            Object read = value(json.path(key.name()), key, key.valueIn(standard), Faults.below(pointer, key.name()));
            Object value = faults.size() > sound ? key.valueIn(standard) : read;
            values.add(value);
            whole &= value != null || !key.javaType().isPrimitive();
        }
        boolean sound = faults.size() == before;
        R record = whole ? construct(type, values.toArray(), sound, pointer) : null;
        return sound ? record : null;
    }

    private @Nullable Object value(JsonNode node, KeyDescription key, @Nullable Object standard, String at) {
        if (node.isMissingNode()) {
            if (key.required()) {
                faults.add(at, "this key is required: " + key.meaning());
            }
            return standard;
        }
        if (node.isNull() && key.optional()) {
            return null;
        }
        if (key.type() == KeyDescription.ValueType.OBJECT) {
            return object(node, key, (Record) standard, at);
        }
        if (!key.list()) {
            return scalar(node, key, at);
        }
        if (!node.isArray()) {
            faults.wrong(at, node, key.allowed());
            return null;
        }
        List<Object> elements = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            Object element = scalar(node.get(index), key, at + "/" + index);
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Record object(JsonNode node, KeyDescription key, @Nullable Record standard, String at) {
        List<String> known = key.keys().stream().map(KeyDescription::name).toList();
        return bind(node, (Class<Record>) key.javaType(), key.keys(), standard, at, known);
    }

    private @Nullable Object scalar(JsonNode node, KeyDescription key, String at) {
        Scalar scalar = key.scalar();
        Object value = scalar.read(node);
        if (value == null) {
            faults.wrong(at, node, scalar.allowed());
        } else if (key.path() && !(scalar.either() && Scalar.isNumber((String) value))) {
            try {
                return paths.resolve(at, (String) value);
            } catch (InvalidPathException e) {
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
            if (e.getCause() instanceof KeyRule.Violation bad) {
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

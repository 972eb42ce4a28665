package org.bakeoff.spec;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bakeoff.io.FileErrors;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.plugins.ThrownText;
import org.bakeoff.spec.KeyDescription.ValueType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Lays the JSON of a spec over the defaults of a configuration record. */
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
    @SuppressWarnings("unchecked")
    <R extends Record> @Nullable R bind(JsonNode json, R values, R defaults, String pointer, List<String> others) {
        return (R) bind(json, defaults.getClass(), KeyDescription.of(defaults), values, pointer, others);
    }

    private @Nullable Record bind(
            JsonNode json,
            Class<? extends Record> type,
            List<KeyDescription> keys,
            @Nullable Record standard,
            String pointer,
            List<String> others) {
        if (!json.isMissingNode() && !json.isObject()) {
            faults.wrong(pointer, json, "an object");
            return null;
        }
        int before = faults.size();
        faults.keys(
                json,
                Stream.concat(others.stream(), keys.stream().map(KeyDescription::name))
                        .toList(),
                pointer);
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
        Record record = whole ? construct(type, values.toArray(), sound, pointer) : null;
        return sound ? record : null;
    }

    private @Nullable Object value(JsonNode node, KeyDescription key, @Nullable Object standard, String at) {
        if (node.isMissingNode()) {
            if (key.required()) {
                faults.add(at, "this key is required: " + key.meaning());
                return standard;
            }
            return standard instanceof String text && isPath(key.scalar(), text) ? paths.resolve(at, text) : standard;
        }
        if (node.isNull() && key.optional()) {
            return null;
        }
        int before = faults.size();
        Object value = switch (key.type()) {
            case OBJECT ->
                bind(node, key.javaType().asSubclass(Record.class), key.keys(), (Record) standard, at, List.of());
            case ANY_OF -> anyOf(node, key, at);
            case MAP -> map(node, key, at);
            default -> key.list() ? list(node, key, at) : scalar(node, key, at);
        };
        if (value != null && key.rule() != null && faults.size() == before) {
            String fault = key.rule().fault(value);
            if (fault != null) {
                faults.add(at, fault);
            }
        }
        return value;
    }

    /** Returns the value as the alternative that looks like it; null if none does. */
    private @Nullable Object anyOf(JsonNode node, KeyDescription key, String at) {
        for (KeyDescription one : key.alternatives()) {
            boolean object = one.type() == ValueType.OBJECT || one.map();
            if (one.list() ? node.isArray() : object ? node.isObject() : node.isString()) {
                Object value = value(node, one, null, at);
                return value != null && (one.list() || one.map())
                        ? construct(one.owner(), new Object[] {value}, true, at)
                        : value;
            }
        }
        faults.wrong(at, node, key.allowed());
        return null;
    }

    /** Returns the elements that are allowed; null if it isn't an array. */
    private @Nullable List<Object> list(JsonNode node, KeyDescription key, String at) {
        if (!node.isArray()) {
            Object only = key.single() ? key.scalar().read(node) : null;
            if (only == null) {
                faults.wrong(at, node, key.allowed());
                return null;
            }
            Object element = scalar(node, key, at);
            return element == null ? null : List.of(element);
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

    /** Returns the values that are allowed by their keys, in the order of the JSON; null if it isn't an object. */
    private @Nullable Map<String, Object> map(JsonNode node, KeyDescription key, String at) {
        if (!node.isObject()) {
            faults.wrong(at, node, key.allowed());
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Object value = scalar(entry.getValue(), key, Faults.below(at, entry.getKey()));
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        });
        return values;
    }

    private static boolean isPath(Scalar scalar, String text) {
        return scalar.path() && !(scalar.type() == ValueType.STRING_OR_NUMBER && Scalar.isNumber(text));
    }

    private @Nullable Object scalar(JsonNode node, KeyDescription key, String at) {
        Scalar scalar = key.scalar();
        Object value = scalar.read(node);
        try {
            if (value instanceof String text && isPath(scalar, text)) {
                return paths.resolve(at, text);
            }
        } catch (InvalidPathException e) {
            String remedy = FileErrors.localeRemedy(e.getInput());
            faults.wrong(at, node, scalar.allowed() + (remedy.isEmpty() ? "" : ". " + remedy));
            return null;
        }
        if (value == null) {
            faults.wrong(at, node, scalar.allowed());
        }
        return value;
    }

    /**
     * Returns a list or a map that a plugin can't change: all trials of a process have the same configuration, which is written to
     * their files, too.
     */
    private static @Nullable Object fixed(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(new ArrayList<>(list));
        }
        return value instanceof Map<?, ?> map ? Collections.unmodifiableMap(new LinkedHashMap<>(map)) : value;
    }

    /**
     * Calls the record's constructor.
     *
     * @param sound whether no value was wrong so far; else a default stands in for each that was
     */
    private @Nullable Record construct(
            Class<? extends Record> type, @Nullable Object[] values, boolean sound, String pointer) {
        try {
            return Records.construct(
                    type, Arrays.stream(values).map(ConfigBinder::fixed).toArray());
        } catch (InvocationTargetException e) {
            boolean single = e.getCause() instanceof KeyRule.Violation;
            if (e.getCause() instanceof IllegalArgumentException rule && (sound || single)) {
                String message = rule.getMessage() == null ? null : ThrownText.message(rule);
                faults.add(
                        rule instanceof KeyRule.Violation one ? Faults.below(pointer, one.key()) : pointer,
                        message == null ? "these values don't go together" : message);
            } else if (sound) {
                faults.add(
                        pointer,
                        "the configuration " + type.getName() + " failed: "
                                + PluginInvoker.fault(type, Objects.requireNonNull(e.getCause())));
            }
            return null;
        }
    }
}

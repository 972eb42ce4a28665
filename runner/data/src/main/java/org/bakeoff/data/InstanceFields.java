package org.bakeoff.data;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Identifies what an instance of a dataset or a model was made with, such as {@code new Network(true)}. What they depend on belongs to the
 * configuration, but an application may give it to a constructor, or a class without a name may take it from where it stands: then two
 * instances of one class are two datasets or models, and what the cache or a run has of one isn't the other's.
 */
public final class InstanceFields {

    private InstanceFields() {}

    /** Returns what a plugin is one of: its class, with that of its fields. */
    public static List<Object> instance(Plugin<?> plugin) {
        return Arrays.asList(plugin.getClass(), sha256(plugin));
    }

    /** Returns the SHA-256 of the final fields with simple values, where constructors take any; null if there are none. */
    public static @Nullable String sha256(Plugin<?> plugin) {
        Map<String, String> values = new TreeMap<>();
        if (plugin instanceof ModelProvider || plugin instanceof Dataset) {
            for (Class<?> type = plugin.getClass(); type != Object.class; type = type.getSuperclass()) {
                // What no constructor is given is a constant, or of this machine.
                if (Stream.of(type.getDeclaredConstructors()).anyMatch(one -> one.getParameterCount() > 0)) {
                    add(plugin, type, values);
                }
            }
        }
        return values.isEmpty() ? null : Sha256.of(values.toString());
    }

    private static void add(Plugin<?> plugin, Class<?> type, Map<String, String> values) {
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isFinal(field.getModifiers()) && !Modifier.isStatic(field.getModifiers())) {
                add(plugin, field, values);
            }
        }
    }

    private static void add(Plugin<?> plugin, Field field, Map<String, String> values) {
        try {
            field.setAccessible(true);
            Object value = field.get(plugin);
            if (isConstant(value)) {
                values.put(field.getDeclaringClass().getName() + "." + field.getName(), String.valueOf(value));
            }
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            // Its module keeps it to itself.
        }
    }

    /** Returns whether a value stays what it is, as counters and lists don't, and says all by its text. */
    private static boolean isConstant(@Nullable Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum
                || value instanceof Path
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || (value instanceof Number number
                        && number.getClass().getPackageName().equals("java.lang"));
    }
}

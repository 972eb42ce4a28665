package org.bakeoff.spec;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Plugin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One key of a configuration, as the component of its record and {@link ConfigProperty} describe it: what a table of keys, and a
 * schema, are made from. It says of JSON what {@link SpecReader} accepts.
 *
 * @param name the key
 * @param meaning what it means, in a line; empty if the record doesn't say
 * @param type what its value is, or what each element of its list is
 * @param list whether its value is an array of that type
 * @param required whether a spec must give it
 * @param optional whether it may be left out or null for "none"
 * @param standard its value where a spec doesn't give it; null if it is required or there is none
 * @param min the smallest number allowed, inclusive; null if there is no limit but that of 64 bits
 * @param max the largest number allowed, inclusive; null if there is no limit but that of 64 bits
 * @param words the texts allowed; empty for any
 * @param path whether it is a path or a URL, see {@link ConfigProperty#path()}
 * @param keys the keys of the object that it is; empty unless its type says so
 * @param allowed what is allowed, in words
 */
public record ConfigKey(
        String name,
        String meaning,
        Type type,
        boolean list,
        boolean required,
        boolean optional,
        @Nullable JsonNode standard,
        @Nullable Double min,
        @Nullable Double max,
        List<String> words,
        boolean path,
        List<ConfigKey> keys,
        String allowed) {

    /** What a value is, in JSON's terms. */
    public enum Type {
        /** A number without a fraction. */
        INTEGER,
        /** A finite number. */
        NUMBER,
        /** True or false. */
        BOOLEAN,
        /** A text. */
        STRING,
        /** A text, or a number within the limits. */
        STRING_OR_NUMBER,
        /** An object with {@link ConfigKey#keys()} of its own. */
        OBJECT
    }

    /** Copies the lists. */
    public ConfigKey {
        words = List.copyOf(words);
        keys = List.copyOf(keys);
    }

    /** The keys of a record, in its order, with the values of {@code defaults} as theirs; see {@link Plugin#defaults()}. */
    public static List<ConfigKey> of(Record defaults) {
        return of(defaults.getClass(), defaults);
    }

    private static List<ConfigKey> of(Class<?> type, @Nullable Record defaults) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> of(component, defaults))
                .toList();
    }

    private static ConfigKey of(RecordComponent component, @Nullable Record defaults) {
        ConfigProperty key = component.getAnnotation(ConfigProperty.class);
        boolean list = component.getType() == List.class;
        Class<?> type = list ? Records.element(component) : component.getType();
        boolean object = Record.class.isAssignableFrom(type);
        Object value = defaults == null ? null : Records.read(component, defaults);
        boolean required = key != null && key.required();
        Scalar scalar = Scalar.of(type, key);
        return new ConfigKey(
                component.getName(),
                key == null ? "" : key.value(),
                object ? Type.OBJECT : scalar.jsonType(),
                list,
                required,
                value == null && !required && !type.isPrimitive(),
                value == null || required ? null : Records.node(component, value),
                object ? null : scalar.lowest(),
                object ? null : scalar.highest(),
                object ? List.of() : scalar.words(),
                key != null && key.path(),
                object ? of(type, (Record) value) : List.of(),
                object ? "an object" : list ? "an array of " + scalar.plural() : scalar.allowed());
    }
}

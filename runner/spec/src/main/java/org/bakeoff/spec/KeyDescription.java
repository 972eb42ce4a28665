package org.bakeoff.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Plugin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Describes one key of a configuration, as the component of its record and {@link ConfigProperty} declare it. The reader binds by
 * it, and the JSON Schema, the list of plugins and the documentation are made from it.
 */
public final class KeyDescription {

    private final RecordComponent component;
    private final @Nullable ConfigProperty property;
    private final Class<?> type;
    private final Scalar scalar;
    private final @Nullable Object standard;
    private final List<KeyDescription> keys;
    private final List<KeyDescription> alternatives;

    /** What was described last of each class: thousands of specs of one benchmark have the same defaults. */
    private static final ClassValue<AtomicReference<Described>> LAST = new ClassValue<>() {
        @Override
        protected AtomicReference<Described> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    /** The keys of a record with these defaults. */
    private record Described(Record defaults, List<KeyDescription> keys) {}

    private KeyDescription(RecordComponent component, Class<?> type, @Nullable Object standard) {
        this.component = component;
        this.property = component.getAnnotation(ConfigProperty.class);
        this.type = type;
        this.scalar = Scalar.of(list() || map() ? Records.element(component) : type, property);
        this.standard = standard;
        this.keys = object() ? of(type, (Record) standard) : List.of();
        // An enum whose constants have bodies is sealed, too.
        this.alternatives = type.isSealed() && !type.isEnum()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .map(one -> alternative(component, one))
                        .toList()
                : List.of();
    }

    /** Describes one kind of value of a sealed type: a list or a map if it is a record of nothing else, an object, or words. */
    private static KeyDescription alternative(RecordComponent key, Class<?> type) {
        List<RecordComponent> components = type.isRecord() ? Records.components(type) : List.of();
        return components.size() == 1
                        && List.of(List.class, Map.class)
                                .contains(components.get(0).getType())
                ? new KeyDescription(components.get(0), components.get(0).getType(), null)
                : new KeyDescription(key, type, null);
    }

    /** Describes the keys of a record, in its order, with the values of {@code defaults} as theirs; see {@link Plugin#defaults()}. */
    public static List<KeyDescription> of(Record defaults) {
        AtomicReference<Described> last = LAST.get(defaults.getClass());
        Described known = last.get();
        if (known == null || !known.defaults().equals(defaults)) {
            known = new Described(defaults, of(defaults.getClass(), defaults));
            last.set(known);
        }
        return known.keys();
    }

    private static List<KeyDescription> of(Class<?> type, @Nullable Record defaults) {
        return Records.components(type).stream()
                .map(component -> new KeyDescription(
                        component, component.getType(), defaults == null ? null : Records.read(component, defaults)))
                .toList();
    }

    /** Returns what keeps a configuration out of a spec, to follow the name of its plugin; null if nothing does. */
    static @Nullable String fault(Record defaults) {
        String fault = fault(defaults.getClass());
        return fault == null ? fault(of(defaults)) : fault;
    }

    /** Returns which default a spec can't have; null if it can have all. */
    private static @Nullable String fault(List<KeyDescription> keys) {
        for (KeyDescription key : keys) {
            JsonNode standard = key.standard();
            String fault = key.object()
                    ? fault(key.keys)
                    : standard == null || key.allows(standard)
                            ? null
                            : "gives its key \"" + key.name() + "\" the default " + standard + "; allowed: "
                                    + key.allowed();
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private boolean allows(JsonNode value) {
        String text = value.toString();
        return (value.isArray() || value.isObject() ? value.values().stream() : Stream.of(value))
                        .allMatch(element -> scalar.read(element) != null)
                && new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }

    private static @Nullable String fault(Class<?> type) {
        for (RecordComponent component : Records.components(type)) {
            Class<?> own = component.getType();
            String fault = own.isRecord()
                    ? fault(own)
                    : fits(component)
                            ? null
                            : "has a key \"" + component.getName() + "\" of the type "
                                    + component.getGenericType().getTypeName() + ", for which a spec has no place";
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static boolean fits(RecordComponent component) {
        if (component.getType() == Map.class) {
            return component.getGenericType() instanceof ParameterizedType map
                    && map.getActualTypeArguments()[0] == String.class
                    && map.getActualTypeArguments()[1] instanceof Class<?> element
                    && Scalar.fits(element);
        }
        if (component.getType() != List.class) {
            return Scalar.fits(component.getType());
        }
        return component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> element
                && Scalar.fits(element);
    }

    /** Names what a value is, in JSON's terms. */
    public enum ValueType {
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
        /** An object with {@link KeyDescription#keys()} of its own. */
        OBJECT,
        /** An object with any keys, whose values are alike. */
        MAP,
        /** A value of one of its {@link KeyDescription#alternatives()}. */
        ANY_OF
    }

    /** Returns the key. */
    public String name() {
        return component.getName();
    }

    /** Returns what it means, in a line; empty if the record doesn't say. */
    public String meaning() {
        return property == null ? "" : property.value();
    }

    /** Returns what its value is, or what each element of its list is. */
    public ValueType type() {
        return object()
                ? ValueType.OBJECT
                : map() ? ValueType.MAP : alternatives.isEmpty() ? scalar.type() : ValueType.ANY_OF;
    }

    /** Returns whether its value is an array. */
    public boolean list() {
        return type == List.class;
    }

    /** Returns whether a single element may stand for its array, without brackets. */
    public boolean single() {
        return list() && property != null && property.single();
    }

    /** Returns whether a spec must give it. */
    public boolean required() {
        return property != null && property.required();
    }

    /** Returns whether it may be left out, or null, for "none". */
    public boolean optional() {
        return standard == null && !required() && !component.getType().isPrimitive();
    }

    /** Returns its value where a spec doesn't give it; null if it is required or there is none. */
    public @Nullable JsonNode standard() {
        return standard == null || required() ? null : Records.node(component, standard);
    }

    /** Returns the keys of the object that it is; empty unless its type is one. */
    public List<KeyDescription> keys() {
        return keys;
    }

    /** Returns the kinds of values that it may have, of which no two look alike in JSON; empty unless there are several. */
    public List<KeyDescription> alternatives() {
        return alternatives;
    }

    /** Returns what is allowed, in words. */
    public String allowed() {
        if (!alternatives.isEmpty()) {
            return alternatives.stream().map(KeyDescription::allowed).collect(Collectors.joining(", or "));
        }
        if (map()) {
            return "an object of " + scalar.plural();
        }
        return object()
                ? "an object"
                : list()
                        ? (single() ? scalar.allowed() + ", or " : "") + "an array of " + scalar.plural()
                        : scalar.allowed();
    }

    /** Returns the rule that its value follows besides; null for none. */
    @Nullable
    KeyRule rule() {
        KeyRule.Of rule = component.getAnnotation(KeyRule.Of.class);
        return rule == null ? null : rule.value();
    }

    /** Returns whether its value is an object with any keys. */
    boolean map() {
        return type == Map.class;
    }

    private boolean object() {
        return type.isRecord();
    }

    /** Returns the class of the value. */
    Class<?> javaType() {
        return type;
    }

    /** Returns the record that a value is a component of. */
    Class<? extends Record> owner() {
        return component.getDeclaringRecord().asSubclass(Record.class);
    }

    /** Returns what is allowed for the value, or for each element of its list. */
    Scalar scalar() {
        return scalar;
    }

    /** Returns the value that a record has. */
    @Nullable
    Object valueIn(@Nullable Record record) {
        return record == null ? null : Records.read(component, record);
    }
}

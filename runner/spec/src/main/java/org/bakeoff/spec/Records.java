package org.bakeoff.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads, makes and writes configuration records, public or not. */
public final class Records {

    /** Java makes them anew, and reads their annotations again, whenever a class is asked for them. */
    private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            List<RecordComponent> components = List.of(type.getRecordComponents());
            components.forEach(component -> component.getAccessor().setAccessible(true));
            return components;
        }
    };

    private Records() {}

    /** Returns the components of a record's class, in their order. */
    static List<RecordComponent> components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    /** Returns a record as JSON that binds to an equal record; keys without a value are left out. */
    public static ObjectNode toJson(Record config) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        for (RecordComponent component : components(config.getClass())) {
            Object value = read(component, config);
            if (value != null) {
                json.set(component.getName(), node(component, value));
            }
        }
        return json;
    }

    /** Returns the name of an enum constant in JSON. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns a value of a component as JSON. */
    static JsonNode node(RecordComponent component, Object value) {
        ConfigProperty property = component.getAnnotation(ConfigProperty.class);
        if (property != null && property.single() && value instanceof List<?> list && list.size() == 1) {
            return node(component, list.get(0));
        }
        boolean number = property != null && property.number() && value instanceof String text && Scalar.isNumber(text);
        return number ? node(Double.valueOf((String) value)) : node(value);
    }

    /**
     * Returns a value of Java as the JSON that a spec has in its place: records and maps with texts as keys as objects, collections
     * as arrays, enum constants by their names in JSON, paths as texts; numbers, texts and truth values.
     *
     * @throws IllegalArgumentException if it is of another kind
     */
    public static JsonNode node(@Nullable Object value) {
        if (value instanceof SeedPlan.Listed listed) {
            return node(listed.seeds());
        }
        if (value instanceof ClassWeights.ByClass weights) {
            return node(weights.weights());
        }
        if (value instanceof Record nested) {
            return toJson(nested);
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = Json.COMPACT.createArrayNode();
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = Json.COMPACT.createObjectNode();
            map.forEach((key, element) -> object.set(String.valueOf(key), node(element)));
            return object;
        }
        if (value instanceof Path path) {
            return Json.COMPACT.valueToTree(path.toString());
        }
        if (value instanceof Enum<?> constant) {
            return Json.COMPACT.valueToTree(name(constant));
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Json.COMPACT.valueToTree(number.longValue());
        }
        if (value == null || value instanceof Number || value instanceof CharSequence || value instanceof Boolean) {
            return Json.COMPACT.valueToTree(value);
        }
        throw new IllegalArgumentException(
                "a spec has no place for a " + value.getClass().getName());
    }

    /** Returns the paths, and the URLs in place of paths, that a configuration holds. */
    public static List<String> paths(Record config) {
        return KeyDescription.of(config).stream()
                .filter(key -> key.scalar().path() && key.valueIn(config) != null)
                .map(key -> Objects.requireNonNull(key.valueIn(config)))
                .flatMap(value -> value instanceof Collection<?> list ? list.stream() : Stream.of(value))
                .map(String::valueOf)
                .filter(text -> !Scalar.isNumber(text))
                .toList();
    }

    static @Nullable Object read(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't read " + component + " of " + record.getClass(), e);
        }
    }

    /** Calls the canonical constructor. */
    static <R extends Record> R construct(Class<R> type, @Nullable Object[] values) throws InvocationTargetException {
        Class<?>[] types =
                components(type).stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("can't make a " + type.getName(), e);
        }
    }

    /** Returns the type of the elements of a component that is a list, or of the values of one that is a map. */
    static Class<?> element(RecordComponent component) {
        Type[] arguments = ((ParameterizedType) component.getGenericType()).getActualTypeArguments();
        return (Class<?>) arguments[arguments.length - 1];
    }
}

package org.bakeoff.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import org.bakeoff.plugins.ConfigCheck;
import org.jspecify.annotations.Nullable;

/** The types of keys that {@link ConfigBinder} can bind. */
final class KeyTypes implements ConfigCheck {

    private static final Set<Class<?>> PRIMITIVES = Set.of(int.class, long.class, double.class, boolean.class);
    private static final Set<Class<?>> OBJECTS =
            Set.of(Integer.class, Long.class, Double.class, Boolean.class, String.class);

    @Override
    public @Nullable String fault(Record defaults) {
        String fault = fault(defaults.getClass());
        if (fault == null) {
            // What is said of them is read here, so that it fails here if it can't be.
            ConfigKey.of(defaults);
        }
        return fault;
    }

    private static @Nullable String fault(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> own = component.getType();
            String fault = own.isRecord()
                    ? fault(own)
                    : fits(own, component.getGenericType())
                            ? null
                            : "has a key \"" + component.getName() + "\" of the type "
                                    + component.getGenericType().getTypeName() + ", for which a spec has no place";
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static boolean fits(Class<?> type, Type generic) {
        if (type == List.class) {
            return generic instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element
                    && isObject(element);
        }
        return PRIMITIVES.contains(type) || isObject(type);
    }

    private static boolean isObject(Class<?> type) {
        return OBJECTS.contains(type) || type.isEnum();
    }
}

package org.bakeoff.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Copies maps whose order is shown. */
final class OrderedMap {

    private OrderedMap() {}

    /**
     * Returns an unmodifiable copy in the same order.
     *
     * @throws NullPointerException if a value is null
     */
    static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.values().forEach(Objects::requireNonNull);
        return Collections.unmodifiableMap(copy);
    }
}

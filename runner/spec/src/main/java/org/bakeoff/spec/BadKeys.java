package org.bakeoff.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that a record refuses, each of which is the fault of one key. */
final class BadKeys extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient Map<String, String> byKey;

    BadKeys(Map<String, String> byKey) {
        super(String.join("; ", byKey.values()));
        this.byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
    }

    /** What is wrong, by key. */
    Map<String, String> byKey() {
        return byKey;
    }
}

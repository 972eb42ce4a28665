package org.bakeoff.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lists the rules for single keys that a type and a range can't say, each with its words for a user and for a schema. */
enum KeyRule {

    /** A list of at least one element, no two the same. */
    DISTINCT("{\"minItems\": 1, \"uniqueItems\": true}"),

    /** A whole number, or a fraction below 1. */
    COUNT_OR_FRACTION("{\"anyOf\": [{\"exclusiveMaximum\": 1}, {\"type\": \"integer\"}]}"),

    /** The name of a device. */
    DEVICE("{\"pattern\": \"^(auto|cpu|gpu(:[0-9]{1,3})?)$\"}");

    /** Says which rule the value of a record's component follows. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Of {
        /** Returns the rule. */
        KeyRule value();
    }

    /** Reports a value that a record refuses because of its other values. */
    static final class Violation extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final String key;

        Violation(String key, String fault) {
            super(fault);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    private final String schema;

    KeyRule(String schema) {
        this.schema = schema;
    }

    private ObjectNode schema() {
        return (ObjectNode) Json.COMPACT.readTree(schema);
    }

    /** Adds the rule to the schema of the value. */
    void describe(ObjectNode value) {
        value.setAll(schema());
    }

    /** Returns what is wrong with a value, what was found and what is allowed; null if nothing is. */
    @Nullable
    String fault(Object value) {
        return switch (this) {
            case DISTINCT -> distinct((List<?>) value);
            case COUNT_OR_FRACTION -> {
                double number = (Double) value;
                yield number > 1 && number != Math.rint(number)
                        ? "found " + number + "; allowed: a whole number, or a fraction below 1"
                        : null;
            }
            case DEVICE ->
                Pattern.matches(schema().path("pattern").asString(), (String) value)
                        ? null
                        : "found " + Faults.quoted((String) value)
                                + "; allowed: \"auto\", \"cpu\", \"gpu\" or \"gpu:N\", such as \"gpu:0\"";
        };
    }

    private static @Nullable String distinct(List<?> elements) {
        if (elements.isEmpty()) {
            return "found []; at least one is needed, such as [1]";
        }
        Set<Object> met = new HashSet<>();
        return elements.stream()
                .filter(element -> !met.add(element))
                .findFirst()
                .map(element -> "found " + element + " twice; all must differ")
                .orElse(null);
    }
}

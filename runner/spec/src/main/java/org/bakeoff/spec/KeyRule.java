package org.bakeoff.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the rules for single keys that a type and a range can't say, each with its words for a user and for a schema. */
enum KeyRule {

    /** A list of at least one element, no two the same. */
    DISTINCT {
        @Override
        @Nullable
        String fault(Object value) {
            List<?> elements = (List<?>) value;
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

        @Override
        void describe(ObjectNode schema) {
            schema.put("minItems", 1).put("uniqueItems", true);
        }
    },

    /** A whole number, or a fraction below 1. */
    COUNT_OR_FRACTION {
        @Override
        @Nullable
        String fault(Object value) {
            double number = (Double) value;
            return number > 1 && number != Math.rint(number)
                    ? "found " + number + "; allowed: a whole number of examples, or a fraction below 1"
                    : null;
        }

        @Override
        void describe(ObjectNode schema) {
            ArrayNode either = schema.putArray("anyOf");
            either.addObject().put("exclusiveMaximum", 1);
            either.addObject().put("type", "integer");
        }
    },

    /** The name of a device. */
    DEVICE {
        @Override
        @Nullable
        String fault(Object value) {
            String device = (String) value;
            return DEVICES.matcher(device).matches()
                    ? null
                    : "found " + Faults.quoted(device)
                            + "; allowed: \"auto\", \"cpu\", \"gpu\" or \"gpu:N\", such as \"gpu:0\"";
        }

        @Override
        void describe(ObjectNode schema) {
            schema.put("pattern", "^(" + DEVICES.pattern() + ")$");
        }
    };

    private static final Pattern DEVICES = Pattern.compile("auto|cpu|gpu(:[0-9]{1,3})?");

    /** Says which rule the value of a record's component follows. */
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Of {
        /** Returns the rule. */
        KeyRule value();
    }

    /** Reports values that a record refuses, each of which is the fault of one key. */
    static final class Violation extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final transient Map<String, String> byKey;

        Violation(Map<String, String> byKey) {
            super(String.join("; ", byKey.values()));
            this.byKey = new LinkedHashMap<>(byKey);
        }

        /** Returns what is wrong, by key. */
        Map<String, String> byKey() {
            return byKey;
        }
    }

    /** Returns what is wrong with a value, what was found and what is allowed; null if nothing is. */
    abstract @Nullable String fault(Object value);

    /** Adds the rule to the schema of the value. */
    abstract void describe(ObjectNode schema);

    /** Checks the values of a record by the rules of its components; the result, by key, may be added to. */
    static Map<String, String> faults(Class<? extends Record> type, Map<String, Object> values) {
        Map<String, String> faults = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Of rule = component.getAnnotation(Of.class);
            Object value = values.get(component.getName());
            String fault = rule == null || value == null ? null : rule.value().fault(value);
            if (fault != null) {
                faults.put(component.getName(), fault);
            }
        }
        return faults;
    }
}

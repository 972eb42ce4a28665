package org.bakeoff.spec;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.io.Json;
import org.bakeoff.spec.KeyDescription.ValueType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what is allowed for a value that is neither a list nor an object.
 *
 * @param type what it is in JSON
 * @param java the Java type it becomes, boxed
 * @param min the smallest number
 * @param max the largest number
 * @param words the words allowed, or empty for any
 * @param path whether a text is a path or a URL
 */
record Scalar(ValueType type, Class<?> java, double min, double max, List<String> words, boolean path) {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    /** Up to here a double holds every integer. */
    private static final double EXACT = 1L << 53;

    static Scalar of(Class<?> type, @Nullable ConfigProperty key) {
        Class<?> java = boxed(type);
        boolean small = java == Integer.class;
        double min = small ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY;
        double max = small ? Integer.MAX_VALUE : java == Long.class ? Long.MAX_VALUE : Double.POSITIVE_INFINITY;
        List<String> words = type.isEnum()
                ? Arrays.stream((Enum<?>[]) type.getEnumConstants())
                        .map(Records::name)
                        .toList()
                : key == null ? List.of() : List.of(key.oneOf());
        return new Scalar(
                key != null && key.number() && type == String.class ? ValueType.STRING_OR_NUMBER : type(java),
                java,
                key == null ? min : Math.max(min, key.min()),
                key == null ? max : Math.min(max, key.max()),
                words,
                key != null && key.path());
    }

    /** Returns whether a spec has a place for a value of a type. */
    static boolean fits(Class<?> type) {
        return type == String.class || type.isEnum() || type(boxed(type)) != ValueType.STRING;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static ValueType type(Class<?> java) {
        return java == Integer.class || java == Long.class
                ? ValueType.INTEGER
                : java == Double.class
                        ? ValueType.NUMBER
                        : java == Boolean.class ? ValueType.BOOLEAN : ValueType.STRING;
    }

    /** Returns the value of a node, or null if it isn't allowed. */
    @Nullable
    Object read(JsonNode node) {
        return switch (type) {
            case INTEGER -> integer(node);
            case NUMBER -> node.isNumber() ? real(node.numberValue().doubleValue()) : null;
            case BOOLEAN -> node.isBoolean() ? (Object) node.asBoolean() : null;
            case STRING_OR_NUMBER -> {
                boolean quoted = node.isString() && isNumber(node.asString());
                Double number = node.isNumber() || quoted ? real(Double.parseDouble(node.asString())) : null;
                yield number != null ? plain(number) : node.isNumber() || quoted ? null : text(node);
            }
            case STRING, OBJECT, MAP, ANY_OF -> text(node);
        };
    }

    private @Nullable Object text(JsonNode node) {
        if (!node.isString() || !(words.isEmpty() || words.contains(node.asString()))) {
            return null;
        }
        return java.isEnum() ? java.getEnumConstants()[words.indexOf(node.asString())] : node.asString();
    }

    /** Returns a number without a fraction, however it is written: 3, 3.0 and 3e0 are the same in JSON. */
    private @Nullable Object integer(JsonNode node) {
        double number = node.isNumber() ? node.numberValue().doubleValue() : Double.NaN;
        boolean exact = node.isIntegralNumber()
                ? node.canConvertToLong()
                : Math.rint(number) == number && Math.abs(number) <= EXACT;
        if (!exact || !inRange(number)) {
            return null;
        }
        long value = node.isIntegralNumber() ? node.asLong() : (long) number;
        return java == Integer.class ? (Object) (int) value : (Object) value;
    }

    private @Nullable Double real(double value) {
        // Adding 0 makes -0 an ordinary one.
        return Double.isFinite(value) && inRange(value) ? value + 0 : null;
    }

    private boolean inRange(double value) {
        return value >= min && value <= max;
    }

    /** Returns whether a text is what JSON calls a number. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Returns what is allowed, in words. */
    String allowed() {
        return switch (type) {
            case INTEGER -> "a whole number" + range();
            case NUMBER -> "a number" + range();
            case BOOLEAN -> "true or false";
            case STRING_OR_NUMBER ->
                text("a path or a URL in quotes", "a text in quotes", "one of") + ", or a number" + range();
            case STRING, OBJECT, MAP, ANY_OF -> text("a path or a URL in quotes", "a text in quotes", "one of");
        };
    }

    /** Returns what an array of it holds, in words. */
    String plural() {
        return switch (type) {
            case INTEGER -> "whole numbers" + range();
            case NUMBER -> "numbers" + range();
            default -> text("paths or URLs in quotes", "texts in quotes", "any of");
        };
    }

    private String text(String location, String any, String some) {
        return path
                ? location
                : words.isEmpty()
                        ? any
                        : (words.size() == 1 ? "" : some + " ") + "\"" + String.join("\", \"", words) + "\"";
    }

    private String range() {
        boolean below = min != Double.NEGATIVE_INFINITY && !(java == Integer.class && min == Integer.MIN_VALUE);
        boolean above = max != Double.POSITIVE_INFINITY;
        if (below && above) {
            return " from " + plain(min) + " to " + plain(max);
        }
        return below ? " of at least " + plain(min) : above ? " of at most " + plain(max) : "";
    }

    private static String plain(double value) {
        if (value == Long.MAX_VALUE) {
            return Long.toString(Long.MAX_VALUE);
        }
        BigDecimal number = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return number.scale() > 6 ? number.toString() : number.toPlainString();
    }

    /** Returns the JSON Schema of the value. */
    ObjectNode schema() {
        ObjectNode schema = Json.COMPACT.createObjectNode();
        switch (type) {
            case INTEGER -> limits(schema.put("type", "integer"), Long.MIN_VALUE, Long.MAX_VALUE);
            case NUMBER -> limits(schema.put("type", "number"), null, null);
            case BOOLEAN -> schema.put("type", "boolean");
            case STRING_OR_NUMBER -> {
                ArrayNode either = schema.putArray("anyOf");
                either.addObject().put("type", "string");
                limits(either.addObject().put("type", "number"), null, null);
            }
            case STRING, OBJECT, MAP, ANY_OF -> {
                schema.put("type", "string");
                if (!words.isEmpty()) {
                    words.forEach(schema.putArray("enum")::add);
                }
            }
        }
        return schema;
    }

    /** Adds the limits, or else those given. */
    private void limits(ObjectNode schema, @Nullable Long lowest, @Nullable Long highest) {
        Number low = Double.isFinite(min) ? (Number) min : lowest;
        Number high = max < Long.MAX_VALUE ? (Number) max : highest;
        if (low != null) {
            schema.set("minimum", Records.node(low));
        }
        if (high != null) {
            schema.set("maximum", Records.node(high));
        }
    }
}

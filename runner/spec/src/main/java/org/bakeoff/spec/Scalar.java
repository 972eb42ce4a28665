package org.bakeoff.spec;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is allowed for a value that is neither a list nor an object.
 *
 * @param type the Java type it becomes
 * @param min the smallest number
 * @param max the largest number
 * @param words the words allowed, or empty for any
 * @param either whether a text may be a number instead
 * @param path whether a text is a path or a URL
 */
record Scalar(Class<?> type, double min, double max, List<String> words, boolean either, boolean path) {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");

    /** Up to here a double holds every integer. */
    private static final double EXACT = 1L << 53;

    static Scalar of(Class<?> type, @Nullable ConfigProperty key) {
        double min = Math.max(key == null ? Double.NEGATIVE_INFINITY : key.min(), smallest(type));
        double max = Math.min(key == null ? Double.POSITIVE_INFINITY : key.max(), largest(type));
        if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants())
                    .map(constant -> Records.name((Enum<?>) constant))
                    .toList();
            return new Scalar(type, min, max, names, false, false);
        }
        boolean either = key != null && key.number() && type == String.class;
        boolean path = key != null && key.path();
        return new Scalar(type, min, max, key == null ? List.of() : List.of(key.oneOf()), either, path);
    }

    /** Returns the value of a node, or null if it isn't allowed. */
    @Nullable
    Object read(JsonNode node) {
        if (whole()) {
            Long value = integer(node);
            if (value == null || !inRange((double) value)) {
                return null;
            }
            return small() ? (Object) value.intValue() : value;
        }
        if (number()) {
            return node.isNumber() ? real(node.numberValue().doubleValue()) : null;
        }
        if (type == boolean.class || type == Boolean.class) {
            return node.isBoolean() ? (Object) node.asBoolean() : null;
        }
        if (either && (node.isNumber() || (node.isString() && isNumber(node.asString())))) {
            return digits(node);
        }
        if (!node.isString() || !(words.isEmpty() || words.contains(node.asString()))) {
            return null;
        }
        return type.isEnum() ? type.getEnumConstants()[words.indexOf(node.asString())] : node.asString();
    }

    /** What is allowed, in words. */
    String allowed() {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (whole() || number()) {
            return (whole() ? "a whole number" : "a number") + range();
        }
        String text = path
                ? "a path or a URL in quotes"
                : words.isEmpty() ? "a text in quotes" : "one of \"" + String.join("\", \"", words) + "\"";
        return either ? text + ", or a number" + range() : text;
    }

    /** What an array of it holds, in words. */
    String plural() {
        if (whole() || number()) {
            return (whole() ? "whole numbers" : "numbers") + range();
        }
        return path
                ? "paths or URLs in quotes"
                : words.isEmpty() ? "texts in quotes" : "any of \"" + String.join("\", \"", words) + "\"";
    }

    /** What it is in JSON. */
    KeyDescription.ValueType jsonType() {
        if (type == boolean.class || type == Boolean.class) {
            return KeyDescription.ValueType.BOOLEAN;
        }
        if (either()) {
            return KeyDescription.ValueType.STRING_OR_NUMBER;
        }
        return whole()
                ? KeyDescription.ValueType.INTEGER
                : number() ? KeyDescription.ValueType.NUMBER : KeyDescription.ValueType.STRING;
    }

    /** Returns the smallest number allowed, or null if only its 64 bits limit it. */
    @Nullable
    Double lowest() {
        return (whole() || number() || either()) && Double.isFinite(min) ? min : null;
    }

    /** Returns the largest number allowed, or null if only its 64 bits limit it. */
    @Nullable
    Double highest() {
        return (whole() || number() || either()) && Double.isFinite(max) && max < Long.MAX_VALUE ? max : null;
    }

    /** Returns whether a text is what JSON calls a number. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Returns a number without a fraction, however it is written: 3, 3.0 and 3e0 are the same in JSON. */
    private static @Nullable Long integer(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? node.asLong() : null;
        }
        double value = node.isNumber() ? node.numberValue().doubleValue() : Double.NaN;
        return Math.rint(value) == value && Math.abs(value) <= EXACT ? (long) value : null;
    }

    private @Nullable String digits(JsonNode node) {
        Double value = real(node.isNumber() ? node.doubleValue() : Double.parseDouble(node.asString()));
        return value == null ? null : plain(value);
    }

    private @Nullable Double real(double value) {
        // Adding 0 makes -0 an ordinary one.
        return Double.isFinite(value) && inRange(value) ? value + 0 : null;
    }

    private boolean whole() {
        return small() || type == long.class || type == Long.class;
    }

    private boolean small() {
        return type == int.class || type == Integer.class;
    }

    private static double smallest(Class<?> type) {
        return type == int.class || type == Integer.class ? Integer.MIN_VALUE : Double.NEGATIVE_INFINITY;
    }

    private static double largest(Class<?> type) {
        return type == int.class || type == Integer.class
                ? Integer.MAX_VALUE
                : type == long.class || type == Long.class ? Long.MAX_VALUE : Double.POSITIVE_INFINITY;
    }

    private boolean number() {
        return type == double.class || type == Double.class;
    }

    private boolean inRange(double value) {
        return value >= min && value <= max;
    }

    private String range() {
        boolean below = min != Double.NEGATIVE_INFINITY && !(small() && min == Integer.MIN_VALUE);
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
}

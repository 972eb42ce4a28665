package org.bakeoff.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The values that a search tries for one key of a spec. */
public sealed interface SearchDomain {

    /** So many values of one key are tried at most. */
    int MOST = 10_000;

    /** As it stands in a spec. */
    JsonNode toJson();

    /** Returns a value at random. */
    JsonNode draw(SplittableRandom random);

    /**
     * Some values, one after the other.
     *
     * @param values at least one
     */
    record Choice(List<JsonNode> values) implements SearchDomain {

        /** Copies the list. */
        public Choice {
            values = List.copyOf(values);
        }

        @Override
        public JsonNode toJson() {
            ArrayNode array = Json.COMPACT.createArrayNode();
            values.forEach(array::add);
            return array;
        }

        /** Each is as likely as any other. */
        @Override
        public JsonNode draw(SplittableRandom random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /**
     * The numbers between two.
     *
     * @param scale how they are drawn
     * @param low the smallest
     * @param high the largest, above {@code low}
     */
    record Range(Scale scale, double low, double high) implements SearchDomain {

        private static final MathContext DIGITS = new MathContext(4);

        @Override
        public JsonNode toJson() {
            return Json.COMPACT.createObjectNode().set(scale.key, Records.node(List.of(number(low), number(high))));
        }

        /** Drawn to four significant digits where it needn't be whole. */
        @Override
        public JsonNode draw(SplittableRandom random) {
            double above = scale.whole ? high + 1 : high;
            double share = random.nextDouble();
            double drawn = scale.logarithmic
                    ? Math.exp(Math.log(low) + share * (Math.log(above) - Math.log(low)))
                    : low + share * (above - low);
            double rounded = scale.whole
                    ? Math.floor(drawn)
                    : new BigDecimal(drawn).round(DIGITS).doubleValue();
            return Records.node(number(Math.min(high, Math.max(low, rounded))));
        }

        private Number number(double value) {
            return scale.whole ? (Number) (long) value : (Number) value;
        }
    }

    /** Says how numbers are drawn from a range. */
    enum Scale {
        /** Each as likely as any other. */
        UNIFORM("uniform", false, false),
        /** Their logarithms are uniform. */
        LOG_UNIFORM("logUniform", true, false),
        /** Whole numbers, both ends among them. */
        UNIFORM_INTEGER("uniformInteger", false, true),
        /** Whole numbers whose logarithms are about uniform, both ends among them. */
        LOG_UNIFORM_INTEGER("logUniformInteger", true, true);

        private final String key;
        private final boolean logarithmic;
        private final boolean whole;

        Scale(String key, boolean logarithmic, boolean whole) {
            this.key = key;
            this.logarithmic = logarithmic;
            this.whole = whole;
        }

        /** Its name in a spec. */
        public String key() {
            return key;
        }

        /** Returns whether only whole numbers are drawn. */
        public boolean whole() {
            return whole;
        }
    }

    /** What a domain may be, in words. */
    static String allowed() {
        return "an array of values, or a range such as {\"logUniform\": [0.0001, 0.01]}; there are "
                + Arrays.stream(Scale.values()).map(Scale::key).collect(Collectors.joining(", "));
    }

    /** Reads what stands in a spec; null if that is wrong, which is among the faults. */
    static @Nullable SearchDomain read(JsonNode json, String pointer, Faults faults) {
        if (json.isArray() && json.size() > MOST) {
            faults.add(
                    pointer, String.format(Locale.ROOT, "found %,d values; allowed: at most %,d", json.size(), MOST));
            return null;
        }
        if (json.isArray() && !json.isEmpty()) {
            return new Choice(List.copyOf(json.values()));
        }
        if (!json.isObject() || json.size() != 1) {
            faults.wrong(pointer, json, allowed());
            return null;
        }
        Map.Entry<String, JsonNode> only = json.properties().iterator().next();
        String at = Faults.below(pointer, only.getKey());
        List<String> keys = Arrays.stream(Scale.values()).map(Scale::key).toList();
        if (!keys.contains(only.getKey())) {
            faults.unknown(at, "range", only.getKey(), keys);
            return null;
        }
        return range(Scale.values()[keys.indexOf(only.getKey())], only.getValue(), at, faults);
    }

    /** Returns the JSON Schema of what {@link #read} takes, but for the order of a range's ends. */
    static ObjectNode schema() {
        ObjectNode schema = Json.COMPACT.createObjectNode();
        ArrayNode either = schema.putArray("anyOf");
        either.add(SpecSchema.type("array").put("minItems", 1).put("maxItems", MOST));
        ObjectNode range = SpecSchema.object()
                .put("description", "a range that numbers are drawn from at random")
                .put("minProperties", 1)
                .put("maxProperties", 1);
        ObjectNode scales = range.putObject("properties");
        for (Scale scale : Scale.values()) {
            ObjectNode ends = SpecSchema.type("array").put("minItems", 2).put("maxItems", 2);
            scales.set(scale.key, ends.set("items", SpecSchema.type(scale.whole ? "integer" : "number")));
        }
        either.add(range);
        return schema;
    }

    private static @Nullable SearchDomain range(Scale scale, JsonNode ends, String pointer, Faults faults) {
        double low = ends.path(0).isNumber() ? ends.path(0).asDouble(Double.NaN) : Double.NaN;
        double high = ends.path(1).isNumber() ? ends.path(1).asDouble(Double.NaN) : Double.NaN;
        boolean fits = ends.isArray() && ends.size() == 2 && low < high && Double.isFinite(high - low);
        boolean above = !scale.logarithmic || low > 0;
        boolean whole = !scale.whole
                || (low == Math.rint(low) && high == Math.rint(high) && Math.abs(low) < 1e15 && Math.abs(high) < 1e15);
        if (fits && above && whole) {
            return new Range(scale, low, high);
        }
        faults.wrong(
                pointer,
                ends,
                "two " + (scale.whole ? "whole " : "") + "numbers" + (scale.logarithmic ? " above 0" : "")
                        + ", the smaller one first");
        return null;
    }
}

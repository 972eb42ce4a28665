package org.bakeoff.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A Vega-Lite specification with blanks to fill in, {@code charts/NAME.vl.json}. A text {@code "$key"} stands for a value;
 * where that is null, the property is left out. An object with {@code "$if": "$key"} is left out where the value is null.
 */
final class ChartTemplate {

    /** The height of a row, with room for a label of two lines. */
    static final int ROW = 36;

    private static final int TICKS = 6;

    private static final String CONDITION = "$if";

    private static final JsonMapper VALUES = JsonMapper.builder()
            // In the same order every time, so that a report can be rendered again to the byte.
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Rounded())
                    .addSerializer(Double.TYPE, new Rounded()))
            .build();

    private final String name;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Creates a chart of rows, whose marks have the colours of the models. */
    ChartTemplate(String name, List<? extends Record> rows, Palette palette) {
        this.name = name;
        put("rows", rows).put("models", palette.models()).put("colours", palette.colours());
    }

    ChartTemplate put(String key, @Nullable Object value) {
        values.put("$" + key, value);
        return this;
    }

    /** Puts in the title, the scale and the lines of an axis, few of which are drawn for every power of ten. */
    ChartTemplate axis(String axis, String title, boolean logarithmic) {
        return put(axis + "Title", title)
                .put(axis + "Type", "quantitative")
                .put(axis + "Sort", null)
                .put(axis + "Scale", logarithmic ? Map.of("type", "log", "nice", false) : Map.of("zero", false))
                .put(axis + "Axis", logarithmic ? Map.of("tickCount", TICKS) : null);
    }

    /** Puts in the title and the values of an axis of words. */
    ChartTemplate words(String axis, String title, List<String> values) {
        return put(axis + "Title", title)
                .put(axis + "Type", "ordinal")
                .put(axis + "Sort", values)
                .put(axis + "Scale", null)
                .put(axis + "Axis", Map.of("labelAngle", 0));
    }

    /** Returns the filled in specification, which can't end the script element that it is put into. */
    String json() {
        String resource = "charts/" + name + ".vl.json";
        try (InputStream in = Objects.requireNonNull(ChartTemplate.class.getResourceAsStream(resource), resource)) {
            JsonNode filled = Objects.requireNonNull(fill(Json.COMPACT.readTree(in)), resource);
            return Json.COMPACT.writeValueAsString(filled).replace("<", "\\u003c");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable JsonNode fill(JsonNode node) {
        if (node.isString() && node.asString().startsWith("$")) {
            return value(node.asString());
        }
        if (node instanceof ArrayNode list) {
            ArrayNode filled = Json.COMPACT.createArrayNode();
            for (JsonNode item : list) {
                JsonNode value = fill(item);
                if (value != null) {
                    filled.add(value);
                }
            }
            return filled;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.has(CONDITION) && value(object.path(CONDITION).asString()) == null) {
            return null;
        }
        ObjectNode filled = Json.COMPACT.createObjectNode();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            JsonNode value = fill(property.getValue());
            if (value != null && !property.getKey().equals(CONDITION)) {
                filled.set(property.getKey(), value);
            }
        }
        return filled;
    }

    private @Nullable JsonNode value(String key) {
        if (!values.containsKey(key)) {
            throw new IllegalStateException("nothing is put in for " + key + " of the chart " + name);
        }
        Object value = values.get(key);
        return value == null ? null : VALUES.valueToTree(value);
    }

    /** Writes as many digits as an eye can distinguish, and null for what isn't finite. */
    private static final class Rounded extends StdSerializer<Double> {

        private static final MathContext DIGITS = new MathContext(5);

        Rounded() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(new BigDecimal(value).round(DIGITS).doubleValue());
            } else {
                json.writeNull();
            }
        }
    }
}

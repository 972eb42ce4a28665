package org.bakeoff.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.NullNode;

/** Builds Vega-Lite specifications: JSON objects whose keys keep their order. */
final class VegaLite {

    private static final MathContext DIGITS = new MathContext(5);

    /** What turns something off; a plain null is left out. */
    static final Object NONE = NullNode.getInstance();

    private VegaLite() {}

    /** An object of keys and values in turn. */
    static Map<String, Object> object(@Nullable Object... pairs) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            Object value = pairs[index + 1];
            if (value != null) {
                object.put(String.valueOf(pairs[index]), value);
            }
        }
        return object;
    }

    /** A chart as wide as the page has room, of layers over the same data. */
    static String chart(int height, List<Map<String, Object>> data, List<Map<String, Object>> layers) {
        return json(object(
                "width",
                "container",
                "height",
                height,
                "autosize",
                object("type", "fit-x", "contains", "padding"),
                "data",
                object("values", data),
                "layer",
                layers));
    }

    /** The number in as many digits as an eye can tell, or null for one that isn't finite, which JSON has no word for. */
    static @Nullable Double figure(double value) {
        return Double.isFinite(value)
                ? Double.valueOf(new BigDecimal(value).round(DIGITS).doubleValue())
                : null;
    }

    /** JSON that can't end the script element that it stands in. */
    private static String json(Map<String, Object> specification) {
        return Json.COMPACT.writeValueAsString(specification).replace("<", "\\u003c");
    }
}

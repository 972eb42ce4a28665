package org.bakeoff.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodings that several charts share. */
final class Axes {

    /** The height of a row, with room for a label of two lines. */
    static final int ROW = 36;

    /** A rule at zero, where two models are alike. */
    static final Map<String, Object> ZERO = VegaLite.object(
            "mark",
            VegaLite.object("type", "rule", "strokeDash", List.of(4, 4), "opacity", 0.6),
            "encoding",
            VegaLite.object("x", VegaLite.object("datum", 0, "type", "quantitative")));

    /** As many as a narrow chart has room for. */
    private static final Map<String, Object> TICKS = VegaLite.object("signal", "max(4, ceil(width / 100))");

    private static final String MINUS = " \u2212 ";

    /** A pair's second model in a line of its own. */
    private static final String LABEL = "split(replace(datum.label, '" + MINUS + "', '\\n\u2212 '), '\\n')";

    private Axes() {}

    /** Rows by their field {@code row}, in the order of the data; a pair of models takes two lines. */
    static Map<String, Object> rows() {
        return VegaLite.object(
                "field",
                "row",
                "type",
                "ordinal",
                "sort",
                VegaLite.NONE,
                "title",
                VegaLite.NONE,
                "axis",
                VegaLite.object("labelExpr", LABEL, "labelPadding", 9, "ticks", false, "domain", false));
    }

    /** The name of a row that compares two models. */
    static String pair(String left, String right) {
        return left + MINUS + right;
    }

    /** A horizontal measure, whose axis begins where its data does. */
    static Map<String, Object> x(String field, @Nullable String title) {
        return VegaLite.object(
                "field",
                field,
                "type",
                "quantitative",
                "title",
                title,
                "axis",
                VegaLite.object("grid", true, "labelOverlap", "greedy", "labelSeparation", 6, "tickCount", TICKS),
                "scale",
                VegaLite.object("zero", false, "nice", true));
    }

    /** A second end of a mark. */
    static Map<String, Object> to(String field) {
        return VegaLite.object("field", field);
    }
}

package org.bakeoff.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One colour a model, the same everywhere. The colours are custom properties of the style sheet, which has a set for a
 * light and one for a dark ground; both follow the hues of Okabe and Ito, "Color universal design", 2008.
 */
public final class Palette {

    private static final int COLOURS = 8;

    private final List<String> models;

    Palette(List<String> models) {
        this.models = List.copyOf(models);
    }

    /** The class of a model's marks; empty for what is no model. */
    public String css(String model) {
        int index = models.indexOf(model);
        return index < 0 ? "" : "m" + index % COLOURS;
    }

    /** The models. */
    List<String> models() {
        return models;
    }

    /** The colour of marks by their field {@code model}. */
    Map<String, Object> encoding() {
        return VegaLite.object(
                "field",
                "model",
                "type",
                "nominal",
                "scale",
                VegaLite.object(
                        "domain",
                        models,
                        "range",
                        IntStream.range(0, models.size())
                                .mapToObj(index -> "var(--m" + index % COLOURS + ")")
                                .toList()));
    }
}

package org.bakeoff.report;

import java.util.List;

/**
 * Gives every model one colour, the same everywhere. The colours are custom properties of the style sheet, which has a set for a
 * light and one for a dark ground; both follow the hues of Okabe and Ito, "Color universal design", 2008.
 *
 * @param models the models
 */
public record Palette(List<String> models) {

    /** Has no models. */
    static final Palette NONE = new Palette(List.of());

    private static final int COLOURS = 8;

    /** Returns the CSS class of a model's marks; empty for what is no model. */
    public String css(String model) {
        int index = models.indexOf(model);
        return index < 0 ? "" : "m" + index % COLOURS;
    }

    /** Returns the colour of every model, for a chart. */
    List<String> colours() {
        return models.stream().map(model -> "var(--" + css(model) + ")").toList();
    }
}

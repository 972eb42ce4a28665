package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.Finding.Cases;

/**
 * An example as the report shows it.
 *
 * @param example the example
 * @param highlights its words as each model with attributions weighs them
 */
public record ExampleView(Cases.Case example, List<Highlight> highlights) {

    /** More characters than anybody reads; all texts of a report are in one page. */
    private static final int HALF = 10_000;

    /** Copies the list. */
    public ExampleView {
        highlights = List.copyOf(highlights);
    }

    static ExampleView of(Cases.Case example) {
        List<Highlight> highlights = new ArrayList<>();
        for (Cases.Prediction prediction : example.predictions()) {
            Cases.Attribution attribution = prediction.attribution();
            if (attribution != null) {
                highlights.add(Highlight.of(prediction.model(), example.tokens(), attribution));
            }
        }
        return new ExampleView(example, highlights);
    }

    /** Returns its text; a very long one is truncated in the middle. */
    public String text() {
        String text = example.text();
        int left = text.codePointCount(0, text.length()) - 2 * HALF;
        return left <= 0
                ? text
                : text.substring(0, text.offsetByCodePoints(0, HALF)) + " [… " + Figures.count(left)
                        + " characters omitted …] "
                        + text.substring(text.offsetByCodePoints(text.length(), -HALF));
    }
}

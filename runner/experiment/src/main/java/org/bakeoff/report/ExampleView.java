package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.Finding.Cases;

/**
 * An example as the report shows it.
 *
 * @param example the example
 * @param highlights its words as every model weighs them that can say so
 */
public record ExampleView(Cases.Case example, List<Highlight> highlights) {

    /** More than anybody reads; the texts of a report are all in one page. */
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

    /** Its text, without the middle of a very long one. */
    public String text() {
        String text = example.text();
        int left = text.codePointCount(0, text.length()) - 2 * HALF;
        return left <= 0
                ? text
                : text.substring(0, text.offsetByCodePoints(0, HALF)) + " [… " + Figures.count(left)
                        + " characters are left out here …] "
                        + text.substring(text.offsetByCodePoints(text.length(), -HALF));
    }
}

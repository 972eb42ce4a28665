package org.bakeoff.runner.report;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.Cases;

/**
 * An example as the report shows it.
 *
 * @param example the example
 * @param highlights its words as every model weighs them that can say so
 */
public record Review(Cases.Case example, List<Highlight> highlights) {

    /** Copies the list. */
    public Review {
        highlights = List.copyOf(highlights);
    }

    static Review of(Cases.Case example) {
        List<Highlight> highlights = new ArrayList<>();
        for (Cases.Opinion opinion : example.opinions()) {
            Cases.Attribution attribution = opinion.attribution();
            if (attribution != null) {
                highlights.add(Highlight.of(opinion.model(), example.tokens(), attribution));
            }
        }
        return new Review(example, highlights);
    }
}

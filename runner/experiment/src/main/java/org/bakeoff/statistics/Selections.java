package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.spec.Training;

/** What the reader must know of configurations that a search selected. */
final class Selections {

    private Selections() {}

    /** Sentences; none without a search. */
    static List<String> remarks(ComparisonInput input) {
        List<String> remarks = new ArrayList<>();
        int examples = input.split().validation().length;
        for (SearchResult tuning : input.tuning()) {
            SearchResult.Configuration best = tuning.best();
            if (Double.isNaN(best.score(tuning.selectBy()))) {
                remarks.add("All " + tuning.configurations().size() + " configurations of " + tuning.model()
                        + " diverged or failed with a seed; the first one stands for them");
            } else if (examples < Training.EarlyStopping.ENOUGH) {
                remarks.add(String.format(
                        Locale.ROOT,
                        "%s's configuration was selected among %d by %,d validation examples, whose accuracy has a standard error"
                                + " of %.1f points; hold out 1,000 or more by \"validation\"",
                        tuning.model(),
                        tuning.configurations().size(),
                        examples,
                        100 * Math.sqrt(best.accuracy() * (1 - best.accuracy()) / examples)));
            }
        }
        return remarks;
    }
}

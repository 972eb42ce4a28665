package org.bakeoff.statistics;

import java.util.Comparator;
import java.util.List;

/**
 * Estimates the best validation score that a search may expect of a number of configurations: the expected maximum of so many
 * draws, with replacement, from the scores of the configurations that were tried.
 *
 * <p>Source: Dodge, Gururangan, Card, Schwartz and Smith, "Show your work: improved reporting of experimental results", EMNLP 2019.
 */
public final class ExpectedValidationPerformance {

    /** Those of the configurations that have one, the worst first. */
    private final List<Double> scores;

    /** How many configurations have no score, since they diverged or failed with a seed; they rank below all others. */
    private final int unscored;

    /** Takes the scores by which a search selected. */
    public ExpectedValidationPerformance(SearchResult search) {
        Comparator<Double> worstFirst = search.selectBy() == SearchResult.Criterion.LOSS
                ? Comparator.reverseOrder()
                : Comparator.naturalOrder();
        scores = search.configurations().stream()
                .map(configuration -> configuration.score(search.selectBy()))
                .filter(Double::isFinite)
                .sorted(worstFirst)
                .toList();
        unscored = search.configurations().size() - scores.size();
    }

    /**
     * Returns the expected score of the best of some configurations, given that not all of them diverge or fail; NaN if all that were
     * tried did.
     *
     * @param configurations how many are drawn, at least 1
     */
    public double of(int configurations) {
        int tried = unscored + scores.size();
        double none = Math.pow((double) unscored / tried, configurations);
        double worse = none;
        double sum = 0;
        for (int rank = 1; rank <= scores.size(); rank++) {
            double upTo = Math.pow((double) (unscored + rank) / tried, configurations);
            sum += scores.get(rank - 1) * (upTo - worse);
            worse = upTo;
        }
        return sum / (1 - none);
    }
}

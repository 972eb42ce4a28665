package org.bakeoff.evaluators;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.bakeoff.api.ModelPredictions;

/**
 * How often two models are right on the same examples, and McNemar's tests of whether they are equally often right.
 *
 * <p>Source: McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 12, 1947; Edwards, Psychometrika 13, 1948, for the continuity correction; Fagerland, Lydersen and Laake,
 * "The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Medical
 * Research Methodology 13, 2013.
 */
record Discordance(long both, long onlyLeft, long onlyRight, long neither) {

    static Discordance of(int[] labels, ModelPredictions left, ModelPredictions right) {
        long[] counts = new long[4];
        for (int example = 0; example < labels.length; example++) {
            counts[
                    (left.mostlyRight(example, labels[example]) ? 0 : 2)
                            + (right.mostlyRight(example, labels[example]) ? 0 : 1)]++;
        }
        return new Discordance(counts[0], counts[1], counts[2], counts[3]);
    }

    /** The accuracy of the left model less that of the right. */
    double difference() {
        return (double) (onlyLeft - onlyRight) / (both + onlyLeft + onlyRight + neither);
    }

    /** The two-sided p of the exact test. */
    double exact() {
        return Math.min(1, 2 * halves().cumulativeProbability(fewer()));
    }

    /** The p of the exact test, with half the weight on the table at hand; 1 if the models are always alike. */
    double mid() {
        return onlyLeft + onlyRight == 0 ? 1 : exact() - halves().probability(fewer());
    }

    /** The statistic with Edwards' continuity correction, as statsmodels has it; NaN if the models are always alike. */
    double chiSquare() {
        double distance = Math.abs(onlyLeft - onlyRight) - 1.0;
        long discordant = onlyLeft + onlyRight;
        return discordant == 0 ? Double.NaN : distance * distance / discordant;
    }

    /** The p of that statistic; 1 if the models are always alike. */
    double chiSquareP() {
        return onlyLeft + onlyRight == 0 ? 1 : ChiSquaredDistribution.of(1).survivalProbability(chiSquare());
    }

    private BinomialDistribution halves() {
        return BinomialDistribution.of(Math.toIntExact(onlyLeft + onlyRight), 0.5);
    }

    private int fewer() {
        return Math.toIntExact(Math.min(onlyLeft, onlyRight));
    }
}

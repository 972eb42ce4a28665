package org.bakeoff.evaluators;

import java.util.BitSet;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How often two models are right on the same examples, and McNemar's tests of whether they are equally often right.
 *
 * <p>Source: McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 12, 1947; Edwards, Psychometrika 13, 1948, for the continuity correction; Fagerland, Lydersen and Laake,
 * "The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Medical
 * Research Methodology 13, 2013.
 */
record Discordance(long both, long onlyLeft, long onlyRight, long neither) {

    /** Of the examples that either gets right, out of so many. */
    static Discordance of(BitSet left, BitSet right, int examples) {
        BitSet both = (BitSet) left.clone();
        both.and(right);
        long shared = both.cardinality();
        long onlyLeft = left.cardinality() - shared;
        long onlyRight = right.cardinality() - shared;
        return new Discordance(shared, onlyLeft, onlyRight, examples - shared - onlyLeft - onlyRight);
    }

    /** How many examples only one gets right. */
    long discordant() {
        return onlyLeft + onlyRight;
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
        return discordant() == 0 ? 1 : exact() - halves().probability(fewer());
    }

    /** The statistic with Edwards' continuity correction, as statsmodels has it; NaN if the models are always alike. */
    double chiSquare() {
        double distance = Math.abs(onlyLeft - onlyRight) - 1.0;
        return discordant() == 0 ? Double.NaN : distance * distance / discordant();
    }

    /** The p of that statistic; 1 if the models are always alike. */
    double chiSquareP() {
        return discordant() == 0 ? 1 : ChiSquaredDistribution.of(1).survivalProbability(chiSquare());
    }

    private BinomialDistribution halves() {
        return BinomialDistribution.of(Math.toIntExact(discordant()), 0.5);
    }

    private int fewer() {
        return Math.toIntExact(Math.min(onlyLeft, onlyRight));
    }
}

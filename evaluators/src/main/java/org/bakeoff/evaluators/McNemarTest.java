package org.bakeoff.evaluators;

import java.util.BitSet;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Counts how often two models are right on the same examples, and tests by McNemar whether they are equally often right.
 *
 * <p>Source: McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 12, 1947; Edwards, Psychometrika 13, 1948, for the continuity correction; Fagerland, Lydersen and Laake,
 * "The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact conditional", BMC Medical
 * Research Methodology 13, 2013.
 */
record McNemarTest(long both, long onlyLeft, long onlyRight, long neither) {

    /** Counts the examples that each model gets right, of all of them. */
    static McNemarTest of(BitSet left, BitSet right, int examples) {
        BitSet both = (BitSet) left.clone();
        both.and(right);
        long shared = both.cardinality();
        long onlyLeft = left.cardinality() - shared;
        long onlyRight = right.cardinality() - shared;
        return new McNemarTest(shared, onlyLeft, onlyRight, examples - shared - onlyLeft - onlyRight);
    }

    long discordant() {
        return onlyLeft + onlyRight;
    }

    double difference() {
        return (double) (onlyLeft - onlyRight) / (both + onlyLeft + onlyRight + neither);
    }

    /** Returns the two-sided p of the exact test. */
    double exact() {
        return Math.min(1, 2 * fairCoin().cumulativeProbability(fewer()));
    }

    /** Returns the mid-p, in which the observed table counts half; 1 if no example is discordant. */
    double mid() {
        return discordant() == 0 ? 1 : exact() - fairCoin().probability(fewer());
    }

    /** Returns the chi-square statistic with Edwards' continuity correction, as in statsmodels; NaN if no example is discordant. */
    double chiSquare() {
        double distance = Math.abs(onlyLeft - onlyRight) - 1.0;
        return discordant() == 0 ? Double.NaN : distance * distance / discordant();
    }

    double chiSquareP() {
        return discordant() == 0 ? 1 : ChiSquaredDistribution.of(1).survivalProbability(chiSquare());
    }

    private BinomialDistribution fairCoin() {
        return BinomialDistribution.of(Math.toIntExact(discordant()), 0.5);
    }

    private int fewer() {
        return Math.toIntExact(Math.min(onlyLeft, onlyRight));
    }
}

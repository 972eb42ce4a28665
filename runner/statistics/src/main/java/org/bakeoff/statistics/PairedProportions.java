package org.bakeoff.statistics;

import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference of two proportions of the same, independent examples. The p-value is that of McNemar's exact test. The
 * interval has the differences that Tango's score test doesn't reject; whether it reaches to the other side of 0 is up to the
 * exact test.
 *
 * <p>Sources: McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 12, 1947; Tango, "Equivalence test and confidence interval for the difference in proportions for the
 * paired-sample design", Statistics in Medicine 17, 1998.
 *
 * @param left how many examples are of the left proportion alone
 * @param right how many are of the right one alone
 * @param examples how many examples there are
 */
record PairedProportions(long left, long right, long examples) implements DifferenceTest {

    private static final int STEPS = 60;

    @Override
    public double value() {
        return (double) (left - right) / examples;
    }

    @Override
    public double p() {
        int discordant = Math.toIntExact(left + right);
        int fewer = Math.toIntExact(Math.min(left, right));
        return discordant == 0
                ? 1
                : Math.min(1, 2 * BinomialDistribution.of(discordant, 0.5).cumulativeProbability(fewer));
    }

    @Override
    public Estimate interval(double alpha) {
        double limit = NormalDistribution.of(0, 1).inverseSurvivalProbability(alpha / 2);
        double low = edge(value(), -1, difference -> score(difference) <= limit);
        double high = edge(value(), 1, difference -> score(difference) >= -limit);
        return p() < alpha
                ? new Estimate(value(), low, high).beyondZero()
                : new Estimate(value(), Math.min(low, 0), Math.max(high, 0));
    }

    /** Returns the last value on the way to an end that holds, by bisection. */
    private static double edge(double start, double end, DoublePredicate holds) {
        double inside = start;
        double outside = end;
        if (holds.test(end)) {
            return end;
        }
        for (int step = 0; step < STEPS; step++) {
            double middle = (inside + outside) / 2;
            if (holds.test(middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    /** Returns by how many standard errors the estimate is above a difference, which the standard error depends on. */
    private double score(double difference) {
        double n = examples;
        double linear = (2 * n - left + right) * difference - (left + right);
        double constant = -right * difference * (1 - difference);
        double rightAlone = (Math.sqrt(Math.max(0, linear * linear - 8 * n * constant)) - linear) / (4 * n);
        double variance = n * (2 * rightAlone + difference * (1 - difference));
        double distance = left - right - n * difference;
        return distance == 0 ? 0 : distance / Math.sqrt(Math.max(0, variance));
    }
}

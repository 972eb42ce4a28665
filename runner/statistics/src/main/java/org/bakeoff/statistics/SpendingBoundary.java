package org.bakeoff.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The boundary that a Brownian motion crosses for the first time, on either side of 0, with given probabilities at given looks.
 * The density of the paths that haven't crossed yet is carried from look to look by numerical integration.
 *
 * <p>Sources: Armitage, McPherson and Rowe, "Repeated significance tests on accumulating data", Journal of the Royal Statistical
 * Society A 132, 1969; Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70, 1983.
 */
final class SpendingBoundary {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** Less new information than this share counts as this much, which makes levels smaller, never larger. */
    private static final double LEAST_STEP = 0.002;
    /** A look that may spend nothing spends this much. */
    private static final double LEAST_SPENT = 1e-9;
    /** How many points of the grid there are for each standard deviation of the smallest step. */
    private static final int POINTS = 4;

    private static final double FAR = 9;
    /** By how many standard deviations of a step the limit may move at once, so that some paths reach it. */
    private static final double MOST_CHANGE = 4;

    private static final int ITERATIONS = 50;
    private static final double PRECISION = 1e-10;

    private final double spacing;
    /** The density at 0, h, 2h, ... up to the last boundary, by Simpson's weights. */
    private double[] weighted = {};
    /** The distance h of the grid's points. */
    private double width;

    private SpendingBoundary(double spacing) {
        this.spacing = spacing;
    }

    /**
     * Returns the level of a two-sided test at the last look.
     *
     * @param information each look's share of the information, ascending
     * @param spent the probability of crossing up to each look, ascending
     */
    static double level(double[] information, double[] spent) {
        double[] times = information.clone();
        double finest = Math.sqrt(times[0]);
        for (int look = 1; look < times.length; look++) {
            times[look] = Math.max(times[look], times[look - 1] * (1 + LEAST_STEP));
            finest = Math.min(finest, Math.sqrt(times[look] - times[look - 1]));
        }
        SpendingBoundary boundary = new SpendingBoundary(finest / POINTS);
        double limit = 0;
        for (int look = 0; look < times.length; look++) {
            double before = look == 0 ? 0 : spent[look - 1];
            double step = Math.sqrt(look == 0 ? times[0] : times[look] - times[look - 1]);
            limit = boundary.limit(step, limit, Math.max(spent[look] - before, LEAST_SPENT));
            if (look < times.length - 1) {
                boundary.advance(step, limit);
            }
        }
        return 2 * NORMAL.survivalProbability(limit / Math.sqrt(times[times.length - 1]));
    }

    /**
     * Returns the limit that as many paths cross as may. Newton's method on the logarithm of their share, which is concave.
     *
     * @param step the standard deviation of what paths move by
     */
    private double limit(double step, double start, double crossing) {
        double limit = start;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double beyond = beyond(step, limit);
            double change = Math.log(beyond / crossing) * beyond / (2 * density(step, limit));
            limit += Math.min(change, MOST_CHANGE * step);
            if (Math.abs(change) < PRECISION * step) {
                break;
            }
        }
        return limit;
    }

    /** Returns the share of all paths that haven't crossed before and are beyond a limit after the next step. */
    private double beyond(double step, double limit) {
        return 2 * paths(step, limit, NORMAL::survivalProbability);
    }

    /** Returns the density of the paths that haven't crossed before, at a place after the next step. */
    private double density(double step, double place) {
        return paths(step, place, z -> Math.exp(-z * z / 2)) / (step * Math.sqrt(2 * Math.PI));
    }

    /** Sums over all paths a function of how many standard deviations the next step would have to be to reach a place. */
    private double paths(double step, double place, DoubleUnaryOperator function) {
        if (weighted.length == 0) {
            return function.applyAsDouble(place / step);
        }
        double sum = 0;
        for (int point = 0; point < weighted.length; point++) {
            double up = (place - point * width) / step;
            double down = (place + point * width) / step;
            // Farther steps add less than rounding does.
            sum += weighted[point]
                    * ((up < FAR ? function.applyAsDouble(up) : 0) + (down < FAR ? function.applyAsDouble(down) : 0));
        }
        return sum;
    }

    /** Moves the density to the next look. */
    private void advance(double step, double limit) {
        int intervals = 2 * (int) Math.ceil(limit / spacing / 2);
        double next = limit / intervals;
        double[] moved = new double[intervals + 1];
        for (int point = 0; point <= intervals; point++) {
            double simpson = point == 0 || point == intervals ? 1 : point % 2 == 1 ? 4 : 2;
            moved[point] = density(step, point * next) * simpson * next / 3;
        }
        weighted = moved;
        width = next;
    }
}

package org.bakeoff.statistics.benchmark;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fits power laws to values at some training sizes by weighted least squares, among those that don't get worse with more examples
 * and whose asymptote is in the metric's range. For a given exponent the other two parameters are linear; the exponent is
 * searched for on a grid, and then between its neighbours.
 */
final class PowerLawFit {

    /** Beyond these a curve can't be distinguished from a line in the logarithm of the examples, or from one that has come to its end. */
    private static final double LEAST = 0.05;

    private static final double MOST = 2;
    private static final int GRID = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    /** Leaves an error of the exponent's logarithm of less than 1e-6. */
    private static final int STEPS = 25;

    private final double[] sizes;
    private final double largest;
    /** Of each size's part of the largest one: an exponential takes a third of the time of a power. */
    private final double[] logarithms;

    private final double[] weights;
    private final double sign;
    private final double bound;
    private final Curves[] grid = new Curves[GRID + 1];

    /**
     * Prepares a fit.
     *
     * @param sizes numbers of training examples
     * @param errors the standard error of the value at each size
     * @param higherIsBetter whether values grow with more examples
     * @param bound the best possible value; infinite, in the direction of better values, if there is none
     */
    PowerLawFit(double[] sizes, double[] errors, boolean higherIsBetter, double bound) {
        this.sizes = sizes.clone();
        this.largest = Arrays.stream(sizes).max().orElseThrow();
        this.logarithms =
                Arrays.stream(sizes).map(size -> Math.log(size / largest)).toArray();
        this.weights = Arrays.stream(errors).map(error -> 1 / (error * error)).toArray();
        this.sign = higherIsBetter ? 1 : -1;
        this.bound = sign * bound;
        for (int index = 0; index <= GRID; index++) {
            grid[index] = new Curves(LEAST * Math.pow(MOST / LEAST, (double) index / GRID));
        }
    }

    /** Returns the law that fits the values at the sizes best. */
    PowerLaw fit(double... values) {
        double[] ascending = Arrays.stream(values).map(value -> sign * value).toArray();
        int best = 0;
        double squares = Double.POSITIVE_INFINITY;
        for (int index = 0; index <= GRID; index++) {
            double found = grid[index].fitted(ascending).squares();
            if (found < squares) {
                squares = found;
                best = index;
            }
        }
        double low = Math.log(grid[Math.max(0, best - 1)].exponent);
        double high = Math.log(grid[Math.min(GRID, best + 1)].exponent);
        double less = high - GOLDEN * (high - low);
        double more = low + GOLDEN * (high - low);
        double ofLess = squares(less, ascending);
        double ofMore = squares(more, ascending);
        for (int step = 0; step < STEPS; step++) {
            if (ofLess <= ofMore) {
                high = more;
                more = less;
                ofMore = ofLess;
                less = high - GOLDEN * (high - low);
                ofLess = squares(less, ascending);
            } else {
                low = less;
                less = more;
                ofLess = ofMore;
                more = low + GOLDEN * (high - low);
                ofMore = squares(more, ascending);
            }
        }
        double exponent = Math.exp((low + high) / 2);
        Fitted fitted = new Curves(exponent).fitted(ascending);
        double factor = fitted.slope() == 0 ? 0 : sign * fitted.slope() * Math.pow(largest, exponent);
        return new PowerLaw(sign * fitted.asymptote(), factor, exponent);
    }

    private double squares(double logarithm, double... ascending) {
        return new Curves(Math.exp(logarithm)).fitted(ascending).squares();
    }

    /** Returns the sum of the squares of how many standard errors the values are away from a law. */
    double squares(PowerLaw law, double... values) {
        return IntStream.range(0, sizes.length)
                .mapToDouble(index -> weights[index] * Math.pow(values[index] - law.at(sizes[index]), 2))
                .sum();
    }

    /**
     * A curve asymptote + slope (n / largest)^-exponent, with its sum of weighted squares.
     *
     * @param slope 0 or less
     */
    private record Fitted(double asymptote, double slope, double squares) {}

    /** The curves of one exponent. */
    private final class Curves {

        private final double exponent;
        private final double[] powers = new double[sizes.length];

        Curves(double exponent) {
            this.exponent = exponent;
            for (int index = 0; index < powers.length; index++) {
                powers[index] = Math.exp(-exponent * logarithms[index]);
            }
        }

        /** Returns the best one of those that don't fall and whose asymptote is possible: free, or at one of both limits. */
        Fitted fitted(double... ascending) {
            double weight = 0;
            double meanPower = 0;
            double meanValue = 0;
            for (int index = 0; index < powers.length; index++) {
                weight += weights[index];
                meanPower += weights[index] * powers[index];
                meanValue += weights[index] * ascending[index];
            }
            meanPower /= weight;
            meanValue /= weight;
            double slope = slope(meanPower, meanValue, ascending);
            double asymptote = meanValue - slope * meanPower;
            if (slope <= 0 && asymptote <= bound) {
                return of(asymptote, slope, ascending);
            }
            Fitted constant = of(Math.min(bound, meanValue), 0, ascending);
            double toBound = Double.isFinite(bound) ? slope(0, bound, ascending) : 0;
            if (toBound >= 0) {
                return constant;
            }
            Fitted atBound = of(bound, toBound, ascending);
            return atBound.squares() < constant.squares() ? atBound : constant;
        }

        /** Returns the slope of the best line through a point. */
        private double slope(double power, double value, double... ascending) {
            double squares = 0;
            double products = 0;
            for (int index = 0; index < powers.length; index++) {
                squares += weights[index] * (powers[index] - power) * (powers[index] - power);
                products += weights[index] * (powers[index] - power) * (ascending[index] - value);
            }
            return products / squares;
        }

        private Fitted of(double asymptote, double slope, double... ascending) {
            double squares = 0;
            for (int index = 0; index < powers.length; index++) {
                double error = ascending[index] - asymptote - slope * powers[index];
                squares += weights[index] * error * error;
            }
            return new Fitted(asymptote, slope, squares);
        }
    }
}

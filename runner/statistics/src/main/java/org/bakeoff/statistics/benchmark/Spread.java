package org.bakeoff.statistics.benchmark;

import java.util.Arrays;

/**
 * The mean of some numbers, and how they vary.
 *
 * @param mean the mean
 * @param variance the variance between them; NaN of a single one
 */
record Spread(double mean, double variance) {

    static Spread of(double... numbers) {
        double mean = Arrays.stream(numbers).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(numbers).map(one -> (one - mean) * (one - mean)).sum();
        return new Spread(mean, squares / (numbers.length - 1));
    }
}

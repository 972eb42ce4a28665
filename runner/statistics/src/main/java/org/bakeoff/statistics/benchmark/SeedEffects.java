package org.bakeoff.statistics.benchmark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.FDistribution;
import org.bakeoff.statistics.DifferenceTest.PartOfVariance;

/**
 * Estimates what a model's seeds have in common over several runs. With one seed a model begins the training of every fold, repeat and
 * data set with the same random numbers. So the luck of a seed is in all of them, and how much runs differ doesn't show it.
 *
 * <p>With S seeds on R runs it is the two-way analysis of variance: of the variance between the seeds' means over runs, over S, comes
 * off what seeds and runs together make of it, which the runs show. Nothing is added where an F test at 25% doesn't show it: of few
 * seeds that have nothing in common, chance would make intervals too wide.
 *
 * <p>Sources: Searle, Casella and McCulloch, "Variance components", 1992, chapter 4; Bancroft, "Analysis and inference for incompletely
 * specified models involving the use of preliminary test(s) of significance", Biometrics 20, 1964, which recommends 25%.
 */
final class SeedEffects {

    /** The level of the F test. */
    static final double SHOWN = 0.25;

    /** The part of the square of a mean that rounding may leave of a variance of 0. */
    static final double ROUNDING = 1e-24;

    private SeedEffects() {}

    /**
     * Returns what the seeds add to the variance of a model's mean over runs and seeds; empty with a single seed or a single run, and where
     * nothing shows that they have anything in common. Seeds count that all runs have, or all seeds if fewer than two do.
     *
     * @param runs of each run the model's values by seed
     */
    static Optional<PartOfVariance> of(List<Map<Long, Double>> runs) {
        TreeSet<Long> seeds =
                new TreeSet<>(runs.isEmpty() ? List.of() : runs.get(0).keySet());
        runs.forEach(run -> seeds.retainAll(run.keySet()));
        int count = seeds.size();
        if (runs.size() < 2) {
            return Optional.empty();
        }
        if (count < 2) {
            return UnevenSeeds.of(runs).effects();
        }
        double[][] values = seeds.stream()
                .map(seed -> runs.stream()
                        .mapToDouble(run -> run.getOrDefault(seed, Double.NaN))
                        .toArray())
                .toArray(double[][]::new);
        Spread means = Spread.of(Arrays.stream(values)
                .mapToDouble(seed -> Spread.of(seed).mean())
                .toArray());
        double squares = 0;
        for (int run = 0; run < runs.size(); run++) {
            int at = run;
            Spread ofRun = Spread.of(
                    Arrays.stream(values).mapToDouble(seed -> seed[at]).toArray());
            for (double[] seed : values) {
                double rest = seed[at] - ofRun.mean() - Spread.of(seed).mean() + means.mean();
                squares += rest * rest;
            }
        }
        double freedom = count - 1.0;
        double freedomTogether = freedom * (runs.size() - 1.0);
        double together = squares / freedomTogether / runs.size();
        double limit = together * FDistribution.of(freedom, freedomTogether).inverseSurvivalProbability(SHOWN);
        // Seeds that all give the same differ by rounding alone, which means nothing.
        boolean same = means.variance() <= ROUNDING * means.mean() * means.mean();
        return means.variance() > limit && !same
                ? Optional.of(
                        new PartOfVariance((means.variance() - together) / count, means.variance() / count, freedom))
                : Optional.empty();
    }

    /** Returns the mean over some runs, seed by seed, of those seeds that all have. */
    static Map<Long, Double> mean(List<Map<Long, Double>> runs) {
        Map<Long, Double> means = new LinkedHashMap<>();
        for (Long seed :
                runs.isEmpty() ? List.<Long>of() : List.copyOf(runs.get(0).keySet())) {
            double mean = runs.stream()
                    .mapToDouble(run -> run.getOrDefault(seed, Double.NaN))
                    .average()
                    .orElse(Double.NaN);
            if (Double.isFinite(mean)) {
                means.put(seed, mean);
            }
        }
        return means;
    }
}

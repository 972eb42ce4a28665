package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spends the error rate of a comparison over the looks at its results, so that the chance of a false verdict at any of them stays
 * within it. A look spends in proportion to the seeds that it adds, of those that may be added; where none were planned, all looks
 * spend the same.
 *
 * <p>The statistics of several looks correlate as a Brownian motion does at the looks' shares of information. The variance of a
 * difference has a part that seeds don't shrink, so early looks have more information than their seeds alone would say.
 *
 * <p>Source: Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70, 1983.
 */
final class AlphaSpending {

    /** The level of intervals that decide by their width when to stop; see {@link SeedPlanner}. */
    static final double PRECISE = 0.04;

    private final Looks looks;

    AlphaSpending(Looks looks) {
        this.looks = looks;
    }

    /** A model of a pair whose seeds matter. */
    private record Model(String name, SeedSamples samples) {

        /** Returns what its seeds add to the variance of the difference. */
        double variance() {
            return samples.ofSeeds() + samples.interaction();
        }
    }

    /** Returns the level at which a pair is tested at the last look. */
    double level(Pair pair) {
        if (looks.plan() instanceof Looks.UntilPrecise) {
            return PRECISE;
        }
        List<Model> models = models(pair);
        List<int[]> counts = counts(models);
        return SpendingBoundary.level(information(pair, models, counts), spent(counts));
    }

    /**
     * Returns how much of the error rate is spent up to each look.
     *
     * @param counts the seeds of each model whose seeds matter, at every look
     */
    double[] spent(List<int[]> counts) {
        return IntStream.range(0, counts.size())
                .mapToDouble(look -> Inference.ALPHA * share(look, counts))
                .toArray();
    }

    /** Returns whether seeds of a pair were added after a look without a plan. */
    boolean unplanned(Pair pair) {
        return looks.plan() instanceof Looks.Unplanned && counts(models(pair)).size() > 1;
    }

    private static List<Model> models(Pair pair) {
        return Stream.of(
                        new Model(pair.left().name(), pair.first()),
                        new Model(pair.right().name(), pair.second()))
                .filter(model -> !model.samples().deterministic())
                .toList();
    }

    /** Returns the seeds of each model at every look that had more of them than the one before. */
    private List<int[]> counts(List<Model> models) {
        int[] now = models.stream().mapToInt(model -> model.samples().seeds()).toArray();
        List<int[]> counts = new ArrayList<>();
        int last = 0;
        for (Map<String, Integer> look : looks.earlier()) {
            if (models.stream().allMatch(model -> look.containsKey(model.name()))) {
                int[] then = models.stream()
                        .mapToInt(model -> look.getOrDefault(model.name(), 0))
                        .toArray();
                if (total(then) > last && total(then) < total(now)) {
                    last = total(then);
                    counts.add(then);
                }
            }
        }
        counts.add(now);
        return counts;
    }

    private static int total(int[] counts) {
        return Arrays.stream(counts).sum();
    }

    /** Returns which share of the error rate may be spent up to a look. */
    private double share(int look, List<int[]> counts) {
        int[] seeds = counts.get(look);
        if (looks.plan() instanceof Looks.UntilDecided plan && seeds.length > 0) {
            double added = total(seeds) - seeds.length * (plan.atLeast() - 1.0);
            return Math.min(1, added / (seeds.length * (plan.atMost() - plan.atLeast() + 1.0)));
        }
        return (look + 1.0) / counts.size();
    }

    /** Returns each look's share of the information that there is now, from what is known of the variance now. */
    private static double[] information(Pair pair, List<Model> models, List<int[]> counts) {
        int[] now = counts.get(counts.size() - 1);
        double lasting = Math.max(0, pair.lasting());
        return counts.stream()
                .mapToDouble(then -> {
                    double variance = lasting;
                    double before = lasting;
                    for (int model = 0; model < now.length; model++) {
                        double ofSeeds = models.get(model).variance();
                        variance += ofSeeds;
                        before += ofSeeds * now[model] / then[model];
                    }
                    return before > 0 ? variance / before : 1;
                })
                .toArray();
    }
}

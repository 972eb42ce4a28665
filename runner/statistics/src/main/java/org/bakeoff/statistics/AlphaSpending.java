package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Spends the error rate of a comparison over the looks at its results, so that the chance of a false verdict at any of them stays
 * within it. A look spends in proportion to the seeds that it adds, of those that may be added; where none were planned, all looks
 * spend the same.
 *
 * <p>The statistics of several looks correlate as a Brownian motion does at the looks' shares of information. The variance of a
 * difference has a part that seeds don't shrink, so early looks have more information than their seeds alone would say. Levels come
 * from simulated paths.
 *
 * <p>Source: Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70, 1983.
 */
final class AlphaSpending {

    /** The level of intervals that decide by their width when to stop; see {@link SeedPlanner}. */
    static final double PRECISE = 0.04;

    private static final int PATHS = 20_000;
    /** Few paths are as many standard deviations away, but more than cross. */
    private static final double TAIL = 1.5;

    private static final long SEED = 19_830_070;

    private final Looks looks;
    private final Random random = new Random(SEED);
    private final List<double[]> normal = new ArrayList<>();

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
        double[] spent = new double[counts.size()];
        Arrays.setAll(spent, look -> Inference.ALPHA * share(look, counts));
        return spent.length == 1 ? spent[0] : level(information(pair, models, counts), spent);
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

    /** Returns how much of the error rate may be spent up to a look. */
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

    /**
     * Returns the level of the last look: that at which as many paths cross there for the first time as it may spend.
     *
     * @param information each look's share, ascending
     * @param spent the error rate that is spent up to each look
     */
    private double level(double[] information, double[] spent) {
        double[] path = new double[PATHS];
        boolean[] crossed = new boolean[PATHS];
        int all = 0;
        double limit = 0;
        double before = 0;
        for (int look = 0; look < information.length; look++) {
            double share = Math.max(before, information[look]);
            double step = Math.sqrt(share - before);
            double scale = 1 / Math.sqrt(share);
            double[] normals = normals(look);
            for (int index = 0; index < PATHS; index++) {
                path[index] += step * normals[index];
            }
            int crossing = Math.max(1, (int) Math.round(spent[look] * PATHS) - all);
            limit = limit(path, crossed, crossing, TAIL / scale) * scale;
            for (int index = 0; index < PATHS; index++) {
                crossed[index] |= Math.abs(path[index]) * scale >= limit;
            }
            all += crossing;
            before = share;
        }
        return 2 * NormalDistribution.of(0, 1).survivalProbability(limit);
    }

    /**
     * Returns the value that so many of the paths which haven't crossed yet reach.
     *
     * @param least a value that about as many paths reach as are worth sorting
     */
    private static double limit(double[] path, boolean[] crossed, int crossing, double least) {
        double[] values = new double[path.length];
        int count = 0;
        for (int index = 0; index < path.length; index++) {
            if (!crossed[index] && Math.abs(path[index]) >= least) {
                values[count++] = Math.abs(path[index]);
            }
        }
        if (count < crossing) {
            return limit(path, crossed, crossing, 0);
        }
        Arrays.sort(values, 0, count);
        return values[count - crossing];
    }

    private double[] normals(int look) {
        while (normal.size() <= look) {
            double[] numbers = new double[PATHS];
            Arrays.setAll(numbers, index -> random.nextGaussian());
            normal.add(numbers);
        }
        return normal.get(look);
    }
}

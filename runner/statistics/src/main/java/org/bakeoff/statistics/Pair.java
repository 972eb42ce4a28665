package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bakeoff.api.Metric;

/**
 * Two models in one metric.
 *
 * @param left the model that stands first in the spec
 * @param right the other
 * @param first the left one's samples
 * @param second the right one's
 * @param inference of the difference, by its variance
 * @param test of the difference
 * @param part the examples that they are compared on
 */
record Pair(
        Entry left,
        Entry right,
        SeedSamples first,
        SeedSamples second,
        Inference inference,
        DifferenceTest test,
        Part part) {

    /** With fewer independent clusters than this an interval is wide. */
    private static final int FEW_CLUSTERS = 10;

    /**
     * A model that is compared.
     *
     * @param name its name
     * @param complete whether every trial of it has predictions
     * @param diverged how many trials diverged
     */
    record Entry(String name, boolean complete, int diverged) {

        static Entry of(ModelResult model) {
            return new Entry(model.name(), model.complete(), model.diverged());
        }
    }

    static Pair of(Metric metric, Entry left, Entry right, SeedSamples first, SeedSamples second, Part part) {
        Inference inference = Inference.of(metric, first, second, part);
        DifferenceTest test = inference;
        if (metric.rate() && first.seedless() && second.seedless() && part.count() > 1 && part.independent()) {
            PairedProportions exact = proportions(first.mean().minus(second.mean()), part);
            // Seeds of a model that is said to be deterministic may differ.
            test = Math.abs(exact.value() - inference.value()) < 1e-9 ? exact : inference;
        }
        return new Pair(left, right, first, second, inference, test, part);
    }

    /** Counts the examples that one of both models alone is right on, from the deviations of single examples. */
    private static PairedProportions proportions(Sample difference, Part part) {
        int examples = part.examples().length;
        double factor = examples * Math.sqrt(1 - 1.0 / examples);
        double[] differences = IntStream.of(part.present())
                .mapToDouble(cluster -> difference.deviations()[0][cluster] * factor + difference.value())
                .toArray();
        return new PairedProportions(
                DoubleStream.of(differences).filter(one -> one > 0.5).count(),
                DoubleStream.of(differences).filter(one -> one < -0.5).count(),
                examples);
    }

    /** Returns the part of the variance that more seeds don't shrink. */
    double lasting() {
        return inference.components().get(0).variance() - first.interaction() - second.interaction();
    }

    /** Returns whether every trial of both models has predictions. */
    boolean complete() {
        return left.complete() && right.complete();
    }

    /** Returns what limits any conclusion from this pair, but for what depends on the other pairs. */
    List<Caveat> caveats() {
        List<Caveat> caveats = new ArrayList<>();
        if (!complete()) {
            caveats.add(Caveat.FAILED_TRIALS);
        }
        if (!test.interval(Inference.ALPHA).hasInterval() || Double.isNaN(test.p())) {
            caveats.add(Caveat.NO_INTERVAL);
        }
        if (left.diverged() + right.diverged() > 0) {
            caveats.add(Caveat.DIVERGED_TRIALS);
        }
        if (ofTheseWeights()) {
            caveats.add(Caveat.SINGLE_SEED);
        }
        if (hasSeeds(2)) {
            caveats.add(Caveat.TWO_SEEDS);
        }
        if (part.freedom() + 1 < FEW_CLUSTERS) {
            caveats.add(Caveat.FEW_CLUSTERS);
        }
        return caveats;
    }

    /** Returns whether nothing is known of other seeds of a model that has them. */
    boolean ofTheseWeights() {
        return hasSeeds(1);
    }

    private boolean hasSeeds(int seeds) {
        return (first.seeds() == seeds && !first.deterministic())
                || (second.seeds() == seeds && !second.deterministic());
    }
}

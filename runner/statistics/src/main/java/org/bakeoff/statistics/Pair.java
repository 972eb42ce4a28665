package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.Metric;

/**
 * Two models in one metric.
 *
 * @param left the model that stands first in the spec
 * @param right the other
 * @param first the left one's samples
 * @param second the right one's
 * @param inference of the difference
 * @param p the two-sided p-value
 * @param flipped whether it is the sign-flip test's
 */
record Pair(
        ModelResult left,
        ModelResult right,
        SeedSamples first,
        SeedSamples second,
        Inference inference,
        double p,
        boolean flipped) {

    static Pair of(
            Metric metric, ModelResult left, ModelResult right, SeedSamples first, SeedSamples second, Part part) {
        Inference inference = Inference.of(first, second, part.count());
        boolean flipped = first.seedless()
                && second.seedless()
                && metric.score() != null
                && part.count() > 1
                && part.count() < SignFlip.FEW
                && Double.isFinite(inference.value());
        double p = flipped ? SignFlip.p(first.mean().minus(second.mean()), part) : inference.p();
        return new Pair(left, right, first, second, inference, p, flipped);
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
        if (!inference.interval().hasInterval() || Double.isNaN(p)) {
            caveats.add(Caveat.NO_INTERVAL);
        }
        if (left.diverged() + right.diverged() > 0) {
            caveats.add(Caveat.DIVERGED_TRIALS);
        }
        if (ofTheseWeights()) {
            caveats.add(Caveat.SINGLE_SEED);
        }
        if (flipped) {
            caveats.add(Caveat.SIGN_FLIP_TEST);
        }
        return caveats;
    }

    /** Returns whether nothing is known of other seeds of a model that has them. */
    boolean ofTheseWeights() {
        return (first.seeds() == 1 && !first.deterministic()) || (second.seeds() == 1 && !second.deterministic());
    }
}

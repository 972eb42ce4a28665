package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Metric;

/** Says in a sentence what a contrast of the primary metric means. */
final class VerdictSentence {

    private final Metric metric;
    private final Units units;
    private final String sample;

    VerdictSentence(Metric metric, Part part) {
        this.metric = metric;
        this.units = new Units(metric);
        this.sample = String.format(Locale.ROOT, "%,d examples in %,d", part.examples().length, part.count())
                + (part.count() == 1 ? " cluster" : " clusters");
    }

    String of(Pair pair, double adjustedP) {
        ModelResult left = pair.left();
        ModelResult right = pair.right();
        for (ModelResult model : List.of(left, right)) {
            if (!model.complete()) {
                return "no verdict: a trial of " + model.name() + " failed";
            }
        }
        Estimate interval = pair.inference().interval();
        if (Double.isNaN(adjustedP) || !Double.isFinite(interval.high() - interval.low())) {
            return "no verdict: no interval can be had for the difference of " + left.name() + " and " + right.name()
                    + " (" + sample + ")";
        }
        boolean outside = interval.low() > 0 || interval.high() < 0;
        String scope =
                (pair.ofTheseWeights() ? ", for these trained weights only" : ", as configured") + diverged(pair);
        if (!Contrast.tellsApart(interval, adjustedP)) {
            // A sign-flip test may find nothing where the interval, which is Student's, leaves out zero.
            boolean holm = outside && pair.p() < Contrast.LEVEL;
            return left.name() + " and " + right.name() + " are not distinguishable" + (holm ? " after Holm" : "")
                    + " (difference " + units.difference(interval.value()) + ", " + evidence(pair, interval, adjustedP)
                    + ")" + scope;
        }
        boolean leftBetter = interval.value() > 0 == metric.higherIsBetter();
        // What is said of a winner is said from the winner's side.
        Estimate gain =
                interval.value() > 0 ? interval : new Estimate(-interval.value(), -interval.high(), -interval.low());
        return (leftBetter ? left : right).name() + " beats " + (leftBetter ? right : left).name() + " by "
                + units.difference(gain.value()) + " (" + evidence(pair, gain, adjustedP) + ")" + scope;
    }

    private String evidence(Pair pair, Estimate interval, double adjustedP) {
        return "95% CI " + units.number(interval.low()) + " to " + units.number(interval.high()) + "; " + seeds(pair)
                + ", " + sample + "; adjusted p " + Units.p(adjustedP)
                + (pair.flipped() ? " by the sign-flip test" : "");
    }

    private static String seeds(Pair pair) {
        int left = pair.first().seeds();
        int right = pair.second().seeds();
        return left == right ? count(left) + " each" : count(left) + " and " + count(right);
    }

    private static String count(int seeds) {
        return seeds == 1 ? "1 seed" : seeds + " seeds";
    }

    private static String diverged(Pair pair) {
        List<String> parts = new ArrayList<>();
        for (ModelResult model : List.of(pair.left(), pair.right())) {
            long count = model.trials().stream()
                    .filter(trial -> trial.status() == ModelResult.Status.DIVERGED)
                    .count();
            if (count > 0) {
                parts.add(count + " of " + count(model.trials().size()) + " of " + model.name() + " diverged");
            }
        }
        return parts.isEmpty() ? "" : "; " + String.join(", ", parts) + ", counting as guessing";
    }
}

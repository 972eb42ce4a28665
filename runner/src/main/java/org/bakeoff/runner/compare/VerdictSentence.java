package org.bakeoff.runner.compare;

import java.util.Locale;
import org.bakeoff.api.Metric;

/** Says in a sentence what a contrast of the primary metric means. */
final class VerdictSentence {

    private static final double LEVEL = 0.05;

    private VerdictSentence() {}

    static String of(
            Metric metric, ModelResult left, ModelResult right, Inference inference, double adjustedP, String sample) {
        for (ModelResult model : new ModelResult[] {left, right}) {
            if (!model.complete()) {
                return "no verdict: a trial of " + model.name() + " failed";
            }
        }
        if (Double.isNaN(adjustedP)) {
            return "no verdict: no interval can be had for the difference of " + left.name() + " and " + right.name()
                    + " (" + sample + ")";
        }
        int seeds = left.trials().size();
        boolean apart = adjustedP < LEVEL;
        boolean leftBetter = inference.value() > 0 == metric.higherIsBetter();
        // What is said of a winner is said from the winner's side.
        Estimate interval = inference.value() < 0 && apart
                ? new Estimate(
                        -inference.value(),
                        -inference.interval().high(),
                        -inference.interval().low())
                : inference.interval();
        String evidence = String.format(
                Locale.ROOT,
                "(95%% CI %s to %s; %s each, %s; adjusted p %s)",
                number(interval.low()),
                number(interval.high()),
                seeds == 1 ? "1 seed" : seeds + " seeds",
                sample,
                p(adjustedP));
        if (!apart) {
            boolean plain = inference.p() < LEVEL;
            return left.name() + " and " + right.name() + " are not distinguishable" + (plain ? " after Holm" : "")
                    + " " + evidence;
        }
        return (leftBetter ? left : right).name() + " beats " + (leftBetter ? right : left).name() + " by "
                + number(interval.value()) + " in " + metric.title().toLowerCase(Locale.ROOT) + " " + evidence + ", "
                + (seeds == 1 ? "for these trained weights only" : "as configured");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String p(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p);
    }
}

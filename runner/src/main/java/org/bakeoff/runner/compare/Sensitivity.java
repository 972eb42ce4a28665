package org.bakeoff.runner.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Metric;

/**
 * What difference of two models an experiment could detect, and how many seeds each model would need for another one.
 *
 * <p>With S' instead of S seeds the variance between seeds and the interaction of seeds and clusters shrink by S/S', and
 * the rest of V_T stays.
 */
final class Sensitivity {

    private static final double[] WANTED = {0.005, 0.01, 0.02, 0.05};
    private static final int MOST = 1000;

    private final Pair pair;
    private final Units units;
    private final double clusters;
    private final double lasting;

    private Sensitivity(Metric metric, Pair pair, Part part) {
        this.pair = pair;
        this.units = new Units(metric);
        this.clusters = part.count();
        double sampling = pair.first().mean().minus(pair.second().mean()).variance();
        this.lasting =
                Math.max(sampling - pair.first().interaction() - pair.second().interaction(), 0);
    }

    /** A sentence, and for a rate one on seeds; none where nothing can be said. */
    static List<String> sentences(Metric metric, Pair pair, Part part) {
        Sensitivity sensitivity = new Sensitivity(metric, pair, part);
        double detectable = pair.inference().detectable();
        if (!Double.isFinite(detectable)) {
            return List.of();
        }
        String names = pair.left().name() + " and " + pair.right().name();
        List<String> sentences = new ArrayList<>();
        sentences.add(names + ": a true difference of " + sensitivity.units.difference(detectable)
                + " would be detected with 80% power (p < 0.05 before Holm)");
        if (metric.rate() && !pair.ofTheseWeights()) {
            sentences.add(names + ": " + sensitivity.seeds());
        }
        return sentences;
    }

    /** How many seeds the wanted differences need. */
    private String seeds() {
        if (pair.first().seedless() && pair.second().seedless()) {
            return "no number of seeds changes that, for training gives the same model with every seed";
        }
        double least = Inference.multiplier(clusters - 1) * Math.sqrt(lasting);
        List<String> parts = new ArrayList<>();
        boolean beyond = false;
        for (double wanted : WANTED) {
            String points = String.format(Locale.ROOT, "%s points", wanted == 0.005 ? "0.5" : Math.round(wanted * 100))
                    .replace("1 points", "1 point");
            if (least > wanted) {
                beyond = true;
                parts.add(points + " no number of seeds");
            } else {
                int needed = needed(wanted);
                parts.add(points + " " + (needed > MOST ? "more than 1,000" : String.valueOf(needed)));
            }
        }
        return "seeds that a difference would need: " + String.join(", ", parts)
                + (beyond ? "; the test set alone allows no less than " + units.difference(least) : "");
    }

    private int needed(double wanted) {
        int seeds = 2;
        while (seeds <= MOST && !(detectable(seeds) <= wanted)) {
            seeds++;
        }
        return seeds;
    }

    private double detectable(int seeds) {
        double sampling = lasting;
        double variance = 0;
        double denominator = 0;
        for (SeedSamples model : List.of(pair.first(), pair.second())) {
            if (!model.seedless()) {
                double scale = (double) model.seeds() / seeds;
                sampling += model.interaction() * scale;
                variance += model.ofSeeds() * scale;
                denominator += Math.pow(model.betweenSeeds() * scale, 2) / (seeds - 1);
            }
        }
        variance += sampling;
        denominator += sampling * sampling / (clusters - 1);
        return new Inference(0, variance, variance * variance / denominator).detectable();
    }
}

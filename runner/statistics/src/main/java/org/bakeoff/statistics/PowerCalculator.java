package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bakeoff.api.Metric;

/**
 * Reckons what difference of two models an experiment could detect, and how many seeds each model would need for another
 * one.
 *
 * <p>With S' instead of S seeds the variance between seeds and the interaction of seeds and clusters shrink by S/S', and
 * the rest of V_T stays.
 */
final class PowerCalculator {

    private static final double[] WANTED = {0.005, 0.01, 0.02, 0.05};

    private final Pair pair;
    private final double clusters;
    private final double lasting;

    private PowerCalculator(Pair pair, Part part) {
        this.pair = pair;
        this.clusters = part.count();
        double sampling = pair.first().mean().minus(pair.second().mean()).variance();
        this.lasting =
                Math.max(sampling - pair.first().interaction() - pair.second().interaction(), 0);
    }

    /** Of a pair; empty where nothing can be said. */
    static Optional<PowerAnalysis> of(Metric metric, Pair pair, Part part) {
        double detectable = pair.inference().detectable();
        if (!Double.isFinite(detectable)) {
            return Optional.empty();
        }
        boolean told = metric.rate() && !pair.ofTheseWeights();
        PowerCalculator sensitivity = new PowerCalculator(pair, part);
        double least = told ? sensitivity.least() : Double.NaN;
        return Optional.of(new PowerAnalysis(
                pair.left().name(),
                pair.right().name(),
                detectable,
                least,
                told ? sensitivity.wanted(least) : List.of()));
    }

    /** What the test examples alone allow. */
    private double least() {
        return seedless() ? pair.inference().detectable() : Inference.multiplier(clusters - 1) * Math.sqrt(lasting);
    }

    private List<PowerAnalysis.Wanted> wanted(double least) {
        List<PowerAnalysis.Wanted> parts = new ArrayList<>();
        for (double wanted : WANTED) {
            parts.add(new PowerAnalysis.Wanted(wanted, least > wanted ? PowerAnalysis.NEVER : needed(wanted)));
        }
        return parts;
    }

    /** Returns whether training gives both models again with any seed. */
    private boolean seedless() {
        return pair.first().seedless() && pair.second().seedless();
    }

    private int needed(double wanted) {
        if (seedless()) {
            return 1;
        }
        int seeds = 2;
        while (seeds <= PowerAnalysis.MOST && !(detectable(seeds) <= wanted)) {
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

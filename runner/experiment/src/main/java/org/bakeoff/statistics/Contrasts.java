package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Metric;

/** Compares every pair of models. */
final class Contrasts {

    private final List<ModelResult> models;
    private final Measurements measurements;
    private final Map<Metric, List<Pair>> known = new HashMap<>();

    Contrasts(List<ModelResult> models, Measurements measurements) {
        this.models = models;
        this.measurements = measurements;
    }

    /** In every metric. */
    List<Contrast> all() {
        List<Contrast> contrasts = new ArrayList<>();
        List<Metric> metrics = measurements.metrics();
        for (Metric metric : metrics) {
            contrasts.addAll(metric.equals(metrics.get(0)) ? primary(metric) : exploratory(metric));
        }
        return contrasts;
    }

    /** With verdicts, after Holm. */
    List<Contrast> primary(Metric metric) {
        List<Pair> pairs = pairs(metric);
        double[] adjusted = Holm.adjust(pairs.stream().map(Pair::p).toList());
        VerdictSentence sentence = new VerdictSentence(metric, measurements.part());
        List<Contrast> contrasts = new ArrayList<>();
        for (int index = 0; index < pairs.size(); index++) {
            Pair pair = pairs.get(index);
            contrasts.add(contrast(metric, pair, adjusted[index], sentence.of(pair, adjusted[index])));
        }
        return contrasts;
    }

    private List<Contrast> exploratory(Metric metric) {
        return pairs(metric).stream()
                .map(pair -> contrast(metric, pair, Double.NaN, "exploratory"))
                .toList();
    }

    private static Contrast contrast(Metric metric, Pair pair, double adjustedP, String verdict) {
        Estimate interval = pair.inference().interval();
        return new Contrast(
                metric.name(),
                pair.left().name(),
                pair.right().name(),
                interval.value(),
                interval.low(),
                interval.high(),
                pair.p(),
                adjustedP,
                pair.inference().detectable(),
                verdict);
    }

    /** Every pair of models that both have results. */
    List<Pair> pairs(Metric metric) {
        return known.computeIfAbsent(metric, this::tested);
    }

    private List<Pair> tested(Metric metric) {
        List<Pair> pairs = new ArrayList<>();
        for (int left = 0; left < models.size(); left++) {
            for (int right = left + 1; right < models.size(); right++) {
                SeedSamples first = measurements.of(metric, models.get(left).name());
                SeedSamples second = measurements.of(metric, models.get(right).name());
                if (first != null && second != null) {
                    pairs.add(Pair.of(metric, models.get(left), models.get(right), first, second, measurements.part()));
                }
            }
        }
        return pairs;
    }
}

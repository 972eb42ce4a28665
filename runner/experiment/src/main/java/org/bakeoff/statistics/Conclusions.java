package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;
import org.bakeoff.api.Metric;

/** Puts a comparison into sentences. */
record Conclusions(
        List<ModelResult> models,
        Measurements measurements,
        Contrasts pairs,
        List<Contrast> contrasts,
        Map<String, Double> majority,
        List<String> remarks) {

    Conclusion all() {
        Warnings warnings = new Warnings(models, measurements, remarks);
        if (measurements.metrics().isEmpty()) {
            return new Conclusion(List.of(), List.of(), List.of(), warnings.sentences(null, Double.NaN));
        }
        Metric primary = measurements.metrics().get(0);
        double guessing = majority.getOrDefault(primary.name(), Double.NaN);
        return new Conclusion(
                new Floors(primary, guessing, models, contrasts).sentences(),
                contrasts.stream()
                        .filter(contrast -> contrast.metric().equals(primary.name()))
                        .map(Contrast::verdict)
                        .toList(),
                pairs.pairs(primary).stream()
                        .flatMap(pair -> Sensitivity.of(primary, pair, measurements.part()).stream())
                        .toList(),
                warnings.sentences(primary, guessing));
    }
}

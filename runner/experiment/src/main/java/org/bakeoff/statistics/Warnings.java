package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Metric;
import org.jspecify.annotations.Nullable;

/** What the reader must know to weigh verdicts. */
final class Warnings {

    private final List<ModelResult> models;
    private final Measurements measurements;
    private final List<String> remarks;

    Warnings(List<ModelResult> models, Measurements measurements, List<String> remarks) {
        this.models = models;
        this.measurements = measurements;
        this.remarks = remarks;
    }

    /** The sentences; {@code majority} is what guessing gives by the primary metric. */
    List<String> sentences(@Nullable Metric primary, double majority) {
        List<String> warnings = new ArrayList<>();
        models.forEach(model -> diverged(model, warnings));
        if (primary != null) {
            few(primary, warnings);
            models.forEach(model -> seeds(model, primary, majority, warnings));
        }
        warnings.addAll(remarks);
        warnings.addAll(Budgets.differences(models));
        if (models.stream().noneMatch(ModelResult::baseline)) {
            warnings.add(
                    "No model of the spec is a baseline, a model so simple that a network should outperform it; add a linear one"
                            + " to /models");
        }
        return warnings;
    }

    private static void diverged(ModelResult model, List<String> warnings) {
        long diverged = model.trials().stream()
                .filter(trial -> trial.status() == ModelResult.Status.DIVERGED)
                .count();
        if (diverged > 0) {
            warnings.add(model.name() + " diverged with " + diverged + " of "
                    + model.trials().size() + " seeds, which stay in its mean");
        }
    }

    /** The models with too few seeds to say anything of their spread. */
    private void few(Metric metric, List<String> warnings) {
        for (int seeds = 1; seeds < SeedDistributionCheck.FEWEST; seeds++) {
            List<String> names = new ArrayList<>();
            for (ModelResult model : models) {
                SeedSamples samples = measurements.of(metric, model.name());
                if (samples != null && !samples.deterministic() && samples.seeds() == seeds) {
                    names.add(model.name());
                }
            }
            if (!names.isEmpty()) {
                warnings.add(String.join(", ", names) + ": trained with " + (seeds == 1 ? "1 seed" : seeds + " seeds")
                        + ", which says little of how a model does with others; 5 are better");
            }
        }
    }

    private void seeds(ModelResult model, Metric metric, double majority, List<String> warnings) {
        SeedSamples samples = measurements.of(metric, model.name());
        if (samples == null || samples.deterministic() || samples.seeds() < SeedDistributionCheck.FEWEST) {
            return;
        }
        SeedDistributionCheck shape = new SeedDistributionCheck(samples);
        double error = Math.sqrt(samples.mean().variance());
        long collapsed = shape.collapsed(majority, metric.higherIsBetter(), error);
        if (collapsed > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s collapsed with %d of %d seeds: hardly better than the majority class while the best one clearly is; its"
                            + " intervals may be too narrow, and more seeds are needed, 10 or more",
                    model.name(),
                    collapsed,
                    samples.seeds()));
        } else if (shape.gap()) {
            warnings.add(
                    model.name() + "'s seeds fall apart in a way that normally spread ones rarely do (the widest gap"
                            + " between neighbours beyond 97.5% of normal samples); its intervals may be too narrow, and more"
                            + " seeds are recommended");
        }
    }
}

package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.spec.Spec;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialResult;
import org.bakeoff.training.progress.Layer;

/** Puts together what is known of each model. */
record ModelResults(Measurements measurements, Budgets budgets) {

    ModelResult of(Spec.Model model, List<TrialOutcome> outcomes) {
        List<ModelResult.Trial> trials = new ArrayList<>();
        List<TrialResult> results = new ArrayList<>();
        List<Layer> layers = List.of();
        for (TrialOutcome outcome : outcomes) {
            long seed = outcome.trial().seed();
            if (outcome instanceof TrialOutcome.Failed failed) {
                trials.add(new ModelResult.Trial(
                        seed,
                        ModelResult.Status.FAILED,
                        Optional.of(failed.reason()),
                        Map.of(),
                        Double.NaN,
                        Double.NaN));
            } else {
                TrialResult result = outcome.findResult().orElseThrow();
                Optional<String> diverged =
                        outcome instanceof TrialOutcome.Diverged one ? Optional.of(one.reason()) : Optional.empty();
                layers = result.layers();
                trials.add(new ModelResult.Trial(
                        seed,
                        diverged.isEmpty() ? ModelResult.Status.DONE : ModelResult.Status.DIVERGED,
                        diverged,
                        measurements.values(model.name(), seed),
                        result.trainSeconds(),
                        result.examplesPerSecond()));
                results.add(result);
            }
        }
        long failed = trials.stream()
                .filter(trial -> trial.status() != ModelResult.Status.DONE)
                .count();
        return new ModelResult(
                model.name(),
                model.provider().plugin().name(),
                outcomes.stream()
                        .mapToInt(outcome -> outcome.trial().configuration())
                        .findFirst()
                        .orElse(0),
                model.provider().plugin().isBaseline(),
                layers.stream().mapToLong(Layer::parameters).sum(),
                layers,
                trials,
                measurements.estimates(model.name()),
                FailureRateBound.of(failed, trials.size()),
                budgets.of(model, results));
    }
}

package org.bakeoff.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.bakeoff.api.Metric;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.progress.Progress;

/**
 * Trains models with as many seeds as it takes. After each round of trials the models are compared, and those whose next seed helps
 * most get one. A run that was interrupted resumes where its last look was, with the same trials as without the interruption.
 */
final class AdaptiveTraining {

    private final Spec spec;
    private final TrialPlan plan;
    private final Comparer.Data data;
    private final Trainer trainer;
    private final LookFile file;
    private final Map<String, TrialOutcome> outcomes = new HashMap<>();
    private Optional<Metric> metric = Optional.empty();

    /** Runs trials, as many at once as there is room for. */
    interface Trainer {
        List<TrialOutcome> run(List<Trial> trials) throws IOException;
    }

    /** Keeps the looks, so that a later run can resume. */
    interface LookFile {
        void write(List<Map<String, Integer>> looks) throws IOException;
    }

    AdaptiveTraining(Spec spec, TrialPlan plan, Comparer.Data data, Trainer trainer, LookFile file) {
        this.spec = spec;
        this.plan = plan;
        this.data = data;
        this.trainer = trainer;
        this.file = file;
    }

    /**
     * Trains and compares until no more seeds are needed.
     *
     * @param seeds what decides that
     * @param looks the looks of an earlier run, which this one resumes after the last of them
     */
    TrainingResult run(SeedPlan.Adaptive seeds, List<Map<String, Integer>> looks, Consumer<Progress> listener)
            throws IOException {
        Map<String, Integer> now = new LinkedHashMap<>();
        spec.models().forEach(model -> now.put(model.name(), seeds.atLeast()));
        now.putAll(looks.isEmpty() ? Map.of() : looks.get(looks.size() - 1));
        now.replaceAll((model, count) -> Math.min(count, seeds.atMost()));
        List<Map<String, Integer>> seen = looks;
        while (true) {
            train(plan.trials(now));
            Optional<SeedRounds.Next> next = look(outcomes(now), new Looks(seen, SeedLooks.plan(seeds)));
            seen = SeedLooks.with(seen, new LinkedHashMap<>(now));
            file.write(seen);
            next.ifPresent(one -> listener.accept(event(one, seeds)));
            List<String> adding = next.map(SeedRounds.Next::adding).orElse(List.of());
            if (adding.isEmpty()) {
                return new TrainingResult(spec, outcomes(now), List.of());
            }
            adding.forEach(model -> now.merge(model, 1, Integer::sum));
        }
    }

    /** Compares what was trained; returns nothing if the primary metric can't be measured. */
    private Optional<SeedRounds.Next> look(List<TrialOutcome> trained, Looks looks) {
        if (metric.isEmpty()) {
            metric = Comparer.primaryMetric(spec, data, trained);
        }
        return metric.map(primary -> Comparer.look(
                spec,
                data,
                new Comparer.Trials(trained, Map.of(), Map.of(), List.of(), looks, List.of(), Optional.empty()),
                primary));
    }

    private void train(List<Trial> trials) throws IOException {
        List<Trial> left = trials.stream()
                .filter(trial -> !outcomes.containsKey(trial.name()))
                .toList();
        for (TrialOutcome outcome : trainer.run(left)) {
            outcomes.put(outcome.trial().name(), outcome);
        }
    }

    /** Returns the outcomes in an order that doesn't depend on the rounds. */
    private List<TrialOutcome> outcomes(Map<String, Integer> seeds) {
        List<TrialOutcome> ordered = new ArrayList<>();
        plan.trials(seeds).forEach(trial -> ordered.add(Objects.requireNonNull(outcomes.get(trial.name()))));
        return ordered;
    }

    private Progress.SeedsCompared event(SeedRounds.Next next, SeedPlan.Adaptive seeds) {
        return new Progress.SeedsCompared(
                next.round().seeds(),
                seeds.until() instanceof SeedPlan.Precision
                        ? Progress.SeedsCompared.Goal.NARROW_INTERVAL
                        : Progress.SeedsCompared.Goal.VERDICT,
                metric.orElseThrow().rate(),
                next.open().stream()
                        .map(pair -> new Progress.SeedsCompared.Open(
                                pair.left(),
                                pair.right(),
                                pair.difference().value(),
                                pair.simultaneous().low(),
                                pair.simultaneous().high()))
                        .toList(),
                next.adding());
    }
}

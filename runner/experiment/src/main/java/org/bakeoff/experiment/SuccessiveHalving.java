package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.bakeoff.spec.SearchMethod;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.progress.Progress;

/**
 * Trains the configurations of a search by {@linkplain SearchMethod.Halving successive halving}. A trial that is continued resumes
 * from its checkpoint, as if it had never stopped.
 */
final class SuccessiveHalving {

    private final TrialPlan plan;
    private final SearchMethod.Halving halving;
    private final Path folder;
    private final AdaptiveTraining.Trainer trainer;
    private final Map<String, TrialOutcome> outcomes = new HashMap<>();
    /** The configurations of each tuned model that are left. */
    private final Map<String, Set<Integer>> left = new LinkedHashMap<>();

    SuccessiveHalving(TrialPlan plan, SearchMethod.Halving halving, Path folder, AdaptiveTraining.Trainer trainer) {
        this.plan = plan;
        this.halving = halving;
        this.folder = folder;
        this.trainer = trainer;
    }

    /** Returns the last outcome of every trial, those of models that aren't tuned among them. */
    List<TrialOutcome> run(Consumer<Progress> listener) throws IOException {
        List<Trial> all = plan.trials();
        all.stream()
                .filter(trial -> !trial.tested())
                .forEach(trial -> left.computeIfAbsent(trial.model().name(), model -> new HashSet<>())
                        .add(trial.configuration()));
        List<Trial> next = rung(all, 0);
        for (int rung = 1; !next.isEmpty(); rung++) {
            List<TrialOutcome> ended = trainer.run(next);
            ended.forEach(outcome -> outcomes.put(outcome.trial().name(), outcome));
            for (SearchResult search : plan.searches(ended)) {
                keepBest(search, listener);
            }
            next = rung(all, rung);
        }
        for (Trial trial : all) {
            if (!trial.tested()) {
                TrialFolder.forget(folder.resolve(trial.name()));
            }
        }
        return all.stream()
                .map(trial -> Objects.requireNonNull(outcomes.get(trial.name())))
                .toList();
    }

    /** Returns the trials of a rung: at first of all models, then of tuned ones that have more than one configuration left. */
    private List<Trial> rung(List<Trial> all, int rung) {
        List<Trial> trials = new ArrayList<>();
        for (Trial trial : all) {
            Set<Integer> configurations = left.getOrDefault(trial.model().name(), Set.of());
            List<Integer> rungs = halving.rungs(trial.epochs());
            if (trial.tested()) {
                if (rung == 0) {
                    trials.add(trial);
                }
            } else if (rung < rungs.size()
                    && configurations.contains(trial.configuration())
                    && (rung == 0 || configurations.size() > 1)) {
                trials.add(trial.until(rungs.get(rung)));
            }
        }
        return trials;
    }

    private int epochs(String model) {
        return plan.trials().stream()
                .filter(trial -> trial.model().name().equals(model))
                .mapToInt(Trial::epochs)
                .max()
                .orElseThrow();
    }

    private void keepBest(SearchResult search, Consumer<Progress> listener) {
        Set<Integer> configurations = Objects.requireNonNull(left.get(search.model()));
        List<SearchResult.Configuration> compared = search.configurations().stream()
                .filter(one -> configurations.contains(one.number()) && one.epochs() > 0)
                .sorted(plan.bestFirst(search.selectBy()))
                .toList();
        if (compared.size() > 1) {
            configurations.clear();
            compared.stream().limit(halving.kept(compared.size())).forEach(one -> configurations.add(one.number()));
            // The last one left isn't trained further, and nothing is after all epochs.
            if (configurations.size() > 1 && compared.get(0).epochs() < epochs(search.model())) {
                listener.accept(new Progress.ConfigurationsKept(
                        search.model(), compared.get(0).epochs(), configurations.size(), compared.size()));
            }
        }
    }
}

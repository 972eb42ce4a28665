package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.spec.SearchMethod;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.progress.Progress;

/**
 * Trains the models of an experiment. In a search a configuration is selected when all are trained; it is trained again with fresh
 * seeds, and those trials are tested.
 */
final class SearchTraining {

    private final TrialPlan plan;
    private final Path folder;
    private final AdaptiveTraining.Trainer trainer;

    /**
     * Receives the trials that are tested, before those of selected configurations are trained, and the folders of an earlier
     * run that were removed.
     */
    interface Selection {
        void of(List<Trial> tested, List<Path> removed) throws IOException;
    }

    /** Prepares to train what is planned into the folder of all trials' folders. */
    SearchTraining(TrialPlan plan, Path folder, AdaptiveTraining.Trainer trainer) {
        this.plan = plan;
        this.folder = folder;
        this.trainer = trainer;
    }

    TrainingResult run(Consumer<Progress> listener, Selection selection) throws IOException {
        Optional<SearchMethod.Halving> halving = plan.halving();
        List<TrialOutcome> trained = halving.isPresent()
                ? new SuccessiveHalving(plan, halving.get(), folder, trainer).run(listener)
                : trainer.run(plan.trials());
        List<SearchResult> searches = plan.searches(trained);
        searches.forEach(one -> listener.accept(new Progress.ConfigurationSelected(
                one.model(),
                one.selected(),
                one.configurations().size(),
                one.best().values())));
        Predicate<String> rejected = plan.rejected(searches);
        List<Path> removed = new ArrayList<>();
        // Once what failed is repaired, an earlier selection may turn out to be the right one after all.
        boolean isFinal = trained.stream().noneMatch(TrialOutcome.Failed.class::isInstance);
        for (Path earlier : RegularFiles.list(folder)) {
            if (isFinal && rejected.test(earlier.getFileName().toString())) {
                RegularFiles.requireNoLinks(folder);
                RecursiveDeletion.of(earlier);
                removed.add(earlier);
            }
        }
        List<Trial> tested = plan.tested(searches);
        selection.of(tested, removed);
        Map<String, TrialOutcome> outcomes = new HashMap<>();
        trained.forEach(outcome -> outcomes.put(outcome.trial().name(), outcome));
        List<Trial> confirming = tested.stream()
                .filter(trial -> !outcomes.containsKey(trial.name()))
                .toList();
        if (!confirming.isEmpty()) {
            listener.accept(new Progress.Confirming(confirming.size()));
            trainer.run(confirming)
                    .forEach(outcome -> outcomes.put(outcome.trial().name(), outcome));
        }
        return new TrainingResult(
                plan.selectedSpec(searches),
                tested.stream()
                        .map(trial -> Objects.requireNonNull(outcomes.get(trial.name())))
                        .toList(),
                searches);
    }
}

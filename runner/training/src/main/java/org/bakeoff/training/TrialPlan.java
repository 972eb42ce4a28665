package org.bakeoff.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.spec.Search;
import org.bakeoff.spec.SearchMethod;
import org.bakeoff.spec.Spec;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * The trials of an experiment. In a search those of all configurations are trained first, and only those of the configurations that the
 * validation examples speak for are tested.
 */
public final class TrialPlan {

    private final Spec spec;
    private final String device;
    private final @Nullable Search search;
    private final Set<String> tuned = new HashSet<>();

    /** Plans the trials of a spec on a device that exists. */
    public TrialPlan(Spec spec, String device) {
        this.spec = spec;
        this.device = device;
        this.search = spec.search();
        if (search != null) {
            search.candidates().stream()
                    .filter(candidate -> candidate.configuration() > 1)
                    .forEach(candidate -> tuned.add(candidate.model().name()));
        }
    }

    /** Returns the trials to train, seed by seed, so that all models are about equally far if the run is interrupted. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (long seed : spec.training().seeds()) {
            if (search == null) {
                spec.models().forEach(model -> trials.add(new Trial(model, seed, device)));
            } else {
                for (Search.Candidate candidate : search.candidates()) {
                    trials.add(new Trial(
                            candidate.model(),
                            candidate.configuration(),
                            seed,
                            device,
                            !tuned.contains(candidate.model().name())));
                }
            }
        }
        return trials;
    }

    /**
     * Selects a configuration for every model that is tuned: the best by the validation examples, the first of several that are equally
     * good. One that diverged or failed with a seed is selected only where all did.
     *
     * @param outcomes how the trials ended
     * @return empty without a search
     */
    public List<ModelSelection> tuning(List<TrialOutcome> outcomes) {
        List<ModelSelection> all = new ArrayList<>();
        if (search == null) {
            return all;
        }
        Map<String, Map<Integer, List<TrialOutcome>>> byConfiguration = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.trial().model().name(),
                        Collectors.groupingBy(outcome -> outcome.trial().configuration())));
        for (String model : spec.models().stream().map(Spec.Model::name).toList()) {
            if (tuned.contains(model)) {
                List<ModelSelection.Tried> tried = search.of(model).stream()
                        .map(candidate -> tried(
                                candidate,
                                byConfiguration
                                        .getOrDefault(model, Map.of())
                                        .getOrDefault(candidate.configuration(), List.of())))
                        .toList();
                SearchMethod.SelectBy by = search.method().selectBy();
                ModelSelection.Tried best = tried.stream()
                        .min(Comparator.comparingDouble(one -> rank(one.score(by), by)))
                        .orElseThrow();
                all.add(new ModelSelection(model, by, best.configuration(), tried));
            }
        }
        return all;
    }

    /** Returns a rank, smaller for better; the largest where there is no score. */
    private static double rank(double score, SearchMethod.SelectBy by) {
        return Double.isNaN(score) ? Double.POSITIVE_INFINITY : by == SearchMethod.SelectBy.LOSS ? score : -score;
    }

    private static ModelSelection.Tried tried(Search.Candidate candidate, List<TrialOutcome> outcomes) {
        List<ModelSelection.Score> seeds =
                outcomes.stream().map(TrialPlan::score).toList();
        return new ModelSelection.Tried(
                candidate.configuration(),
                candidate.values(),
                seeds.stream().mapToDouble(ModelSelection.Score::loss).sum() / seeds.size(),
                seeds.stream().mapToDouble(ModelSelection.Score::accuracy).sum() / seeds.size(),
                seeds);
    }

    /** Returns the score of the weights that a trial keeps: of the best epoch with early stopping, else of the last. */
    private static ModelSelection.Score score(TrialOutcome outcome) {
        long seed = outcome.trial().seed();
        List<Epoch> history = outcome instanceof TrialOutcome.Completed completed
                ? completed.result().history()
                : List.of();
        if (history.isEmpty()) {
            return new ModelSelection.Score(seed, Double.NaN, Double.NaN);
        }
        Epoch kept = outcome.trial().model().training().earlyStopping() == null
                ? history.get(history.size() - 1)
                : history.stream()
                        .min(Comparator.comparingDouble(epoch -> figure(epoch.validationLoss())))
                        .orElseThrow();
        return new ModelSelection.Score(seed, figure(kept.validationLoss()), figure(kept.validationAccuracy()));
    }

    private static double figure(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** Returns the trials to test: of the selected configurations, and of the models that aren't tuned; in the order of all. */
    public List<Trial> tested(List<ModelSelection> tuning) {
        Map<String, Integer> selected = selected(tuning);
        return trials().stream()
                .filter(trial -> trial.configuration()
                        == selected.getOrDefault(trial.model().name(), trial.configuration()))
                .map(trial -> trial.tested(true))
                .toList();
    }

    /** Returns the spec with the models in their selected configurations, and without a search. */
    public Spec selectedSpec(List<ModelSelection> tuning) {
        if (search == null) {
            return spec;
        }
        Map<String, Integer> selected = selected(tuning);
        return spec.selected(search.candidates().stream()
                .filter(candidate -> candidate.configuration()
                        == selected.getOrDefault(candidate.model().name(), candidate.configuration()))
                .map(Search.Candidate::model)
                .toList());
    }

    private static Map<String, Integer> selected(List<ModelSelection> tuning) {
        return tuning.stream().collect(Collectors.toMap(ModelSelection::model, ModelSelection::selected));
    }
}

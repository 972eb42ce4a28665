package org.bakeoff.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.spec.Candidate;
import org.bakeoff.spec.Search;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Sweep;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * The trials of an experiment. In a sweep those of all settings are trained first, and only those of the settings that the
 * validation examples speak for are tested.
 */
public final class TrialPlan {

    private final Spec spec;
    private final String device;
    private final @Nullable Sweep sweep;
    private final Set<String> swept = new HashSet<>();

    /** That of a spec, on a device that is there. */
    public TrialPlan(Spec spec, String device) {
        this.spec = spec;
        this.device = device;
        this.sweep = spec.sweep();
        if (sweep != null) {
            sweep.candidates().stream()
                    .filter(candidate -> candidate.setting() > 1)
                    .forEach(candidate -> swept.add(candidate.model().name()));
        }
    }

    /** What is trained: seed by seed, so that all models are about equally far if the run is broken off. */
    public List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (long seed : spec.training().seeds()) {
            if (sweep == null) {
                spec.models().forEach(model -> trials.add(new Trial(model, seed, device)));
            } else {
                for (Candidate candidate : sweep.candidates()) {
                    trials.add(new Trial(
                            candidate.model(),
                            candidate.setting(),
                            seed,
                            device,
                            !swept.contains(candidate.model().name())));
                }
            }
        }
        return trials;
    }

    /**
     * Selects a setting for every model that is swept: the best by the validation examples, the first of several that are equally
     * good. One that diverged or failed with a seed is selected only where all did.
     *
     * @param outcomes how the trials ended
     * @return empty without a sweep
     */
    public List<ModelSelection> tuning(List<TrialOutcome> outcomes) {
        List<ModelSelection> all = new ArrayList<>();
        if (sweep == null) {
            return all;
        }
        Map<String, Map<Integer, List<TrialOutcome>>> bySetting = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.trial().model().name(),
                        Collectors.groupingBy(outcome -> outcome.trial().setting())));
        for (String model : spec.models().stream().map(Spec.Model::name).toList()) {
            if (swept.contains(model)) {
                List<ModelSelection.Tried> tried = sweep.of(model).stream()
                        .map(candidate -> tried(
                                candidate,
                                bySetting.getOrDefault(model, Map.of()).getOrDefault(candidate.setting(), List.of())))
                        .toList();
                Search.By by = sweep.search().by();
                ModelSelection.Tried best = tried.stream()
                        .min(Comparator.comparingDouble(one -> rank(one.score(by), by)))
                        .orElseThrow();
                all.add(new ModelSelection(model, by, best.setting(), tried));
            }
        }
        return all;
    }

    /** The smaller the better; last what can't be judged. */
    private static double rank(double score, Search.By by) {
        return Double.isNaN(score) ? Double.POSITIVE_INFINITY : by == Search.By.LOSS ? score : -score;
    }

    private static ModelSelection.Tried tried(Candidate candidate, List<TrialOutcome> outcomes) {
        List<ModelSelection.Score> seeds =
                outcomes.stream().map(TrialPlan::score).toList();
        return new ModelSelection.Tried(
                candidate.setting(),
                candidate.values(),
                seeds.stream().mapToDouble(ModelSelection.Score::loss).sum() / seeds.size(),
                seeds.stream().mapToDouble(ModelSelection.Score::accuracy).sum() / seeds.size(),
                seeds);
    }

    /** Of the weights that a trial keeps: those of the best epoch with early stopping, else of the last. */
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

    /** The trials of the selected settings, which are tested, and those of the models that aren't swept; in the order of all. */
    public List<Trial> tested(List<ModelSelection> tuning) {
        Map<String, Integer> selected = selected(tuning);
        return trials().stream()
                .filter(trial ->
                        trial.setting() == selected.getOrDefault(trial.model().name(), trial.setting()))
                .map(trial -> trial.tested(true))
                .toList();
    }

    /** The spec with the models in their selected settings, and nothing more to sweep. */
    public Spec selectedSpec(List<ModelSelection> tuning) {
        if (sweep == null) {
            return spec;
        }
        Map<String, Integer> selected = selected(tuning);
        return spec.selected(sweep.candidates().stream()
                .filter(candidate -> candidate.setting()
                        == selected.getOrDefault(candidate.model().name(), candidate.setting()))
                .map(Candidate::model)
                .toList());
    }

    private static Map<String, Integer> selected(List<ModelSelection> tuning) {
        return tuning.stream().collect(Collectors.toMap(ModelSelection::model, ModelSelection::selected));
    }
}

package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.spec.Search;
import org.bakeoff.spec.SearchMethod;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.training.TrainingHistory;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * The trials of an experiment. A search trains every configuration first, and tests none of these trials. The configuration that
 * the validation examples speak for is then trained again with fresh seeds, and those trials are tested: the luck of the seeds
 * that selected it doesn't become part of its test results.
 */
final class TrialPlan {

    private final Spec spec;
    private final String device;
    private final @Nullable Search search;
    private final Set<String> tuned = new HashSet<>();

    /** Plans the trials of a spec on a device that exists. */
    TrialPlan(Spec spec, String device) {
        this.spec = spec;
        this.device = device;
        this.search = spec.search();
        candidates()
                .filter(candidate -> candidate.configuration() > 1)
                .forEach(candidate -> tuned.add(candidate.model().name()));
    }

    /** Returns the trials to train first, seed by seed, so that all models are about equally far if the run is interrupted. */
    List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (long seed : spec.training().seeds().first()) {
            candidates().forEach(candidate -> {
                String model = candidate.model().name();
                trials.add(
                        new Trial(candidate.model(), candidate.configuration(), seed, device, !tuned.contains(model)));
            });
        }
        return trials;
    }

    /** Returns the trials of so many seeds of each model, seed by seed; the seeds are 1, 2, 3 and so on. */
    List<Trial> trials(Map<String, Integer> seeds) {
        int most = seeds.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<Trial> trials = new ArrayList<>();
        for (long seed : SeedPlan.Adaptive.first(most)) {
            spec.models().stream()
                    .filter(model -> seed <= seeds.getOrDefault(model.name(), 0))
                    .forEach(model -> trials.add(new Trial(model, seed, device)));
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
    List<SearchResult> searches(List<TrialOutcome> outcomes) {
        List<SearchResult> all = new ArrayList<>();
        if (search == null) {
            return all;
        }
        Map<String, Map<Integer, List<TrialOutcome>>> byConfiguration = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.trial().model().name(),
                        Collectors.groupingBy(outcome -> outcome.trial().configuration())));
        SearchResult.Criterion by = search.method().selectBy() == SearchMethod.SelectBy.LOSS
                ? SearchResult.Criterion.LOSS
                : SearchResult.Criterion.ACCURACY;
        for (String model : spec.models().stream().map(Spec.Model::name).toList()) {
            if (tuned.contains(model)) {
                List<SearchResult.Configuration> tried = search.of(model).stream()
                        .map(candidate -> tried(
                                candidate,
                                byConfiguration
                                        .getOrDefault(model, Map.of())
                                        .getOrDefault(candidate.configuration(), List.of())))
                        .toList();
                SearchResult.Configuration best =
                        tried.stream().min(bestFirst(by)).orElseThrow();
                all.add(new SearchResult(model, by, best.number(), tried));
            }
        }
        return all;
    }

    /**
     * Returns the order from the best: by score, and with halving first by how many epochs configurations were trained for. Without it,
     * epochs may be what is searched, and more of them aren't better.
     */
    Comparator<SearchResult.Configuration> bestFirst(SearchResult.Criterion by) {
        boolean halving = halving().isPresent();
        return Comparator.comparing((SearchResult.Configuration one) -> Double.isNaN(one.score(by)))
                .thenComparing(one -> halving ? -one.epochs() : 0)
                .thenComparing(one -> rank(one.score(by), by));
    }

    /** Returns how the search stops configurations early; empty if it trains all of them to the end. */
    Optional<SearchMethod.Halving> halving() {
        return Optional.ofNullable(search).map(one -> one.method().halving());
    }

    /** Returns a rank, smaller for better; the largest where there is no score. */
    private static double rank(double score, SearchResult.Criterion by) {
        return Double.isNaN(score) ? Double.POSITIVE_INFINITY : by == SearchResult.Criterion.LOSS ? score : -score;
    }

    private static SearchResult.Configuration tried(Search.Candidate candidate, List<TrialOutcome> outcomes) {
        List<SearchResult.Score> seeds = outcomes.stream().map(TrialPlan::score).toList();
        Map<String, String> values = new LinkedHashMap<>();
        candidate.values().forEach((pointer, value) -> values.put(pointer, value.toString()));
        return new SearchResult.Configuration(
                candidate.configuration(),
                values,
                seeds.stream().mapToDouble(SearchResult.Score::loss).sum() / seeds.size(),
                seeds.stream().mapToDouble(SearchResult.Score::accuracy).sum() / seeds.size(),
                seeds,
                outcomes.stream()
                        .mapToInt(outcome -> outcome.trial().epochs())
                        .max()
                        .orElse(0));
    }

    /** Returns the score of the weights that a trial keeps: of the best epoch with early stopping, else of the last. */
    private static SearchResult.Score score(TrialOutcome outcome) {
        long seed = outcome.trial().seed();
        TrainingHistory history = outcome instanceof TrialOutcome.Completed completed
                ? completed.result().history()
                : TrainingHistory.NONE;
        Optional<Epoch> kept =
                outcome.trial().model().training().earlyStopping() == null ? history.last() : history.best();
        return new SearchResult.Score(
                seed, figure(kept.map(Epoch::validationLoss)), figure(kept.map(Epoch::validationAccuracy)));
    }

    private static double figure(Optional<Double> value) {
        return value.orElse(Double.NaN);
    }

    /** Returns how many trials the experiment takes, those that confirm what a search selects among them. */
    int size() {
        Optional<SearchMethod.Halving> halving = halving();
        int searching = halving.isEmpty()
                ? trials().size()
                : spec.training().seeds().first().size()
                        * spec.models().stream()
                                .mapToInt(model -> trainings(model, halving.get()))
                                .sum();
        return searching + tuned.size() * freshSeeds().size();
    }

    private int trainings(Spec.Model model, SearchMethod.Halving halving) {
        return search == null || !tuned.contains(model.name())
                ? 1
                : halving.trainings(
                        search.of(model.name()).size(), model.training().epochs());
    }

    /**
     * Returns the trials that are tested, the models in the order of the spec: those of models that aren't tuned, and those of the
     * selected configurations with fresh seeds.
     */
    List<Trial> tested(List<SearchResult> searches) {
        List<String> models = spec.models().stream().map(Spec.Model::name).toList();
        return Stream.concat(trials().stream().filter(Trial::tested), fresh(searches).stream())
                .sorted(Comparator.comparingInt(
                        trial -> models.indexOf(trial.model().name())))
                .toList();
    }

    /**
     * Returns whether a name is that of a trial with a fresh seed of a configuration that isn't selected. An earlier run may have selected
     * it, before a failed trial was retried. There may be far more of them than of all other trials.
     */
    Predicate<String> rejected(List<SearchResult> searches) {
        Map<String, Integer> chosen = selected(searches);
        Set<String> configurations = candidates()
                .filter(candidate -> tuned.contains(candidate.model().name()) && !isChosen(candidate, chosen))
                .map(candidate -> candidate.model().name() + "-" + candidate.configuration())
                .collect(Collectors.toSet());
        Set<String> seeds = freshSeeds().stream().map(String::valueOf).collect(Collectors.toSet());
        return name -> {
            int end = name.lastIndexOf('-');
            return end > 0
                    && configurations.contains(name.substring(0, end))
                    && seeds.contains(name.substring(end + 1));
        };
    }

    private List<Trial> fresh(List<SearchResult> searches) {
        Map<String, Integer> chosen = selected(searches);
        List<Trial> trials = new ArrayList<>();
        for (long seed : freshSeeds()) {
            candidates()
                    .filter(candidate -> tuned.contains(candidate.model().name()))
                    .filter(candidate -> isChosen(candidate, chosen))
                    .forEach(candidate ->
                            trials.add(new Trial(candidate.model(), candidate.configuration(), seed, device, true)));
        }
        return trials;
    }

    private List<Long> freshSeeds() {
        return search == null
                ? List.of()
                : search.method().freshSeeds(spec.training().seeds().first());
    }

    private Stream<Search.Candidate> candidates() {
        return search == null
                ? spec.models().stream().map(model -> new Search.Candidate(model, 0, Map.of()))
                : search.candidates().stream();
    }

    private static boolean isChosen(Search.Candidate candidate, Map<String, Integer> chosen) {
        return candidate.configuration()
                == chosen.getOrDefault(candidate.model().name(), candidate.configuration());
    }

    /** Returns the spec with the models in their selected configurations, and without a search. */
    Spec selectedSpec(List<SearchResult> searches) {
        if (search == null) {
            return spec;
        }
        Map<String, Integer> chosen = selected(searches);
        return spec.selected(candidates()
                .filter(candidate -> isChosen(candidate, chosen))
                .map(Search.Candidate::model)
                .toList());
    }

    private static Map<String, Integer> selected(List<SearchResult> searches) {
        return searches.stream().collect(Collectors.toMap(SearchResult::model, SearchResult::selected));
    }
}

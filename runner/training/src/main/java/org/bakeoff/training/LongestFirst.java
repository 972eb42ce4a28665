package org.bakeoff.training;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs those trials of each seed first that take longest, by what trials of the same models took before, so that at the end of an
 * experiment no process waits long for another. Seed after seed, since all models are then about equally far if it is interrupted.
 */
final class LongestFirst {

    /** The most seconds that a trial of a model took. */
    private final Map<String, Double> seconds = new HashMap<>();

    /**
     * Runs trials.
     *
     * @param runner runs them in the order that it is given
     * @return how each ended, in the order of the trials here
     */
    List<TrialOutcome> run(List<Trial> trials, Function<List<Trial>, List<TrialOutcome>> runner) {
        Map<String, TrialOutcome> outcomes = runner.apply(seconds.isEmpty() ? trials : ordered(trials)).stream()
                .collect(Collectors.toMap(outcome -> outcome.trial().name(), outcome -> outcome));
        outcomes.values()
                .forEach(outcome -> outcome.findResult()
                        .ifPresent(result -> seconds.merge(
                                outcome.trial().model().name(), result.history().seconds(), Math::max)));
        return trials.stream().map(Trial::name).map(outcomes::get).toList();
    }

    private List<Trial> ordered(List<Trial> trials) {
        return trials.stream()
                .collect(Collectors.groupingBy(Trial::seed, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(seed -> seed.stream()
                        .sorted(Comparator.comparingDouble(
                                trial -> -seconds.getOrDefault(trial.model().name(), Double.POSITIVE_INFINITY))))
                .toList();
    }
}

package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The warnings of several runs that are compared about what their models were trained on. A comparison reads the training set of the first
 * run alone, and the others may have other ones.
 */
public final class WarningsOfRuns {

    /** What follows from a training set, its validation examples and its vocabulary. */
    private static final Set<Class<? extends Warning>> OF_TRAINING = Set.of(
            DataWarning.NearDuplicates.class,
            DataWarning.SharedGroups.class,
            DataWarning.UntrainedClasses.class,
            ModelWarning.OneValidationClass.class,
            ModelWarning.FewValidationExamples.class,
            DataWarning.UnknownWords.class,
            DataWarning.TruncatedExamples.class,
            DataWarning.RareClasses.class,
            DataWarning.RowLikeTexts.class,
            DataWarning.EmptyLikeGroups.class);

    /** What runs of earlier versions don't say, since these didn't look. */
    private static final Set<Class<? extends Warning>> SINCE =
            Set.of(DataWarning.RowLikeTexts.class, DataWarning.EmptyLikeGroups.class);

    private WarningsOfRuns() {}

    /**
     * Returns the result of a comparison with each run's own warnings about its training set, in place of those about the first one's.
     * What a single run has was read again, unless that compared several itself.
     *
     * @param runs the warnings of each run, by its run directory, about the models by their names in the comparison
     */
    public static ComparisonResult of(ComparisonResult result, Map<String, List<Warning>> runs) {
        if (runs.size() == 1
                && runs.values().stream().flatMap(List::stream).noneMatch(WarningsOfRuns::isOfOneOfSeveral)) {
            return result;
        }
        Map<Warning, List<String>> training = new LinkedHashMap<>();
        Set<Warning> warnings = new LinkedHashSet<>();
        runs.forEach((run, some) -> some.forEach(warning -> {
            if (isOfOneOfSeveral(warning)) {
                warnings.add(warning);
            } else if (isOfTraining(warning)) {
                training.computeIfAbsent(elsewhere(warning), any -> new ArrayList<>())
                        .add(run);
            }
        }));
        training.forEach((warning, some) ->
                warnings.add(some.size() == runs.size() ? warning : new RunWarning.OfRuns(some, warning)));
        for (Warning warning : result.conclusion().warnings()) {
            if (!isOfTraining(warning) || (SINCE.contains(warning.getClass()) && isNew(warning, warnings))) {
                warnings.add(warning);
            } else if (warnings.remove(elsewhere(warning))) {
                // It says where the verdicts without these examples are.
                warnings.add(warning);
            }
        }
        return result.withWarnings(
                warnings.stream().sorted(Warnings.gravestFirst()).toList());
    }

    private static boolean isOfOneOfSeveral(Warning warning) {
        return warning instanceof RunWarning.OfRuns || warning instanceof ModelWarning.FewValidationExamples;
    }

    /** Returns whether no run has a warning of this kind. */
    private static boolean isNew(Warning warning, Set<Warning> ofRuns) {
        return ofRuns.stream()
                .map(one -> one instanceof RunWarning.OfRuns some ? some.warning() : one)
                .noneMatch(one -> one.getClass() == warning.getClass());
    }

    private static boolean isOfTraining(Warning warning) {
        return OF_TRAINING.contains(warning.getClass());
    }

    /** Returns a warning as it holds where the verdicts without the examples that it is about are in another report. */
    private static Warning elsewhere(Warning warning) {
        if (warning instanceof DataWarning.SharedGroups shared) {
            return new DataWarning.SharedGroups(shared.groups(), shared.total(), false);
        }
        return warning instanceof DataWarning.NearDuplicates near
                ? new DataWarning.NearDuplicates(near.texts(), near.total(), false)
                : warning;
    }
}

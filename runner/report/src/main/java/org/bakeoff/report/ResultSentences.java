package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.ModelResult;

/** Puts into sentences what went wrong and what was counted. */
public final class ResultSentences {

    private ResultSentences() {}

    /** Returns a sentence for each trial that diverged or failed, without the full stop. */
    public static List<String> trials(ComparisonResult result) {
        List<String> sentences = new ArrayList<>();
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                trial.reason()
                        .ifPresent(reason -> sentences.add("The trial of " + model.name() + " with seed " + trial.seed()
                                + (trial.status() == ModelResult.Status.DIVERGED ? " diverged: " : " failed: ")
                                + reason));
            }
        }
        return sentences;
    }

    /** Returns a sentence for each evaluator, metric or slices that failed, without the full stop. */
    public static List<String> evaluators(ComparisonResult result) {
        return result.evaluation().failures().stream()
                .map(ResultSentences::evaluator)
                .toList();
    }

    private static String evaluator(EvaluatorFailure failure) {
        String name = "'" + failure.name() + "'";
        String what = switch (failure.step()) {
            case EVALUATOR -> "The evaluator " + name;
            case METRIC -> "The metric " + name;
            case MAJORITY_CLASS_METRIC -> "The metric " + name + " of the majority-class baseline";
            case SLICES -> "The slices " + name;
        };
        return what + " failed: " + failure.cause();
    }

    /**
     * Returns what a check counted, as the title of a row.
     *
     * @param length the largest number of tokens of an example
     */
    public static String title(DataCheck.Subject check, int length) {
        String set = check.examples() == DataCheck.Examples.TRAINING ? "training set" : "test set";
        String label = check.className().orElse("");
        return switch (check.kind()) {
            case TEXTS_IN_TRAINING_SET -> "Test texts that are in the training set too";
            case NEAR_DUPLICATES_IN_TRAINING_SET -> "Test texts that are in the training set too, if only nearly";
            case GROUPS_IN_TRAINING_SET -> "Test groups that are in the training set too";
            case REPEATED_TEXTS -> "Test examples that repeat the text of an earlier one";
            case CLASS_SIZE -> "Class " + label + " in the " + set;
            case SMALLEST_CLASS -> "Smallest class, " + label + ", in the " + set;
            case LARGEST_CLASS -> "Largest class, " + label + ", in the " + set;
            case TRUNCATED ->
                "Examples of the " + set + " that fill all " + length + " places, so that most were truncated";
        };
    }
}

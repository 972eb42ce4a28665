package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.statistics.Warning.DifferentBudgets;

/** Puts warnings into sentences, without the full stop. */
public final class WarningSentences {

    private WarningSentences() {}

    /** Returns the sentences of a result's warnings. */
    public static List<String> of(ComparisonResult result) {
        return result.conclusion().warnings().stream().map(WarningSentences::of).toList();
    }

    /** Returns the sentence of a warning. */
    public static String of(Warning warning) {
        if (warning instanceof Warning.DivergedSeeds diverged) {
            return diverged.model() + " diverged with " + diverged.diverged() + " of " + diverged.seeds()
                    + " seeds, which stay in its mean";
        }
        if (warning instanceof Warning.FewSeeds few) {
            return String.join(", ", few.models()) + ": trained with " + Figures.seeds(few.seeds())
                    + ", which says little about other seeds; 5 are better";
        }
        if (warning instanceof Warning.CollapsedSeeds collapsed) {
            return collapsed.model() + " collapsed with " + collapsed.collapsed() + " of " + collapsed.seeds()
                    + " seeds: they are hardly better than the majority class while the best one clearly is; its intervals"
                    + " may be too narrow, and 10 or more seeds are needed";
        }
        if (warning instanceof Warning.UnusualSeedGap gap) {
            return gap.model()
                    + ": its seeds are spread in a way that is rare for a normal distribution (the widest gap"
                    + " between neighbours is beyond that of 97.5% of normal samples); its intervals may be too narrow, and"
                    + " more seeds are recommended";
        }
        if (warning instanceof Warning.NearDuplicates duplicates) {
            return Figures.count(duplicates.texts()) + " of " + Figures.count(duplicates.total())
                    + " test texts are in the training set too, word for word or nearly, so that a model may have memorized"
                    + " them"
                    + (duplicates.comparedWithout() ? "; the report's data checks have the verdicts without them" : "");
        }
        return warning instanceof DifferentBudgets budgets ? budgets(budgets) : ofTraining(warning);
    }

    private static String ofTraining(Warning warning) {
        if (warning instanceof Warning.FailedSearch failed) {
            return "All " + failed.configurations() + " configurations of " + failed.model()
                    + " diverged or failed with a seed; the first one stands for them";
        }
        if (warning instanceof Warning.FewValidationExamples few) {
            return String.format(
                    Locale.ROOT,
                    "%s's configuration was selected among %d by %,d validation examples, whose accuracy has a standard error"
                            + " of %.1f points; set \"validation\" to 1,000 or more",
                    few.model(),
                    few.configurations(),
                    few.examples(),
                    100 * few.standardError());
        }
        if (warning instanceof Warning.TrainingNotInSpec lost) {
            return lost.model() + " was trained with "
                    + lost.settings().entrySet().stream()
                            .map(entry -> "\"" + entry.getKey() + "\" " + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + ", which spec.json can't hold since it has one value for all models; the trial.json of its trials does";
        }
        return "No model is a baseline, a model so simple that the others should outperform it; add a linear one to"
                + " /models";
    }

    private static String budgets(DifferentBudgets budgets) {
        List<String> parts = new ArrayList<>();
        budgets.amounts().forEach((amount, models) -> parts.add(amount(amount) + " (" + amounts(models) + ")"));
        budgets.hashes()
                .forEach((data, different) ->
                        parts.add(data(data) + " (" + different + " different ones, see their hashes)"));
        return "Budgets differ: " + String.join("; ", parts);
    }

    private static String amounts(Map<String, Double> models) {
        return models.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + String.format(
                                Locale.ROOT,
                                entry.getValue() == Math.rint(entry.getValue()) ? "%,.0f" : "%,.1f",
                                entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String amount(DifferentBudgets.Amount amount) {
        return switch (amount) {
            case CONFIGURATIONS -> "configurations tried";
            case EPOCHS -> "epochs";
            case UPDATES -> "updates";
            case TOKENS -> "tokens seen";
            case PARAMETERS -> "parameters";
        };
    }

    private static String data(DifferentBudgets.Data data) {
        return switch (data) {
            case VOCABULARY -> "vocabularies";
            case TRAINING_EXAMPLES -> "training examples";
        };
    }
}

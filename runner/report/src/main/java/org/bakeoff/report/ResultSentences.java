package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.MissingReason;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelResult.Measured;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Warning;
import org.bakeoff.statistics.Warning.DifferentBudgets;
import org.jspecify.annotations.Nullable;

/** Puts into sentences, without the full stop, what went wrong, what was counted, and the warnings of a result. */
public final class ResultSentences {

    static final String TEST_SET = "the test set";

    /** Of more classes only so many are named. */
    private static final int SHOWN = 10;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Z}\\p{Cf}\\p{Cc}&&[^ ]]");

    private ResultSentences() {}

    /** Returns a sentence for each trial, evaluator, metric or slices that failed, and each trial that diverged. */
    public static List<String> failures(ComparisonResult result) {
        List<String> sentences = new ArrayList<>();
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                trial.reason()
                        .ifPresent(reason -> sentences.add("The trial of " + model.name() + " with seed " + trial.seed()
                                + (trial.status() == ModelResult.Status.DIVERGED ? " diverged: " : " failed: ")
                                + reason));
            }
        }
        result.evaluation().failures().forEach(failure -> sentences.add(evaluator(failure)));
        return sentences;
    }

    private static String evaluator(EvaluatorFailure failure) {
        String name = "'" + failure.name() + "'";
        String what = switch (failure.step()) {
            case EVALUATOR -> "The evaluator " + name;
            case METRIC -> "The metric " + name;
            case MAJORITY_CLASS_METRIC -> "The metric " + name + " of the majority-class baseline";
            case SLICES -> "The slices " + name;
        };
        return what
                + failure.plugin()
                        .map(plugin -> failure.step() == EvaluatorFailure.Step.EVALUATOR
                                ? " in " + plugin.jar()
                                : " of the evaluator '" + plugin.name() + "' in " + plugin.jar())
                        .orElse("")
                + " failed: " + failure.cause();
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

    /**
     * Returns what a configuration of a search sets, such as hiddenUnits 8, learningRate 0.01.
     *
     * @param values JSON texts by JSON pointers into the spec
     */
    public static String values(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().replaceFirst(".*/", "") + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns what was planned for the seeds, and why no more were added; empty for a single look without a plan. */
    public static Optional<String> seeds(ComparisonResult result) {
        SeedRounds rounds = result.conclusion().rounds();
        if (rounds.equals(SeedRounds.NONE)) {
            return Optional.empty();
        }
        int looks = rounds.rounds().size();
        String plan = plan(rounds.plan(), result);
        return Optional.of((looks == 1
                        ? "The results were looked at once; "
                        : "The results were looked at " + looks + " times, for which intervals and p-values allow; ")
                + switch (rounds.end()) {
                    case UNPLANNED ->
                        "seeds were added after a look without a plan. Whoever adds seeds until there is a verdict"
                                + " finds false ones more often than the level says, so treat these as exploratory";
                    case REACHED -> "seeds were added until " + plan + ", as is the case now";
                    case MOST_SEEDS ->
                        "seeds were to be added until " + plan
                                + "; that is not the case, for the most seeds that a model may have are too few";
                    case OUT_OF_REACH ->
                        "seeds were to be added until " + plan
                                + "; that is not the case, but more seeds are unlikely to change it";
                });
    }

    private static String plan(Looks.Plan plan, ComparisonResult result) {
        boolean rate =
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        return plan instanceof Looks.UntilPrecise precise
                ? "every simultaneous interval reaches no further than " + Numbers.exact(precise.halfWidth(), rate)
                        + (rate ? " points" : "") + " to either side"
                : "every comparison has a verdict";
    }

    /** Returns the sentences of a result's warnings. */
    public static List<String> warnings(ComparisonResult result) {
        return result.conclusion().warnings().stream()
                .map(ResultSentences::warning)
                .toList();
    }

    /** Returns why a metric has no value or no interval, of the examples of the test set or a part of it. */
    static String missing(MissingReason reason, String examples) {
        return switch (reason) {
            case LABELS_ONLY -> "it gives labels without probabilities";
            case NO_PROBABILITIES -> "some of its probabilities are not numbers";
            case ONE_CLASS -> examples + " has one class";
            case CLASS_WITHOUT_EXAMPLES -> examples + " lacks a class";
            case CLASS_NEVER_PREDICTED -> "the model never predicts it";
            case ONE_CLUSTER -> examples + " is a single cluster";
            case TOO_FEW_EXAMPLES -> "it rests on too few examples";
            case NO_VARIATION -> "all clusters agree";
            case UNDEFINED -> "it is undefined for these predictions";
        };
    }

    /** Returns a metric with its interval, or why it can't be had. */
    static String measured(@Nullable Measured measured, String examples) {
        if (measured == null) {
            return "none: no trial has predictions";
        }
        return measured.missing()
                .map(reason -> missing(reason, examples))
                .map(reason -> Double.isFinite(measured.value())
                        ? Numbers.decimal(measured.value()) + " (no interval: " + reason + ")"
                        : "none: " + reason)
                .orElseGet(() -> Numbers.estimate(measured));
    }

    /** Returns the interval of a metric on the test set, or why it can't be had. */
    static String interval(Measured measured) {
        return measured.missing()
                .map(reason -> "none: " + missing(reason, TEST_SET))
                .orElseGet(() -> Numbers.interval(measured.low(), measured.high()));
    }

    public static String warning(Warning warning) {
        if (warning instanceof Warning.DivergedSeeds diverged) {
            return diverged.model() + " diverged with " + diverged.diverged() + " of " + diverged.seeds()
                    + " seeds, which stay in its mean";
        }
        if (warning instanceof Warning.FewSeeds few) {
            return String.join(", ", few.models()) + ": trained with " + Numbers.seeds(few.seeds())
                    + ", which says little about other seeds; 5 are better";
        }
        if (warning instanceof Warning.CollapsedSeeds collapsed) {
            return collapsed.model() + " collapsed with " + collapsed.worse().size() + " of "
                    + VerdictSentences.seeds(collapsed)
                    + ": they are hardly better than the majority class while the best one clearly is; its intervals"
                    + " may be too narrow, and 10 or more seeds are needed";
        }
        if (warning instanceof Warning.UnusualSeedGap gap) {
            return gap.model()
                    + ": its seeds are spread in a way that is rare for a normal distribution (the widest gap"
                    + " between neighbours is beyond that of 97.5% of normal samples); its intervals may be too narrow, and"
                    + " more seeds are recommended";
        }
        if (warning instanceof Warning.OneClassPredicted one) {
            return one.model() + " predicts " + one.predicted() + " for every test example with "
                    + (one.trained() == 1
                            ? "its seed"
                            : one.seeds().size() == one.trained()
                                    ? "every seed"
                                    : (one.seeds().size() == 1 ? "seed " : "seeds ")
                                            + one.seeds().stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(", ")))
                    + "; only metrics of its probabilities can tell it from a constant prediction";
        }
        if (warning instanceof Warning.MajorityClassMetric majority) {
            return majority.metric()
                    + " is mostly about the majority class: a model that always predicts that class has "
                    + Numbers.decimal(majority.baseline())
                    + "; a metric of the rarer class says more, such as its F1 or average precision";
        }
        if (warning instanceof Warning.NearDuplicates duplicates) {
            return Numbers.count(duplicates.texts()) + " of " + Numbers.count(duplicates.total())
                    + " test texts are in the training set too, word for word or nearly, so that a model may have memorized"
                    + " them"
                    + (duplicates.comparedWithout() ? "; the report's data checks have the verdicts without them" : "");
        }
        return ofClasses(warning).orElseGet(() -> ofBudgets(warning));
    }

    private static Optional<String> ofClasses(Warning warning) {
        if (warning instanceof Warning.AlikeClasses alike) {
            return Optional.of("The classes "
                    + alike.groups().stream()
                            .limit(SHOWN)
                            .map(group -> named(group, " and "))
                            .collect(Collectors.joining(", "))
                    + " differ only in case, blanks, hyphens, quotes, invisible characters or the format of a number; if they mean the same, merge them, by "
                    + labels(alike.groups()) + " in the dataset's \"config\" if it has that key, or in the data");
        }
        if (warning instanceof Warning.EmptyLikeClasses empty) {
            return Optional.of("The name of the class " + named(empty.classes(), " and ")
                    + " looks like a missing label; take these examples out of the data, or merge the class with another one by"
                    + " \"labels\" in the dataset's \"config\" if it has that key");
        }
        if (warning instanceof Warning.RareClasses rare) {
            boolean one = rare.classes().size() == 1;
            return Optional.of((one ? "The class " : "The classes ") + named(rare.classes(), ", ")
                    + (one ? " is" : " are") + " rare among " + Numbers.count(rare.total())
                    + " examples; models hardly learn what is so rare, and metrics hardly show it");
        }
        if (warning instanceof Warning.UnknownWords words) {
            return Optional.of(
                    Numbers.count(words.unknown()) + " of " + Numbers.count(words.words())
                            + " words of the test set are unknown to the models, which see that there is a word and not which; a larger"
                            + " \"vocabulary\" in the dataset's \"config\", more training texts or another \"tokenizer\" may help");
        }
        if (warning instanceof Warning.TruncatedExamples examples) {
            return Optional.of(Numbers.count(examples.truncated()) + " of " + Numbers.count(examples.examples())
                    + " training examples fill all " + Numbers.count(examples.length())
                    + " places, so that most of them were truncated and the models see their ends only; raise \"length\" in the"
                    + " dataset's \"config\" unless that is meant");
        }
        return Optional.empty();
    }

    private static String named(List<Warning.NamedClass> classes, String between) {
        return classes.stream()
                        .limit(SHOWN)
                        .map(one -> "'" + visible(one.name()) + "' (" + Numbers.count(one.examples())
                                + (one.examples() == 1 ? " example)" : " examples)"))
                        .collect(Collectors.joining(between))
                + (classes.size() > SHOWN ? " and " + (classes.size() - SHOWN) + " more" : "");
    }

    /** Returns the key of a dataset's configuration that merges each group into its largest class. */
    private static String labels(List<List<Warning.NamedClass>> groups) {
        Map<String, String> merged = new LinkedHashMap<>();
        groups.forEach(group -> group.stream()
                .skip(1)
                .forEach(one -> merged.put(one.name(), group.get(0).name())));
        return merged.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "\"labels\": {", "}"));
    }

    private static String quoted(String name) {
        return visible(Json.PRETTY.writeValueAsString(name));
    }

    /** Writes what can't be seen, such as a no-break space, by its code, as JSON does. */
    private static String visible(String name) {
        return INVISIBLE
                .matcher(name)
                .replaceAll(found -> found.group()
                        .chars()
                        .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                        .collect(Collectors.joining()));
    }

    private static String ofBudgets(Warning warning) {
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
        return OriginSentences.of(warning)
                .orElse(
                        "No model is a baseline, a model so simple that the others should outperform it; add a linear one");
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
            case TRIALS -> "trials trained";
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

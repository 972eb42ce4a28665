package org.bakeoff.report;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bakeoff.io.SomeNames;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.MissingReason;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelResult.Measured;
import org.bakeoff.statistics.RankedModel;
import org.bakeoff.statistics.SeedRounds;
import org.jspecify.annotations.Nullable;

/** Puts into sentences, without the full stop, what went wrong, what was counted, and how to read a ranking. */
public final class ResultSentences {

    static final String TEST_SET = "the test set";

    private static final int MOST_LEFT_OUT = 3;
    private static final int MOST_SEEDS = 10;

    private ResultSentences() {}

    /**
     * Returns a sentence for each evaluator, metric or slices that failed, and for the trials of a model that failed or diverged
     * for the same reason.
     */
    public static List<String> failures(ComparisonResult result) {
        List<String> sentences = new ArrayList<>();
        for (ModelResult model : result.models()) {
            Map<String, List<Long>> seeds = new LinkedHashMap<>();
            for (ModelResult.Trial trial : model.trials()) {
                trial.reason()
                        .map(reason ->
                                (trial.status() == ModelResult.Status.DIVERGED ? " diverged: " : " failed: ") + reason)
                        .ifPresent(end -> seeds.computeIfAbsent(end, some -> new ArrayList<>())
                                .add(trial.seed()));
            }
            seeds.forEach((end, some) -> sentences.add((some.size() == 1 ? "The trial of " : "The trials of ")
                    + model.name()
                    + (some.size() == 1 ? " with seed " : " with seeds ")
                    + SomeNames.of(some.stream().map(String::valueOf).toList(), MOST_SEEDS)
                    + end));
        }
        result.evaluation().failures().forEach(failure -> sentences.add(evaluator(failure)));
        return sentences;
    }

    /** Returns what failed and what limits the verdicts, the gravest first. */
    public static List<Sentence> caveats(ComparisonResult result) {
        List<Sentence> caveats = new ArrayList<>();
        failures(result).forEach(failure -> caveats.add(new Sentence(failure, "")));
        seeds(result).ifPresent(caveats::add);
        caveats.addAll(WarningSentences.of(result));
        return caveats;
    }

    /**
     * Returns how to read the ranking, and what it rests on.
     *
     * @param mark what marks a baseline; empty if nothing has to be explained
     */
    public static String ranking(ComparisonResult result, String mark) {
        List<RankedModel> rows = result.rankedModels();
        boolean trained = result.models().stream().anyMatch(model -> model.seeds() > 0);
        IntSummaryStatistics seeds = result.models().stream()
                .mapToInt(ModelResult::seeds)
                .filter(count -> count > 0 || !trained)
                .summaryStatistics();
        return "In brackets: 95% intervals"
                + (rows.stream().filter(row -> !row.letters().isEmpty()).count() > 1
                        ? "; models that share a letter may be equal"
                        : "")
                + (!mark.isEmpty() && rows.stream().anyMatch(RankedModel::baseline)
                        ? "; " + mark.strip() + " baseline. "
                        : ". ")
                + Numbers.count(result.dataset().test()) + " test examples in "
                + Numbers.count(result.dataset().clusters()) + " clusters; "
                + (seeds.getMin() == seeds.getMax()
                        ? Numbers.seeds(seeds.getMin()) + (rows.size() > 1 ? " each" : "")
                        : seeds.getMin() + " to " + Numbers.seeds(seeds.getMax()))
                + result.dataset()
                        .positive()
                        .map(positive -> "; positive class: " + positive)
                        .orElse("")
                + leftOut(result);
    }

    /** Says which models aren't compared, and why. Of those with trials that failed the table says so, and a caveat why. */
    private static String leftOut(ComparisonResult result) {
        List<RankedModel> rows = result.rankedModels().stream()
                .filter(RankedModel::isLeftOut)
                .filter(row -> result.model(row.name()).seeds()
                        == result.model(row.name()).trials().size())
                .toList();
        return rows.stream()
                        .limit(MOST_LEFT_OUT)
                        .map(row -> ". " + row.name() + " isn't compared: it has no "
                                + result.primaryMetric()
                                        .map(ResultTables::lowerCase)
                                        .orElse("")
                                + result.metrics()
                                        .primary()
                                        .map(result.model(row.name()).metrics()::get)
                                        .flatMap(Measured::missing)
                                        .map(reason -> ", since " + missing(reason, TEST_SET))
                                        .orElse(""))
                        .collect(Collectors.joining())
                + (rows.size() > MOST_LEFT_OUT
                        ? ". " + Numbers.count(rows.size() - MOST_LEFT_OUT) + " more aren't compared"
                        : "");
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
    public static Optional<Sentence> seeds(ComparisonResult result) {
        SeedRounds rounds = result.conclusion().rounds();
        if (rounds.equals(SeedRounds.NONE)) {
            return Optional.empty();
        }
        int looks = rounds.rounds().size();
        String looked = looks == 1
                ? "The results were looked at once"
                : "The results were looked at " + looks + " times, for which intervals and p-values allow";
        String plan = plan(rounds.plan(), result);
        return Optional.of(new Sentence(
                rounds.end() == SeedRounds.End.UNPLANNED ? looked + ", and seeds were added without a plan" : looked,
                switch (rounds.end()) {
                    case UNPLANNED ->
                        "whoever adds seeds until there is a verdict finds false ones more often than the level says, so treat"
                                + " these as exploratory";
                    case REACHED -> "seeds were added until " + plan + ", as is the case now";
                    case MOST_SEEDS ->
                        "seeds were to be added until " + plan
                                + "; that is not the case, for the most seeds that a model may have are too few";
                    case OUT_OF_REACH ->
                        "seeds were to be added until " + plan
                                + "; that is not the case, but more seeds are unlikely to change it";
                }));
    }

    private static String plan(Looks.Plan plan, ComparisonResult result) {
        boolean rate =
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        return plan instanceof Looks.UntilPrecise precise
                ? "every simultaneous interval reaches no further than " + Numbers.exact(precise.halfWidth(), rate)
                        + (rate ? " points" : "") + " to either side"
                : "every comparison has a verdict";
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
}

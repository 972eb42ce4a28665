package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.report.SampleResults.ACCURACY;
import static org.bakeoff.report.SampleResults.LOSS;
import static org.bakeoff.report.SampleResults.conclusion;
import static org.bakeoff.report.SampleResults.description;
import static org.bakeoff.report.SampleResults.model;
import static org.bakeoff.report.SampleResults.result;
import static org.bakeoff.report.SampleResults.trial;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.Budget.Amount;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ChangedPlugin;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.MissingReason;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.ModelWarning.DifferentBudgets;
import org.bakeoff.statistics.NamedClass;
import org.bakeoff.statistics.NamedGroup;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PredictionWarning;
import org.bakeoff.statistics.PredictionWarning.ContradictoryLabels.Cause;
import org.bakeoff.statistics.PredictionWarning.DoubtfulPredictions.Doubt;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.Warning;
import org.junit.jupiter.api.Test;

/** Holds every sentence that is made from results: sentences.txt has them all, a line each. */
class SentencesTest {

    private static final Set<Caveat> UNDETERMINING =
            EnumSet.of(Caveat.FAILED_TRIALS, Caveat.NO_INTERVAL, Caveat.EXPLORATORY);

    @Test
    void areAsTheyWereAgreedOn() throws IOException {
        List<String> sentences = new ArrayList<>();
        SampleHeadlines.headlines(sentences);
        SampleHeadlines.answers(sentences);
        verdicts(sentences);
        baselines(sentences);
        warnings(sentences);
        failures(sentences);
        seeds(sentences);
        reproductions(sentences);
        for (DataCheck.Kind kind : DataCheck.Kind.values()) {
            sentences.add(ResultSentences.title(
                    new DataCheck.Subject(kind, DataCheck.Examples.TEST, Optional.of("negative")), 500));
        }
        try (InputStream golden = SentencesTest.class.getResourceAsStream("sentences.txt")) {
            String text = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(String.join("\n", sentences) + "\n").isEqualTo(text);
        }
    }

    private static void verdicts(List<String> sentences) {
        sentences.add(VerdictSentences.SCOPE);
        sentences.add(VerdictSentences.simultaneous(6).orElseThrow());
        Estimate gain = new Estimate(0.183, 0.171, 0.195);
        Estimate none = new Estimate(-0.0004, -0.012, 0.011);
        Significance large = new Significance(0.03, 0.09, none);
        sentences.add(verdict(ACCURACY, small(gain), Verdict.LEFT_BETTER));
        sentences.add(verdict(ACCURACY, small(gain.negated()), Verdict.RIGHT_BETTER));
        sentences.add(verdict(LOSS, small(gain), Verdict.RIGHT_BETTER));
        sentences.add(verdict(ACCURACY, large, Verdict.NO_SIGNIFICANT_DIFFERENCE));
        OptionalDouble margin = OptionalDouble.of(0.0125);
        sentences.add(verdict(margin, ACCURACY, large, Verdict.EQUIVALENT));
        sentences.add(verdict(margin, LOSS, large, Verdict.EQUIVALENT));
        // Ends near 0 or the margin keep their side, and an end at 0 that doesn't belong to the interval is open.
        Significance near = new Significance(0.03, 0.09, new Estimate(0.003, -0.0002, 0.01253));
        sentences.add(verdict(margin, ACCURACY, near, Verdict.NO_SIGNIFICANT_DIFFERENCE));
        sentences.add(verdict(margin, LOSS, near, Verdict.NO_SIGNIFICANT_DIFFERENCE));
        sentences.add(verdict(ACCURACY, small(new Estimate(0.02, 0.00001, 0.04)), Verdict.LEFT_BETTER));
        sentences.add(verdict(ACCURACY, small(new Estimate(0.02, 0, 0.04)), Verdict.LEFT_BETTER));
        // However small the difference is, it isn't 0.
        sentences.add(verdict(ACCURACY, small(new Estimate(0.0003, 0.0001, 0.0012)), Verdict.LEFT_BETTER));
        sentences.add(verdict(LOSS, small(new Estimate(0.000004, 0.000001, 0.0003)), Verdict.RIGHT_BETTER));
        sentences.add(verdict(
                ACCURACY,
                large,
                Verdict.NO_SIGNIFICANT_DIFFERENCE,
                Caveat.DIVERGED_TRIALS,
                Caveat.SINGLE_SEED,
                Caveat.NOT_SIGNIFICANT_AFTER_HOLM,
                Caveat.FEW_CLUSTERS,
                Caveat.SEEDS_ADDED));
        sentences.add(verdict(ACCURACY, small(gain), Verdict.LEFT_BETTER, Caveat.TWO_SEEDS));
        sentences.add(
                unusual(new ModelWarning.CollapsedSeeds("rnn", List.of(0.861, 0.859, 0.863, 0.86), List.of(0.502))));
        sentences.add(unusual(new ModelWarning.UnusualSeedGap("rnn", List.of(0.861, 0.859), List.of(0.71))));
        for (Caveat caveat : Caveat.values()) {
            sentences.add(
                    UNDETERMINING.contains(caveat)
                            ? verdict(ACCURACY, large, Verdict.UNDETERMINED, caveat)
                            : verdict(ACCURACY, large, Verdict.NO_SIGNIFICANT_DIFFERENCE, caveat));
        }
    }

    /** What is said of a model with unusual seeds, in place of its mean and beside a verdict. */
    private static String unusual(ModelWarning.UnusualSeeds seeds) {
        Significance significance = small(new Estimate(0.183, 0.171, 0.195));
        PairwiseComparison comparison = new PairwiseComparison(
                "accuracy", "lstm", "rnn", significance.simultaneous(), significance, Verdict.LEFT_BETTER, List.of());
        VerdictSentences sentences = new VerdictSentences(result(
                new Conclusion(
                        OptionalDouble.empty(),
                        List.of(comparison),
                        new MajorityClassBaseline(Map.of(), List.of()),
                        List.of(),
                        SeedRounds.NONE,
                        List.of(seeds)),
                ACCURACY,
                List.of(model("lstm", false), model("rnn", false))));
        return sentences.unusualSeeds().get(0).text() + "\n"
                + sentences.verdict(comparison).text();
    }

    private static Significance small(Estimate difference) {
        return new Significance(0.0001, 0.0003, difference);
    }

    private static void baselines(List<String> sentences) {
        for (Verdict verdict : Verdict.values()) {
            ComparisonResult result = result(
                    ACCURACY,
                    List.of(baseline("words", new Estimate(0.02, 0.01, 0.03), verdict)),
                    List.of(baseline(MajorityClassBaseline.NAME, new Estimate(0.361, 0.357, 0.366), verdict)),
                    List.of(model("lstm", false), model("words", true)));
            new VerdictSentences(result).baselines().forEach(sentence -> sentences.add(sentence.text()));
        }
    }

    private static PairwiseComparison baseline(String name, Estimate difference, Verdict verdict) {
        return new PairwiseComparison(
                "accuracy", "lstm", name, difference, new Significance(0.01, 0.01, difference), verdict, List.of());
    }

    private static void warnings(List<String> sentences) {
        Map<Amount, Map<String, Double>> amounts = new EnumMap<>(Amount.class);
        for (Amount amount : Amount.values()) {
            amounts.put(amount, Map.of("lstm", 1_234.5));
        }
        Map<Budget.Data, Integer> data = new EnumMap<>(Budget.Data.class);
        data.put(Budget.Data.VOCABULARY, 2);
        data.put(Budget.Data.TRAINING_EXAMPLES, 3);
        List<Warning> warnings = List.of(
                new ModelWarning.DivergedSeeds("lstm", 2, 5),
                new ModelWarning.FewSeeds(List.of("lstm"), 1),
                new ModelWarning.FewSeeds(List.of("rnn", "lstm"), 2),
                new ModelWarning.CollapsedSeeds("rnn", List.of(0.8, 0.8, 0.8, 0.8), List.of(0.5)),
                new ModelWarning.UnusualSeedGap("rnn", List.of(0.9), List.of(0.7)),
                new RunWarning.DifferentMargins(Map.of("runs/a", OptionalDouble.of(0.01))),
                new RunWarning.DifferentMargins(Map.of("runs/a", OptionalDouble.empty())),
                new RunWarning.DifferentGroups(Map.of("runs/a", 1_200)),
                new RunWarning.DifferentGroups(Map.of("runs/a", 1)),
                new RunWarning.DifferentMajorityClass("Accuracy", true, Map.of("runs/a", 0.8)),
                new DataWarning.UntrainedClasses(List.of("so-so")),
                new DataWarning.UntrainedClasses(
                        IntStream.range(0, 12).mapToObj(index -> "c" + index).toList()),
                new ModelWarning.OneClassPredicted("rnn", "no", List.of(4L), 5),
                new ModelWarning.OneClassPredicted("rnn", "no", List.of(1L, 4L), 5),
                new ModelWarning.OneClassPredicted("rnn", "no", List.of(1L, 4L), 2),
                new ModelWarning.OneClassPredicted("rnn", "no", List.of(1L), 1),
                new ModelWarning.MajorityClassMetric("F1 of no", 0.96),
                new DataWarning.NearDuplicates(1_234, 25_000, true),
                new DataWarning.NearDuplicates(3, 3, false),
                new DataWarning.SharedGroups(12, 3_000, true),
                new DataWarning.SharedGroups(3, 3, false),
                new DataWarning.SharedGroups(1, 3_000, false),
                new RunWarning.OfRuns(List.of("runs/a", "runs/b"), new DataWarning.NearDuplicates(3, 3, false)),
                new DataWarning.AlikeClasses(List.of(
                        List.of(new NamedClass("yes", 80), new NamedClass("Yes", 1), new NamedClass("y\u200bes", 2)),
                        List.of(new NamedClass("0", 1_234), new NamedClass("0.0", 7)))),
                new DataWarning.EmptyLikeClasses(List.of(new NamedClass("nan", 12))),
                new DataWarning.RowLikeTexts(1, "row-17"),
                new DataWarning.RowLikeTexts(1_200, "gold\u001b[1m"),
                new DataWarning.EmptyLikeGroups(List.of(new NamedGroup("nan", 1_200))),
                new DataWarning.EmptyLikeGroups(List.of(new NamedGroup("?", 4), new NamedGroup("nan", 2))),
                new DataWarning.RareClasses(List.of(new NamedClass("spam", 3)), 2_000),
                new DataWarning.RareClasses(
                        IntStream.range(0, 12)
                                .mapToObj(index -> new NamedClass("c" + index, 1))
                                .toList(),
                        5_000),
                new DataWarning.UnknownWords(12_345, 50_000),
                new DataWarning.TruncatedExamples(1_840, 2_000, 200),
                new ModelWarning.FailedSearch("lstm", 8),
                new ModelWarning.OneValidationClass("no", 1_200),
                new ModelWarning.FewValidationExamples("lstm", 8, 64, 0.041),
                new RunWarning.TrainingNotInSpec("lstm", Map.of("seeds", "[2,3]")),
                new RunWarning.UnaskedModel("bert"),
                new RunWarning.UnfittingWeights("lstm", "mine"),
                new RunWarning.UnknownConfiguration("lstm", "mine"),
                new RunWarning.ChangedEncoding("runs/a", List.of("rnn")),
                new RunWarning.ChangedEncoding("runs/a", List.of("rnn", "lstm")),
                changed(1),
                changed(2),
                changed(30),
                new DifferentBudgets(amounts, data),
                contradictory(12, Cause.UNKNOWN, "no", "yes"),
                contradictory(912, Cause.OTHER_CLASSES, "no", "yes"),
                contradictory(412, Cause.PREDICTED_CLASS, "no", "yes"),
                contradictory(912, Cause.OTHER_CLASSES, "a", "b", "c"),
                doubtful(Doubt.TRUE_LABELS),
                doubtful(Doubt.OTHER_CLASS),
                new PredictionWarning.DoubtfulPredictions("svm", "s.csv", List.of("a", "b", "c"), Doubt.OTHER_ORDER),
                doubtful(Doubt.OTHER_EXAMPLES),
                doubtful(Doubt.OTHER_TEXTS),
                doubtful(Doubt.TIES),
                new PredictionWarning.DoubtfulPredictions("svm", "s.csv", List.of("a", "b", "c"), Doubt.TIES),
                doubtful(Doubt.EARLIER_FILE),
                new PredictionWarning.AmbiguousLabels("svm", List.of("1", "2", "3"), false, 50, 850, 1_000),
                new PredictionWarning.AmbiguousLabels("svm", List.of("1", "2", "3"), true, 50, 850, 1_000),
                new ModelWarning.NoBaseline());
        warnings.forEach(warning -> sentences.add(WarningSentences.of(warning).joined("; ")));
        assertThat(kinds(Warning.class))
                .containsAll(warnings.stream().map(Warning::getClass).toList())
                .hasSize((int)
                        warnings.stream().map(Warning::getClass).distinct().count());
        for (MissingReason reason : MissingReason.values()) {
            sentences.add(ResultSentences.measured(measured(Double.NaN, reason), "the part"));
            sentences.add(ResultSentences.measured(measured(0.5, reason), ResultSentences.TEST_SET));
        }
        sentences.add(ResultSentences.measured(null, ResultSentences.TEST_SET));
    }

    private static Warning changed(int plugins) {
        return new RunWarning.ChangedPlugins(
                "runs/a",
                IntStream.range(0, plugins)
                        .mapToObj(index -> new ChangedPlugin("p" + index, "1.0", "1." + index % 2))
                        .toList());
    }

    /** Returns the records that implement a sealed interface. */
    private static List<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(kind -> kinds(kind).stream())
                        .toList()
                : List.of(type);
    }

    private static Warning contradictory(int rows, Cause cause, String... classes) {
        return new PredictionWarning.ContradictoryLabels("svm", "s.csv", rows, 1_000, List.of(classes), cause);
    }

    private static Warning doubtful(Doubt doubt) {
        return new PredictionWarning.DoubtfulPredictions("svm", "s.csv", List.of("no", "yes"), doubt);
    }

    private static ModelResult.Measured measured(double value, MissingReason reason) {
        return new ModelResult.Measured(value, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Optional.of(reason));
    }

    private static void failures(List<String> sentences) {
        ComparisonResult result = result(
                ACCURACY,
                List.of(),
                List.of(),
                List.of(new ModelResult(
                        "lstm",
                        false,
                        description(),
                        List.of(
                                trial(1, ModelResult.Status.DIVERGED, "the loss is infinite"),
                                trial(2, ModelResult.Status.FAILED, "its worker process ended"),
                                trial(3, ModelResult.Status.FAILED, "it has no memory"),
                                trial(4, ModelResult.Status.FAILED, "its worker process ended")),
                        Map.of(),
                        1)));
        sentences.addAll(ResultSentences.failures(result));
    }

    /** What is said of looks at results, planned or not, for every end. */
    private static void seeds(List<String> sentences) {
        Looks.Plan decided = new Looks.UntilDecided(3, 20);
        Looks.Plan precise = new Looks.UntilPrecise(20, 0.0125);
        sentences.add(seeds(new Looks.Unplanned(), SeedRounds.End.UNPLANNED, 2, ACCURACY));
        sentences.add(seeds(decided, SeedRounds.End.REACHED, 1, ACCURACY));
        for (SeedRounds.End end :
                List.of(SeedRounds.End.REACHED, SeedRounds.End.MOST_SEEDS, SeedRounds.End.OUT_OF_REACH)) {
            sentences.add(seeds(decided, end, 3, ACCURACY));
            sentences.add(seeds(precise, end, 3, ACCURACY));
        }
        sentences.add(seeds(precise, SeedRounds.End.REACHED, 3, LOSS));
    }

    private static String seeds(Looks.Plan plan, SeedRounds.End end, int looks, MeasuredMetrics.Metric metric) {
        List<SeedRounds.Round> rounds = Collections.nCopies(looks, new SeedRounds.Round(Map.of("lstm", 3), List.of()));
        Conclusion conclusion = new Conclusion(
                OptionalDouble.empty(),
                List.of(),
                new MajorityClassBaseline(Map.of(), List.of()),
                List.of(),
                new SeedRounds(plan, end, rounds),
                List.of());
        return ResultSentences.seeds(result(conclusion, metric, List.of()))
                .orElseThrow()
                .joined("; ");
    }

    private static void reproductions(List<String> sentences) {
        for (RunDifference.Subject subject : RunDifference.Subject.values()) {
            for (Optional<String> before : List.of(Optional.of("0123456789abcdef"), Optional.<String>empty())) {
                sentences.add(ReproductionSentences.difference(
                        new RunDifference(subject, "a", List.of(), before, Optional.of("fedcba9876543210"))));
            }
            sentences.add(ReproductionSentences.difference(
                    new RunDifference(subject, "a", List.of(), Optional.of("1"), Optional.empty())));
        }
        for (List<String> plugins : List.of(List.of("b"), List.of("b", "c", "d"))) {
            sentences.add(ReproductionSentences.difference(new RunDifference(
                    RunDifference.Subject.PLUGIN, "a.jar", plugins, Optional.of("1"), Optional.of("2"))));
        }
        for (Reproduction.Verdict verdict : Reproduction.Verdict.values()) {
            sentences.add(reproduction(verdict, List.of("lstm-1", "rnn-2"), OptionalDouble.empty()));
            sentences.add(reproduction(verdict, List.of("lstm-1"), OptionalDouble.of(0.01)));
        }
        sentences.add(reproduction(Reproduction.Verdict.DIFFERENT, List.of(), OptionalDouble.empty()));
        sentences.add(failed(Reproduction.Verdict.IDENTICAL, List.of("lstm-1")));
        sentences.add(failed(Reproduction.Verdict.UNDECIDED, List.of()));
    }

    private static String failed(Reproduction.Verdict verdict, List<String> identical) {
        return ReproductionSentences.verdict(new Reproduction(
                verdict, List.of(), identical, List.of(), List.of("rnn-1", "rnn-2"), Optional.empty()));
    }

    /** Returns what is said of a run some of whose trials are the same, and others not. */
    private static String reproduction(Reproduction.Verdict verdict, List<String> other, OptionalDouble margin) {
        ComparisonResult both = result(conclusion(margin, List.of(), List.of()), ACCURACY, List.of());
        return ReproductionSentences.verdict(new Reproduction(
                verdict, List.of(), other, other, List.of(), Optional.of(both).filter(one -> !other.isEmpty())));
    }

    private static String verdict(
            MeasuredMetrics.Metric metric, Significance significance, Verdict verdict, Caveat... caveats) {
        return verdict(OptionalDouble.empty(), metric, significance, verdict, caveats);
    }

    private static String verdict(
            OptionalDouble margin,
            MeasuredMetrics.Metric metric,
            Significance significance,
            Verdict verdict,
            Caveat... caveats) {
        PairwiseComparison comparison = new PairwiseComparison(
                metric.name(), "lstm", "rnn", significance.simultaneous(), significance, verdict, List.of(caveats));
        ModelResult lstm = new ModelResult(
                "lstm",
                false,
                description(),
                List.of(
                        trial(1, ModelResult.Status.DONE, ""),
                        trial(2, ModelResult.Status.DIVERGED, "the loss is infinite")),
                Map.of(),
                1);
        ModelResult rnn = new ModelResult(
                "rnn",
                false,
                description(),
                List.of(trial(1, ModelResult.Status.DONE, ""), trial(2, ModelResult.Status.FAILED, "it ended")),
                Map.of(),
                1);
        return new VerdictSentences(
                        result(conclusion(margin, List.of(comparison), List.of()), metric, List.of(lstm, rnn)))
                .verdict(comparison)
                .text();
    }
}

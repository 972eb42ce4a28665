package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Finding;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparedDataset;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.EvaluatorFindings;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.MissingReason;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PowerAnalysis;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.SlicesResult;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.Warning;
import org.bakeoff.statistics.Warning.ContradictoryLabels.Cause;
import org.bakeoff.statistics.Warning.DifferentBudgets;
import org.bakeoff.statistics.Warning.DifferentBudgets.Amount;
import org.bakeoff.statistics.Warning.DoubtfulPredictions.Doubt;
import org.bakeoff.statistics.Warning.NamedClass;
import org.junit.jupiter.api.Test;

/** Holds every sentence that is made from results: sentences.txt has them all, a line each. */
class SentencesTest {

    private static final Map<String, ModelResult.Measured> ACCURATE =
            Map.of("accuracy", new ModelResult.Measured(0.861, 0.857, 0.866, Double.NaN, 0.002, Optional.empty()));

    private static final MeasuredMetrics.Metric ACCURACY =
            new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true);
    private static final Set<Caveat> UNDETERMINING =
            EnumSet.of(Caveat.FAILED_TRIALS, Caveat.NO_INTERVAL, Caveat.EXPLORATORY);
    private static final MeasuredMetrics.Metric LOSS = new MeasuredMetrics.Metric("logLoss", "Log loss", false, false);

    @Test
    void areAsTheyWereAgreedOn() throws IOException {
        List<String> sentences = new ArrayList<>();
        headlines(sentences);
        answers(sentences);
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

    private static void headlines(List<String> sentences) {
        List<ModelResult> two = List.of(model("lstm", false), model("rnn", false));
        List<ModelResult> three = List.of(model("lstm", false), model("rnn", false), model("words", true));
        for (Verdict verdict : Verdict.values()) {
            sentences.add(headline(two, pair("lstm", "rnn", verdict)));
        }
        sentences.add(headline(List.of(two.get(0))));
        sentences.add(headline(List.of()));
        ModelResult failed = model("gone", ModelResult.Status.FAILED, ModelResult.Status.FAILED, Map.of());
        sentences.add(headline(List.of(failed)));
        sentences.add(headline(
                List.of(failed, model("labels", ModelResult.Status.DONE, ModelResult.Status.FAILED, Map.of()))));
        sentences.add(headline(
                three,
                pair("lstm", "rnn", Verdict.NO_SIGNIFICANT_DIFFERENCE),
                pair("lstm", "words", Verdict.LEFT_BETTER),
                pair("rnn", "words", Verdict.LEFT_BETTER)));
        sentences.add(headline(
                three,
                pair("lstm", "rnn", Verdict.NO_SIGNIFICANT_DIFFERENCE),
                pair("lstm", "words", Verdict.LEFT_BETTER),
                pair("rnn", "words", Verdict.RIGHT_BETTER)));
        sentences.add(headline(
                three,
                pair("lstm", "rnn", Verdict.NO_SIGNIFICANT_DIFFERENCE),
                pair("lstm", "words", Verdict.NO_SIGNIFICANT_DIFFERENCE),
                pair("rnn", "words", Verdict.NO_SIGNIFICANT_DIFFERENCE)));
        sentences.add(headline(
                three,
                pair("lstm", "rnn", Verdict.UNDETERMINED),
                pair("lstm", "words", Verdict.LEFT_BETTER),
                pair("rnn", "words", Verdict.UNDETERMINED)));
        sentences.add(headline(
                three,
                pair("lstm", "rnn", Verdict.NO_SIGNIFICANT_DIFFERENCE),
                pair("lstm", "words", Verdict.NO_SIGNIFICANT_DIFFERENCE),
                pair("rnn", "words", Verdict.UNDETERMINED)));
        PairwiseComparison undecided = pair("lstm", "rnn", Verdict.NO_SIGNIFICANT_DIFFERENCE);
        for (PowerAnalysis.Wanted wanted : List.of(
                new PowerAnalysis.Wanted(0.01, true, OptionalInt.of(9), OptionalInt.of(13)),
                new PowerAnalysis.Wanted(0.01, true, OptionalInt.of(9), OptionalInt.of(9)),
                new PowerAnalysis.Wanted(0.01, true, OptionalInt.of(9), OptionalInt.empty()),
                new PowerAnalysis.Wanted(0.01, true, OptionalInt.empty(), OptionalInt.empty()),
                new PowerAnalysis.Wanted(0.01, false, OptionalInt.empty(), OptionalInt.empty()))) {
            PowerAnalysis power =
                    new PowerAnalysis("lstm", "rnn", 0.02, OptionalDouble.of(0.005), Optional.of(wanted), List.of());
            sentences.add(HeadlineSentence.of(result(
                            new Conclusion(
                                    OptionalDouble.empty(),
                                    List.of(undecided),
                                    new MajorityClassBaseline(Map.of(), List.of()),
                                    List.of(power),
                                    SeedRounds.NONE,
                                    List.of()),
                            ACCURACY,
                            two))
                    .joined(": "));
        }
        for (List<ModelResult> models : List.of(two.subList(0, 1), two)) {
            for (Verdict verdict : List.of(Verdict.NO_SIGNIFICANT_DIFFERENCE, Verdict.RIGHT_BETTER)) {
                sentences.add(HeadlineSentence.of(result(
                                ACCURACY,
                                models.size() == 1 ? List.of() : List.of(undecided),
                                models.stream()
                                        .map(model -> pair(model.name(), MajorityClassBaseline.NAME, verdict))
                                        .toList(),
                                models))
                        .joined(": "));
            }
        }
        ComparisonResult leftOut = result(
                ACCURACY,
                List.of(),
                List.of(),
                List.of(
                        model("lstm", false),
                        model("partly", ModelResult.Status.DONE, ModelResult.Status.FAILED, ACCURATE),
                        model("gone", ModelResult.Status.FAILED, ModelResult.Status.FAILED, Map.of()),
                        model(
                                "labels",
                                ModelResult.Status.DONE,
                                ModelResult.Status.DONE,
                                Map.of("accuracy", unmeasured()))));
        sentences.add(HeadlineSentence.of(leftOut).joined(": "));
        sentences.add(ResultSentences.ranking(leftOut, ""));
        ResultTables.ranking(leftOut, "").rows().forEach(row -> sentences.add(String.join(" | ", row)));
        sentences.add(ResultSentences.ranking(result(ACCURACY, List.of(undecided), List.of(), three), " *"));
        sentences.add(ResultSentences.ranking(result(ACCURACY, List.of(), List.of(), two.subList(0, 1)), ""));
    }

    private static String headline(List<ModelResult> models, PairwiseComparison... comparisons) {
        return HeadlineSentence.of(result(ACCURACY, List.of(comparisons), List.of(), models))
                .joined(": ");
    }

    private static void answers(List<String> sentences) {
        List<ModelResult> models = List.of(trained("rnn", 2), trained("lstm", 2));
        Estimate whole = new Estimate(-0.2, -0.3, -0.1);
        Finding cases = new Finding.Cases(
                "agreement",
                "rnn and lstm",
                "",
                List.of(
                        new Finding.Cases.Group("only rnn right", 7, List.of()),
                        new Finding.Cases.Group("only lstm right", 1_200, List.of())));
        Finding curve = new Finding.Curve(
                "byPixels",
                "Accuracy",
                "",
                new Finding.Curve.Axis("pixels", true, Optional.of("{} pixels")),
                new Finding.Curve.Axis("Accuracy", false),
                false,
                List.of(
                        line("rnn", 0.5, 0.52, 0.51),
                        line("lstm", 0.5, 0.51, 0.98),
                        // It is given other numbers of pixels.
                        new Finding.Curve.Line(
                                "gru",
                                "",
                                List.of(
                                        new Finding.Curve.Point(1, 0.5),
                                        new Finding.Curve.Point(10, 0.5),
                                        new Finding.Curve.Point(15, 0.6)))));
        SlicesResult slices = new SlicesResult(
                "byLength",
                "By length",
                "",
                "accuracy",
                List.of(slice("short", whole), slice("long", whole.negated())));
        List<PairwiseComparison> better = List.of(pair("rnn", "lstm", Verdict.RIGHT_BETTER));
        ComparisonResult best = result(ACCURACY, better, List.of(), models);
        ComparisonResult fewSeeds = result(
                new Conclusion(
                        OptionalDouble.empty(),
                        better,
                        new MajorityClassBaseline(Map.of(), List.of()),
                        List.of(),
                        SeedRounds.NONE,
                        List.of(new Warning.FewSeeds(List.of("lstm"), 2))),
                ACCURACY,
                models);
        sentences.addAll(
                answers(fewSeeds, models, new EvaluatorFindings(List.of(curve, cases), List.of(slices), List.of())));
        sentences.addAll(answers(best, models, new EvaluatorFindings(List.of(cases), List.of(), List.of())));
        List<ModelResult> three = List.of(trained("lstm", 2), trained("gru", 2), trained("rnn", 2));
        ComparisonResult tied = result(
                ACCURACY,
                List.of(
                        pair("gru", "lstm", Verdict.NO_SIGNIFICANT_DIFFERENCE),
                        pair("gru", "rnn", Verdict.LEFT_BETTER),
                        pair("rnn", "lstm", Verdict.RIGHT_BETTER)),
                List.of(),
                three);
        sentences.addAll(answers(tied, three, new EvaluatorFindings(List.of(curve), List.of(slices), List.of())));
        List<PairwiseComparison> majority = Stream.of("rnn", "lstm")
                .map(model -> pair(model, MajorityClassBaseline.NAME, Verdict.NO_SIGNIFICANT_DIFFERENCE))
                .toList();
        for (int compared = 1; compared <= 2; compared++) {
            sentences.addAll(answers(
                    result(ACCURACY, List.of(), majority.subList(0, compared), models),
                    models,
                    new EvaluatorFindings(List.of(), List.of(), List.of())));
        }
        for (boolean possible : List.of(true, false)) {
            PowerAnalysis.Wanted wanted =
                    new PowerAnalysis.Wanted(0.01, possible, OptionalInt.of(9), OptionalInt.empty());
            Conclusion undecided = new Conclusion(
                    OptionalDouble.empty(),
                    List.of(pair("rnn", "lstm", Verdict.NO_SIGNIFICANT_DIFFERENCE)),
                    new MajorityClassBaseline(Map.of(), List.of()),
                    List.of(new PowerAnalysis(
                            "rnn", "lstm", 0.02, OptionalDouble.empty(), Optional.of(wanted), List.of())),
                    SeedRounds.NONE,
                    List.of());
            sentences.addAll(answers(
                    result(undecided, ACCURACY, models),
                    models,
                    new EvaluatorFindings(List.of(), List.of(), List.of())));
        }
        List<ModelResult> failed =
                List.of(model("gone", ModelResult.Status.FAILED, ModelResult.Status.DIVERGED, Map.of()));
        sentences.addAll(answers(
                result(ACCURACY, List.of(), List.of(), failed),
                failed,
                new EvaluatorFindings(List.of(), List.of(), List.of())));
    }

    private static List<String> answers(ComparisonResult best, List<ModelResult> models, EvaluatorFindings findings) {
        ComparisonResult result = new ComparisonResult(
                best.name(), best.dataset(), best.metrics(), models, best.conclusion(), List.of(), findings);
        return AnswerSentences.of(result, "bakeoff predict RUN \"A text\"").stream()
                .map(answer -> answer.topic() + ": " + answer.text())
                .toList();
    }

    private static ModelResult trained(String name, int seeds) {
        return new ModelResult(
                name,
                false,
                new ModelDescription("plugin", 0, 99, List.of(), Optional.empty()),
                IntStream.rangeClosed(1, seeds)
                        .mapToObj(seed -> trial(seed, ModelResult.Status.DONE, ""))
                        .toList(),
                Map.of(
                        "accuracy",
                        new ModelResult.Measured(
                                name.equals("rnn") ? 0.5 : 0.9, 0.4, 0.95, Double.NaN, 0.002, Optional.empty())),
                0.95);
    }

    private static Finding.Curve.Line line(String model, double one, double ten, double twenty) {
        return new Finding.Curve.Line(
                model,
                "",
                List.of(
                        new Finding.Curve.Point(1, one),
                        new Finding.Curve.Point(10, ten),
                        new Finding.Curve.Point(20, twenty)));
    }

    private static SlicesResult.Slice slice(String name, Estimate versusRest) {
        return new SlicesResult.Slice(
                name,
                10,
                10,
                Map.of(),
                List.of(new SlicesResult.Difference("rnn", "lstm", new Estimate(-0.4, -0.5, -0.3), versusRest)));
    }

    private static PairwiseComparison pair(String left, String right, Verdict verdict) {
        Estimate difference = new Estimate(0.02, 0.01, 0.03);
        return new PairwiseComparison(
                "accuracy", left, right, difference, new Significance(0.01, 0.01, difference), verdict, List.of());
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
        sentences.add(unusual(new Warning.CollapsedSeeds("rnn", List.of(0.861, 0.859, 0.863, 0.86), List.of(0.502))));
        sentences.add(unusual(new Warning.UnusualSeedGap("rnn", List.of(0.861, 0.859), List.of(0.71))));
        for (Caveat caveat : Caveat.values()) {
            sentences.add(
                    UNDETERMINING.contains(caveat)
                            ? verdict(ACCURACY, large, Verdict.UNDETERMINED, caveat)
                            : verdict(ACCURACY, large, Verdict.NO_SIGNIFICANT_DIFFERENCE, caveat));
        }
    }

    /** What is said of a model with unusual seeds, in place of its mean and beside a verdict. */
    private static String unusual(Warning.UnusualSeeds seeds) {
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
        Map<DifferentBudgets.Data, Integer> data = new EnumMap<>(DifferentBudgets.Data.class);
        data.put(DifferentBudgets.Data.VOCABULARY, 2);
        data.put(DifferentBudgets.Data.TRAINING_EXAMPLES, 3);
        List<Warning> warnings = List.of(
                new Warning.DivergedSeeds("lstm", 2, 5),
                new Warning.FewSeeds(List.of("lstm"), 1),
                new Warning.FewSeeds(List.of("rnn", "lstm"), 2),
                new Warning.CollapsedSeeds("rnn", List.of(0.8, 0.8, 0.8, 0.8), List.of(0.5)),
                new Warning.UnusualSeedGap("rnn", List.of(0.9), List.of(0.7)),
                new Warning.DifferentMargins(Map.of("runs/a", OptionalDouble.of(0.01))),
                new Warning.DifferentMargins(Map.of("runs/a", OptionalDouble.empty())),
                new Warning.DifferentGroups(Map.of("runs/a", 1_200)),
                new Warning.DifferentGroups(Map.of("runs/a", 1)),
                new Warning.UntrainedClasses(List.of("so-so")),
                new Warning.UntrainedClasses(
                        IntStream.range(0, 12).mapToObj(index -> "c" + index).toList()),
                new Warning.OneClassPredicted("rnn", "no", List.of(4L), 5),
                new Warning.OneClassPredicted("rnn", "no", List.of(1L, 4L), 5),
                new Warning.OneClassPredicted("rnn", "no", List.of(1L, 4L), 2),
                new Warning.OneClassPredicted("rnn", "no", List.of(1L), 1),
                new Warning.MajorityClassMetric("F1 of no", 0.96),
                new Warning.NearDuplicates(1_234, 25_000, true),
                new Warning.NearDuplicates(3, 3, false),
                new Warning.AlikeClasses(List.of(
                        List.of(new NamedClass("yes", 80), new NamedClass("Yes", 1), new NamedClass("y\u200bes", 2)),
                        List.of(new NamedClass("0", 1_234), new NamedClass("0.0", 7)))),
                new Warning.EmptyLikeClasses(List.of(new NamedClass("nan", 12))),
                new Warning.RareClasses(List.of(new NamedClass("spam", 3)), 2_000),
                new Warning.RareClasses(
                        IntStream.range(0, 12)
                                .mapToObj(index -> new NamedClass("c" + index, 1))
                                .toList(),
                        5_000),
                new Warning.UnknownWords(12_345, 50_000),
                new Warning.TruncatedExamples(1_840, 2_000, 200),
                new Warning.FailedSearch("lstm", 8),
                new Warning.FewValidationExamples("lstm", 8, 64, 0.041),
                new Warning.TrainingNotInSpec("lstm", Map.of("seeds", "[2,3]")),
                new Warning.UnaskedModel("bert"),
                new Warning.UnfittingWeights("lstm", "mine"),
                new Warning.UnknownConfiguration("lstm", "mine"),
                new Warning.ChangedEncoding("runs/a", List.of("rnn")),
                new Warning.ChangedEncoding("runs/a", List.of("rnn", "lstm")),
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
                doubtful(Doubt.TIES),
                new Warning.DoubtfulPredictions("svm", "s.csv", List.of("a", "b", "c"), Doubt.TIES),
                doubtful(Doubt.EARLIER_FILE),
                new Warning.AmbiguousLabels("svm", List.of("1", "2", "3"), false, 50, 850, 1_000),
                new Warning.AmbiguousLabels("svm", List.of("1", "2", "3"), true, 50, 850, 1_000),
                new Warning.NoBaseline());
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
        return new Warning.ChangedPlugins(
                "runs/a",
                IntStream.range(0, plugins)
                        .mapToObj(
                                index -> new Warning.ChangedPlugins.ChangedPlugin("p" + index, "1.0", "1." + index % 2))
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
        return new Warning.ContradictoryLabels("svm", "s.csv", rows, 1_000, List.of(classes), cause);
    }

    private static Warning doubtful(Doubt doubt) {
        return new Warning.DoubtfulPredictions("svm", "s.csv", List.of("no", "yes"), doubt);
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
    }

    /** Returns what is said of a run some of whose trials are the same, and others not. */
    private static String reproduction(Reproduction.Verdict verdict, List<String> other, OptionalDouble margin) {
        ComparisonResult both = result(conclusion(margin, List.of(), List.of()), ACCURACY, List.of());
        return ReproductionSentences.verdict(new Reproduction(
                verdict, List.of(), other, other, Optional.of(both).filter(one -> !other.isEmpty())));
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

    private static ModelResult model(String name, boolean baseline) {
        return new ModelResult(
                name, baseline, description(), List.of(trial(1, ModelResult.Status.DONE, "")), ACCURATE, 0.95);
    }

    private static ModelResult model(
            String name,
            ModelResult.Status first,
            ModelResult.Status second,
            Map<String, ModelResult.Measured> metrics) {
        return new ModelResult(
                name, false, description(), List.of(trial(1, first, ""), trial(2, second, "")), metrics, 0.95);
    }

    private static ModelResult.Measured unmeasured() {
        return new ModelResult.Measured(
                Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Optional.of(MissingReason.LABELS_ONLY));
    }

    private static ModelDescription description() {
        return new ModelDescription("plugin", 0, 0, List.of(), Optional.empty());
    }

    private static ModelResult.Trial trial(long seed, ModelResult.Status status, String reason) {
        return new ModelResult.Trial(seed, status, Optional.of(reason).filter(text -> !text.isEmpty()), Map.of(), 1, 1);
    }

    private static ComparisonResult result(
            MeasuredMetrics.Metric primary,
            List<PairwiseComparison> comparisons,
            List<PairwiseComparison> majority,
            List<ModelResult> models) {
        return result(conclusion(OptionalDouble.empty(), comparisons, majority), primary, models);
    }

    private static Conclusion conclusion(
            OptionalDouble margin, List<PairwiseComparison> comparisons, List<PairwiseComparison> majority) {
        return new Conclusion(
                margin,
                comparisons,
                new MajorityClassBaseline(Map.of("accuracy", 0.5), majority),
                List.of(),
                SeedRounds.NONE,
                List.of());
    }

    private static ComparisonResult result(
            Conclusion conclusion, MeasuredMetrics.Metric primary, List<ModelResult> models) {
        List<EvaluatorFailure> failures = new ArrayList<>();
        for (EvaluatorFailure.Step step : EvaluatorFailure.Step.values()) {
            failures.add(new EvaluatorFailure(
                    step,
                    "odd",
                    Optional.of(new EvaluatorFailure.Plugin("strange", "/plugins/strange.jar")),
                    "it threw something; this is a fault of the plugin"));
        }
        return new ComparisonResult(
                "sentences",
                new ComparedDataset(
                        new DatasetDescription("reviews", 20_000, 64, List.of("no", "yes"), 500, "", 0),
                        Optional.of("yes"),
                        25_000,
                        3_581,
                        6.2,
                        List.of(),
                        List.of()),
                new MeasuredMetrics(Optional.of(primary.name()), List.of(primary)),
                models,
                conclusion,
                List.of(),
                new EvaluatorFindings(List.of(), List.of(), failures));
    }
}

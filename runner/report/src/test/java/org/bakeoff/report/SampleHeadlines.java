package org.bakeoff.report;

import static org.bakeoff.report.SampleResults.ACCURACY;
import static org.bakeoff.report.SampleResults.ACCURATE;
import static org.bakeoff.report.SampleResults.model;
import static org.bakeoff.report.SampleResults.pair;
import static org.bakeoff.report.SampleResults.result;
import static org.bakeoff.report.SampleResults.trial;
import static org.bakeoff.report.SampleResults.unmeasured;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Finding;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.EvaluatorFindings;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PowerAnalysis;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.SlicesResult;
import org.bakeoff.statistics.Verdict;

/** Headlines, and what follows on them. */
final class SampleHeadlines {

    private SampleHeadlines() {}

    static void headlines(List<String> sentences) {
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
        // What each lacks differs.
        sentences.add(HeadlineSentence.of(result(
                        new Conclusion(
                                OptionalDouble.empty(),
                                List.of(undecided),
                                new MajorityClassBaseline(Map.of(), List.of()),
                                List.of(new PowerAnalysis(
                                        "lstm",
                                        "rnn",
                                        0.02,
                                        OptionalDouble.of(0.005),
                                        Optional.of(new PowerAnalysis.Wanted(
                                                0.01, true, OptionalInt.of(18), OptionalInt.of(70))),
                                        List.of())),
                                SeedRounds.NONE,
                                List.of()),
                        ACCURACY,
                        List.of(trained("lstm", 3), trained("rnn", 12))))
                .joined(": "));
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

    static void answers(List<String> sentences) {
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
                        // What it is given doesn't compare with that of others.
                        new Finding.Curve.Line(
                                "lstm",
                                "of its own",
                                line("lstm", 0.1, 0.2, 0.9).points()),
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
                        List.of(new ModelWarning.FewSeeds(List.of("lstm"), 2))),
                ACCURACY,
                models);
        sentences.addAll(
                answers(fewSeeds, models, new EvaluatorFindings(List.of(curve, cases), List.of(slices), List.of())));
        sentences.addAll(answers(best, models, new EvaluatorFindings(List.of(cases), List.of(), List.of())));
        SlicesResult.Slice byChance = slice("tiny", new Estimate(-0.6, -0.9, -0.3), new Estimate(-0.3, -0.7, 0.1));
        sentences.addAll(answers(
                best,
                models,
                new EvaluatorFindings(
                        List.of(),
                        List.of(new SlicesResult(
                                "byLength", "By length", "", "accuracy", List.of(slice("short", whole), byChance))),
                        List.of())));
        MeasuredMetrics.Metric loss = new MeasuredMetrics.Metric("accuracy", "Loss", false, false);
        sentences.addAll(answers(
                result(loss, List.of(pair("rnn", "lstm", Verdict.LEFT_BETTER)), List.of(), models),
                models,
                new EvaluatorFindings(List.of(), List.of(slices), List.of())));
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
        // Nobody here can train a model whose predictions come from files.
        List<ModelResult.Trial> trials =
                List.of(trial(1, ModelResult.Status.DONE, ""), trial(2, ModelResult.Status.DONE, ""));
        List<ModelResult> imported = List.of(
                trained("lstm", 2),
                new ModelResult("bert", false, ModelDescription.imported(), trials, Map.of(), 0.95));
        sentences.addAll(answers(
                result(
                        ACCURACY,
                        List.of(),
                        List.of(pair("bert", MajorityClassBaseline.NAME, Verdict.NO_SIGNIFICANT_DIFFERENCE)),
                        imported),
                imported,
                new EvaluatorFindings(List.of(), List.of(), List.of())));
        for (String few : List.of("lstm", "bert")) {
            Conclusion conclusion = new Conclusion(
                    OptionalDouble.empty(),
                    List.of(pair("lstm", "bert", Verdict.LEFT_BETTER)),
                    new MajorityClassBaseline(Map.of(), List.of()),
                    List.of(),
                    SeedRounds.NONE,
                    List.of(new ModelWarning.FewSeeds(List.of(few), 2)));
            sentences.addAll(answers(
                    result(conclusion, ACCURACY, imported),
                    imported,
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
        return slice(name, new Estimate(-0.4, -0.5, -0.3), versusRest);
    }

    private static SlicesResult.Slice slice(String name, Estimate difference, Estimate versusRest) {
        return new SlicesResult.Slice(
                name, 10, 10, Map.of(), List.of(new SlicesResult.Difference("rnn", "lstm", difference, versusRest)));
    }
}

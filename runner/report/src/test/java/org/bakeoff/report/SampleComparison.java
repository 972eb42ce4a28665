package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.bakeoff.statistics.Budget;
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
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PowerAnalysis;
import org.bakeoff.statistics.PredictionWarning;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.SlicesResult;
import org.bakeoff.statistics.Verdict;

/** A comparison with everything in it that a comparison can hold: invented figures, always the same. */
public final class SampleComparison {

    static final List<String> MODELS = List.of("simple-rnn", "lstm", "counts", "tf-idf", "bigrams");
    static final long[] SEEDS = {1, 2, 3, 4, 5};
    private static final double[] ACCURACY = {0.644, 0.861, 0.881, 0.889, 0.91};
    private static final double[] SPREAD = {0.084, 0.019, 0.001, 0.0005, 0};

    private final Random random = new Random(7);

    private SampleComparison() {}

    /** The comparison; its reviews have at most so many words, and there are so many in each cell. */
    public static ComparisonResult of(int words, int reviews) {
        return new SampleComparison().make(words, reviews);
    }

    private ComparisonResult make(int words, int reviews) {
        List<ModelResult> models = new ArrayList<>();
        for (int index = 0; index < MODELS.size(); index++) {
            models.add(model(index));
        }
        List<PairwiseComparison> comparisons = new ArrayList<>(comparisons("accuracy", 0));
        comparisons.addAll(comparisons("logLoss", 1));
        return new ComparisonResult(
                "sample",
                dataset(),
                new MeasuredMetrics(
                        Optional.of("accuracy"),
                        List.of(
                                new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true),
                                new MeasuredMetrics.Metric("logLoss", "Log loss", false, false))),
                models,
                conclusion(comparisons),
                List.of(SampleTuning.of("lstm")),
                new EvaluatorFindings(
                        new SampleFindings(random, words, reviews).all(),
                        List.of(slices("length", "By length"), slices("rating", "By rating")),
                        List.of(new EvaluatorFailure(
                                EvaluatorFailure.Step.EVALUATOR,
                                "odd",
                                Optional.of(new EvaluatorFailure.Plugin("odd", "/plugins/odd.jar")),
                                "it had <enough>; this is a fault of the plugin"))));
    }

    private static ComparedDataset dataset() {
        return new ComparedDataset(
                new DatasetDescription(
                        "reviews", 24_936, 64, List.of("negative", "positive"), 500, "ab".repeat(32), 135),
                Optional.of("positive"),
                25_000,
                3_581,
                3_102.5,
                List.of(
                        new DataCheck(
                                subject(DataCheck.Kind.TEXTS_IN_TRAINING_SET),
                                123,
                                25_000,
                                Optional.of(new DataCheck.Without(24_877, 3_570, comparisons("accuracy", 0)))),
                        new DataCheck(subject(DataCheck.Kind.TRUNCATED), 3_342, 25_000, Optional.empty()),
                        new DataCheck(subject(DataCheck.Kind.GROUPS_IN_TRAINING_SET), 0, 3_581, Optional.empty())),
                List.of("reviews.csv: read as ISO-8859-1, since it is no UTF-8"));
    }

    private static DataCheck.Subject subject(DataCheck.Kind kind) {
        return new DataCheck.Subject(kind, DataCheck.Examples.TEST, Optional.empty());
    }

    private static SeedRounds.Round round(int seeds, List<PairwiseComparison> comparisons) {
        return new SeedRounds.Round(
                Map.of("simple-rnn", seeds, "lstm", 3),
                comparisons.stream()
                        .filter(comparison ->
                                List.of("simple-rnn", "lstm").equals(List.of(comparison.left(), comparison.right()))
                                        && comparison.metric().equals("accuracy"))
                        .toList());
    }

    private static Conclusion conclusion(List<PairwiseComparison> comparisons) {
        return new Conclusion(
                OptionalDouble.of(0.005),
                comparisons,
                new MajorityClassBaseline(
                        Map.of("accuracy", 0.5, "logLoss", 0.6931),
                        List.of(majority("simple-rnn", 0.144), majority("lstm", 0.361))),
                List.of(
                        new PowerAnalysis(
                                "simple-rnn",
                                "lstm",
                                0.098,
                                OptionalDouble.of(0.008),
                                Optional.of(
                                        new PowerAnalysis.Wanted(0.217, true, OptionalInt.of(4), OptionalInt.of(9))),
                                List.of(
                                        new PowerAnalysis.Wanted(
                                                0.005, false, OptionalInt.empty(), OptionalInt.empty()),
                                        new PowerAnalysis.Wanted(0.01, true, OptionalInt.of(150), OptionalInt.empty()),
                                        new PowerAnalysis.Wanted(0.02, true, OptionalInt.of(29), OptionalInt.of(603)),
                                        new PowerAnalysis.Wanted(0.05, true, OptionalInt.of(7), OptionalInt.of(7)))),
                        new PowerAnalysis(
                                "simple-rnn", "counts", 0.12, OptionalDouble.empty(), Optional.empty(), List.of())),
                new SeedRounds(
                        new Looks.UntilPrecise(5, 0.05),
                        SeedRounds.End.MOST_SEEDS,
                        List.of(round(3, comparisons), round(5, comparisons))),
                List.of(
                        new ModelWarning.DivergedSeeds("simple-rnn", 1, 5),
                        new ModelWarning.UnusualSeedGap("simple-rnn", List.of(0.72, 0.71), List.of(0.52, 0.61, 0.58)),
                        new ModelWarning.CollapsedSeeds("lstm", List.of(0.88), List.of(0.51)),
                        new RunWarning.DifferentMargins(Map.of("runs/a", OptionalDouble.of(0.01))),
                        new ModelWarning.OneClassPredicted("simple-rnn", "negative", List.of(2L), 5),
                        new ModelWarning.MajorityClassMetric("Accuracy", 0.93),
                        new ModelWarning.FewSeeds(List.of("counts", "tf-idf"), 1),
                        new RunWarning.TrainingNotInSpec("lstm", Map.of("seeds", "[2,3]")),
                        new ModelWarning.DifferentBudgets(
                                Map.of(Budget.Amount.UPDATES, Map.of("simple-rnn", 1_170.0)),
                                Map.of(Budget.Data.VOCABULARY, 2)),
                        new PredictionWarning.ContradictoryLabels(
                                "svm",
                                "s.csv",
                                12,
                                100,
                                List.of("no", "yes"),
                                PredictionWarning.ContradictoryLabels.Cause.OTHER_CLASSES),
                        new ModelWarning.NoBaseline()));
    }

    private static PairwiseComparison majority(String model, double difference) {
        Estimate interval = new Estimate(difference, difference - 0.05, difference + 0.05);
        return new PairwiseComparison(
                "accuracy",
                model,
                MajorityClassBaseline.NAME,
                interval,
                new Significance(0.0001, 0.0012, interval),
                Verdict.LEFT_BETTER,
                List.of());
    }

    private ModelResult model(int index) {
        List<ModelResult.Trial> trials = new ArrayList<>();
        double sum = 0;
        for (long seed : SEEDS) {
            double accuracy = ACCURACY[index] + SPREAD[index] * random.nextGaussian();
            sum += accuracy;
            boolean diverged = index == 0 && seed == 4;
            trials.add(new ModelResult.Trial(
                    seed,
                    diverged ? ModelResult.Status.DIVERGED : ModelResult.Status.DONE,
                    diverged ? Optional.of("the loss was not finite in epoch 2") : Optional.empty(),
                    metrics(accuracy, 1.2 - accuracy),
                    260 + 10 * random.nextDouble(),
                    290 + random.nextDouble()));
        }
        double mean = sum / SEEDS.length;
        double half = 1.3 * SPREAD[index] + 0.004;
        Map<String, ModelResult.Measured> measured = new LinkedHashMap<>();
        measured.put(
                "accuracy",
                new ModelResult.Measured(mean, mean - half, mean + half, SPREAD[index], 0.0023, Optional.empty()));
        measured.put(
                "logLoss",
                new ModelResult.Measured(
                        1.2 - mean,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        0.004,
                        Optional.of(MissingReason.NO_VARIATION)));
        return new ModelResult(
                MODELS.get(index),
                index > 1,
                new ModelDescription(
                        "plugin-" + index,
                        0,
                        193_501L + index,
                        List.of(
                                new ModelDescription.Layer("TokenEmbedding", "(N, 500, 32)", 160_000, 0, List.of()),
                                new ModelDescription.Layer("SimpleRnn", "(N, 100)", 33_501L + index, 0, List.of())),
                        Optional.of(new Budget(
                                3,
                                1_170 + index,
                                5_900_000.5,
                                new Budget.Trials(index == 1 ? 12 : 1, index == 1 ? 24 : 0, SEEDS.length),
                                Map.of("/training/learningRate", "0.00" + (index + 1)),
                                new Budget.Vocabulary(5_000, "cd".repeat(32)),
                                "ef".repeat(32)))),
                trials,
                measured,
                0.4507);
    }

    private static Map<String, Double> metrics(double accuracy, double loss) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", accuracy);
        metrics.put("logLoss", loss);
        return metrics;
    }

    private static List<PairwiseComparison> comparisons(String metric, int of) {
        List<PairwiseComparison> comparisons = new ArrayList<>();
        for (int left = 0; left < MODELS.size(); left++) {
            for (int right = left + 1; right < MODELS.size(); right++) {
                double difference = (of == 0 ? 1 : -1) * (ACCURACY[left] - ACCURACY[right]);
                double half = 0.004 + 1.2 * (SPREAD[left] + SPREAD[right]);
                boolean apart = Math.abs(difference) > half;
                Estimate interval = new Estimate(difference, difference - half, difference + half);
                comparisons.add(new PairwiseComparison(
                        metric,
                        MODELS.get(left),
                        MODELS.get(right),
                        interval,
                        new Significance(
                                apart ? 0.0004 : 0.2,
                                of == 0 ? (apart ? 0.004 : 0.4) : Double.NaN,
                                of == 0 ? interval : new Estimate(difference, Double.NaN, Double.NaN)),
                        of != 0
                                ? Verdict.UNDETERMINED
                                : apart ? Verdict.RIGHT_BETTER : Verdict.NO_SIGNIFICANT_DIFFERENCE,
                        of != 0 ? List.of(Caveat.EXPLORATORY) : List.of()));
            }
        }
        return comparisons;
    }

    private static SlicesResult slices(String name, String title) {
        List<SlicesResult.Slice> slices = new ArrayList<>();
        for (String part : List.of("up to 125 words", "126 to 250 words", "251 to 500 words", "over 500 words")) {
            Map<String, ModelResult.Measured> models = new LinkedHashMap<>();
            for (int index = 0; index < MODELS.size(); index++) {
                double value = ACCURACY[index] - slices.size() * 0.01;
                models.put(
                        MODELS.get(index),
                        new ModelResult.Measured(value, value - 0.02, value + 0.02, 0.01, 0.01, Optional.empty()));
            }
            List<SlicesResult.Difference> differences = new ArrayList<>();
            for (PairwiseComparison comparison : comparisons("accuracy", 0)) {
                double value = comparison.difference().value() + slices.size() * 0.01;
                differences.add(new SlicesResult.Difference(
                        comparison.left(),
                        comparison.right(),
                        new Estimate(
                                value,
                                comparison.difference().low(),
                                comparison.difference().high()),
                        new Estimate(0.01, -0.02, 0.04)));
            }
            slices.add(new SlicesResult.Slice(part, 6_250, 2_000, models, differences));
        }
        return new SlicesResult(name, title, "Divided at the quartiles of the training set.", "accuracy", slices);
    }
}

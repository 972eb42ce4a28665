package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.Contrast;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.Power;
import org.bakeoff.statistics.SlicesResult;
import org.bakeoff.training.progress.Layer;

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
        List<Contrast> contrasts = new ArrayList<>(contrasts("accuracy", 0));
        contrasts.addAll(contrasts("logLoss", 1));
        return new ComparisonResult(
                "sample",
                new ComparisonResult.Dataset(
                        "reviews",
                        24_936,
                        64,
                        25_000,
                        3_581,
                        List.of("negative", "positive"),
                        "ab".repeat(32),
                        135,
                        Map.of("accuracy", 0.5, "logLoss", 0.6931)),
                new Conclusion(
                        List.of(
                                "simple-rnn beats guessing the majority class, but not the floors: counts is better by 23.7 points",
                                "lstm beats guessing the majority class, but not the floors: counts is better by 2.0 points"),
                        contrasts.stream()
                                .map(Contrast::verdict)
                                .filter(verdict -> !verdict.equals("exploratory"))
                                .toList(),
                        List.of(
                                new Power(
                                        "simple-rnn",
                                        "lstm",
                                        0.098,
                                        0.008,
                                        List.of(new Power.Wanted(0.005, Power.NEVER), new Power.Wanted(0.02, 60))),
                                new Power("simple-rnn", "counts", 0.12, Double.NaN, List.of())),
                        List.of(
                                "the seeds of simple-rnn spread so far that its interval may be too narrow; run 10 or more",
                                "the models differ in what they were given: epochs, updates")),
                models,
                contrasts,
                List.of(
                        new DataCheck(
                                "textsInBothHalves",
                                "test texts that stand in the training half too",
                                123,
                                25_000,
                                contrasts("accuracy", 0)),
                        new DataCheck("truncated", "test texts cut to 500 words", 3_342, 25_000, List.of()),
                        new DataCheck("groupsInBothHalves", "movies in both halves", 0, 3_581, List.of())),
                List.of(slices("length", "By length"), slices("rating", "By rating")),
                List.of(SampleTuning.of("lstm")),
                List.of(
                        new ComparisonResult.MeasuredMetric("accuracy", "Accuracy", true, true),
                        new ComparisonResult.MeasuredMetric("logLoss", "Log loss", false, false)),
                new SampleFindings(random, words, reviews).all(),
                List.of("the evaluator 'odd' failed: it had <enough>; this is a fault of the plugin"));
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
                    diverged ? "the loss was not finite in epoch 2" : null,
                    metrics(accuracy, 1.2 - accuracy),
                    260 + 10 * random.nextDouble(),
                    290 + random.nextDouble()));
        }
        double mean = sum / SEEDS.length;
        double half = 1.3 * SPREAD[index] + 0.004;
        Map<String, ModelResult.Measured> measured = new LinkedHashMap<>();
        measured.put("accuracy", new ModelResult.Measured(mean, mean - half, mean + half, SPREAD[index], 0.0023));
        measured.put(
                "logLoss",
                new ModelResult.Measured(1.2 - mean, 1.2 - mean - half, 1.2 - mean + half, Double.NaN, 0.004));
        return new ModelResult(
                MODELS.get(index),
                "plugin-" + index,
                0,
                index > 1,
                193_501L + index,
                List.of(
                        new Layer("TokenEmbedding", "(N, 500, 32)", 160_000),
                        new Layer("SimpleRnn", "(N, 100)", 33_501L + index)),
                trials,
                measured,
                0.4507,
                new Budget(
                        3,
                        1_170 + index,
                        5_900_000.5,
                        index == 1 ? 12 : 1,
                        Map.of("/training/learningRate", "0.00" + (index + 1)),
                        "cd".repeat(32),
                        "ef".repeat(32)));
    }

    private static Map<String, Double> metrics(double accuracy, double loss) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", accuracy);
        metrics.put("logLoss", loss);
        return metrics;
    }

    private static List<Contrast> contrasts(String metric, int of) {
        List<Contrast> contrasts = new ArrayList<>();
        for (int left = 0; left < MODELS.size(); left++) {
            for (int right = left + 1; right < MODELS.size(); right++) {
                double difference = (of == 0 ? 1 : -1) * (ACCURACY[left] - ACCURACY[right]);
                double half = 0.004 + 1.2 * (SPREAD[left] + SPREAD[right]);
                boolean apart = Math.abs(difference) > half;
                String one = MODELS.get(left);
                String other = MODELS.get(right);
                contrasts.add(new Contrast(
                        metric,
                        one,
                        other,
                        difference,
                        difference - half,
                        difference + half,
                        apart ? 0.0004 : 0.2,
                        of == 0 ? (apart ? 0.004 : 0.4) : Double.NaN,
                        0.098,
                        of != 0
                                ? "exploratory"
                                : apart
                                        ? other + " beats " + one + " by 21.7 points (95% CI 9.1 to 27.5; 5 seeds each,"
                                                + " 25,000 reviews of 3,581 movies; adjusted p = 0.004), as configured"
                                        : one + " and " + other + " are not distinguishable (95% CI -1.2 to 2.1)"));
            }
        }
        return contrasts;
    }

    private static SlicesResult slices(String name, String title) {
        List<SlicesResult.Slice> slices = new ArrayList<>();
        for (String part : List.of("up to 125 words", "126 to 250 words", "251 to 500 words", "over 500 words")) {
            Map<String, Estimate> models = new LinkedHashMap<>();
            for (int index = 0; index < MODELS.size(); index++) {
                double value = ACCURACY[index] - slices.size() * 0.01;
                models.put(MODELS.get(index), new Estimate(value, value - 0.02, value + 0.02));
            }
            List<SlicesResult.Difference> differences = new ArrayList<>();
            for (Contrast contrast : contrasts("accuracy", 0)) {
                double value = contrast.difference() + slices.size() * 0.01;
                differences.add(new SlicesResult.Difference(
                        contrast.left(),
                        contrast.right(),
                        new Estimate(value, contrast.low(), contrast.high()),
                        new Estimate(0.01, -0.02, 0.04)));
            }
            slices.add(new SlicesResult.Slice(part, 6_250, 2_000, models, differences));
        }
        return new SlicesResult(name, title, "Cut at the quartiles of the training half.", "accuracy", slices);
    }
}

package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bakeoff.statistics.ComparedDataset;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.EvaluatorFindings;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;

/** A run of a benchmark of which only what the benchmark's comparison reads is there: accuracies by model and seed. */
final class SimulatedRun {

    /** What the models are compared by. */
    static final MeasuredMetrics.Metric ACCURACY = new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true);

    private static final AtomicInteger TEST_SETS = new AtomicInteger();

    private SimulatedRun() {}

    /** Returns a run of the models m0, m1, ..., each with an accuracy for each seed. */
    static ComparisonResult of(int train, int test, double[]... accuracies) {
        List<ModelResult> models = new ArrayList<>();
        List<PairwiseComparison> pairs = new ArrayList<>();
        for (int left = 0; left < accuracies.length; left++) {
            models.add(model("m" + left, accuracies[left]));
            for (int right = left + 1; right < accuracies.length; right++) {
                double difference = mean(accuracies[left]) - mean(accuracies[right]);
                pairs.add(new PairwiseComparison(
                        ACCURACY.name(),
                        "m" + left,
                        "m" + right,
                        Estimate.withoutInterval(difference),
                        new Significance(Double.NaN, Double.NaN, Estimate.withoutInterval(difference)),
                        Verdict.UNDETERMINED,
                        List.of()));
            }
        }
        return new ComparisonResult(
                "run",
                new ComparedDataset(
                        new DatasetDescription(
                                "simulated",
                                train,
                                0,
                                List.of("no", "yes"),
                                1,
                                "test set " + TEST_SETS.incrementAndGet(),
                                0),
                        Optional.of("yes"),
                        test,
                        test,
                        test,
                        List.of(),
                        List.of()),
                new MeasuredMetrics(Optional.of(ACCURACY.name()), List.of(ACCURACY)),
                models,
                new Conclusion(
                        OptionalDouble.empty(),
                        pairs,
                        new MajorityClassBaseline(Map.of(), List.of()),
                        List.of(),
                        SeedRounds.NONE,
                        List.of()),
                List.of(),
                new EvaluatorFindings(List.of(), List.of(), List.of()));
    }

    private static ModelResult model(String name, double... seeds) {
        Map<String, ModelResult.Measured> metrics = new LinkedHashMap<>();
        metrics.put(
                ACCURACY.name(),
                new ModelResult.Measured(
                        mean(seeds), Double.NaN, Double.NaN, Double.NaN, Double.NaN, Optional.empty()));
        return new ModelResult(
                name,
                false,
                new ModelDescription("simulated", 0, 1, List.of(), Optional.empty()),
                IntStream.range(0, seeds.length)
                        .mapToObj(seed -> new ModelResult.Trial(
                                seed,
                                ModelResult.Status.DONE,
                                Optional.empty(),
                                Map.of(ACCURACY.name(), seeds[seed]),
                                1,
                                1))
                        .toList(),
                metrics,
                0);
    }

    private static double mean(double... numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }
}

package org.bakeoff.statistics.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.EvaluatorGuard;
import org.bakeoff.statistics.ModelComparison;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;

/** A run whose models have given values, compared as an experiment compares them. */
final class GivenRun {

    /** The mean probability of class 1: any number. */
    static final Metric SCORE =
            Metric.mean("score", "Score", true, (label, predictions, example) -> predictions.probability(example, 1));

    /** The same, of which less is better. */
    static final Metric LOSS =
            Metric.mean("score", "Score", false, (label, predictions, example) -> predictions.probability(example, 1));

    /** The share of examples with a probability of 1. */
    static final Metric RATE = Metric.rate(
            "score", "Score", true, (label, predictions, example) -> predictions.probability(example, 1) == 1 ? 1 : 0);

    private static final AtomicInteger TEST_SETS = new AtomicInteger();

    private final int train;
    private final int test;
    private final Metric metric;
    private final List<ComparisonInput.Model> models = new ArrayList<>();
    private OptionalDouble margin = OptionalDouble.empty();
    private String testSet = "test set " + TEST_SETS.incrementAndGet();

    /** So many training examples, and a multiple of eight test examples. */
    GivenRun(int train, int test, Metric metric) {
        this.train = train;
        this.test = test;
        this.metric = metric;
    }

    /** Adds a model with a value for each seed; NaN is a trial that failed. */
    GivenRun model(String name, double... seeds) {
        models.add(new ComparisonInput.Model(
                name,
                false,
                false,
                new ModelDescription("plugin", 0, 1, List.of(), Optional.empty()),
                IntStream.range(0, seeds.length)
                        .mapToObj(seed -> trial(name, seed, seeds[seed]))
                        .toList()));
        return this;
    }

    /** Gives the run a test set that others may have, too; by default it has one of its own. */
    GivenRun testSet(String sha256) {
        testSet = sha256;
        return this;
    }

    /** The largest difference that counts as none. */
    GivenRun margin(double largest) {
        margin = OptionalDouble.of(largest);
        return this;
    }

    private ComparisonInput.Trial trial(String name, int seed, double value) {
        boolean failed = Double.isNaN(value);
        return new ComparisonInput.Trial(
                seed,
                failed ? ModelResult.Status.FAILED : ModelResult.Status.DONE,
                failed ? Optional.of("it failed") : Optional.empty(),
                failed ? Optional.empty() : Optional.of(predictions(name.charAt(0) + seed, seed, value)),
                1,
                1);
    }

    /** Of a rate the first examples are right; else eight examples have the mean, and deviate in another order than for other models. */
    private Predictions predictions(int order, int seed, double value) {
        double[] probabilities = new double[test];
        int wave = order % 3;
        Arrays.setAll(
                probabilities,
                index -> metric.rate()
                        ? (index < Math.round(value * test) ? 1 : 0)
                        : value + ((index >> wave & 1) == 0 ? 0.125 : -0.125));
        return new Predictions(seed, 2, probabilities);
    }

    ComparisonResult compare() {
        List<Example> examples = IntStream.range(0, test)
                .mapToObj(index -> new Example("e" + index, new int[] {1}, 1, "text " + index, "g" + index, Map.of()))
                .toList();
        ComparisonInput.Rules rules = ComparisonInput.Rules.DEFAULT;
        return ModelComparison.compare(
                new ComparisonInput(
                        "run",
                        new DatasetDescription("given", train, 0, List.of("no", "yes"), 1, testSet, 0),
                        new ComparisonInput.Training(List.of(1, 1), List.of(), List.of(), List.of()),
                        examples,
                        models,
                        List.of(),
                        new ComparisonInput.Rules(
                                rules.primaryMetric(), rules.positive(), margin, rules.looks(), rules.pairs())),
                List.of(metric),
                EvaluatorGuard.none());
    }
}

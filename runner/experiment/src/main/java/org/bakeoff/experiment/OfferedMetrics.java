package org.bakeoff.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.TestData;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.Streams;

/**
 * Checks what a spec says of metrics before anything is trained. Evaluators name their metrics only when they run, so they run on a
 * few of the test examples with random predictions: which metrics they offer depends on neither.
 */
final class OfferedMetrics {

    /** Evaluators take next to no time for so many. */
    private static final int EXAMPLES = 100;

    private static final int MODELS = 2;

    private OfferedMetrics() {}

    /**
     * Checks the primary metric and the margin, if the spec has any. Where an evaluator fails, it isn't known what it offers, and all
     * passes.
     *
     * @throws SpecException if no evaluator offers the metric, or the margin is beyond its range
     */
    static void check(Spec spec, Comparer.Data data) {
        if (spec.comparison().primaryMetric() == null
                && spec.comparison().equivalenceMargin().isEmpty()) {
            return;
        }
        TestData some = some(data.test());
        Comparison comparison = new Comparison(
                some.info(),
                some.examples(),
                spec.compared().stream()
                        .limit(MODELS)
                        .map(model -> random(model.name(), some))
                        .toList(),
                Comparer.positive(spec, data));
        GuardedEvaluators evaluators = new GuardedEvaluators();
        List<Metric> metrics = Comparer.metrics(evaluators.findings(spec.evaluators(), comparison, some));
        if (evaluators.failures().isEmpty()) {
            spec.comparison()
                    .check(spec.name(), metrics.stream().map(Metric::name).toList());
            spec.comparison().checkMargin(spec.name(), metrics);
        }
    }

    /** Returns test examples from all over the set, which may be sorted by class. */
    private static TestData some(TestData test) {
        int size = test.table().size();
        int count = Math.min(size, EXAMPLES);
        int[] positions = IntStream.range(0, count)
                .map(index -> (int) ((long) index * size / count))
                .toArray();
        List<Example> examples = ExampleTable.chosen(test.examples(), positions).toList();
        return new TestData(test.info(), examples);
    }

    private static ModelPredictions random(String model, TestData test) {
        SplittableRandom random = new SplittableRandom(Streams.seed(0, model, "random predictions", 0));
        int classes = test.info().classes().size();
        double[] probabilities = IntStream.range(0, test.table().size())
                .mapToObj(example -> classes == 2
                        ? new double[] {random.nextDouble()}
                        : shares(random.doubles(classes).toArray()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return new ModelPredictions(model, List.of(new Predictions(0, classes, probabilities)), List.of());
    }

    private static double[] shares(double[] numbers) {
        double sum = Arrays.stream(numbers).sum();
        return Arrays.stream(numbers).map(number -> number / sum).toArray();
    }
}

package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that an evaluator plugin keeps the rules of {@link Evaluator} and {@link Metric}. Extend it:
 *
 * <pre>{@code
 * class MyMetricTest extends EvaluatorContract<MyMetric.Config> {
 *
 *     @Override
 *     protected MyMetric plugin() {
 *         return new MyMetric();
 *     }
 * }
 * }</pre>
 *
 * <p>The evaluator gets predictions of several models and seeds for two and for three classes, without trained models.
 *
 * @param <C> the plugin's configuration
 */
public abstract non-sealed class EvaluatorContract<C extends Record> extends PluginContract<C, Evaluator<C>> {

    private static final int EXAMPLES = 40;
    private static final double ROUNDING = 1e-9;
    private static final int DRAWS = 200;

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void nothingOutperformsPerfectPredictions(int classes) throws IOException {
        SyntheticPredictions empty = SyntheticPredictions.random(classes, EXAMPLES);
        SyntheticPredictions predicted = empty.with("perfect", empty.perfect(), empty.perfect())
                .with("fair", empty.coarse(1), empty.coarse(2))
                .with("inverted", empty.inverted(), empty.inverted());
        for (Metric metric : metrics(predicted)) {
            double perfect = value(metric, predicted, "perfect");
            for (String other : List.of("fair", "inverted")) {
                double value = value(metric, predicted, other);
                assertThat(metric.higherIsBetter() ? value > perfect : value < perfect)
                        .as(
                                "whether %s predictions with %s are better than perfect ones with %s by the metric '%s', of"
                                        + " which the %s value is better",
                                other, value, perfect, metric.name(), metric.higherIsBetter() ? "higher" : "lower")
                        .isFalse();
            }
        }
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void wrongPredictionsGiveFiniteOrUndefinedNumbers(int classes) throws IOException {
        SyntheticPredictions empty = SyntheticPredictions.random(classes, EXAMPLES);
        numbersAreFinite(empty.with("inverted", empty.inverted()).with("fair", empty.coarse(1)));
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void equalPredictionsGiveFiniteOrUndefinedNumbers(int classes) throws IOException {
        SyntheticPredictions empty = SyntheticPredictions.random(classes, EXAMPLES);
        numbersAreFinite(empty.with("undecided", empty.always(1.0 / classes)).with("fair", empty.coarse(1)));
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void theOrderOfExamplesDoesNotMatterWherePredictionsTie(int classes) throws IOException {
        SyntheticPredictions predicted = fair(classes);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, EXAMPLES).boxed().toList());
        Collections.shuffle(order, new Random(3));
        SyntheticPredictions other =
                predicted.at(order.stream().mapToInt(Integer::intValue).toArray());
        for (Metric metric : metrics(predicted)) {
            for (SyntheticPredictions.Model model : predicted.models()) {
                same(
                        value(metric, other, model.name()),
                        value(metric, predicted, model.name()),
                        "the metric '%s' with the same examples in another order, many of the same probability",
                        metric.name());
            }
        }
    }

    /** Of the same predictions with the two classes in the other order, {@link Comparison#positive()} names the same class. */
    @Test
    final void aMetricOfOneClassIsAboutThePositiveOne() throws IOException {
        SyntheticPredictions predicted = fair(2).rounded();
        SyntheticPredictions swapped = predicted.swapped();
        List<Metric> metrics = metrics(predicted);
        List<Metric> others = metrics(swapped);
        for (int index = 0; index < metrics.size(); index++) {
            for (SyntheticPredictions.Model model : predicted.models()) {
                same(
                        value(others.get(index), swapped, model.name()),
                        value(metrics.get(index), predicted, model.name()),
                        "the metric '%s' with the two classes in the other order, the same one positive",
                        metrics.get(index).name());
            }
        }
    }

    @ParameterizedTest(name = "class {0} only")
    @ValueSource(ints = {0, 1})
    final void aSingleClassGivesFiniteOrUndefinedNumbers(int only) throws IOException {
        int[] labels = new int[EXAMPLES];
        Arrays.fill(labels, only);
        for (int classes : new int[] {2, 3}) {
            SyntheticPredictions empty = new SyntheticPredictions(classes, labels, List.of(), 1);
            numbersAreFinite(empty.with("perfect", empty.perfect())
                    .with("fair", empty.coarse(1))
                    .with("inverted", empty.inverted()));
        }
    }

    /** A model whose logits overflow may have probabilities that are NaN. */
    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void aDivergedModelGivesFiniteOrUndefinedNumbers(int classes) throws IOException {
        SyntheticPredictions empty = SyntheticPredictions.random(classes, EXAMPLES);
        numbersAreFinite(empty.with("diverged", empty.always(Double.NaN), empty.coarse(1))
                .with("fair", empty.coarse(2), empty.coarse(3)));
    }

    /** A model from elsewhere may give labels alone, whose probabilities are NaN. */
    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void aModelWithoutProbabilitiesGivesFiniteOrUndefinedNumbers(int classes) throws IOException {
        SyntheticPredictions predicted = fair(classes);
        Comparison known = predicted.comparison();
        List<ModelPredictions> labels = known.models().stream()
                .map(model -> new ModelPredictions(
                        model.model(),
                        model.seeds().stream()
                                .map(EvaluatorContract::withoutProbabilities)
                                .toList(),
                        List.of()))
                .toList();
        for (Finding finding : evaluate(new Comparison(known.data(), known.examples(), labels, known.positive()))) {
            if (finding instanceof Metric metric) {
                for (ModelPredictions model : labels) {
                    isFinite(
                            metric,
                            model.model(),
                            value(metric, predicted, model.seeds().get(0)));
                }
            }
        }
    }

    private static Predictions withoutProbabilities(Predictions predictions) {
        return Predictions.ofLabels(
                predictions.seed(),
                predictions.classes(),
                IntStream.range(0, predictions.size())
                        .map(predictions::predicted)
                        .toArray());
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void theOrderOfModelsDoesNotMatter(int classes) throws IOException {
        SyntheticPredictions predicted = fair(classes);
        Comparison turned = predicted.reversed().comparison();
        assertThat(OrderIndependentFindings.of(turned, evaluate(turned)))
                .as("what is found with the models the other way round, line by line")
                .isEqualTo(OrderIndependentFindings.of(predicted.comparison(), evaluate(predicted.comparison())));
    }

    /** A spec's primary metric is looked for before anything is trained. */
    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void whichMetricsThereAreDependsOnTheClassesAlone(int classes) throws IOException {
        SyntheticPredictions others = SyntheticPredictions.random(classes, EXAMPLES / 2);
        assertThat(metrics(others.with("only", others.coarse(7))).stream()
                        .map(Metric::name)
                        .toList())
                .as("the names of the metrics for other examples and another model")
                .isEqualTo(metrics(fair(classes)).stream().map(Metric::name).toList());
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void aWeightHasTheEffectOfCopies(int classes) throws IOException {
        SyntheticPredictions predicted = fair(classes);
        int[] weights = new SplittableRandom(8).ints(EXAMPLES, 0, 4).toArray();
        int[] given = weights.clone();
        SyntheticPredictions repeated = predicted.at(IntStream.range(0, EXAMPLES)
                .flatMap(index -> IntStream.generate(() -> index).limit(weights[index]))
                .toArray());
        for (Metric metric : metrics(predicted)) {
            for (SyntheticPredictions.Model model : predicted.models()) {
                double weighted = metric.function()
                        .of(predicted.labels().clone(), predictions(predicted, model.name()))
                        .value(given);
                same(
                        weighted,
                        value(metric, repeated, model.name()),
                        "the metric '%s' with weights 0 to 3, and with as many copies of each example",
                        metric.name());
            }
            assertThat(given)
                    .as("the weights, once '%s' has seen them", metric.name())
                    .isEqualTo(weights);
        }
    }

    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void aSecondCallGivesEqualFindings(int classes) throws IOException {
        Comparison comparison = fair(classes).comparison();
        List<Finding> first = evaluate(comparison);
        List<Finding> second = evaluate(comparison);
        assertThat(second.stream().map(EvaluatorContract::text))
                .as("what is found the second time")
                .isEqualTo(first.stream().map(EvaluatorContract::text).toList());
        assertThat(OrderIndependentFindings.of(comparison, second))
                .as("what is found the second time, line by line")
                .isEqualTo(OrderIndependentFindings.of(comparison, first));
    }

    /** Returns a finding as text; a metric has no text of its own. */
    private static String text(Finding finding) {
        return finding instanceof Metric metric ? metric.name() + " " + metric.title() : finding.toString();
    }

    /** The runner computes a metric with thousands of weights on all cores. */
    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void metricsAreThreadSafe(int classes) throws IOException {
        SyntheticPredictions predicted = fair(classes);
        List<int[]> draws = IntStream.range(0, DRAWS)
                .mapToObj(
                        draw -> new SplittableRandom(draw).ints(EXAMPLES, 0, 3).toArray())
                .toList();
        for (Metric metric : metrics(predicted)) {
            Metric.Weighted weighted = metric.function().of(predicted.labels(), predictions(predicted, "fair"));
            double[] alone = draws.stream().mapToDouble(weighted::value).toArray();
            double[] together =
                    draws.parallelStream().mapToDouble(weighted::value).toArray();
            assertThat(together)
                    .as("the metric '%s' for %d weights, asked by several threads at once", metric.name(), DRAWS)
                    .isEqualTo(alone);
        }
    }

    /** Intervals come from the metric without each block of examples: all of them at once must be what each of them is. */
    @ParameterizedTest(name = "{0} classes")
    @ValueSource(ints = {2, 3})
    final void withoutEachBlockAMetricIsThatOfTheOthers(int classes) throws IOException {
        SyntheticPredictions predicted = fair(classes);
        SplittableRandom random = new SplittableRandom(classes);
        for (int count : new int[] {3, EXAMPLES}) {
            int[] weights = random.ints(EXAMPLES, 0, 3).toArray();
            int[] blocks = random.ints(EXAMPLES, 0, count).toArray();
            for (Metric metric : metrics(predicted)) {
                Metric.Weighted weighted = metric.function().of(predicted.labels(), predictions(predicted, "fair"));
                double[] found = weighted.withoutEach(weights.clone(), blocks.clone(), count);
                double[] expected = IntStream.range(0, count)
                        .mapToDouble(block -> weighted.value(without(block, weights, blocks)))
                        .toArray();
                assertThat(found)
                        .as("the metric '%s' without each of %d blocks of examples", metric.name(), count)
                        .usingElementComparator(EvaluatorContract::compareRounded)
                        .containsExactly(expected);
            }
        }
    }

    private static int compareRounded(double left, double right) {
        return Math.abs(left - right) <= ROUNDING * Math.max(1, Math.abs(right)) ? 0 : Double.compare(left, right);
    }

    /** Returns the weights of the examples that aren't of a block, and 0 for those that are. */
    static int[] without(int block, int[] weights, int[] blocks) {
        return IntStream.range(0, weights.length)
                .map(example -> blocks[example] == block ? 0 : weights[example])
                .toArray();
    }

    private static SyntheticPredictions fair(int classes) {
        SyntheticPredictions empty = SyntheticPredictions.random(classes, EXAMPLES);
        return empty.with("fair", empty.coarse(1), empty.coarse(2))
                .with("other", empty.coarse(3), empty.coarse(4))
                .with("third", empty.coarse(5), empty.coarse(6));
    }

    /** Evaluates, and checks that every value of a metric is finite, or NaN where it is undefined. */
    private void numbersAreFinite(SyntheticPredictions predicted) throws IOException {
        Consumer<Metric> check = metric -> predicted.models().forEach(model -> {
            for (Predictions seed : predicted.predictions(model)) {
                isFinite(metric, model.name(), value(metric, predicted, seed));
            }
        });
        metrics(predicted).forEach(check);
    }

    private static void isFinite(Metric metric, String model, double found) {
        assertThat(found)
                .as(
                        "the metric '%s' of '%s': a finite number within %s and %s, or NaN for \"not defined\"",
                        metric.name(), model, metric.low(), metric.high())
                .satisfiesAnyOf(
                        value -> assertThat(value).isNaN(),
                        value -> assertThat(value)
                                .isFinite()
                                .isBetween(metric.low() - ROUNDING, metric.high() + ROUNDING));
    }

    private List<Metric> metrics(SyntheticPredictions predicted) throws IOException {
        return evaluate(predicted.comparison()).stream()
                .filter(Metric.class::isInstance)
                .map(Metric.class::cast)
                .toList();
    }

    private List<Finding> evaluate(Comparison comparison) throws IOException {
        List<Finding> findings = plugin().evaluate(config(), comparison);
        new FindingRules(comparison).check(findings);
        return findings;
    }

    private static double value(Metric metric, SyntheticPredictions predicted, String model) {
        return value(metric, predicted, predictions(predicted, model));
    }

    private static double value(Metric metric, SyntheticPredictions predicted, Predictions predictions) {
        int[] once = new int[predicted.labels().length];
        Arrays.fill(once, 1);
        return metric.function().of(predicted.labels(), predictions).value(once);
    }

    private static Predictions predictions(SyntheticPredictions predicted, String name) {
        return predicted.models().stream()
                .filter(model -> model.name().equals(name))
                .map(model -> predicted.predictions(model).get(0))
                .findFirst()
                .orElseThrow();
    }

    private static void same(double found, double expected, String what, Object... arguments) {
        boolean same = Double.isNaN(expected)
                ? Double.isNaN(found)
                : Math.abs(found - expected) <= ROUNDING * Math.max(1, Math.abs(expected));
        assertThat(same)
                .as(String.format(Locale.ROOT, what, arguments) + ": found " + found + ", expected " + expected)
                .isTrue();
    }
}

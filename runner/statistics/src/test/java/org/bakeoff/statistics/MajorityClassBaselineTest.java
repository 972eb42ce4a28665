package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.DRAWN;
import static org.bakeoff.statistics.Scores.MEAN;
import static org.bakeoff.statistics.Scores.RATE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MajorityClassBaselineTest {

    /** The probability that is given to the true class. */
    private static final Metric GIVEN = Metric.mean(
            "given", "Given", true, (label, predictions, example) -> predictions.probability(example, label));

    @Test
    void givesEveryExampleTheSharesOfTheClasses() {
        Map<String, Double> majority = Scores.balanced(4)
                .trained(1, 3)
                .model("a", Scores.right(4, 3))
                .compare(MEAN, DRAWN, ACCURACY)
                .conclusion()
                .majorityClassBaseline()
                .metrics();

        // 3/4 of class 1, so that class 1 is predicted, which half of the test examples are of.
        assertThat(majority)
                .containsExactly(Map.entry("score", 0.75), Map.entry("drawn", 0.75), Map.entry("accuracy", 0.5));
    }

    @Test
    void withSeveralClassesEachHasItsShare() {
        double[] third = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1};
        Map<String, Double> majority = new Scores(labelled(0, 1, 2, 0))
                .trained(3, 2, 1)
                .model("a", third)
                .compare(GIVEN, ACCURACY)
                .conclusion()
                .majorityClassBaseline()
                .metrics();

        // (1/2 + 1/3 + 1/6 + 1/2) / 4, and the first class alone is predicted.
        assertThat(majority.get("given")).isCloseTo(0.375, within(1e-9));
        assertThat(majority.get("accuracy")).isEqualTo(0.5);
    }

    /** As of a training set from which examples of the frequent class were left out, and a test set of the data as they are. */
    @ParameterizedTest
    @CsvSource({
        "0, 0 0 0 0 1, 0.8",
        "1, 1 1 1 0 1, 0.8",
        "2, 0 1 1 0, 0.5",
        "3, 0 0 1 2 2 2, 0.5",
        "4, 2 1 1, 0.66666667",
        "5, 0 1 2, 0.33333333"
    })
    void ofEquallyFrequentClassesTheOneOfMostTestExamplesCounts(int number, String labels, double accuracy) {
        int[] test =
                Arrays.stream(labels.split(" ")).mapToInt(Integer::parseInt).toArray();
        Integer[] trained = number < 3 ? new Integer[] {7, 7} : new Integer[] {7, 7, 7};
        double[] any = new double[test.length * (trained.length == 2 ? 1 : 3)];
        Map<String, Double> majority = new Scores(labelled(test))
                .trained(trained)
                .model("a", any)
                .compare(GIVEN, ACCURACY)
                .conclusion()
                .majorityClassBaseline()
                .metrics();

        assertThat(majority.get("accuracy")).isCloseTo(accuracy, within(1e-8));
        assertThat(majority.get("given")).isCloseTo(1.0 / trained.length, within(1e-11));
    }

    @Property(tries = 100)
    void aHalfStaysAHalf(@ForAll @IntRange(min = 1, max = 300) int half) {
        Map<String, Double> majority = new Scores(0, 1)
                .trained(half, half)
                .model("a", new double[2])
                .compare(MEAN, RATE)
                .conclusion()
                .majorityClassBaseline()
                .metrics();

        assertThat(majority).containsEntry("score", 0.5).containsEntry("accuracy", 1.0);
    }

    @Test
    void takesPartInHolm() {
        double[] base = new double[30];
        double[] better = new double[30];
        Arrays.setAll(better, index -> 0.0427 + (index % 2 == 0 ? 0.1 : -0.1));
        ComparisonResult result = new Scores(Scores.groups(30, 1))
                .model("a", base)
                .model("b", better)
                .model("c", base)
                .compare(MEAN);

        assertThat(result.conclusion().majorityClassBaseline().metrics()).containsOnlyKeys("score");
        assertThat(result.conclusion().comparisons()).hasSize(3);
        // Three pairs of models, and three of a model and the majority class, of which b's alone has the smaller p.
        PairwiseComparison pair = result.conclusion().comparisons().get(0);
        assertThat(pair.p()).isBetween(0.001, 0.05);
        assertThat(pair.adjustedP()).isCloseTo(5 * pair.p(), within(1e-12));
        assertThat(result.conclusion().majorityClassBaseline().comparisons())
                .extracting(PairwiseComparison::left)
                .containsExactly("a", "b", "c");
    }

    @Test
    void aMetricThatFailsOnGuessesCostsNothingElse() {
        Metric spread = Metric.of("spread", "Spread", true, (labels, predictions) -> {
            double first = predictions.probability(0, 1);
            if (IntStream.range(0, labels.length).allMatch(example -> predictions.probability(example, 1) == first)) {
                throw new IllegalArgumentException("all predictions are equal");
            }
            return weights -> 1;
        });
        ComparisonResult result =
                Scores.balanced(4).model("a", Scores.right(4, 3)).compare(new CatchAll(), ACCURACY, spread);

        assertThat(result.models().get(0).metrics()).containsOnlyKeys("accuracy", "spread");
        assertThat(result.conclusion().majorityClassBaseline().metrics()).containsOnly(Map.entry("accuracy", 0.5));
        assertThat(result.evaluation().failures())
                .containsExactly(new EvaluatorFailure(
                        EvaluatorFailure.Step.MAJORITY_CLASS_METRIC,
                        "spread",
                        Optional.empty(),
                        "all predictions are equal"));
    }

    private static final class CatchAll extends EvaluatorGuard {

        @Override
        public void run(EvaluatorFailure.Step step, String name, Runnable code) {
            try {
                code.run();
            } catch (IllegalArgumentException e) {
                failed(new EvaluatorFailure(step, name, Optional.empty(), String.valueOf(e.getMessage())));
            }
        }
    }

    private static List<Example> labelled(int... labels) {
        List<Example> examples = new ArrayList<>();
        for (int label : labels) {
            String id = "x" + examples.size();
            examples.add(new Example(id, new int[] {1}, label, "text of " + id, id, Map.of()));
        }
        return examples;
    }
}

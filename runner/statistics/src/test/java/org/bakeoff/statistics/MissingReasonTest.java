package org.bakeoff.statistics;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;

/** A metric or an interval that can't be had has a reason in its place. */
class MissingReasonTest {

    /** The share predicted to be of class 1 that is, which rests on the former; 0 for 0/0. */
    private static final Metric PRECISION = Metric.of(
                    "precision", "Precision", true, (labels, predictions) -> weights -> {
                        double predicted = predicted(predictions, weights);
                        return predicted == 0 ? 0 : both(labels, predictions, weights) / predicted;
                    })
            .within(0, 1)
            .restingOn((labels, predictions, weights) -> predicted(predictions, weights));

    /** The distance between the mean probabilities of both classes; undefined without one of them. */
    private static final Metric DISTANCE = Metric.of("distance", "Distance", true, (labels, predictions) -> weights -> {
                double[] sums = new double[2];
                double[] counts = new double[2];
                for (int example = 0; example < labels.length; example++) {
                    sums[labels[example]] += weights[example] * predictions.probability(example, 1);
                    counts[labels[example]] += weights[example];
                }
                return sums[1] / counts[1] - sums[0] / counts[0];
            })
            .within(-1, 1);

    /** An unbounded mean. */
    private static final Metric LOSS = Metric.mean(
            "loss",
            "Loss",
            false,
            (label, predictions, example) -> Math.abs(label - predictions.probability(example, 1)));

    private static final Metric NOWHERE =
            Metric.of("nowhere", "Nowhere", true, (labels, predictions) -> weights -> NaN);

    private static final double[] FAIR = {0.2, 0.9, 0.4, 0.4, 0.7, 0.1};
    private static final double[] LOW = {0.2, 0.1, 0.4, 0.4, 0.3, 0.1};

    @Test
    void ofValues() {
        assertThat(missing(DISTANCE, "010101", FAIR)).isEmpty();
        assertThat(missing(DISTANCE, "111111", FAIR)).hasValue(MissingReason.ONE_CLASS);
        assertThat(missing(DISTANCE, "010101", FAIR, new double[] {0.1, NaN, 0.1, 0.1, 0.1, 0.1}))
                .hasValue(MissingReason.NO_PROBABILITIES);
        assertThat(missing(NOWHERE, "010101", FAIR)).hasValue(MissingReason.UNDEFINED);
    }

    @Test
    void ofIntervals() {
        assertThat(missing(PRECISION, "010101", FAIR)).isEmpty();
        assertThat(missing(PRECISION, "010101", LOW)).hasValue(MissingReason.CLASS_NEVER_PREDICTED);
        assertThat(missing(PRECISION, "010101", FAIR, LOW)).isEmpty();
        assertThat(missing(PRECISION, "000000", LOW)).hasValue(MissingReason.ONE_CLASS);
        assertThat(missing(LOSS, "010101", new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}))
                .hasValue(MissingReason.NO_VARIATION);
        assertThat(missing(NOWHERE.restingOn((labels, predictions, weights) -> 1), "010101", FAIR))
                .hasValue(MissingReason.UNDEFINED);
    }

    @Test
    void aSingleClusterHasNoInterval() {
        List<Example> examples = examples("010101").stream()
                .map(one -> new Example(one.id(), one.tokens(), one.label(), one.text(), "same", Map.of()))
                .toList();
        assertThat(measured(new Scores(examples).model("a", FAIR).compare(LOSS), LOSS)
                        .missing())
                .hasValue(MissingReason.ONE_CLUSTER);
    }

    @Test
    void aModelWithoutProbabilitiesHasNoMetricOfThem() {
        aModelWithoutProbabilitiesHasNoMetricOfThem(examples("010101"), List.of("no", "yes"));
    }

    /** A class without examples isn't why. */
    @Test
    void aModelWithoutProbabilitiesHasNoMetricOfThemOnAnyTestSet() {
        aModelWithoutProbabilitiesHasNoMetricOfThem(examples("010101"), List.of("no", "yes", "perhaps"));
    }

    private static void aModelWithoutProbabilitiesHasNoMetricOfThem(List<Example> examples, List<String> classes) {
        ComparisonInput.Trial trial = new ComparisonInput.Trial(
                1,
                ModelResult.Status.DONE,
                Optional.empty(),
                Optional.of(Predictions.ofLabels(1, classes.size(), new int[] {0, 1, 0, 1, 1, 1})),
                NaN,
                NaN);
        ModelDescription description = new ModelDescription("predictions", 0, 0, List.of(), Optional.empty());
        ComparisonResult result = ModelComparison.compare(
                new ComparisonInput(
                        "test",
                        new DatasetDescription("given", 0, 0, classes, 1, "", 0),
                        new ComparisonInput.Training(
                                Collections.nCopies(classes.size(), 3), List.of(), List.of(), List.of()),
                        examples,
                        List.of(new ComparisonInput.Model("a", false, false, description, List.of(trial))),
                        List.of(),
                        ComparisonInput.Rules.DEFAULT),
                List.of(Scores.ACCURACY, LOSS, DISTANCE),
                EvaluatorGuard.none());

        assertThat(measured(result, Scores.ACCURACY).missing()).isEmpty();
        assertThat(measured(result, Scores.ACCURACY).value()).isEqualTo(5.0 / 6);
        assertThat(measured(result, LOSS).missing()).hasValue(MissingReason.LABELS_ONLY);
        assertThat(measured(result, DISTANCE).missing()).hasValue(MissingReason.LABELS_ONLY);
    }

    /** Without the only example of class 1 the distance is undefined, and it has no range. */
    @Test
    void aMetricThatHangsOnOneExampleHasNoInterval() {
        Metric unbounded = DISTANCE.within(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(missing(unbounded, "000001", FAIR)).hasValue(MissingReason.TOO_FEW_EXAMPLES);
    }

    @Test
    void slicesHaveReasonsToo() {
        ComparisonResult result = new Scores(examples("010101"))
                .model("a", FAIR)
                .compare(DISTANCE, new Slices("s", "S", "", List.of(new Slices.Slice("ones", new int[] {1, 3, 5}))));
        assertThat(result.evaluation()
                        .slices()
                        .get(0)
                        .slices()
                        .get(0)
                        .models()
                        .get("a")
                        .missing())
                .hasValue(MissingReason.ONE_CLASS);
    }

    private static Optional<MissingReason> missing(Metric metric, String labels, double[]... seeds) {
        ModelResult.Measured measured =
                measured(new Scores(examples(labels)).model("a", seeds).compare(metric), metric);
        assertThat(measured.missing().isPresent())
                .isNotEqualTo(Double.isFinite(measured.value()) && Double.isFinite(measured.high() - measured.low()));
        return measured.missing();
    }

    private static ModelResult.Measured measured(ComparisonResult result, Metric metric) {
        return result.model("a").measured(metric.name());
    }

    /** An example of each digit. */
    private static List<Example> examples(String labels) {
        return IntStream.range(0, labels.length())
                .mapToObj(index -> new Example(
                        "e" + index, new int[] {1}, labels.charAt(index) - '0', "text " + index, "g" + index, Map.of()))
                .toList();
    }

    private static double predicted(Predictions predictions, int[] weights) {
        return IntStream.range(0, weights.length)
                .map(example -> weights[example] * Math.max(0, predictions.predicted(example)))
                .sum();
    }

    private static double both(int[] labels, Predictions predictions, int[] weights) {
        return IntStream.range(0, weights.length)
                .map(example -> weights[example] * labels[example] * Math.max(0, predictions.predicted(example)))
                .sum();
    }
}

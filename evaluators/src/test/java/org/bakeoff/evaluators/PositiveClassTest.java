package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The class that a metric is about, and averages over classes; {@code averages.json} is by scikit-learn, see averages.py. */
class PositiveClassTest {

    private static final List<String> METRICS = List.of("precision", "recall", "f1");

    @Test
    void averagesAreThoseOfScikitLearn() throws IOException {
        for (JsonNode one : reference()) {
            Found found = found(one);
            for (Average average : Average.values()) {
                JsonNode figures = one.path("averages").path(average.name().toLowerCase(Locale.ROOT));
                for (String metric : METRICS) {
                    assertThat(found.metric(metric, new AverageConfig(average)))
                            .as("%s average of %s, %s classes", average, metric, one.path("classes"))
                            .isCloseTo(figures.path(metric).doubleValue(), within(1e-12));
                }
            }
        }
    }

    @Test
    void ofTwoClassesTheyAreAboutThePositiveOne() throws IOException {
        for (JsonNode one : reference()) {
            for (int positive = 0; positive < one.path("positive").size(); positive++) {
                JsonNode figures = one.path("positive").path(positive);
                Found found = found(one).positive(positive);
                for (String metric : METRICS) {
                    assertThat(found.metric(metric, new AverageConfig(null)))
                            .as("%s of class %s", metric, positive)
                            .isCloseTo(figures.path(metric).doubleValue(), within(1e-12));
                }
                assertThat(found.metric("average-precision", 0, 0))
                        .isCloseTo(figures.path("averagePrecision").doubleValue(), within(1e-12));
            }
        }
    }

    @Test
    void titlesNameThePositiveClassAndNamesStay() throws IOException {
        Found found = found(reference().get(0)).positive(0);
        assertThat(List.of("precision", "recall", "f1", "average-precision", "roc-auc"))
                .extracting(name -> found.by(name).get(0))
                .extracting(Finding::name, Finding::title)
                .map(one -> one.toList().get(0) + ": " + one.toList().get(1))
                .containsExactly(
                        "precision: Precision of class 0",
                        "recall: Recall of class 0",
                        "f1: F1 of class 0",
                        "averagePrecision: Average precision of class 0",
                        "rocAuc: ROC AUC");
        assertThat(found.by("average-precision").get(1).title()).isEqualTo("Precision-recall curve of class 0");
        assertThat(found.by("roc-auc").get(1).title()).isEqualTo("ROC curve of class 0");
        assertThat(found.by("f1", new AverageConfig(Average.MICRO)).get(0))
                .extracting(Finding::name, Finding::title)
                .containsExactly("f1", "F1, micro average");
        assertThat(found(reference().get(2)).by("f1").get(0).title()).isEqualTo("F1, macro average");
    }

    /** As on a slice without examples of a class, which only one of two equally good models predicts there. */
    @Test
    void aMacroAverageIsOverTheClassesWithExamples() {
        int[] labels = {0, 0, 0, 1, 1, 1, 2};
        int[] slice = {1, 1, 1, 1, 1, 1, 0};
        Found found = new Found(3, labels)
                .model("predicts it", certain(0, 0, 2, 1, 1, 1, 2))
                .model("doesn't", certain(0, 0, 1, 1, 1, 1, 2));
        assertThat(found.metric("f1", 0, 0, slice)).isCloseTo((0.8 + 1) / 2, within(1e-12));
        assertThat(found.metric("precision", 0, 0, slice)).isEqualTo(1);
        assertThat(found.metric("recall", 0, 0, slice)).isEqualTo(found.metric("recall", 1, 0, slice));
    }

    private static double[] certain(int... predicted) {
        double[] p = new double[3 * predicted.length];
        for (int example = 0; example < predicted.length; example++) {
            p[3 * example + predicted[example]] = 1;
        }
        return p;
    }

    /** Probabilities so small that their complements are all 1 still have an order. */
    @Test
    void theAreaIsTheSameWhicheverClassIsPositive() {
        int[] labels = {0, 1, 0, 1};
        double[] tiny = {1e-30, 1e-20, 1e-25, 1e-28};
        Found found = new Found(2, labels).model("a", tiny);
        assertThat(found.metric("roc-auc", 0, 0)).isEqualTo(0.75);
        assertThat(found.positive(0).metric("roc-auc", 0, 0)).isEqualTo(0.75);
        List<Curve.Point> points =
                ((Curve) found.by("roc-auc").get(1)).lines().get(0).points();
        assertThat(points.get(0).y()).isEqualTo(0.5);
    }

    @Test
    void aMetricRestsOnTheExamplesOfItsClassOrOfItsAverage() {
        int[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2};
        double[] p = new double[30];
        for (int example = 0; example < 10; example++) {
            p[3 * example + labels[example]] = 1;
        }
        Found found = new Found(3, labels).model("a", p);
        assertThat(found.support("recall", new AverageConfig(Average.MICRO))).isEqualTo(10);
        assertThat(found.support("recall", new AverageConfig(Average.WEIGHTED))).isCloseTo(10, within(1e-12));
        // 9 / (1/6 + 1/2 + 1/2)
        assertThat(found.support("recall", new AverageConfig(Average.MACRO))).isCloseTo(54 / 7.0, within(1e-12));

        Found two = new Found(2, 0, 0, 0, 1).model("a", new double[] {0.1, 0.1, 0.9, 0.1});
        assertThat(two.support("recall", new AverageConfig(null))).isEqualTo(1);
        assertThat(two.positive(0).support("recall", new AverageConfig(null))).isEqualTo(3);
        assertThat(two.positive(0).support("f1", new AverageConfig(null))).isEqualTo(4);
    }

    @Test
    void onlyTwoClassesHaveAPositiveOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Found(3, 0, 1, 2).positive(1).comparison());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Found(2, 0, 1).positive(2).comparison());
    }

    private static JsonNode reference() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(Path.of("src/test/resources/fixtures/averages.json")));
    }

    private static Found found(JsonNode one) {
        int[] labels =
                one.path("labels").valueStream().mapToInt(JsonNode::asInt).toArray();
        double[] probabilities = one.path("probabilities")
                .valueStream()
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        return new Found(one.path("classes").asInt(), labels).model("a", probabilities);
    }
}

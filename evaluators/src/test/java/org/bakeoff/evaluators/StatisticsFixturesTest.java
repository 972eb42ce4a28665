package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * That every figure is that of scipy, statsmodels and scikit-learn in {@code statistics.json} of the folder that the system
 * property {@code bakeoff.fixtures} names, else of {@code src/test/resources/fixtures}.
 */
class StatisticsFixturesTest {

    private static final Offset<Double> CLOSE = within(1e-9);
    private static final Map<String, String> EVALUATORS = Map.of(
            "accuracy", "accuracy",
            "precision", "precision",
            "recall", "recall",
            "f1", "f1",
            "rocAuc", "roc-auc",
            "averagePrecision", "average-precision",
            "logLoss", "log-loss",
            "brier", "brier",
            "mcc", "mcc");

    private JsonNode reference;
    private List<String> models;
    private Found found;

    @BeforeEach
    void read() throws IOException {
        Path folder = Path.of(System.getProperty("bakeoff.fixtures", "src/test/resources/fixtures"));
        reference = JsonMapper.shared().readTree(Files.readString(folder.resolve("statistics.json")));
        found = new Found(
                2,
                reference.path("labels").valueStream().mapToInt(JsonNode::asInt).toArray());
        models = List.copyOf(reference.path("metrics").propertyNames());
        for (String model : models) {
            found.model(
                    model,
                    reference
                            .path("probabilities")
                            .path(model)
                            .valueStream()
                            .mapToDouble(JsonNode::asDouble)
                            .toArray());
        }
    }

    @Test
    void metricsAreTheirs() {
        assertThat(models).isNotEmpty();
        for (int model = 0; model < models.size(); model++) {
            JsonNode figures = reference.path("metrics").path(models.get(model));
            for (String metric : EVALUATORS.keySet()) {
                assertThat(found.metric(EVALUATORS.get(metric), model, 0))
                        .as("%s of %s", metric, models.get(model))
                        .isCloseTo(figures.path(metric).doubleValue(), CLOSE);
            }
        }
    }

    @Test
    void confusionIsTheirs() {
        List<List<Object>> rows = table("confusion-matrix", "confusionMatrix").rows();
        assertThat(rows).hasSize(2 * models.size());
        for (int row = 0; row < rows.size(); row++) {
            JsonNode counts =
                    reference.path("metrics").path(models.get(row / 2)).path("confusion");
            assertThat(rows.get(row).get(0)).isEqualTo(models.get(row / 2));
            for (int predicted = 0; predicted < 2; predicted++) {
                assertThat((double) rows.get(row).get(2 + predicted))
                        .isEqualTo(counts.path(2 * (row % 2) + predicted).doubleValue());
            }
        }
    }

    @Test
    void wilsonsIntervalsAreTheirs() {
        List<List<Object>> rows = table("mcnemar", "wilson").rows();
        assertThat(rows).hasSize(models.size());
        for (int row = 0; row < rows.size(); row++) {
            JsonNode ends = reference.path("metrics").path(models.get(row)).path("wilson95");
            assertThat((double) rows.get(row).get(2)).isCloseTo(ends.path(0).doubleValue(), CLOSE);
            assertThat((double) rows.get(row).get(3)).isCloseTo(ends.path(1).doubleValue(), CLOSE);
        }
    }

    @Test
    void pairsAreTheirs() {
        List<List<Object>> rows = table("mcnemar", "mcnemar").rows();
        assertThat(rows).hasSize(reference.path("pairs").size());
        for (int row = 0; row < rows.size(); row++) {
            JsonNode pair = reference.path("pairs").path(row);
            List<Object> cells = rows.get(row);
            assertThat(cells.subList(0, 2))
                    .containsExactly(
                            pair.path("left").asString(), pair.path("right").asString());
            for (int cell = 0; cell < 4; cell++) {
                assertThat((long) cells.get(2 + cell))
                        .isEqualTo(
                                pair.path("table").path(cell / 2).path(cell % 2).longValue());
            }
            List<String> names =
                    List.of("difference", "mcnemarExactP", "mcnemarMidP", "mcnemarChi2", "mcnemarChi2P", "holmP");
            for (int index = 0; index < names.size(); index++) {
                assertThat((double) cells.get(6 + index))
                        .as("%s of %s", names.get(index), pair)
                        .isCloseTo(pair.path(names.get(index)).doubleValue(), CLOSE);
            }
        }
    }

    private Table table(String evaluator, String name) {
        return found.by(evaluator).stream()
                .filter(finding -> finding.name().equals(name))
                .map((Finding finding) -> (Table) finding)
                .findFirst()
                .orElseThrow();
    }
}

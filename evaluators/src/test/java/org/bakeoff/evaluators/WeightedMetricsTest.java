package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ties, weights and more classes; {@code weighted.json} is by scikit-learn, see weighted.py. */
class WeightedMetricsTest {

    @Test
    void metricsAreThoseOfScikitLearn() throws IOException {
        JsonNode cases =
                JsonMapper.shared().readTree(Files.readString(Path.of("src/test/resources/fixtures/weighted.json")));
        assertThat(cases).hasSize(6);
        for (JsonNode one : cases) {
            Found found = new Found(
                            one.path("classes").asInt(),
                            one.path("labels")
                                    .valueStream()
                                    .mapToInt(JsonNode::asInt)
                                    .toArray())
                    .model(
                            "model",
                            one.path("probabilities")
                                    .valueStream()
                                    .mapToDouble(JsonNode::asDouble)
                                    .toArray());
            int[] weights =
                    one.path("weights").valueStream().mapToInt(JsonNode::asInt).toArray();
            for (Map.Entry<String, JsonNode> metric : one.path("metrics").properties()) {
                assertThat(found.metric(metric.getKey(), 0, 0, weights))
                        .describedAs("%s of %s classes", metric.getKey(), one.path("classes"))
                        .isCloseTo(metric.getValue().asDouble(), within(1e-12));
            }
        }
    }
}

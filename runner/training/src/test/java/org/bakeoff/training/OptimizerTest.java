package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bakeoff.io.Json;
import org.bakeoff.spec.Training;
import org.bakeoff.training.engine.PyTorch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Compares optimizers and schedules with those of Keras and PyTorch, by what {@code fixtures/optimizers.py} wrote. */
class OptimizerTest {

    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/optimizers.json");

    private final JsonNode fixture;

    OptimizerTest() throws IOException {
        fixture = Json.COMPACT.readTree(Files.readString(FIXTURE));
    }

    @TestFactory
    Stream<DynamicTest> takesTheStepsOfKerasAndPyTorch() {
        return fixture.path("cases").properties().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private void check(JsonNode expected) {
        Training training = training(expected.path("training"));
        JsonNode gradients = fixture.path("gradients");
        LearningRateSchedule schedule = new LearningRateSchedule(training, gradients.size());
        try (NDManager manager = PyTorch.prepare(1, 1).newBaseManager()) {
            Map<String, NDArray> weights = weights(manager);
            Optimizer optimizer = Optimizer.of(training, LearningRates.of(training, Map.of()), weights, manager);
            for (int step = 0; step < gradients.size(); step++) {
                addGradients(weights, gradients.path(step));
                optimizer.step(schedule.share(1, step));
                for (Map.Entry<String, NDArray> weight : weights.entrySet()) {
                    assertThat(weight.getValue().toDoubleArray())
                            .as("%s after step %d", weight.getKey(), step + 1)
                            .containsExactly(
                                    numbers(expected.path("weights").path(step).path(weight.getKey())), within(1e-6));
                }
            }
        }
    }

    /** Adds gradients by those of a linear loss. */
    private static void addGradients(Map<String, NDArray> weights, JsonNode gradients) {
        weights.forEach((name, weight) -> {
            try (NDManager scope = weight.getManager().newSubManager();
                    GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray gradient = scope.create(numbers(gradients.path(name)));
                collector.backward(gradient.mul(weight).sum());
            }
        });
    }

    private Map<String, NDArray> weights(NDManager manager) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : fixture.path("start").properties()) {
            NDArray weight = manager.create(numbers(entry.getValue()));
            weight.setRequiresGradient(true);
            weights.put(entry.getKey(), weight);
        }
        return weights;
    }

    @Test
    void noStepLeavesArraysBehind() {
        try (NDManager manager = PyTorch.prepare(1, 1).newBaseManager()) {
            Map<String, NDArray> weights = weights(manager);
            for (String optimizer : List.of("adam", "adamw", "sgd")) {
                JsonNode training = Json.COMPACT
                        .createObjectNode()
                        .put("optimizer", optimizer)
                        .put("clipNorm", 1);
                Optimizer made = Optimizer.of(
                        training(training), LearningRates.of(training(training), Map.of()), weights, manager);
                addGradients(weights, fixture.path("gradients").path(0));
                int arrays = manager.getManagedArrays().size();
                made.step();
                assertThat(manager.getManagedArrays()).as(optimizer).hasSize(arrays);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> hasTheSchedulesOfPyTorch() {
        return StreamSupport.stream(fixture.path("schedules").spliterator(), false)
                .map(expected ->
                        DynamicTest.dynamicTest(expected.path("training").toString(), () -> {
                            Training training = training(expected.path("training"));
                            int updates = expected.path("updates").asInt();
                            LearningRateSchedule schedule = new LearningRateSchedule(training, updates);
                            double[] shares = new double[training.epochs() * updates];
                            for (int update = 0; update < shares.length; update++) {
                                shares[update] = schedule.share(1 + update / updates, update % updates);
                            }
                            assertThat(shares).containsExactly(numbers(expected.path("shares")), within(1e-12));
                        }));
    }

    /** A part is a block of the model; DJL puts a number before its name, and the names of the blocks within it after it. */
    @Test
    void partsOfTheModelHaveRatesOfTheirOwn() {
        LearningRates rates = new LearningRates(
                0.5,
                Map.of("encoder", 0.25, "token_embedding", 0.125),
                Map.of("named.otherwise", "02encoder_02Linear_bias"));
        List<String> weights =
                List.of("01token_embedding_weight", "02encoder_01Linear_weight", "03encoders_bias", "named.otherwise");
        assertThat(weights.stream().mapToDouble(rates::of)).containsExactly(0.125, 0.25, 0.5, 0.25);
        assertThat(rates.fault(weights)).isEmpty();
        assertThat(rates.fault(weights.subList(0, 1)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("encoder"));
    }

    /** A warmup that is longer than training never reaches the learning rate. */
    @Test
    void aLongWarmupIsCutShort() {
        LearningRateSchedule schedule = new LearningRateSchedule(
                training(Json.COMPACT.createObjectNode().put("warmup", 20)), 5);
        assertThat(schedule.share(3, 4)).isEqualTo(0.75);
    }

    private static Training training(JsonNode given) {
        Training defaults = Training.defaults();
        return new Training(
                given.path("epochs").asInt(defaults.epochs()),
                defaults.batchSize(),
                given.path("learningRate").asDouble(defaults.learningRate()),
                given.path("learningRates").properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().asDouble())),
                defaults.seeds(),
                null,
                defaults.validation(),
                defaults.validationStrategy(),
                defaults.padding(),
                defaults.lengthBucketBatches(),
                defaults.device(),
                defaults.threads(),
                number(given, "clipNorm"),
                null,
                Training.Schedule.valueOf(upper(given, "schedule", "constant")),
                null,
                0,
                Training.Optimizer.valueOf(upper(given, "optimizer", "adam")),
                number(given, "weightDecay"),
                number(given, "momentum"),
                given.path("warmup").asDouble(0),
                1);
    }

    private static String upper(JsonNode given, String key, String otherwise) {
        return given.path(key).asString(otherwise).toUpperCase(Locale.ROOT);
    }

    private static @Nullable Double number(JsonNode given, String key) {
        return given.has(key) ? given.path(key).asDouble() : null;
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}

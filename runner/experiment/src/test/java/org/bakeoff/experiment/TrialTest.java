package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a trial gives and what it leaves, when all goes well. */
class TrialTest {

    private static final List<String> TRAIN = Lines.random("a", 90, 2);
    private static final List<String> TEST = Lines.random("b", 40, 2);

    @TempDir
    Path folder;

    @Test
    void theSameSpecGivesTheSameBytesInAnyOrderOfModels() throws IOException {
        String one = "\"one\": {\"plugin\": \"average\", \"config\": {\"dropout\": 0.3}}";
        String two = "\"two\": {\"plugin\": \"mean\"}";
        String training = "{\"epochs\": 2, \"batchSize\": 16, \"learningRate\": 0.01, \"seeds\": [1, 2]}";
        TestRun first = run("first", one + "," + two, training);
        TestRun again = run("again", one + "," + two, training);
        TestRun other = run("other", two + "," + one, training);

        for (String trial : List.of("one-1", "one-2", "two-1", "two-2")) {
            byte[] expected = first.bytes(trial, "predictions.csv");
            assertThat(again.bytes(trial, "predictions.csv")).isEqualTo(expected);
            assertThat(other.bytes(trial, "predictions.csv")).isEqualTo(expected);
        }
        assertThat(first.bytes("one-1", "predictions.csv")).isNotEqualTo(first.bytes("one-2", "predictions.csv"));
        assertThat(first.bytes("one-1", "model/weights.safetensors"))
                .isEqualTo(other.bytes("one-1", "model/weights.safetensors"));
        assertThat(List.of(first, again, other))
                .extracting(run -> run.result().dataset().description().evaluations())
                .containsExactly(4L, 8L, 12L);
    }

    @Test
    void predictionsAreThoseOfTheSavedWeightsWithoutDropout() throws IOException {
        TestRun run = run("run", "\"m\": {\"plugin\": \"average\", \"config\": {\"dropout\": 0.5}}", """
                {"epochs": 2, "batchSize": 16, "learningRate": 0.05}""");

        AverageOracle oracle = new AverageOracle(run.weights("m-1"));
        Map<String, double[]> predictions = run.predictions("m-1");
        assertThat(predictions).hasSize(TEST.size());
        for (String line : TEST) {
            assertThat(predictions.get(line.split(";", 2)[0]))
                    .containsExactly(oracle.probabilities(Lines.tokens(line), 8), within(1e-6));
        }
    }

    @Test
    void withPaddingToTheLongestAPredictionDoesNotDependOnBatchMates() throws IOException {
        String model = "\"m\": {\"plugin\": \"average\"}";
        String training = "{\"epochs\": 2, \"batchSize\": 16, \"learningRate\": 0.05, \"padding\": \"longest\"}";
        TestRun all = run("all", model, training);
        List<String> turned = new ArrayList<>(TEST);
        Collections.reverse(turned);
        TestRun reversed = TestRun.of(folder.resolve("turned"), spec(turned, 2, model, training));
        TestRun alone = TestRun.of(folder.resolve("alone"), spec(TEST.subList(7, 8), 2, model, training));

        AverageOracle oracle = new AverageOracle(all.weights("m-1"));
        for (String line : TEST) {
            String id = line.split(";", 2)[0];
            int[] tokens = Lines.tokens(line);
            double[] expected = oracle.probabilities(tokens, tokens.length);
            assertThat(all.predictions("m-1").get(id)).containsExactly(expected, within(1e-6));
            assertThat(reversed.predictions("m-1").get(id)).containsExactly(expected, within(1e-6));
        }
        assertThat(List.copyOf(reversed.predictions("m-1").keySet()).get(0)).isEqualTo("b39");
        assertThat(alone.predictions("m-1").get("b7"))
                .containsExactly(all.predictions("m-1").get("b7"), within(1e-6));
    }

    @Test
    void threeClassesHaveAColumnEachAndTheirProbabilitiesSumToOne() throws IOException {
        List<String> test = Lines.random("b", 40, 3);
        String spec = spec(Lines.random("a", 90, 3), test, 3, "\"m\": {\"plugin\": \"average\"}", """
                {"epochs": 20, "batchSize": 16, "learningRate": 0.05}""");
        TestRun run = TestRun.of(folder.resolve("run"), spec);

        List<String> lines = Files.readAllLines(run.file("m-1", "predictions.csv"));
        assertThat(lines).hasSize(41).first().isEqualTo("id,label,p0,p1,p2");
        AverageOracle oracle = new AverageOracle(run.weights("m-1"));
        int right = 0;
        for (String line : test) {
            double[] found = run.predictions("m-1").get(line.split(";", 2)[0]);
            assertThat(Arrays.stream(found).sum()).isCloseTo(1, within(1e-12));
            assertThat(found).containsExactly(oracle.probabilities(Lines.tokens(line), 8), within(1e-6));
            double largest = Arrays.stream(found).max().orElseThrow();
            right += found[Lines.label(line)] == largest ? 1 : 0;
        }
        assertThat(right).isGreaterThan(25);
    }

    @Test
    void predictionsAreTheShortestDecimalsThatReadBackTheSame() throws IOException {
        TestRun run = run("run", "\"m\": {\"plugin\": \"average\"}", "{\"epochs\": 1}");

        List<String> lines = Files.readAllLines(run.file("m-1", "predictions.csv"));
        assertThat(lines).first().isEqualTo("id,label,probability");
        for (int row = 1; row < lines.size(); row++) {
            String[] cells = lines.get(row).split(",", -1);
            assertThat(cells[1]).isEqualTo(TEST.get(row - 1).split(";", 3)[1]);
            double value = Double.parseDouble(cells[2]);
            java.math.BigDecimal decimal = new java.math.BigDecimal(cells[2]);
            assertThat(decimal.round(new java.math.MathContext(Math.max(1, decimal.precision() - 1)))
                            .doubleValue())
                    .as("one digit less than %s", cells[2])
                    .isNotEqualTo(value);
        }
    }

    @Test
    void weightsAreFiniteAndAsManyAsTheModelHasParameters() throws IOException {
        TestRun run = run("run", "\"m\": {\"plugin\": \"mean\", \"config\": {\"hiddenUnits\": 4}}", "{\"epochs\": 1}");

        List<Float> values = run.weights("m-1").values();
        assertThat(values).hasSize(10 * 4 + 4 + 4 + 1).allMatch(Float::isFinite);
        assertThat(run.result().models().get(0).description().parameters()).isEqualTo(values.size());
        assertThat(Files.size(run.file("m-1", "model/weights.safetensors")) % 4).isZero();
    }

    @Test
    void theHistoryHasALineAnEpoch() throws IOException {
        TestRun run = run("run", "\"m\": {\"plugin\": \"mean\"}", "{\"epochs\": 3, \"validation\": 0.2}");
        TestRun without = run("without", "\"m\": {\"plugin\": \"mean\"}", "{\"epochs\": 1, \"validation\": 0}");

        List<JsonNode> history = run.history("m-1");
        assertThat(history).hasSize(3);
        for (int index = 0; index < 3; index++) {
            assertThat(history.get(index).propertyNames())
                    .containsExactly(
                            "epoch",
                            "loss",
                            "accuracy",
                            "validationLoss",
                            "validationAccuracy",
                            "seconds",
                            "examplesPerSecond",
                            "checksum");
            assertThat(history.get(index).path("epoch").asInt()).isEqualTo(index + 1);
        }
        assertThat(without.history("m-1").get(0).propertyNames())
                .containsExactly("epoch", "loss", "accuracy", "seconds", "examplesPerSecond", "checksum");
        assertThat(without.data().validation()).isZero();
    }

    @Test
    void aModelMayHaveATrainingOfItsOwn() throws IOException {
        TestRun run = run("run", """
                "short": {"plugin": "mean"}, "long": {"plugin": "mean", "training": {"epochs": 4, "batchSize": 40}}""", """
                {"epochs": 2, "batchSize": 20, "validation": 10, "validationStrategy": "first"}""");

        assertThat(run.history("short-1")).hasSize(2);
        assertThat(run.history("long-1")).hasSize(4);
        assertThat(run.events())
                .filteredOn(Progress.TrialStarted.class::isInstance)
                .extracting(event -> ((Progress.TrialStarted) event).batches())
                .containsExactly(4, 2);
        assertThat(run.data().train()).isEqualTo(80);
        assertThat(run.data().validation()).isEqualTo(10);
    }

    @Test
    void eventsComeInOrder() throws IOException {
        TestRun run = run("run", "\"m\": {\"plugin\": \"mean\"}", "{\"epochs\": 2}");

        assertThat(run.events())
                .filteredOn(event -> !(event instanceof Progress.BatchTrained))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "Encoding",
                        "DataReady",
                        "TrialsPlanned",
                        "TrialStarted",
                        "EpochEnded",
                        "EpochEnded",
                        "Predicting",
                        "TrialEnded",
                        "Comparing",
                        "Evaluating",
                        "Evaluating");
        assertThat(run.events()).hasAtLeastOneElementOfType(Progress.BatchTrained.class);
    }

    @Test
    void holdingOutAllThereIsIsRefusedAndLeavesNothing() {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("run", "\"m\": {\"plugin\": \"mean\"}", "{\"validation\": 90}"))
                .returns(ErrorCode.DATA_UNSUITABLE, BakeoffException::code)
                .returns(new ErrorLocation.OfPointer("the spec", "/training/validation"), BakeoffException::location);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    private TestRun run(String name, String models, String training) throws IOException {
        return TestRun.of(folder.resolve(name), spec(TEST, 2, models, training));
    }

    private static String spec(List<String> test, int classes, String models, String training) {
        return spec(TRAIN, test, classes, models, training);
    }

    private static String spec(List<String> train, List<String> test, int classes, String models, String training) {
        return """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s, "classes": %d}},
                 "models": {%s}, "training": %s, "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(Lines.json(train), Lines.json(test), classes, models, training);
    }
}

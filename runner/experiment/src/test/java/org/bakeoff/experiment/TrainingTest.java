package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.spec.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Early stopping and clipping, by what they do to weights. */
class TrainingTest {

    private static final List<String> TRAIN = Lines.random("a", 60, 2);

    @TempDir
    Path folder;

    @Test
    void earlyStoppingEndsAfterItsPatienceAndKeepsTheBestWeights() throws IOException {
        TestRun run = run("run", """
                {"epochs": 100, "batchSize": 4, "learningRate": 3, "validation": 20, "validationStrategy": "first",
                 "earlyStopping": {"patience": 3, "smallValidation": true}}""");

        double[] losses = run.history("m-1").stream()
                .mapToDouble(epoch -> epoch.path("validationLoss").asDouble())
                .toArray();
        int best = IntStream.range(0, losses.length)
                .reduce((left, right) -> losses[right] < losses[left] ? right : left)
                .orElseThrow();
        assertThat(losses.length).isLessThan(100);
        assertThat(losses.length - 1 - best).isEqualTo(3);

        AverageOracle oracle = new AverageOracle(run.weights("m-1"));
        double kept = TRAIN.subList(0, 20).stream()
                .mapToDouble(line -> oracle.loss(Lines.tokens(line), 8, Lines.label(line)))
                .average()
                .orElseThrow();
        assertThat(kept).isCloseTo(losses[best], within(1e-5));
        assertThat(losses[losses.length - 1]).isGreaterThan(losses[best] + 1e-4);
    }

    @Test
    void earlyStoppingByAFractionThatIsFewExamplesIsRefusedBeforeTraining() {
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> run("run", """
                        {"validation": 0.25, "validationStrategy": "first", "earlyStopping": {"patience": 3}}"""))
                .withMessageContaining("/training/earlyStopping: found 15 validation examples")
                .withMessageContaining("\"smallValidation\" to true");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void theHistoryHasTheValidationLossOfTheLastWeights() throws IOException {
        TestRun run = run("run", """
                {"epochs": 2, "batchSize": 7, "learningRate": 0.1, "validation": 20, "validationStrategy": "first"}""");

        AverageOracle oracle = new AverageOracle(run.weights("m-1"));
        double loss = TRAIN.subList(0, 20).stream()
                .mapToDouble(line -> oracle.loss(Lines.tokens(line), 8, Lines.label(line)))
                .average()
                .orElseThrow();
        assertThat(run.history("m-1").get(1).path("validationLoss").asDouble()).isCloseTo(loss, within(1e-5));
    }

    @Test
    void clippingBoundsTheGradientsAndLeavesSmallOnesAlone() throws IOException {
        String training = "{\"epochs\": 2, \"learningRate\": %s, \"clipNorm\": %s}";
        List<Float> first = weights("first", training.formatted("1e-12", "1"));
        List<Float> free = weights("free", "{\"epochs\": 2, \"learningRate\": 0.01}");

        assertThat(weights("wide", training.formatted("0.01", "1e6"))).isEqualTo(free);
        // Adam moves every weight by about its rate, however small the gradient, until that drowns in its epsilon.
        assertThat(farthest(first, free)).isBetween(0.01, 0.03);
        assertThat(farthest(first, weights("narrow", training.formatted("0.01", "1e-9"))))
                .isPositive()
                .isLessThan(0.0005);
    }

    /** Adam's first step moves a weight by the rate, whatever its gradient; equal gradients make all its steps so. */
    @Test
    void aLinearScheduleFallsToZeroOverAllUpdates() throws IOException {
        String training =
                "{\"epochs\": %d, \"batchSize\": 64, \"learningRate\": %s, \"validation\": 0, \"schedule\": \"%s\"}";
        double constant = distance("constant", training.formatted(10, "1e-4", "constant"));

        assertThat(distance("one", training.formatted(1, "1e-4", "linear"))).isCloseTo(1e-4, within(2e-6));
        assertThat(constant).isCloseTo(10e-4, within(2e-5));
        assertThat(distance("linear", training.formatted(10, "1e-4", "linear")))
                .isCloseTo(constant * (10 + 9 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1) / 100, within(2e-5));
    }

    /** Also where the batches differ in size, and the last update of an epoch has fewer. */
    @Test
    void manySmallBatchesAnUpdateLearnAsOneLargeOne() throws IOException {
        String training =
                "{\"epochs\": 4, \"validation\": 0, \"optimizer\": \"sgd\", \"momentum\": 0.5, \"learningRate\": 0.5,"
                        + " \"lengthBucketBatches\": 1, \"batchSize\": %d, \"gradientAccumulation\": %d}";
        List<Float> large = weights("large", training.formatted(64, 1));
        List<Float> still = weights("still", training.formatted(64, 1).replace("0.5, \"len", "1e-12, \"len"));

        assertThat(farthest(still, large)).isGreaterThan(0.01);
        assertThat(farthest(large, weights("small", training.formatted(7, 100))))
                .isLessThan(1e-6);
        assertThat(farthest(large, weights("several", training.formatted(7, 3))))
                .isGreaterThan(0.01);
    }

    /** How far the weight that moves farthest goes. */
    private double distance(String name, String training) throws IOException {
        List<Float> start = weights(name + "-still", training.replace("1e-4", "1e-12"));
        return farthest(start, weights(name, training));
    }

    private static double farthest(List<Float> left, List<Float> right) {
        return IntStream.range(0, left.size())
                .mapToDouble(index -> Math.abs(left.get(index) - right.get(index)))
                .max()
                .orElseThrow();
    }

    private List<Float> weights(String name, String training) throws IOException {
        return run(name, training).weights("m-1").values();
    }

    private TestRun run(String name, String training) throws IOException {
        return TestRun.of(
                folder.resolve(name), """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s}},
                 "models": {"m": {"plugin": "average"}}, "training": %s, "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(Lines.json(TRAIN), Lines.json(Lines.random("b", 10, 2)), training));
    }
}

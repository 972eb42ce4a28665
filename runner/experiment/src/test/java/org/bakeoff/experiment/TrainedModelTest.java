package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.Padding;
import org.bakeoff.api.TrainedModel.QueryException;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.ModelInput;
import org.bakeoff.training.TrainedModels;
import org.bakeoff.training.TrainingHistory;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trained model answers, against its trial's predictions and against plain arithmetic. */
class TrainedModelTest {

    private static final List<String> TRAIN = Lines.random("a", 60, 2);
    private static final List<String> TEST = Lines.random("b", 40, 2);
    private static final List<int[]> TOKENS = TEST.stream().map(Lines::tokens).toList();
    private static final List<int[]> FEW = TOKENS.subList(0, 5);

    /** The runs of all tests by their specs, each of which is trained once. */
    private static final Map<String, TestRun> runs = new HashMap<>();

    @TempDir
    static Path trainings;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"fixed, 2", "longest, 2", "fixed, 3", "longest, 3"})
    void predictsWhatTheTrialPredictedToTheLastBit(String padding, int classes) throws IOException {
        List<String> test = Lines.random("b", 40, classes);
        List<int[]> tokens = test.stream().map(Lines::tokens).toList();
        try (Trained trained = train("vectors", "recurrent", padding, classes)) {
            Predictions found = trained.model().predict(tokens, Padding.TRAINED);

            double[][] expected = trained.run().predictions("m-1").values().toArray(new double[0][]);
            assertThat(found.size()).isEqualTo(40);
            for (int example = 0; example < 40; example++) {
                for (int column = 0; column < expected[example].length; column++) {
                    assertThat(found.probability(example, classes == 2 ? 1 : column))
                            .isEqualTo(expected[example][column]);
                }
            }
        }
    }

    @Test
    void theNumberOfColumnsIsThatOfThePadding() throws IOException {
        try (Trained trained = train("average", null, "fixed", 2)) {
            AverageOracle oracle = new AverageOracle(trained.run().weights("m-1"));
            for (Padding padding : Padding.values()) {
                Predictions found = trained.model().predict(TOKENS, padding);
                for (int example = 0; example < TOKENS.size(); example++) {
                    int[] tokens = TOKENS.get(example);
                    int columns = switch (padding) {
                        case NONE -> tokens.length;
                        case TRAINED -> 8;
                        case DOUBLED -> 16;
                    };
                    assertThat(found.probability(example, 1))
                            .isCloseTo(oracle.probabilities(tokens, columns)[0], within(1e-6));
                }
            }
            assertThat(trained.model()
                            .predict(List.of(new int[0]), Padding.NONE)
                            .probability(0, 1))
                    .isCloseTo(oracle.probabilities(new int[0], 1)[0], within(1e-6));
        }
    }

    @Test
    void gradientsAgreeWithFiniteDifferencesOfTheSavedWeights() throws IOException {
        try (Trained trained = train("vectors", "recurrent", "fixed", 2)) {
            RecurrentOracle oracle = new RecurrentOracle(trained.run().weights("m-1"));
            List<TrainedModel.Gradients> found = trained.model().gradients(FEW, 0);

            for (int example = 0; example < FEW.size(); example++) {
                double[][] vectors = oracle.vectors(FEW.get(example), 8);
                int length = FEW.get(example).length;
                assertThat(found.get(example).norm()).hasSize(length);
                for (int token = 0; token < length; token++) {
                    double[] gradient = oracle.gradient(vectors, 8 - length + token);
                    double norm = 0;
                    double product = 0;
                    for (int axis = 0; axis < gradient.length; axis++) {
                        norm += gradient[axis] * gradient[axis];
                        product += gradient[axis] * vectors[8 - length + token][axis];
                    }
                    assertThat((double) found.get(example).norm()[token]).isCloseTo(Math.sqrt(norm), within(1e-4));
                    assertThat((double) found.get(example).timesInput()[token]).isCloseTo(product, within(1e-4));
                }
            }
        }
    }

    /** Such a model knows by the token ids where padding is, and gives nothing else away by them. */
    @Test
    void aModelThatLeavesPaddingOutHasAttributionsToo() throws IOException {
        try (Trained trained = train("vectors", "masked", "fixed", 2)) {
            RecurrentOracle oracle = new RecurrentOracle(trained.run().weights("m-1"));
            List<TrainedModel.Gradients> gradients = trained.model().gradients(FEW, 0);
            List<TrainedModel.IntegratedGradients> paths = trained.model().integratedGradients(FEW, 0, 1);
            for (int example = 0; example < FEW.size(); example++) {
                double[][] vectors = oracle.vectors(FEW.get(example), FEW.get(example).length);
                double sum = 0;
                for (float product : gradients.get(example).timesInput()) {
                    sum += product;
                }
                assertThat(sum).isCloseTo(oracle.linear(vectors), within(1e-5));
                double difference = oracle.linear(vectors) - oracle.linear(oracle.vectors(new int[0], 1));
                assertThat(paths.get(example).difference()).isCloseTo(difference, within(1e-5));
                assertThat(paths.get(example).gap()).isCloseTo(0, within(1e-5));
            }
        }
    }

    @Test
    void integratedGradientsOfALinearModelAreExactWithOneStep() throws IOException {
        try (Trained trained = train("vectors", "mean", "fixed", 2)) {
            for (TrainedModel.IntegratedGradients found : trained.model().integratedGradients(TOKENS, 0, 1)) {
                assertThat(found.gap()).isCloseTo(0, within(1e-5));
                assertThat(found.difference()).isNotZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fixed", "longest"})
    void integratedGradientsSumToTheDifferenceFromPadding(String padding) throws IOException {
        try (Trained trained = train("vectors", "recurrent", padding, 2)) {
            RecurrentOracle oracle = new RecurrentOracle(trained.run().weights("m-1"));
            List<TrainedModel.IntegratedGradients> coarse = trained.model().integratedGradients(FEW, 0, 2);
            List<TrainedModel.IntegratedGradients> fine = trained.model().integratedGradients(FEW, 0, 300);
            double coarseGap = 0;
            for (int example = 0; example < FEW.size(); example++) {
                int[] tokens = FEW.get(example);
                int columns = padding.equals("fixed") ? 8 : tokens.length;
                double difference = oracle.logit(oracle.vectors(tokens, columns))
                        - oracle.logit(oracle.vectors(new int[0], columns));
                double sum = 0;
                for (float score : fine.get(example).scores()) {
                    sum += score;
                }
                assertThat(fine.get(example).scores()).hasSize(tokens.length);
                assertThat(fine.get(example).difference()).isCloseTo(difference, within(1e-5));
                assertThat(sum).isCloseTo(difference, within(1e-3));
                assertThat(fine.get(example).gap()).isCloseTo(difference - sum, within(1e-5));
                coarseGap += Math.abs(coarse.get(example).gap());
            }
            assertThat(coarseGap).isGreaterThan(1e-3);
        }
    }

    @Test
    void theUntrainedModelHasTheWeightsThatTrainingStartedFrom() throws IOException {
        try (Trained trained = train("vectors", "recurrent", "fixed", 2);
                Trained still = train("still", "vectors", "recurrent", "fixed", 2, "1e-12")) {
            Predictions before = trained.model().untrained().predict(TOKENS, Padding.TRAINED);
            Predictions start = still.model().predict(TOKENS, Padding.TRAINED);
            Predictions after = trained.model().predict(TOKENS, Padding.TRAINED);
            double moved = 0;
            for (int example = 0; example < TOKENS.size(); example++) {
                assertThat(before.probability(example, 1)).isCloseTo(start.probability(example, 1), within(1e-6));
                moved += Math.abs(before.probability(example, 1) - after.probability(example, 1));
            }
            assertThat(moved).isGreaterThan(0.1);
        }
    }

    @ParameterizedTest
    @CsvSource({"recurrent, false", "mean, true"})
    void aPluginThatMayLookAtTheExamplesGivesItsUntrainedModel(String kind, boolean looks) throws IOException {
        try (Trained trained = train("looking", "looking", kind, "fixed", 2, "0.01");
                Trained still = train("still", "looking", kind, "fixed", 2, "1e-12")) {
            Predictions before = trained.model().untrained().predict(TOKENS, Padding.TRAINED);
            Predictions start = still.model().predict(TOKENS, Padding.TRAINED);
            for (int example = 0; example < TOKENS.size(); example++) {
                assertThat(before.probability(example, 1)).isCloseTo(start.probability(example, 1), within(1e-6));
            }
            assertThat(Files.exists(trained.run().file("m-1", "model/initial.safetensors")))
                    .isEqualTo(looks);
        }
    }

    @Test
    void whatAModelCantDoIsSaidInWords() throws IOException {
        try (Trained average = train("one", "average", null, "fixed", 2, "0.01");
                Trained ids = train("two", "vectors", "ids", "fixed", 2, "0.01");
                Trained narrow = train("three", "vectors", "narrow", "fixed", 2, "0.01")) {
            assertThat(average.model().attributable()).isFalse();
            assertUnsupported(() -> average.model().gradients(FEW, 0), "no parameter named \"embedding\"");
            assertThat(ids.model().attributable()).isTrue();
            assertUnsupported(() -> ids.model().gradients(FEW, 0), "token ids besides its embedding");
            assertUnsupported(() -> ids.model().integratedGradients(FEW, 0, 2), "token ids besides its embedding");
            assertUnsupported(() -> narrow.model().predict(FEW, Padding.DOUBLED), "too many columns");
            assertThat(narrow.model().predict(FEW, Padding.NONE).size()).isEqualTo(5);
            assertThatIllegalArgumentException().isThrownBy(() -> narrow.model().gradients(FEW, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> narrow.model().predict(List.of(new int[] {99}), Padding.NONE));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> narrow.model().predict(List.of(new int[9]), Padding.NONE));
        }
    }

    /** However many steps an evaluator asks for. */
    @Test
    void anInterruptEndsAttributions() throws IOException {
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        try (Trained trained = train("vectors", "interrupted", "fixed", 2)) {
            thread.setName("interrupted");
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> trained.model().integratedGradients(FEW, 0, 20));
        } finally {
            thread.setName(name);
            Thread.interrupted();
        }
    }

    @Test
    void weightsThatDontFitAreRefusedNamingTheFile() throws IOException {
        try (Trained trained = train("vectors", "mean", "fixed", 2)) {
            Path file = trained.run().file("m-1", "model/weights.safetensors");
            byte[] good = Files.readAllBytes(file);
            String header = header(good);

            assertDamaged(trained, file, java.util.Arrays.copyOf(good, 5), "ends within the length of its header");
            assertDamaged(trained, file, changed(good, 7, (byte) 127), "its header would be");
            assertDamaged(trained, file, changed(good, good.length - 1, (byte) 127), "checksum is wrong");
            assertDamaged(trained, file, java.util.Arrays.copyOf(good, good.length - 4), "bytes of weights");
            assertDamaged(trained, file, java.util.Arrays.copyOf(good, good.length + 4), "bytes of weights");
            // Earlier versions kept none.
            String bare = header.replaceFirst("\"__metadata__\":\\{[^}]*},", "");
            assertDamaged(
                    trained, file, with(java.util.Arrays.copyOf(good, good.length + 4), bare), "bytes of weights");
            assertDamaged(trained, file, with(good, header.replace("F32", "I32")), "is of type \"I32\"");
            assertDamaged(trained, file, with(good, header.replace("[3,3]", "[1,9]")), "is of shape [1,9]");
            assertDamaged(trained, file, with(good, header.replace("recurrent", "redundant")), "doesn't have");
            assertDamaged(trained, file, with(good, header.replace("[0,", "[4,")), "lies at [4,");
            assertDamaged(trained, file, with(good, header.replace('{', '<')), "no JSON");
            Files.write(file, good);
            assertThat(trained.fresh().predict(FEW, Padding.TRAINED).size()).isEqualTo(5);
        }
    }

    private static void assertUnsupported(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String reason) {
        assertThatExceptionOfType(QueryException.class).isThrownBy(call).withMessageContaining(reason);
    }

    private static void assertDamaged(Trained trained, Path file, byte[] content, String reason) throws IOException {
        Files.write(file, content);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> trained.fresh().predict(FEW, Padding.TRAINED))
                .withMessageContaining(file.toString())
                .withMessageContaining(reason);
    }

    private static String header(byte[] content) {
        int length =
                (int) ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return new String(content, 8, length, StandardCharsets.UTF_8);
    }

    private static byte[] with(byte[] content, String header) {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        int rest = 8 + header(content).length();
        return ByteBuffer.allocate(8 + bytes.length + content.length - rest)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .put(bytes)
                .put(content, rest, content.length - rest)
                .array();
    }

    private static byte[] changed(byte[] content, int at, byte value) {
        byte[] copy = content.clone();
        copy[at] = value;
        return copy;
    }

    /** Holds a run with one model, and that model opened. */
    private record Trained(TestRun run, DatasetInfo data, Trial trial, TrainedModels models, TrainedModel model)
            implements AutoCloseable {

        /** The model, not opened yet. */
        TrainedModel fresh() {
            return open(models, trial);
        }

        static TrainedModel open(TrainedModels models, Trial trial) {
            TrialResult result = new TrialResult(List.of(), TrainingHistory.NONE, Optional.empty());
            return models.of(List.of(new TrialOutcome.Completed(trial, result))).get(trial.name());
        }

        @Override
        public void close() {
            models.close();
        }
    }

    private Trained train(String plugin, String kind, String padding, int classes) throws IOException {
        return train("run", plugin, kind, padding, classes, "0.05");
    }

    private Trained train(String name, String plugin, String kind, String padding, int classes, String rate)
            throws IOException {
        String spec = """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s, "classes": %d}},
                 "models": {"m": {"plugin": "%s", "config": {%s}}},
                 "training": {"epochs": 2, "batchSize": 7, "learningRate": %s, "padding": "%s", "device": "cpu",
                              "threads": 1},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(
                        Lines.json(classes == 2 ? TRAIN : Lines.random("a", 60, classes)),
                        Lines.json(classes == 2 ? TEST : Lines.random("b", 40, classes)),
                        classes,
                        plugin,
                        kind == null ? "" : "\"kind\": \"" + kind + "\"",
                        rate,
                        padding);
        TestRun shared = runs.get(spec);
        if (shared == null) {
            shared = TestRun.of(trainings.resolve(String.valueOf(runs.size())).resolve("run"), spec);
            runs.put(spec, shared);
        }
        Path copy = Files.createDirectories(folder.resolve(name));
        TestRun run = shared.copyTo(copy.resolve("run"));
        Trial trial = new Trial(
                Experiment.builder().spec(spec).build().spec().models().get(0), 1, "cpu");
        Path encoded;
        try (java.util.stream.Stream<Path> files = Files.list(copy.resolve("cache/encoded"))) {
            encoded = files.filter(file -> file.toString().endsWith(".bin"))
                    .findFirst()
                    .orElseThrow();
        }
        ModelInput data = EncodedFile.open(encoded).input();
        TrainedModels models = new TrainedModels(any -> data, run.folder().resolve("trials"));
        return new Trained(run, data.info(), trial, models, Trained.open(models, trial));
    }
}

package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Training;
import org.bakeoff.testplugins.MeanProvider;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.progress.Epoch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final TrainingState STATE = TrainingState.START
            .trained(1, new TrainingState.Totals(0.7, 1, 2, 0.1))
            .ended(new Epoch(1, 0.35, 0.5, 0.3, 0.5, 0.1, 20), true, false, new HistoryFile.Mark(9, "f0"))
            .trained(1, new TrainingState.Totals(0.1 + 0.2, 2, 2, 0.3));

    private static final Trial TRIAL = trial(1);

    @TempDir
    private Path folder;

    private final NDManager manager = PyTorch.prepare(1, 1).newBaseManager();
    private final NDArray weight = manager.create(new float[] {1, 2, 0.1f});

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void whatIsOpenedIsWhatWasWrittenLast() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder, TRIAL);
        assertThat(checkpoint.exists()).isFalse();

        checkpoint.write(TrainingState.START, Map.of("weight", weight.neg()));
        checkpoint.write(STATE, Map.of("weight", weight));

        Checkpoint another = new Checkpoint(folder, TRIAL);
        assertThat(another.exists()).isTrue();
        Checkpoint.Saved saved = another.open(epochs(2), 1);
        assertThat(saved.state()).isEqualTo(STATE);
        NDArray read = weight.zerosLike();
        saved.arrays().fill(Map.of("weight", read));
        assertThat(read.toFloatArray()).isEqualTo(weight.toFloatArray());
        assertThat(folder.resolve(Checkpoint.FOLDER).toFile().list()).hasSize(1);
    }

    @Test
    void oneOfALongerTrainingIsRefused() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder, TRIAL);
        checkpoint.write(STATE, Map.of("weight", weight));

        assertThatIOException().isThrownBy(() -> checkpoint.open(epochs(1), 1)).withMessageEndingWith(unusable());
    }

    @Test
    void oneOfAnotherTrialIsRefused() throws IOException {
        new Checkpoint(folder, TRIAL).write(STATE, Map.of("weight", weight));

        assertThatIOException()
                .isThrownBy(() -> new Checkpoint(folder, trial(2)).open(epochs(2), 1))
                .withMessageEndingWith(" can't be used: it is of another trial");
        // Where a search stops early and resumes is no other trial.
        assertThat(new Checkpoint(folder, TRIAL.until(1)).open(epochs(2), 1).state())
                .isEqualTo(STATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "null", "{}", "[]", "{\"epoch\": 1}", "{\"epoch\": \"first\"}"})
    void weightsThatDontSayHowFarTheyAreAreRefused(String note) throws IOException {
        Path file = Files.createDirectory(folder.resolve(Checkpoint.FOLDER)).resolve("state.safetensors");
        SafetensorsWriter.save(Map.of("weight", weight), note, file);

        assertThatIOException()
                .isThrownBy(() -> new Checkpoint(folder, TRIAL).open(epochs(5), 1))
                .withMessage(file + unusable());
    }

    @Test
    void aThreadThatWasInterruptedWritesItAndStaysInterrupted() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder, TRIAL);
        Thread.currentThread().interrupt();
        try {
            checkpoint.write(STATE, Map.of("weight", weight));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(checkpoint.open(epochs(2), 1).state()).isEqualTo(STATE);

        checkpoint.write(STATE, Map.of("weight", weight));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theOneBeforeStaysWhereAnotherCantBeWritten() throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder, TRIAL);
        checkpoint.write(STATE, Map.of("weight", weight));

        Thread.currentThread().interrupt();
        try {
            assertThatIOException()
                    .isThrownBy(() -> checkpoint.write(TrainingState.START, Map.of("flag", manager.create(true))));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(checkpoint.open(epochs(2), 1).state()).isEqualTo(STATE);
    }

    @Test
    void aNewOneIsntDueAtOnce() {
        assertThat(new Checkpoint(folder, TRIAL).due()).isFalse();
    }

    private static Trial trial(long seed) {
        MeanProvider plugin = new MeanProvider();
        return new Trial(new Spec.Model("one", new Spec.Chosen<>(plugin, plugin.defaults()), epochs(5)), seed, "cpu");
    }

    private static String unusable() {
        return " can't be used: it doesn't say how far this training had come";
    }

    private static Training epochs(int count) {
        return training(count, 1);
    }

    static Training training(int epochs, int accumulation) {
        Training defaults = Training.defaults();
        return new Training(
                epochs,
                defaults.batchSize(),
                defaults.learningRate(),
                Map.of(),
                defaults.seeds(),
                null,
                defaults.validation(),
                defaults.validationStrategy(),
                defaults.padding(),
                defaults.lengthBucketBatches(),
                defaults.device(),
                defaults.threads(),
                null,
                null,
                defaults.schedule(),
                null,
                0,
                defaults.optimizer(),
                null,
                null,
                0,
                accumulation);
    }
}

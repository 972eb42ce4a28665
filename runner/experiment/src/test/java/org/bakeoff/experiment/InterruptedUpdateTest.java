package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings that are interrupted within an update of several batches, which may take hours. */
class InterruptedUpdateTest {

    /** In the second batch of the first update of the second epoch. */
    private static final int INTERRUPTED = 10;

    @TempDir
    private Path folder;

    /** Batch normalization changes its running means with each batch, though nothing of the update is learned. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAfterTheBatchAndResumesWithTheSameBytes(boolean normalized) {
        AtomicInteger batches = new AtomicInteger();
        Experiment interrupted = experiment("run", new Model(normalized, () -> {
            if (batches.incrementAndGet() == INTERRUPTED) {
                Thread.currentThread().interrupt();
            }
        }));
        assertThatExceptionOfType(CancellationException.class).isThrownBy(interrupted::run);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(batches).hasValue(INTERRUPTED);
        Path checkpoint = folder.resolve("run/trials/m-1/checkpoint/state.safetensors");
        assertThat(Files.exists(checkpoint)).isEqualTo(!normalized);

        experiment("run", new Model(normalized, () -> {})).run();
        experiment("whole", new Model(normalized, () -> {})).run();

        assertThat(folder.resolve("run/trials/m-1/predictions.csv"))
                .hasSameBinaryContentAs(folder.resolve("whole/trials/m-1/predictions.csv"));
    }

    private Experiment experiment(String out, Model model) {
        return Experiment.builder()
                .name("update")
                .dataset("parity", Map.of("train", 64, "test", 20))
                .model("m", model, new Model.None())
                .training(training -> training.epochs(3)
                        .batchSize(8)
                        .gradientAccumulation(4)
                        .device("cpu")
                        .validation(0))
                .evaluator("error-rate")
                .out(folder.resolve(out))
                .cache(folder.resolve("cache"))
                .build();
    }

    /**
     * A model of counted words.
     *
     * @param normalized whether they are normalized by batch
     * @param trained is told of each batch that it is trained with
     */
    private record Model(boolean normalized, Runnable trained) implements ModelProvider<Model.None> {

        record None() {}

        @Override
        public String name() {
            return "counted";
        }

        @Override
        public String description() {
            return "counted words";
        }

        @Override
        public None defaults() {
            return new None();
        }

        @Override
        public Block create(None config, DatasetInfo data) {
            Observed block = new Observed(trained);
            block.add(ids -> new NDList(
                    ids.singletonOrThrow().oneHot(data.vocabularySize()).mean(new int[] {1})));
            if (normalized) {
                block.add(BatchNorm.builder().build());
            }
            return block.add(Linear.builder().setUnits(data.outputs()).build());
        }
    }

    private static final class Observed extends SequentialBlock {

        private final Runnable trained;

        Observed(Runnable trained) {
            this.trained = trained;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            if (training) {
                trained.run();
            }
            return super.forwardInternal(store, inputs, training, options);
        }
    }
}

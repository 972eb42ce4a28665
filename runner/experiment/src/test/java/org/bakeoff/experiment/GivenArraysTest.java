package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.NativeResource;
import ai.djl.util.PairList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose plugins give arrays for their parameters, such as a pretrained table. */
class GivenArraysTest extends LayerModelRuns {

    /** Such as a pretrained table that a plugin reads once: what a model has learned says nothing in the next one of its process. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {
                "SHARED",
                "VIEW",
                "SET_LATE",
                "UNFROZEN",
                "RUNNING_MEANS",
                "GIVEN_AGAIN",
                "VIEW_GIVEN",
                "BUFFER",
                "MAPPED"
            })
    void eachModelHasACopyOfWhatAPluginGivesAgain(Given given) throws IOException {
        assertThat(run(model(given), 1, 2).complete()).isTrue();
        byte[] behindAnother = Files.readAllBytes(folder().resolve("run/trials/m-2/predictions.csv"));
        RecursiveDeletion.of(folder().resolve("run"));
        run(model(given), 2);
        assertThat(folder().resolve("run/trials/m-2/predictions.csv")).hasBinaryContent(behindAnother);
        assertThat(Learned.ONCE.toFloatArray()).containsExactly(1);
    }

    /** As Kim's CNN has a frozen and a trained channel of the same pretrained vectors. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {"CHANNELS", "CHANNELS_BY_INITIALIZER", "CHANNELS_MADE_ONCE"})
    void oneTableMayBeTheValuesOfATrainedAndAFrozenParameter(Given given) throws IOException {
        assertThat(trial(model(given)).status()).isEqualTo(ModelResult.Status.DONE);
        String weights = Files.readString(
                folder().resolve("run/trials/m-1/model/weights.safetensors"), StandardCharsets.ISO_8859_1);
        assertThat(weights).contains("02Learned_extra", "02Learned_other");
        assertThat(Learned.ONCE.toFloatArray()).containsExactly(1);
    }

    /** It isn't the plugin's, whoever reads it: the block, or the store for it. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {"READ_ITSELF", "READ_ITSELF_ONCE", "READ_ITSELF_LATE", "READ_ITSELF_BY_INITIALIZER"})
    void aBlockMayReadAParameterItself(Given given) throws IOException {
        assertThat(run(model(Given.SHARED), 1, 2).complete()).isTrue();
        byte[] asked = Files.readAllBytes(folder().resolve("run/trials/m-2/predictions.csv"));
        String weights = weights();
        RecursiveDeletion.of(folder().resolve("run"));
        assertThat(run(model(given), 1, 2).complete()).isTrue();
        assertThat(folder().resolve("run/trials/m-2/predictions.csv")).hasBinaryContent(asked);
        assertThat(weights()).isEqualTo(weights);
        assertThat(Learned.ONCE.toFloatArray()).containsExactly(1);
    }

    private String weights() throws IOException {
        return Files.readString(
                folder().resolve("run/trials/m-2/model/weights.safetensors"), StandardCharsets.ISO_8859_1);
    }

    /** It computes with what the parameter was given, while training changes the copy: a weight that never learns, in silence. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {"KEPT_IN_A_FIELD", "KEPT_BEHIND_ZEROS"})
    void aBlockThatComputesWithWhatItGaveIsRefused(Given given) {
        assertThat(trial(model(given)).reason().orElseThrow())
                .contains(
                        "the array that it gave its parameter '02Learned_extra'", "ask ParameterStore.getValue for it")
                .endsWith("this is a fault of the plugin");
        assertThat(events()).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class, Progress.TrialRetried.class);
    }

    /** As where the file of a pretrained table was replaced since. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {"COUNTED", "READ_ITSELF_COUNTED"})
    void aModelAnswersWithTheValuesThatWereSaved(Given given) {
        Learned.counted = 1;
        assertThat(run(model(given), 1).complete()).isTrue();
        double before = probability(given);
        Learned.counted = 2;
        assertThat(probability(given)).isEqualTo(before);
    }

    private double probability(Given given) {
        try (TrainedRun run = TrainedRun.open(folder().resolve("run"), List.of(), List.of(model(given)))) {
            return run.model("m").predict("w1 w2").probability();
        }
    }

    /** Each would be changed as if it were alone, though the plugin may mean one weight. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {"TIED", "TIED_BY_INITIALIZER"})
    void oneArrayOfTwoParametersIsRefusedBeforeTraining(Given given) {
        assertThat(trial(model(given)).reason().orElseThrow())
                .contains("its parameters '02Learned_extra' and '02Learned_other' have one array")
                .endsWith("this is a fault of the plugin");
        assertThat(events()).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class, Progress.TrialRetried.class);
    }

    /** Else a pretrained table that is read for each model would fill the memory, trial by trial. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {"READ_ANEW", "READ_ANEW_FROZEN", "READ_ANEW_LATE", "READ_ANEW_BY_INITIALIZER"})
    void whatABlockCameWithIsFreedWithItsModel(Given given) {
        Learned.READ.clear();
        assertThat(run(model(given), 1, 2).complete()).isTrue();
        try (TrainedRun run = TrainedRun.open(folder().resolve("run"), List.of(), List.of(model(given)))) {
            assertThat(run.model("m").predict("w1 w2").probability()).isBetween(0.5, 1.0);
        }
        assertThat(Learned.READ).hasSizeGreaterThan(3).allMatch(array -> ((NativeResource<?>) array).isReleased());
    }

    /** Else a layer that makes its weights when its inputs are known would take twice the memory of one that knows them before. */
    @ParameterizedTest
    @EnumSource(
            value = Given.class,
            names = {"MADE_LATE", "MADE_LATE_BY_INITIALIZER"})
    void whatABlockMakesLateIsNoSecondWeight(Given given) {
        assertThat(run(model(given)).complete()).isTrue();
        assertThat(Learned.twice).isFalse();
    }

    private static ModelProvider<LayerModel.None> model(Given given) {
        return new LayerModel(data -> given == Given.RUNNING_MEANS ? Learned.norm(data) : new Learned(given));
    }

    private enum Given {
        SHARED,
        VIEW,
        SET_LATE,
        UNFROZEN,
        RUNNING_MEANS,
        GIVEN_AGAIN,
        VIEW_GIVEN,
        BUFFER,
        MAPPED,
        TIED,
        TIED_BY_INITIALIZER,
        READ_ANEW,
        READ_ANEW_FROZEN,
        READ_ANEW_LATE,
        READ_ANEW_BY_INITIALIZER,
        CHANNELS,
        CHANNELS_BY_INITIALIZER,
        CHANNELS_MADE_ONCE,
        READ_ITSELF,
        READ_ITSELF_ONCE,
        READ_ITSELF_LATE,
        READ_ITSELF_BY_INITIALIZER,
        READ_ITSELF_COUNTED,
        COUNTED,
        KEPT_IN_A_FIELD,
        KEPT_BEHIND_ZEROS,
        MADE_LATE,
        MADE_LATE_BY_INITIALIZER
    }

    /** Multiplies by an array that is made once for all models, or twice by one. */
    private static final class Learned extends AbstractBlock {

        private static final NDManager MANAGER = NDManager.newBaseManager();
        private static final NDArray ONCE = MANAGER.ones(new Shape(1)).duplicate();
        private static final ByteBuffer BUFFER =
                ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder());
        private static boolean twice;
        private static final Block NORM = BatchNorm.builder().build();
        private static final List<NDArray> READ = new ArrayList<>();

        static {
            BUFFER.putFloat(0, 1);
        }

        private static float counted;

        private final Given given;
        private final Parameter parameter;
        private @Nullable Parameter gate;
        private @Nullable NDArray kept;
        private @Nullable NDArray late;

        Learned(Given given) {
            this.given = given;
            parameter = parameter("extra");
            switch (given) {
                case SHARED -> parameter.setArray(ONCE);
                case VIEW -> parameter.setArray(ONCE.expandDims(0).squeeze(0));
                case UNFROZEN -> {
                    parameter.setArray(ONCE);
                    parameter.freeze(true);
                }
                case GIVEN_AGAIN -> initializer((manager, shape, type) -> ONCE);
                case VIEW_GIVEN ->
                    initializer((manager, shape, type) -> {
                        NDArray view = ONCE.reshape(shape);
                        view.attach(manager);
                        return view;
                    });
                case BUFFER ->
                    initializer((manager, shape, type) ->
                            manager.create(BUFFER.duplicate().order(BUFFER.order()), shape, type));
                case MAPPED -> initializer((manager, shape, type) -> manager.create(mapped(), shape, type));
                case TIED -> {
                    NDArray array = MANAGER.ones(new Shape(1));
                    parameter.setArray(array);
                    parameter("other").setArray(array);
                }
                case TIED_BY_INITIALIZER -> {
                    NDArray array = MANAGER.ones(new Shape(1));
                    initializer((manager, shape, type) -> array);
                    Parameter other = parameter("other");
                    other.setShape(new Shape(1));
                    other.setInitializer((manager, shape, type) -> array);
                }
                case CHANNELS -> {
                    parameter.setArray(ONCE);
                    Parameter other = parameter("other");
                    other.setArray(ONCE);
                    other.freeze(true);
                }
                case CHANNELS_BY_INITIALIZER -> channels((manager, shape, type) -> ONCE);
                case CHANNELS_MADE_ONCE -> {
                    NDArray[] array = new NDArray[1];
                    channels((manager, shape, type) -> {
                        array[0] = array[0] == null ? manager.ones(shape) : array[0];
                        return array[0];
                    });
                }
                case READ_ITSELF ->
                    parameter.setArray(NDManager.newBaseManager().ones(new Shape(1)));
                case READ_ITSELF_ONCE, KEPT_IN_A_FIELD -> parameter.setArray(ONCE);
                case KEPT_BEHIND_ZEROS -> {
                    kept = NDManager.newBaseManager().ones(new Shape(1));
                    parameter.setArray(kept);
                    gate = parameter("gate");
                    gate.setShape(new Shape(1));
                    gate.setInitializer(Initializer.ZEROS);
                }
                case READ_ITSELF_BY_INITIALIZER -> initializer((manager, shape, type) -> ONCE);
                case COUNTED, READ_ITSELF_COUNTED -> {
                    parameter.setArray(NDManager.newBaseManager().full(new Shape(1), counted));
                    parameter.freeze(true);
                }
                case READ_ANEW_BY_INITIALIZER -> initializer((manager, shape, type) -> read());
                case READ_ANEW, READ_ANEW_FROZEN -> {
                    parameter.setArray(read());
                    parameter.freeze(given == Given.READ_ANEW_FROZEN);
                }
                default -> {}
            }
        }

        /** Returns a frozen layer that all models have, as of a pretrained network. */
        private static Block norm(DatasetInfo data) {
            if (!NORM.isInitialized()) {
                NORM.initialize(MANAGER, DataType.FLOAT32, new Shape(1, data.vocabularySize()));
                NORM.freezeParameters(true);
            }
            return NORM;
        }

        private Parameter parameter(String name) {
            return addParameter(Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.OTHER)
                    .build());
        }

        private static NDArray read() {
            NDArray array = NDManager.newBaseManager().ones(new Shape(1));
            READ.add(array);
            return array;
        }

        private void channels(Initializer initializer) {
            initializer(initializer);
            Parameter other = parameter("other");
            other.setShape(new Shape(1));
            other.setInitializer(initializer);
            other.freeze(true);
        }

        private void initializer(Initializer initializer) {
            parameter.setShape(new Shape(1));
            parameter.setInitializer(initializer);
        }

        private static ByteBuffer mapped() {
            try {
                Path file = Files.createTempFile("saved", "weights");
                Files.write(file, new byte[] {0, 0, (byte) 0x80, 0x3f});
                try (FileChannel channel = FileChannel.open(file)) {
                    return channel.map(FileChannel.MapMode.READ_ONLY, 0, Float.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void prepare(Shape[] inputs) {
            if (given == Given.MADE_LATE_BY_INITIALIZER) {
                initializer((manager, shape, type) -> {
                    late = manager.ones(shape);
                    return late;
                });
            }
        }

        @Override
        public void initialize(NDManager manager, DataType type, Shape... inputs) {
            if (given == Given.SET_LATE) {
                parameter.setArray(ONCE);
            } else if (given == Given.READ_ANEW_LATE) {
                parameter.setArray(read());
            } else if (given == Given.MADE_LATE) {
                late = manager.ones(new Shape(1));
                parameter.setArray(late);
            } else if (given == Given.READ_ITSELF_LATE) {
                parameter.setArray(manager.ones(new Shape(1)));
            } else if (given == Given.UNFROZEN) {
                parameter.freeze(false);
            }
            super.initialize(manager, type, inputs);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray x = inputs.singletonOrThrow();
            if (training && late != null) {
                twice = !((NativeResource<?>) late).isReleased();
            }
            if (given == Given.KEPT_IN_A_FIELD) {
                return new NDList(x.mul(ONCE));
            }
            if (kept != null && gate != null) {
                return new NDList(x.mul(kept).mul(store.getValue(gate, x.getDevice(), training)));
            }
            return new NDList(x.mul(
                    given.name().startsWith("READ_ITSELF")
                            ? parameter.getArray()
                            : store.getValue(parameter, x.getDevice(), training)));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}

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
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models with parameters that are odd to save. */
class SavedWeightsTest {

    @TempDir
    private Path folder;

    private final List<Progress> events = new ArrayList<>();

    /** As the mask of an attention. */
    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
            names = {"INFINITE", "NOT_A_NUMBER"})
    void aFrozenWeightMayBeInfinite(Odd odd) {
        assertThat(trial(odd).status()).isEqualTo(ModelResult.Status.DONE);
        assertThat(folder.resolve("run/trials/m-1/model/weights.safetensors")).exists();

        run(odd);
        assertThat(events).hasAtLeastOneElementOfType(Progress.TrialKept.class);
        try (TrainedRun run = TrainedRun.open(folder.resolve("run"), List.of(), List.of(new Model(odd)))) {
            assertThat(run.model("m").predict("w1 w2").probability()).isBetween(0.5, 1.0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
            names = {"MASK", "HALF", "BYTES"})
    void aTypeThatCantBeSavedIsRefusedBeforeTraining(Odd odd) {
        assertThat(trial(odd).reason().orElseThrow())
                .contains("'02Extra_extra'", odd.type.toString().toLowerCase(Locale.ROOT))
                .endsWith("this is a fault of the plugin");
        assertThat(events).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class, Progress.TrialRetried.class);
    }

    /** Where initial values aren't needed, the parameter would be of the type that was asked for. */
    @Test
    void anInitializerThatGivesAnotherTypeIsRefusedBeforeTraining() {
        assertThat(trial(Odd.COUNTS).reason().orElseThrow())
                .contains("the initializer of its parameter '02Extra_extra' gives int64 instead of float32")
                .endsWith("this is a fault of the plugin");
        assertThat(events).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class);
    }

    /** A table in double precision, say, which is made in the same way when its weights are read. */
    @Test
    void aBlockMayMakeAParameterOfAnotherTypeItself() {
        assertThat(trial(Odd.DOUBLES).status()).isEqualTo(ModelResult.Status.DONE);
    }

    /** Such as a pretrained table that a plugin reads once: what a model has learned says nothing in the next one of its process. */
    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
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
    void eachModelHasACopyOfWhatAPluginGivesAgain(Odd odd) throws IOException {
        assertThat(run(odd, 1, 2).complete()).isTrue();
        byte[] behindAnother = Files.readAllBytes(folder.resolve("run/trials/m-2/predictions.csv"));
        RecursiveDeletion.of(folder.resolve("run"));
        run(odd, 2);
        assertThat(folder.resolve("run/trials/m-2/predictions.csv")).hasBinaryContent(behindAnother);
        assertThat(Learned.ONCE.toFloatArray()).containsExactly(1);
    }

    /** As Kim's CNN has a frozen and a trained channel of the same pretrained vectors. */
    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
            names = {"CHANNELS", "CHANNELS_BY_INITIALIZER", "CHANNELS_MADE_ONCE"})
    void oneTableMayBeTheValuesOfATrainedAndAFrozenParameter(Odd odd) throws IOException {
        assertThat(trial(odd).status()).isEqualTo(ModelResult.Status.DONE);
        String weights = Files.readString(
                folder.resolve("run/trials/m-1/model/weights.safetensors"), StandardCharsets.ISO_8859_1);
        assertThat(weights).contains("02Learned_extra", "02Learned_other");
        assertThat(Learned.ONCE.toFloatArray()).containsExactly(1);
    }

    /** It computes with what the parameter was given, while training changes the copy: a weight that never learns, in silence. */
    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
            names = {"READ_ITSELF", "READ_ITSELF_ONCE", "READ_ITSELF_LATE"})
    void aBlockThatReadsATrainedParameterItselfIsRefused(Odd odd) {
        assertThat(trial(odd).reason().orElseThrow())
                .contains("it reads its parameter '02Learned_extra' itself", "ask ParameterStore.getValue for it")
                .endsWith("this is a fault of the plugin");
        assertThat(events).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class, Progress.TrialRetried.class);
    }

    /** Each would be changed as if it were alone, though the plugin may mean one weight. */
    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
            names = {"TIED", "TIED_BY_INITIALIZER"})
    void oneArrayOfTwoParametersIsRefusedBeforeTraining(Odd odd) {
        assertThat(trial(odd).reason().orElseThrow())
                .contains("its parameters '02Learned_extra' and '02Learned_other' have one array")
                .endsWith("this is a fault of the plugin");
        assertThat(events).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class, Progress.TrialRetried.class);
    }

    /** Else a pretrained table that is read for each model would fill the memory, trial by trial. */
    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
            names = {"READ_ANEW", "READ_ANEW_FROZEN", "READ_ANEW_LATE", "READ_ANEW_BY_INITIALIZER"})
    void whatABlockCameWithIsFreedWithItsModel(Odd odd) {
        Learned.READ.clear();
        assertThat(run(odd, 1, 2).complete()).isTrue();
        try (TrainedRun run = TrainedRun.open(folder.resolve("run"), List.of(), List.of(new Model(odd)))) {
            assertThat(run.model("m").predict("w1 w2").probability()).isBetween(0.5, 1.0);
        }
        assertThat(Learned.READ).hasSizeGreaterThan(3).allMatch(array -> ((NativeResource<?>) array).isReleased());
    }

    /** To train it again, as is said of a damaged file, would be of no use. */
    @Test
    void aPluginThatMakesAnotherModelEachTimeIsAtFault() {
        assertThat(trial(Odd.NUMBERED).reason().orElseThrow())
                .contains("the plugin 'extra' makes another model each time: ", "it holds [02Extra_extra1]")
                .doesNotContain("train it again")
                .endsWith("this is a fault of the plugin");
    }

    private ModelResult.Trial trial(Odd odd) {
        return run(odd).models().get(0).trials().get(0);
    }

    private ComparisonResult run(Odd odd, long... seeds) {
        return Experiment.builder()
                .name("saved")
                .dataset("parity", Map.of("train", 60, "test", 20))
                .model("m", new Model(odd), new Model.None())
                .training(training -> training.epochs(1)
                        .device("cpu")
                        .validation(0)
                        .learningRate(0.5)
                        .seeds(seeds.length == 0 ? new long[] {1} : seeds))
                .evaluator("error-rate")
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run(events::add);
    }

    private enum Odd {
        INFINITE(DataType.FLOAT32),
        NOT_A_NUMBER(DataType.FLOAT32),
        MASK(DataType.BOOLEAN),
        HALF(DataType.FLOAT16),
        BYTES(DataType.UINT8),
        COUNTS(DataType.INT64),
        DOUBLES(DataType.FLOAT64),
        SHARED(DataType.FLOAT32),
        VIEW(DataType.FLOAT32),
        SET_LATE(DataType.FLOAT32),
        UNFROZEN(DataType.FLOAT32),
        RUNNING_MEANS(DataType.FLOAT32),
        GIVEN_AGAIN(DataType.FLOAT32),
        VIEW_GIVEN(DataType.FLOAT32),
        BUFFER(DataType.FLOAT32),
        MAPPED(DataType.FLOAT32),
        TIED(DataType.FLOAT32),
        TIED_BY_INITIALIZER(DataType.FLOAT32),
        READ_ANEW(DataType.FLOAT32),
        READ_ANEW_FROZEN(DataType.FLOAT32),
        READ_ANEW_LATE(DataType.FLOAT32),
        READ_ANEW_BY_INITIALIZER(DataType.FLOAT32),
        CHANNELS(DataType.FLOAT32),
        CHANNELS_BY_INITIALIZER(DataType.FLOAT32),
        CHANNELS_MADE_ONCE(DataType.FLOAT32),
        READ_ITSELF(DataType.FLOAT32),
        READ_ITSELF_ONCE(DataType.FLOAT32),
        READ_ITSELF_LATE(DataType.FLOAT32),
        NUMBERED(DataType.FLOAT32);

        private final DataType type;

        Odd(DataType type) {
            this.type = type;
        }

        NDArray value(NDManager manager, Shape shape) {
            return switch (this) {
                case INFINITE -> manager.full(shape, Float.NEGATIVE_INFINITY);
                case NOT_A_NUMBER -> manager.full(shape, Float.NaN);
                default -> manager.ones(shape, type);
            };
        }
    }

    /** A model of counted words, with a parameter that isn't trained. */
    private record Model(Odd odd, AtomicInteger made) implements ModelProvider<Model.None> {

        record None() {}

        Model(Odd odd) {
            this(odd, new AtomicInteger());
        }

        @Override
        public String name() {
            return "extra";
        }

        @Override
        public String description() {
            return "a parameter that is odd to save";
        }

        @Override
        public None defaults() {
            return new None();
        }

        @Override
        public Block create(None config, DatasetInfo data) {
            return new SequentialBlock()
                    .add(ids -> new NDList(
                            ids.singletonOrThrow().oneHot(data.vocabularySize()).mean(new int[] {1})))
                    .add(
                            odd.compareTo(Odd.SHARED) >= 0 && odd.compareTo(Odd.NUMBERED) < 0
                                    ? odd == Odd.RUNNING_MEANS ? Learned.norm(data) : new Learned(odd)
                                    : new Extra(odd, odd == Odd.NUMBERED ? "extra" + made.incrementAndGet() : "extra"))
                    .add(Linear.builder().setUnits(data.outputs()).build());
        }
    }

    /** Multiplies by an array that is made once for all models, or twice by one. */
    private static final class Learned extends AbstractBlock {

        private static final NDManager MANAGER = NDManager.newBaseManager();
        private static final NDArray ONCE = MANAGER.ones(new Shape(1)).duplicate();
        private static final ByteBuffer BUFFER =
                ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder());
        private static final Block NORM = BatchNorm.builder().build();
        private static final List<NDArray> READ = new ArrayList<>();

        static {
            BUFFER.putFloat(0, 1);
        }

        private final Odd odd;
        private final Parameter parameter;

        Learned(Odd odd) {
            this.odd = odd;
            parameter = parameter("extra");
            switch (odd) {
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
                case READ_ITSELF_ONCE -> parameter.setArray(ONCE);
                case READ_ANEW_BY_INITIALIZER -> initializer((manager, shape, type) -> read());
                case READ_ANEW, READ_ANEW_FROZEN -> {
                    parameter.setArray(read());
                    parameter.freeze(odd == Odd.READ_ANEW_FROZEN);
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
        public void initialize(NDManager manager, DataType type, Shape... inputs) {
            if (odd == Odd.SET_LATE) {
                parameter.setArray(ONCE);
            } else if (odd == Odd.READ_ANEW_LATE) {
                parameter.setArray(read());
            } else if (odd == Odd.READ_ITSELF_LATE) {
                parameter.setArray(manager.ones(new Shape(1)));
            } else if (odd == Odd.UNFROZEN) {
                parameter.freeze(false);
            }
            super.initialize(manager, type, inputs);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray x = inputs.singletonOrThrow();
            return new NDList(x.mul(
                    odd.name().startsWith("READ_ITSELF")
                            ? parameter.getArray()
                            : store.getValue(parameter, x.getDevice(), training)));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }

    private static final class Extra extends AbstractBlock {

        private final Odd odd;
        private final Parameter parameter;

        Extra(Odd odd, String name) {
            this.odd = odd;
            parameter = addParameter(Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.OTHER)
                    .optRequiresGrad(false)
                    .optShape(new Shape(2))
                    .build());
            parameter.setInitializer((manager, shape, type) -> odd.value(manager, shape));
        }

        @Override
        public void initialize(NDManager manager, DataType type, Shape... inputs) {
            if (odd == Odd.DOUBLES) {
                parameter.initialize(manager, DataType.FLOAT64);
            }
            super.initialize(manager, type, inputs);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            return inputs;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}

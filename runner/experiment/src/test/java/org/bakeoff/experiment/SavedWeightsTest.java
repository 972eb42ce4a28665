package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models with parameters that are odd to save. */
class SavedWeightsTest extends LayerModelRuns {

    /** As the mask of an attention. */
    @ParameterizedTest
    @EnumSource(
            value = Odd.class,
            names = {"INFINITE", "NOT_A_NUMBER"})
    void aFrozenWeightMayBeInfinite(Odd odd) {
        assertThat(trial(odd).status()).isEqualTo(ModelResult.Status.DONE);
        assertThat(folder().resolve("run/trials/m-1/model/weights.safetensors")).exists();

        run(model(odd));
        assertThat(events()).hasAtLeastOneElementOfType(Progress.TrialKept.class);
        try (TrainedRun run = TrainedRun.open(folder().resolve("run"), List.of(), List.of(model(odd)))) {
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
        assertThat(events()).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class, Progress.TrialRetried.class);
    }

    /** Where initial values aren't needed, the parameter would be of the type that was asked for. */
    @Test
    void anInitializerThatGivesAnotherTypeIsRefusedBeforeTraining() {
        assertThat(trial(Odd.COUNTS).reason().orElseThrow())
                .contains("the initializer of its parameter '02Extra_extra' gives int64 instead of float32")
                .endsWith("this is a fault of the plugin");
        assertThat(events()).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class);
    }

    /** A table in double precision, say, which is made in the same way when its weights are read. */
    @Test
    void aBlockMayMakeAParameterOfAnotherTypeItself() {
        assertThat(trial(Odd.DOUBLES).status()).isEqualTo(ModelResult.Status.DONE);
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
        return trial(model(odd));
    }

    private static ModelProvider<LayerModel.None> model(Odd odd) {
        AtomicInteger made = new AtomicInteger();
        return new LayerModel(info -> new Extra(odd, odd == Odd.NUMBERED ? "extra" + made.incrementAndGet() : "extra"));
    }

    private enum Odd {
        INFINITE(DataType.FLOAT32),
        NOT_A_NUMBER(DataType.FLOAT32),
        MASK(DataType.BOOLEAN),
        HALF(DataType.FLOAT16),
        BYTES(DataType.UINT8),
        COUNTS(DataType.INT64),
        DOUBLES(DataType.FLOAT64),
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

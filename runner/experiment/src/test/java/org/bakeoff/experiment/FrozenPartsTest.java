package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that freeze a parameter when they are run, such as an embedding after some updates. */
class FrozenPartsTest extends LayerModelRuns {

    /** The optimizer would go on without it, or never have it, in silence. */
    @ParameterizedTest
    @CsvSource({"FREEZES, freezes", "UNFREEZES, unfreezes"})
    void aModelThatFreezesOrUnfreezesWhileItIsTrainedFails(When when, String does) {
        assertThat(trial(new LayerModel(data -> new Scaled(when))).reason().orElseThrow())
                .contains("it " + does + " its parameter 'weight' while it is trained")
                .endsWith("this is a fault of the plugin");
        assertThat(events()).doesNotHaveAnyElementsOfTypes(Progress.TrialRetried.class);
    }

    @Test
    void aModelMayBeFrozenWhenItPredicts() {
        assertThat(trial(new LayerModel(data -> new Scaled(When.FROZEN_TO_PREDICT)))
                        .status())
                .isEqualTo(ModelResult.Status.DONE);
    }

    private enum When {
        FREEZES,
        UNFREEZES,
        FROZEN_TO_PREDICT
    }

    /** Multiplies by a weight. */
    private static final class Scaled extends AbstractBlock {

        private final When when;
        private final Parameter weight;

        Scaled(When when) {
            this.when = when;
            weight = addParameter(Parameter.builder()
                    .setName("weight")
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(1))
                    .optInitializer(Initializer.ONES)
                    .build());
            weight.freeze(when == When.UNFREEZES);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            if (when == When.FROZEN_TO_PREDICT) {
                weight.freeze(!training);
            } else if (training) {
                weight.freeze(when == When.FREEZES);
            }
            NDArray x = inputs.singletonOrThrow();
            return new NDList(x.mul(store.getValue(weight, x.getDevice(), training)));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}

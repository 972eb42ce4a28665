package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.bakeoff.io.RecursiveDeletion;
import org.junit.jupiter.api.Test;

/** Models that all have one parameter, as of a layer that a plugin makes once, and read it themselves. */
class SharedParameterTest extends LayerModelRuns {

    private static final LayerModel MODEL = new LayerModel(data -> new Scaled());

    /** What one of them has learned is nothing that another one computes with. */
    @Test
    void modelsThatAreOpenAtOnceEachHaveTheirOwn() {
        assertThat(run(MODEL, 1, 2).complete()).isTrue();
        double alone;
        try (TrainedRun run = open()) {
            alone = probability(run, 2);
        }
        try (TrainedRun run = open()) {
            double first = probability(run, 1);
            assertThat(probability(run, 2)).isEqualTo(alone);
            assertThat(probability(run, 1)).isEqualTo(first);
        }
    }

    @Test
    void aModelIsTrainedAsIfNoOtherOneWereOpen() throws IOException {
        assertThat(run(MODEL, 1).complete()).isTrue();
        byte[] alone = predictions();
        try (TrainedRun run = open()) {
            probability(run, 1);
            RecursiveDeletion.of(folder().resolve("run"));
            assertThat(run(MODEL, 1).complete()).isTrue();
        }
        assertThat(predictions()).isEqualTo(alone);
    }

    private TrainedRun open() {
        return TrainedRun.open(folder().resolve("run"), List.of(), List.of(MODEL));
    }

    private static double probability(TrainedRun run, long seed) {
        return run.model("m", seed).predict("w1 w2").probability();
    }

    private byte[] predictions() throws IOException {
        return Files.readAllBytes(folder().resolve("run/trials/m-1/predictions.csv"));
    }

    /** Multiplies by a weight. */
    private static final class Scaled extends AbstractBlock {

        private static final Parameter ALL = Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.OTHER)
                .build();

        static {
            ALL.setArray(NDManager.newBaseManager().ones(new Shape(1)));
        }

        Scaled() {
            addParameter(ALL);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray x = inputs.singletonOrThrow();
            return new NDList(x.mul(ALL.getArray()));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}

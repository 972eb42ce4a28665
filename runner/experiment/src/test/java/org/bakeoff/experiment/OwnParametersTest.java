package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.spec.Training;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose weights aren't all among the parameters of their blocks, or are there several times. */
class OwnParametersTest {

    private static final int UNITS = 6;

    @TempDir
    private Path folder;

    /** Without its weights the saved model would answer otherwise than it did in its trial. */
    @Test
    void aLayerThatIsNoChildOfTheBlockCostsItsTrial() {
        assertFails(Twice.Layers.UNREGISTERED, "that is none of its own by getParameters()", "'weight'");
    }

    @Test
    void twoParametersOfOneNameCostTheTrial() {
        assertFails(Twice.Layers.OF_ONE_NAME, "two of its parameters have the name", "only one could be saved");
    }

    /** It isn't saved, so that the model would answer otherwise than in its trial. */
    @Test
    void whatTheBlockKeepsInAFieldCostsTheTrial() {
        assertFails(Twice.Layers.KEPT, " from its saved weights; it keeps something outside of its parameters");
    }

    /** Each step would change it several times, and clipping would count its gradient as often. */
    @Test
    void aLayerThatStandsTwiceInABlockIsTrainedAsOneThatIsCalledTwice() {
        run(Twice.Layers.SHARED);
        run(Twice.Layers.CALLED_TWICE);

        assertThat(predictions(Twice.Layers.SHARED)).hasSameBinaryContentAs(predictions(Twice.Layers.CALLED_TWICE));
        try (TrainedRun shared =
                TrainedRun.open(folder.resolve("SHARED"), List.of(), List.of(new Model(Twice.Layers.SHARED)))) {
            assertThat(shared.model("m").seed()).isEqualTo(1);
        }
    }

    /** As where a block lists the weights of a layer itself that stands in two of its children. */
    @Test
    void aParameterThatIsListedTwiceUnderItsNameIsOne() {
        run(Twice.Layers.LISTED_TWICE);
        run(Twice.Layers.CALLED_TWICE);

        assertThat(predictions(Twice.Layers.LISTED_TWICE))
                .hasSameBinaryContentAs(predictions(Twice.Layers.CALLED_TWICE));
    }

    @Test
    void whatLayersOfASequenceShareIsCountedOnce() {
        assertThat(parameters(Twice.Layers.SEQUENCE)).isEqualTo(parameters(Twice.Layers.CALLED_TWICE));
    }

    private long parameters(Twice.Layers layers) {
        return run(layers).models().get(0).description().parameters();
    }

    private Path predictions(Twice.Layers layers) {
        return folder.resolve(layers.name()).resolve("trials/m-1/predictions.csv");
    }

    private void assertFails(Twice.Layers layers, String... message) {
        ModelResult.Trial trial = run(layers).models().get(0).trials().get(0);
        assertThat(trial.status()).isEqualTo(ModelResult.Status.FAILED);
        assertThat(trial.reason().orElseThrow()).contains(message).endsWith("this is a fault of the plugin");
    }

    private ComparisonResult run(Twice.Layers layers) {
        return Experiment.builder()
                .name("own")
                .dataset("parity", Map.of("train", 60, "test", 20))
                .model("m", new Model(layers), new Model.None())
                .training(training -> training.epochs(2)
                        .batchSize(16)
                        .device("cpu")
                        .validation(0)
                        .learningRate(0.05)
                        .optimizer(Training.Optimizer.ADAMW)
                        .weightDecay(2)
                        .clipNorm(0.1))
                .evaluator("error-rate")
                .out(folder.resolve(layers.name()))
                .cache(folder.resolve("cache"))
                .build()
                .run();
    }

    /** A model of counted words, a layer, or two, and a linear one. */
    private record Model(Twice.Layers layers) implements ModelProvider<Model.None> {

        record None() {}

        @Override
        public String name() {
            return "twice";
        }

        @Override
        public String description() {
            return "a layer that is called twice";
        }

        @Override
        public None defaults() {
            return new None();
        }

        @Override
        public Block create(None config, DatasetInfo data) {
            Supplier<Block> linear = () -> Linear.builder().setUnits(UNITS).build();
            return new SequentialBlock()
                    .add(ids -> new NDList(
                            ids.singletonOrThrow().oneHot(data.vocabularySize()).mean(new int[] {1})))
                    .add(linear.get())
                    .add(
                            layers == Twice.Layers.SEQUENCE
                                    ? twice(linear.get())
                                    : new Twice(layers, linear.get(), linear.get()))
                    .add(Linear.builder().setUnits(data.outputs()).build());
        }
    }

    private static Block twice(Block layer) {
        return new SequentialBlock().add(layer).add(layer);
    }

    /** Calls two layers, which may be one. */
    private static final class Twice extends AbstractBlock {

        private final Layers layers;
        private final Block first;
        private final Block second;
        private int steps;

        enum Layers {
            UNREGISTERED,
            OF_ONE_NAME,
            SHARED,
            LISTED_TWICE,
            SEQUENCE,
            KEPT,
            CALLED_TWICE
        }

        Twice(Layers layers, Block first, Block second) {
            this.layers = layers;
            this.first = first;
            this.second = layers == Layers.UNREGISTERED || layers == Layers.OF_ONE_NAME ? second : first;
            addChildBlock("layer", first);
            if (layers == Layers.SHARED) {
                addChildBlock("again", first);
            }
        }

        @Override
        public ParameterList getParameters() {
            if (layers != Layers.OF_ONE_NAME && layers != Layers.LISTED_TWICE) {
                return super.getParameters();
            }
            ParameterList all = new ParameterList();
            all.addAll(first.getParameters());
            all.addAll(second.getParameters());
            return all;
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            first.initialize(manager, type, inputs);
            second.initialize(manager, type, inputs);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDList once = first.forward(store, inputs, training, options);
            steps += training ? 1 : 0;
            NDList twice = second.forward(store, once, training, options);
            return layers == Layers.KEPT ? new NDList(twice.singletonOrThrow().mul(1 + steps)) : twice;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}

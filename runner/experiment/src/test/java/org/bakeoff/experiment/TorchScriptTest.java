package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Models with a module of TorchScript, which computes with its own weights alone; it multiplies by one, 1 at first. */
class TorchScriptTest extends LayerModelRuns {

    /** One that nobody holds is closed with its arrays. */
    private static final List<Model> MODELS = new ArrayList<>();

    @Test
    void aModuleIsTrainedAndSavedAsOtherLayers() throws IOException {
        byte[] trained = predictions(new LayerModel(data -> new Scaled(load(true))));
        assertThat(trained).isEqualTo(predictions(new LayerModel(data -> new Scaled(null))));
        assertThat(trained).isNotEqualTo(predictions(new LayerModel(data -> new Scaled(load(false)))));
    }

    /** What one model learned would be in the other. */
    @Test
    void aModuleThatModelsShareIsTrainedByNone() {
        Block module = load(true);

        LayerModel model = new LayerModel(data -> new Scaled(module));

        assertThat(trial(model).reason().orElseThrow())
                .contains("is that of another model, too", "load it for each, or freeze it")
                .endsWith("this is a fault of the plugin");
    }

    @Test
    void modelsMayShareAFrozenModule() throws IOException {
        Block module = load(true);
        module.freezeParameters(true);

        LayerModel shared = new LayerModel(data -> new Scaled(module));

        assertThat(predictions(shared)).isEqualTo(predictions(new LayerModel(data -> new Scaled(load(false)))));
        assertThat(predictions(shared)).isEqualTo(predictions(shared));
    }

    /** Its running mean would go on from one model to the next. */
    @Test
    void aFrozenModuleThatTrainingChangesFails() {
        Block module = load("centred", false);

        LayerModel model = new LayerModel(data -> new Scaled(module));

        assertThat(trial(model).reason().orElseThrow())
                .contains("its frozen module of TorchScript changes when it is run to be trained", "training = false")
                .endsWith("this is a fault of the plugin");
        assertThat(events()).doesNotHaveAnyElementsOfTypes(Progress.EpochEnded.class, Progress.TrialRetried.class);
    }

    @Test
    void aFrozenModuleWithARunningMeanMayBeRunToPredict() throws IOException {
        Block module = load("centred", false);

        LayerModel shared = new LayerModel(data -> new Scaled(module, false));

        assertThat(predictions(shared)).isEqualTo(predictions(new LayerModel(data -> new Scaled(load(false)))));
    }

    /** As Java does where nothing holds it: DJL's models close what they have loaded. */
    @Test
    void aModuleWhoseModelIsClosedFails() {
        LayerModel model = new LayerModel(data -> new Scaled(load(true)) {
            @Override
            protected NDList forwardInternal(
                    ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
                NDList outputs = super.forwardInternal(store, inputs, training, options);
                if (training) {
                    MODELS.get(MODELS.size() - 1).close();
                }
                return outputs;
            }
        });

        assertThat(trial(model).reason().orElseThrow())
                .contains("an array of it was closed while it was used", "a Model of DJL that nothing holds")
                .endsWith("this is a fault of the plugin");
    }

    /** Returns the predictions of the second seed; its model was saved and read, and predicted the same. */
    private byte[] predictions(LayerModel model) throws IOException {
        assertThat(run(model, 1, 2).complete()).isTrue();
        byte[] predictions = Files.readAllBytes(folder().resolve("run/trials/m-2/predictions.csv"));
        try (TrainedRun run = TrainedRun.open(folder().resolve("run"), List.of(), List.of(model))) {
            assertThat(run.model("m").predict("w1 w2").probability()).isBetween(0.5, 1.0);
        }
        RecursiveDeletion.of(folder().resolve("run"));
        return predictions;
    }

    private static Block load(boolean trained) {
        return load("scaled", trained);
    }

    private static Block load(String name, boolean trained) {
        try {
            Path folder = Path.of(Objects.requireNonNull(TorchScriptTest.class.getResource("torchscript"))
                    .toURI());
            Model model = Model.newInstance(name, Device.cpu(), "PyTorch");
            MODELS.add(model);
            model.load(folder, name, Map.of("trainParam", "true"));
            model.getBlock().freezeParameters(!trained);
            return model.getBlock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Multiplies by a weight, of a module or its own. */
    private static class Scaled extends AbstractBlock {

        private final @Nullable Block module;
        private final boolean asIs;
        private final Parameter weight;

        Scaled(@Nullable Block module) {
            this(module, true);
        }

        Scaled(@Nullable Block module, boolean asIs) {
            this.module = module;
            this.asIs = asIs;
            if (module == null) {
                weight = addParameter(Parameter.builder()
                        .setName("weight")
                        .setType(Parameter.Type.OTHER)
                        .optShape(new Shape(1))
                        .optInitializer(Initializer.ONES)
                        .build());
            } else {
                weight = addChildBlock("module", module).getParameters().valueAt(0);
            }
        }

        @Override
        public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            // A module that was loaded has its weights.
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray x = inputs.singletonOrThrow();
            if (module == null) {
                return new NDList(x.mul(store.getValue(weight, x.getDevice(), training)));
            }
            return asIs
                    ? module.forward(store, inputs, training)
                    : new NDList(module.forward(store, inputs, false)
                            .singletonOrThrow()
                            .duplicate());
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}

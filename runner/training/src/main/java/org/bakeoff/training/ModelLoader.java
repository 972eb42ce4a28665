package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.training.engine.PyTorch;
import org.jspecify.annotations.Nullable;

/**
 * Where a trial's model comes from.
 *
 * @param trial the trial
 * @param data the data that it was trained for
 * @param weights the file of its weights, or null for those from before training
 */
record ModelLoader(Trial trial, DatasetInfo data, @Nullable Path weights) {

    /** Sets the engine up as the trial had it; the caller has its turn. */
    Engine prepare() {
        return PyTorch.prepare(
                trial.model().training().threads(),
                Seeds.engine(trial.seed(), trial.model().name()));
    }

    /**
     * Makes the model on a device.
     *
     * @throws UncheckedIOException if its weights can't be read or don't fit
     */
    Network open(Device device) {
        Engine engine = prepare();
        Block block = weights == null ? model().unseen() : model().empty();
        Network network = new Network(block, engine, device, data.length());
        try {
            network.freeze();
            if (weights != null) {
                SafetensorsFile.open(weights).fill(network.weights());
            }
            return network;
        } catch (IOException e) {
            network.close();
            IOException told = new IOException(
                    e.getMessage() + "; run the experiment again, in the same folder, to train it anew", e);
            throw new UncheckedIOException(told.getMessage(), told);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * The same model before training.
     *
     * @throws UnsupportedOperationException if its plugin makes it from the training examples
     */
    ModelLoader untrained() {
        model().unseen();
        return new ModelLoader(trial, data, null);
    }

    private ModelFactory model() {
        return new ModelFactory(trial.model().provider(), data);
    }
}

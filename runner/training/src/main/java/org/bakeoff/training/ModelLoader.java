package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.training.engine.PyTorch;

/**
 * Makes the model of a trial that is over, as it was before or after training.
 *
 * @param trial the trial
 * @param data the data that it was trained for
 * @param folder the trial's folder
 * @param trained whether the model is the trained one
 */
record ModelLoader(Trial trial, DatasetInfo data, Path folder, boolean trained) {

    /** Sets the engine up as the trial had it; the caller holds the engine's lock. */
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
        Block block = new ModelFactory(trial.model().provider(), data).empty();
        Network network = new Network(block, engine, device, data.length());
        try {
            network.freeze();
            Path weights = folder.resolve(trained ? SafetensorsWriter.FILE : SafetensorsWriter.INITIAL);
            // A model that did not look at training examples has its initial weights from its seed.
            if (trained || Files.exists(weights)) {
                SafetensorsFile.open(weights).fill(network.weights());
            }
            return network;
        } catch (IOException e) {
            network.close();
            IOException told = new IOException(
                    e.getMessage() + "; run the experiment again, in the same folder, to train it again", e);
            throw new UncheckedIOException(told.getMessage(), told);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Returns the source of the same model before training. */
    ModelLoader untrained() {
        return new ModelLoader(trial, data, folder, false);
    }
}

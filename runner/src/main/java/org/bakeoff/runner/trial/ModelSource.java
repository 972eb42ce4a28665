package org.bakeoff.runner.trial;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.bakeoff.api.DataSpec;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.runner.spec.Spec.Chosen;
import org.jspecify.annotations.Nullable;

/**
 * Where a trial's model comes from.
 *
 * @param trial the trial
 * @param data the data that it was trained for
 * @param weights the file of its weights, or null for those from before training
 */
record ModelSource(Trial trial, DataSpec data, @Nullable Path weights) {

    /** Sets the engine up as the trial had it; the caller has its turn. */
    Engine prepare() {
        return Torch.prepare(
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
        Chosen<ModelProvider<?>> provider = trial.model().provider();
        Block block = create(provider.plugin(), provider.config(), data);
        Network network = new Network(block, engine, device, data.length());
        try {
            network.freeze();
            if (weights != null) {
                WeightsFile.load(weights, network.weights());
            }
            return network;
        } catch (IOException e) {
            network.close();
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** The same model before training. */
    ModelSource untrained() {
        String plugin = trial.model().provider().plugin().name();
        boolean looks = Arrays.stream(
                        trial.model().provider().plugin().getClass().getMethods())
                .anyMatch(method -> method.getName().equals("create")
                        && method.getParameterCount() == 3
                        && method.getDeclaringClass() != ModelProvider.class);
        if (looks) {
            throw new UnsupportedOperationException("the plugin '" + plugin
                    + "' starts from the training examples, so that its model can't be had as it was before training");
        }
        return new ModelSource(trial, data, null);
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> Block create(ModelProvider<C> provider, Record config, DataSpec data) {
        return provider.create((C) config, data);
    }
}

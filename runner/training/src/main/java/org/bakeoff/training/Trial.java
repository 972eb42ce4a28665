package org.bakeoff.training;

import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.bakeoff.io.Json;
import org.bakeoff.io.Sha256;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Spec;
import org.bakeoff.training.engine.PyTorch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One model, one resolved configuration, one seed: with the encoded data, all that its result depends on.
 *
 * @param model the model, its provider, configuration and training
 * @param configuration the number of its configuration in a search, from 1 on; 0 outside of one
 * @param seed where its random numbers start
 * @param device where it is computed, "cpu", "gpu" for whichever its process is given, or "gpu:N"
 * @param tested whether the test examples are predicted; a trial that a search selects by never is
 * @param untilEpoch the epoch after which it stops, so that another trial can continue it; null if it is trained to the end
 */
public record Trial(
        Spec.Model model,
        int configuration,
        long seed,
        String device,
        boolean tested,
        @Nullable Integer untilEpoch) {

    /** The key of {@code trial.json} that says after which epoch a trial stops. */
    static final String UNTIL = "untilEpoch";

    /** The key of {@code trial.json} that identifies the encoded data. */
    static final String DATA = "data";

    /** Leaves out the seeds of other trials, so that what a trial writes doesn't grow with their number. */
    public Trial {
        if (model.training().seeds() instanceof SeedPlan.Listed) {
            SeedPlan own = new SeedPlan.Listed(List.of(seed));
            model = new Spec.Model(
                    model.name(), model.provider(), model.training().with(own));
        }
    }

    /** Makes a trial that is trained to the end. */
    public Trial(Spec.Model model, int configuration, long seed, String device, boolean tested) {
        this(model, configuration, seed, device, tested, null);
    }

    /** Makes a trial outside of a search. */
    public Trial(Spec.Model model, long seed, String device) {
        this(model, 0, seed, device, true);
    }

    /** Returns the trial that stops after an epoch, from 1 on; the same one if that is its last. */
    public Trial until(int epoch) {
        return epoch >= model.training().epochs() ? this : new Trial(model, configuration, seed, device, tested, epoch);
    }

    /** Returns the number of epochs that it is trained for, unless early stopping ends it before. */
    public int epochs() {
        return untilEpoch == null ? model.training().epochs() : untilEpoch;
    }

    /** Returns the name, MODEL-SEED or MODEL-CONFIGURATION-SEED; also the name of the trial's folder. */
    public String name() {
        return name(model.name(), configuration, seed);
    }

    /** Returns the name of a trial; see {@link #configuration()}. */
    public static String name(String model, int configuration, long seed) {
        return model + (configuration == 0 ? "" : "-" + configuration) + "-" + seed;
    }

    /** Sets the engine up as the trial needs it; the caller holds the engine's lock. */
    Engine prepare() {
        return PyTorch.prepare(model.training().threads(), Seeds.engine(seed, model.name()));
    }

    /**
     * Makes the model, not initialised yet.
     *
     * @param examples the examples to train on, which its plugin may look at; null for a model to be filled with saved weights, or
     *     as it was before a training that looked at none
     */
    Block block(DatasetInfo data, @Nullable TrainingExamples examples) {
        return block(model.provider().plugin(), data, examples);
    }

    @SuppressWarnings("unchecked")
    private <C extends Record> Block block(
            ModelProvider<C> plugin, DatasetInfo data, @Nullable TrainingExamples examples) {
        C config = (C) model.provider().config();
        return examples == null ? plugin.create(config, data) : plugin.create(config, data, examples);
    }

    /** Returns the content of {@code trial.json}. */
    ObjectNode toJson() {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("model", model.name());
        if (configuration > 0) {
            json.put("configuration", configuration);
        }
        json.put("seed", seed);
        json.put("device", device);
        if (!tested) {
            json.put("test", false);
        }
        if (untilEpoch != null) {
            json.put(UNTIL, untilEpoch);
        }
        json.setAll(model.toJson());
        return json;
    }

    /** Returns the SHA-256 of what distinguishes it from other trials; the same whatever the epoch that it stops after. */
    String sha256() {
        return Sha256.of(common(Json.read(toJson())).toString());
    }

    /** Removes from the content of {@code trial.json} the data, the other seeds of the model, and the epoch that the trial stops after. */
    static JsonNode common(JsonNode trial) {
        if (trial instanceof ObjectNode object) {
            object.remove(UNTIL);
            object.remove(DATA);
        }
        if (trial.path("training") instanceof ObjectNode training) {
            training.remove("seeds");
        }
        return trial;
    }
}

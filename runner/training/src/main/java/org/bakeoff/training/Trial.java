package org.bakeoff.training;

import org.bakeoff.io.Json;
import org.bakeoff.spec.Spec;
import tools.jackson.databind.node.ObjectNode;

/**
 * One model, one resolved configuration, one seed: with the encoded data, all that its result depends on.
 *
 * @param model the model, its provider, configuration and training
 * @param setting the number of its setting in a sweep, from 1 on; 0 outside of one
 * @param seed where its random numbers start
 * @param device where it is computed, "cpu", "gpu" for whichever its process is given, or "gpu:N"
 * @param tested whether the test examples are predicted; those of a sweep are for the settings that were selected
 */
public record Trial(Spec.Model model, int setting, long seed, String device, boolean tested) {

    /** One outside of a sweep. */
    public Trial(Spec.Model model, long seed, String device) {
        this(model, 0, seed, device, true);
    }

    /** Its name, MODEL-SEED or MODEL-SETTING-SEED; also the name of its folder. */
    public String name() {
        return name(model.name(), setting, seed);
    }

    /** The name of a trial; see {@link #setting()}. */
    public static String name(String model, int setting, long seed) {
        return model + (setting == 0 ? "" : "-" + setting) + "-" + seed;
    }

    /** The same, with the test examples predicted or not. */
    Trial tested(boolean yes) {
        return new Trial(model, setting, seed, device, yes);
    }

    /** As JSON, from which {@link WorkerRequestHandler} makes it again. */
    ObjectNode toJson() {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("model", model.name());
        if (setting > 0) {
            json.put("setting", setting);
        }
        json.put("seed", seed);
        json.put("device", device);
        if (!tested) {
            json.put("test", false);
        }
        json.setAll(model.toJson());
        return json;
    }
}

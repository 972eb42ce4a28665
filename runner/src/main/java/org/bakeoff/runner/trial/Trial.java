package org.bakeoff.runner.trial;

import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.spec.Spec;
import tools.jackson.databind.node.ObjectNode;

/**
 * One model, one resolved configuration, one seed: with the encoded data, all that its result depends on.
 *
 * @param model the model, its provider, configuration and training
 * @param seed where its random numbers start
 * @param device where it is computed, "cpu" or "gpu:N"
 */
public record Trial(Spec.Model model, long seed, String device) {

    /** Its name, MODEL-SEED; also the name of its folder. */
    public String name() {
        return model.name() + "-" + seed;
    }

    /** As JSON, from which {@link TrialFile} makes it again. */
    ObjectNode toJson() {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("model", model.name());
        json.put("seed", seed);
        json.put("device", device);
        json.setAll(model.toJson());
        return json;
    }
}

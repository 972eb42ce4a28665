package org.bakeoff.training;

import ai.djl.nn.Block;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.bakeoff.spec.Spec.Chosen;

/**
 * Makes a model by its plugin, not initialised yet.
 *
 * @param provider the plugin and its configuration
 * @param data what the model must fit
 */
record ModelFactory(Chosen<ModelProvider<?>> provider, DatasetInfo data) {

    /** Makes one to be trained on examples, which its plugin may look at. */
    Block on(TrainingExamples examples) {
        return create(provider.plugin(), examples);
    }

    /** Makes one without examples: to be filled with saved weights, or as it was before a training that looked at none. */
    Block empty() {
        return create(provider.plugin());
    }

    @SuppressWarnings("unchecked")
    private <C extends Record> Block create(ModelProvider<C> plugin, TrainingExamples examples) {
        return plugin.create((C) provider.config(), data, examples);
    }

    @SuppressWarnings("unchecked")
    private <C extends Record> Block create(ModelProvider<C> plugin) {
        return plugin.create((C) provider.config(), data);
    }
}

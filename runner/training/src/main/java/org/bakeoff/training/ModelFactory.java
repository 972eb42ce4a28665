package org.bakeoff.training;

import ai.djl.nn.Block;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.bakeoff.spec.Spec.Chosen;

/**
 * A model as its plugin makes it, not initialised yet.
 *
 * @param provider the plugin and its configuration
 * @param data what the model must fit
 */
record ModelFactory(Chosen<ModelProvider<?>> provider, DatasetInfo data) {

    /** To be trained on examples, which its plugin may look at. */
    Block on(TrainingExamples examples) {
        return create(provider.plugin(), examples);
    }

    /**
     * The same where the examples are not at hand.
     *
     * @throws UnsupportedOperationException if its plugin looks at them
     */
    Block unseen() {
        return on(new Unseen(provider.plugin().name()));
    }

    /** To be filled with saved weights. */
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

    /** Examples that nobody can look at. */
    private record Unseen(String plugin) implements TrainingExamples {

        @Override
        public int size() {
            throw refusal();
        }

        @Override
        public int[] tokens(int example) {
            throw refusal();
        }

        @Override
        public int label(int example) {
            throw refusal();
        }

        private UnsupportedOperationException refusal() {
            return new UnsupportedOperationException("the plugin '" + plugin
                    + "' starts from the training examples, so that its model can't be had as it was before training");
        }
    }
}

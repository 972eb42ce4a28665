package org.bakeoff.provider.simplernn;

import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.RecurrentStack;
import org.bakeoff.toolkit.layers.SimpleRnn;

/** Makes classifiers that read a text with a stack of simple recurrent layers, as Keras defines them. */
public final class SimpleRnnProvider implements ModelProvider<RecurrentStack> {

    @Override
    public String name() {
        return "simplernn";
    }

    @Override
    public String description() {
        return "a stack of simple recurrent layers on word vectors, as Keras defines it";
    }

    @Override
    public RecurrentStack defaults() {
        return new RecurrentStack(32, List.of(100, 100), 0);
    }

    @Override
    public Block create(RecurrentStack config, DatasetInfo data) {
        return config.build(data, SimpleRnn::new);
    }
}

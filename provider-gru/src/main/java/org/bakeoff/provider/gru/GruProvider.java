package org.bakeoff.provider.gru;

import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.Gru;
import org.bakeoff.toolkit.layers.RecurrentStack;

/** Makes classifiers that read a text with a stack of layers of gated recurrent units, as Keras defines them. */
public final class GruProvider implements ModelProvider<RecurrentStack> {

    @Override
    public String name() {
        return "gru";
    }

    @Override
    public String description() {
        return "a stack of layers of gated recurrent units on word vectors, as Keras defines it";
    }

    @Override
    public RecurrentStack defaults() {
        return new RecurrentStack(32, List.of(100), 0);
    }

    @Override
    public Block create(RecurrentStack config, DatasetInfo data) {
        return config.build(data, Gru::new);
    }
}

package org.bakeoff.provider.lstm;

import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.Lstm;
import org.bakeoff.toolkit.layers.RecurrentStack;

/** Makes classifiers that read a text with a stack of long short-term memory layers, as Keras defines them. */
public final class LstmProvider implements ModelProvider<RecurrentStack> {

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public String description() {
        return "a stack of long short-term memory layers on word vectors, as Keras defines it";
    }

    @Override
    public RecurrentStack defaults() {
        return new RecurrentStack(32, List.of(100), 0);
    }

    @Override
    public Block create(RecurrentStack config, DatasetInfo data) {
        return config.build(data, Lstm::new);
    }
}

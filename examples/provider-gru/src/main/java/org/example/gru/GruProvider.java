package org.example.gru;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.TokenEmbedding;

/** Makes classifiers with a layer of gated recurrent units and a linear layer on its last output. */
public final class GruProvider implements ModelProvider<GruProvider.Config> {
    public record Config(
            @ConfigProperty(value = "length of a word's vector", min = 1, max = 65536) int embedding,
            @ConfigProperty(value = "length of the state", min = 1, max = 65536) int hiddenUnits) {}

    public String name() {
        return "gru";
    }

    public String description() {
        return "a layer of gated recurrent units on word vectors";
    }

    public Config defaults() {
        return new Config(32, 64);
    }

    public Block create(Config config, DatasetInfo data) {
        return new SequentialBlock()
                .add(new TokenEmbedding(data.vocabularySize(), config.embedding()))
                .add(GRU.builder().setStateSize(config.hiddenUnits()).setNumLayers(1).optBatchFirst(true).build())
                .add(outputs -> new NDList(outputs.head().get(":, -1")))
                .add(Linear.builder().setUnits(data.outputs()).build());
    }
}

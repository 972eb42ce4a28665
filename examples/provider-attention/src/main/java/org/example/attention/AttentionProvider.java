package org.example.attention;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.AttentionPooling;
import org.bakeoff.toolkit.layers.Bidirectional;
import org.bakeoff.toolkit.layers.Dropout;
import org.bakeoff.toolkit.layers.Gru;
import org.bakeoff.toolkit.layers.TokenEmbedding;

/** Makes classifiers that read a text in both directions and learn which words to attend to. */
public final class AttentionProvider implements ModelProvider<AttentionProvider.Config> {
    public record Config(
            @ConfigProperty(value = "length of a word's vector", min = 1, max = 65536) int embedding,
            @ConfigProperty(value = "length of the state of each direction", min = 1, max = 65536) int hiddenUnits,
            @ConfigProperty(value = "share of outputs dropped in training", min = 0, max = 0.99) double dropout) {}

    public String name() {
        return "attention";
    }

    public String description() {
        return "gated recurrent units in both directions, and attention";
    }

    public Config defaults() {
        return new Config(32, 32, 0.2);
    }

    public Block create(Config config, DatasetInfo data) {
        int hidden = config.hiddenUnits();
        return new SequentialBlock()
                .add(TokenEmbedding.withMask(data.vocabularySize(), config.embedding()))
                .add(new Bidirectional(new Gru(hidden, true), new Gru(hidden, true), true))
                .add(new Dropout(config.dropout()))
                .add(new AttentionPooling(hidden))
                .add(Linear.builder().setUnits(data.outputs()).build());
    }
}

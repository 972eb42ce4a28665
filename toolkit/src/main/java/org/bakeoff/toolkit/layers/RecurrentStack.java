package org.bakeoff.toolkit.layers;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.DataSpec;
import org.bakeoff.api.Key;

/**
 * The configuration of a classifier that reads a text with a stack of recurrent layers: embedding, recurrent layers, and
 * a linear layer on the last output of the last of them.
 *
 * @param embedding the length of a word's vector
 * @param hidden the length of the state of each recurrent layer
 * @param dropout the share of every recurrent layer's outputs that is dropped in training
 */
public record RecurrentStack(
        @Key(value = "length of a word's vector", min = 1, max = 65536)
        int embedding,

        @Key(value = "length of the state of each recurrent layer, one layer an element", min = 1, max = 65536)
        List<Integer> hidden,

        @Key(value = "share of each recurrent layer's outputs dropped in training", min = 0, max = 0.99)
        double dropout) {

    /** Makes a recurrent layer, given the length of its state and whether it gives the output of every step. */
    @FunctionalInterface
    public interface LayerFactory {

        /** Makes a recurrent layer that is not initialised yet. */
        RecurrentLayer create(int hidden, boolean sequences);
    }

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no recurrent layer
     */
    public RecurrentStack {
        hidden = List.copyOf(hidden);
        if (hidden.isEmpty()) {
            throw new IllegalArgumentException("\"hidden\" needs at least one layer, such as [100]");
        }
    }

    /** Makes the classifier, not initialised yet: token ids (N, T) to logits (N, {@link DataSpec#outputs()}). */
    public Block build(DataSpec data, LayerFactory layer) {
        List<Block> body = new ArrayList<>();
        for (int index = 0; index < hidden.size(); index++) {
            body.add(layer.create(hidden.get(index), index < hidden.size() - 1));
            if (dropout > 0) {
                body.add(Dropout.builder().optRate((float) dropout).build());
            }
        }
        Linear classifier = Linear.builder().setUnits(data.outputs()).build();
        classifier.setInitializer(Initializers.glorotUniform(), Parameter.Type.WEIGHT);
        return new RecurrentClassifier(new TokenEmbedding(data.vocabularySize(), embedding), body, classifier);
    }
}

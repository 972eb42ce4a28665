package org.bakeoff.toolkit.layers;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a classifier that reads a text with a stack of recurrent layers: embedding, recurrent layers, and
 * a linear layer on the last output of the last of them, or on a summary of all its outputs.
 *
 * @param embedding the length of a word's vector
 * @param hiddenUnits the length of the state of each recurrent layer
 * @param dropout the share of every recurrent layer's outputs that is dropped in training; of the last layer's, once they
 *     are summarised
 * @param bidirectional whether each layer is two, of which one reads backwards, so that it gives twice as many outputs
 * @param pooling how the last layer's outputs are summarised
 * @param wordDropout the share of words whose vectors are zero in training
 * @param chunk into how long parts texts are cut, counted from their end; each is read from a zero state, and all together
 *     are summarised. Null: texts are read whole
 */
public record RecurrentStack(
        @ConfigProperty(value = "length of a word's vector", min = 1, max = 65536)
        int embedding,

        @ConfigProperty(
                value = "length of the state of each recurrent layer, one layer an element",
                min = 1,
                max = 65536)
        List<Integer> hiddenUnits,

        @ConfigProperty(value = "share of each recurrent layer's outputs dropped in training", min = 0, max = 0.99)
        double dropout,

        @ConfigProperty("whether each layer also reads backwards")
        boolean bidirectional,

        @ConfigProperty("what the classifier sees: the last output, or the largest, the mean or both over all words")
        Summary pooling,

        @ConfigProperty(value = "share of words whose vectors are zero in training", min = 0, max = 0.99)
        double wordDropout,

        @ConfigProperty(
                value = "words read from a zero state, counted from the end of a text; absent: all",
                min = 1,
                max = 65536)
        @Nullable
        Integer chunk) {

    /** Says how the outputs of the last layer become one vector. */
    public enum Summary {
        /** The last output; read backwards, the one at the first word. */
        LAST,
        /** The largest output over all words, dimension by dimension. */
        MAX,
        /** The mean output over all words. */
        MEAN,
        /** The largest, then the mean. */
        MAX_MEAN
    }

    /** Makes a recurrent layer, given the length of its state and whether it gives the output of every step. */
    @FunctionalInterface
    public interface LayerFactory {

        /** Makes a recurrent layer that is not initialised yet. */
        RecurrentLayer create(int hidden, boolean sequences);
    }

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no recurrent layer, or chunks without pooling
     */
    public RecurrentStack {
        hiddenUnits = List.copyOf(hiddenUnits);
        if (hiddenUnits.isEmpty()) {
            throw new IllegalArgumentException("\"hiddenUnits\" needs at least one layer, such as [100]");
        }
        if (chunk != null && pooling == Summary.LAST) {
            throw new IllegalArgumentException(
                    "\"chunk\" needs a \"pooling\" over the chunks: \"max\", \"mean\" or" + " \"max-mean\"");
        }
    }

    /** Reads whole texts forward and classifies by the last output. */
    public RecurrentStack(int embedding, List<Integer> hiddenUnits, double dropout) {
        this(embedding, hiddenUnits, dropout, false, Summary.LAST, 0, null);
    }

    /** Makes the classifier, not initialised yet: token ids (N, T) to logits (N, {@link DatasetInfo#outputs()}). */
    public Block build(DatasetInfo data, LayerFactory layer) {
        List<SequenceLayer> body = new ArrayList<>();
        if (wordDropout > 0) {
            body.add(new WordDropout(wordDropout));
        }
        for (int index = 0; index < hiddenUnits.size(); index++) {
            boolean last = index == hiddenUnits.size() - 1;
            body.add(recurrent(layer, hiddenUnits.get(index), !last || pooling != Summary.LAST));
            if (last && pooling != Summary.LAST) {
                body.add(new Pooling(pooling));
            }
            if (dropout > 0) {
                body.add(new Dropout(dropout));
            }
        }
        Linear classifier = Linear.builder().setUnits(data.outputs()).build();
        classifier.setInitializer(Initializers.glorotUniform(), Parameter.Type.WEIGHT);
        return new RecurrentClassifier(new TokenEmbedding(data.vocabularySize(), embedding), body, classifier, chunk);
    }

    private SequenceLayer recurrent(LayerFactory layer, int size, boolean sequences) {
        return bidirectional
                ? new Bidirectional(layer.create(size, true), layer.create(size, true), sequences)
                : layer.create(size, sequences);
    }
}

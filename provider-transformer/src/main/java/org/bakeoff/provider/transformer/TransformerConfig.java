package org.bakeoff.provider.transformer;

import org.bakeoff.api.ConfigProperty;

/**
 * The configuration of a transformer.
 *
 * @param embedding the length of a word's vector, and of all that the layers pass on
 * @param layers the number of layers
 * @param heads the number of heads of attention in each layer
 * @param feedForward the units of the hidden layer after the attention
 * @param positions how positions are encoded
 * @param dropout the share dropped in training of the vectors with their positions, of attention weights, of hidden units and of
 *     what a layer adds
 */
public record TransformerConfig(
        @ConfigProperty(value = "length of a word's vector, a multiple of heads", min = 1, max = 65536)
        int embedding,

        @ConfigProperty(value = "number of layers", min = 1, max = 1024)
        int layers,

        @ConfigProperty(value = "heads of attention in each layer", min = 1, max = 65536)
        int heads,

        @ConfigProperty(value = "units of the hidden layer after the attention", min = 1, max = 65536)
        int feedForward,

        @ConfigProperty("how the position of a word is encoded: by sines and cosines, or by vectors that are learned")
        Positions positions,

        @ConfigProperty(
                value = "share dropped in training: of word vectors, attention weights, hidden units, outputs",
                min = 0,
                max = 0.99)
        double dropout) {

    /** Says how the position of a word is encoded. */
    public enum Positions {
        /** By sines and cosines. */
        SINUSOIDAL,
        /** By vectors that are learned, one for each position. */
        LEARNED
    }

    /**
     * Makes a configuration.
     *
     * @throws IllegalArgumentException if the length of a vector fits neither the heads nor pairs of sines and cosines
     */
    public TransformerConfig {
        if (embedding % heads != 0) {
            throw new IllegalArgumentException(
                    "\"embedding\" is " + embedding + "; it must be a multiple of \"heads\", " + heads);
        }
        if (positions == Positions.SINUSOIDAL && embedding % 2 != 0) {
            throw new IllegalArgumentException("\"embedding\" is " + embedding
                    + "; it must be even for \"sinusoidal\" \"positions\", a sine and a cosine each");
        }
    }
}

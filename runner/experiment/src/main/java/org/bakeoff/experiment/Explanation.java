package org.bakeoff.experiment;

import java.util.List;

/**
 * What a trained model says of a text, and what every token has to do with it.
 *
 * @param prediction what it says
 * @param tokens what it read, in order: the end of a text that is longer than the dataset allows
 */
public record Explanation(Prediction prediction, List<Token> tokens) {

    /** Copies the list. */
    public Explanation {
        tokens = List.copyOf(tokens);
    }

    /**
     * A token.
     *
     * @param word its word in the vocabulary; a word that isn't there shows as what the dataset has for such, as
     *     {@code <unknown>}
     * @param contribution its gradient times its vector: to first order, what it adds to the logit of the class that is
     *     predicted. Negative where it speaks against that class
     */
    public record Token(String word, double contribution) {}
}

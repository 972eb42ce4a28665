package org.bakeoff.experiment;

import java.util.List;

/**
 * Holds a prediction for a text, and what every token contributes to it.
 *
 * @param prediction the prediction
 * @param tokens the tokens that the model read, in order: of a text longer than the dataset allows, those at its end
 */
public record Explanation(Prediction prediction, List<Token> tokens) {

    /** Copies the list. */
    public Explanation {
        tokens = List.copyOf(tokens);
    }

    /**
     * A token.
     *
     * @param word its word in the vocabulary; an unknown word is shown as the dataset's placeholder, such as
     *     {@code <unknown>}
     * @param contribution its gradient times its vector: to first order, what it adds to the logit of the
     *     predicted class. Negative if it is evidence against that class
     */
    public record Token(String word, double contribution) {}
}

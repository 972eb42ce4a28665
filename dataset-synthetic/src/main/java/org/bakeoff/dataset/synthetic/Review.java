package org.bakeoff.dataset.synthetic;

/**
 * A review.
 *
 * @param positive whether it is positive
 * @param movie the title of the movie
 * @param construction how the sentence of opinion is built: the name of a rule of grammar.txt
 * @param telling the opening and the sentence of opinion, whose last word is the last informative one
 * @param filler the neutral words that follow; may be empty
 */
record Review(boolean positive, String movie, String construction, String telling, String filler) {

    /** Returns the whole text. */
    String text() {
        return filler.isEmpty() ? telling : telling + " " + filler;
    }
}

package org.bakeoff.statistics;

import java.util.Map;

/**
 * Describes what the training of a model cost, and on what it was trained.
 *
 * @param epochs passes over the training examples, a mean over seeds
 * @param updates updates of the weights, a mean over seeds
 * @param tokens tokens seen in training, without padding, a mean over seeds
 * @param trials how many trials it took
 * @param nonDefaults the keys of its configuration and training that differ from the defaults, with their values as JSON
 * @param vocabularySha256 the SHA-256 of the vocabulary
 * @param splitSha256 the SHA-256 of the ids of its training examples and of its validation examples
 */
public record Budget(
        double epochs,
        double updates,
        double tokens,
        Trials trials,
        Map<String, String> nonDefaults,
        String vocabularySha256,
        String splitSha256) {

    /**
     * The trials that a model took.
     *
     * @param configurations how many configurations were tried, the selected one included; 1 without a search
     * @param searched the trials of the search, none of which is tested; 0 without one
     * @param tested the trials that were tested: with fresh seeds after a search
     */
    public record Trials(int configurations, int searched, int tested) {

        /** Returns how many there are of both. */
        public int total() {
            return searched + tested;
        }
    }
}

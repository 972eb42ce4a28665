package org.bakeoff.statistics;

import java.util.Map;

/**
 * What a model was given to become what it is.
 *
 * @param epochs passes over the training examples, a mean over seeds
 * @param updates updates of the weights, a mean over seeds
 * @param tokens tokens seen in training, without padding, a mean over seeds
 * @param tried how many configurations were tried for it, of which this is the one that was selected
 * @param nonDefaults the keys of its configuration and training that differ from the defaults, with their values as JSON
 * @param vocabularySha256 the SHA-256 of the vocabulary
 * @param splitSha256 the SHA-256 of the ids of the examples it was trained on, and of those held out
 */
public record Budget(
        double epochs,
        double updates,
        double tokens,
        int tried,
        Map<String, String> nonDefaults,
        String vocabularySha256,
        String splitSha256) {}

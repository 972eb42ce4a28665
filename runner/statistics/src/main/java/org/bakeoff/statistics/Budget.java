package org.bakeoff.statistics;

import java.util.Map;

/**
 * Describes what the training of a model cost, and on what it was trained.
 *
 * @param epochs passes over the training examples, a mean over seeds
 * @param updates updates of the weights, a mean over seeds
 * @param tokens tokens seen in training, without padding, a mean over seeds
 * @param tried how many configurations the search tried, this one included
 * @param nonDefaults the keys of its configuration and training that differ from the defaults, with their values as JSON
 * @param vocabularySha256 the SHA-256 of the vocabulary
 * @param splitSha256 the SHA-256 of the ids of its training examples and of its validation examples
 */
public record Budget(
        double epochs,
        double updates,
        double tokens,
        int tried,
        Map<String, String> nonDefaults,
        String vocabularySha256,
        String splitSha256) {}

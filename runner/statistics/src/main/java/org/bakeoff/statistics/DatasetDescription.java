package org.bakeoff.statistics;

import java.util.List;

/**
 * The data of an experiment.
 *
 * @param plugin the dataset plugin
 * @param train training examples, without those for validation
 * @param validation validation examples
 * @param classes the names of the classes
 * @param length the largest number of tokens of an example
 * @param testSha256 the SHA-256 of the test examples' ids, labels and texts
 * @param evaluations how many trained models were evaluated on these test examples with this cache so far, those of
 *     this comparison included
 */
public record DatasetDescription(
        String plugin,
        int train,
        int validation,
        List<String> classes,
        int length,
        String testSha256,
        long evaluations) {

    /** Copies the list. */
    public DatasetDescription {
        classes = List.copyOf(classes);
    }
}

package org.bakeoff.statistics;

import java.util.List;

/**
 * The data of a comparison.
 *
 * @param plugin the dataset plugin
 * @param sizes how many examples there are
 * @param classes the names of the classes
 * @param length the largest number of tokens of an example
 * @param testSha256 the SHA-256 of the test examples' ids, labels and texts
 * @param evaluations how many trained models were evaluated on these test examples with this cache so far, those of
 *     this comparison included
 * @param checks what was counted in the data that could mislead
 */
public record ComparedDataset(
        String plugin,
        Sizes sizes,
        List<String> classes,
        int length,
        String testSha256,
        long evaluations,
        List<DataCheck> checks) {

    /** Copies the lists. */
    public ComparedDataset {
        classes = List.copyOf(classes);
        checks = List.copyOf(checks);
    }

    /**
     * How many examples there are.
     *
     * @param train training examples, without those for validation
     * @param validation validation examples
     * @param test test examples
     * @param clusters how many clusters the test examples form
     */
    public record Sizes(int train, int validation, int test, int clusters) {}
}

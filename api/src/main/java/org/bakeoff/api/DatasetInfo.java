package org.bakeoff.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model needs to know of the data.
 *
 * @param classes the names of the classes, in the order of the label indexes; at least two
 * @param vocabulary the word of every token id; its size bounds the ids. Id 0 is padding
 * @param length the largest number of token ids an example has, and the number of columns under fixed padding
 */
public record DatasetInfo(List<String> classes, List<String> vocabulary, int length) {

    /**
     * Copies both lists.
     *
     * @throws IllegalArgumentException if there are fewer than two classes or two token ids, or no room for a token
     */
    public DatasetInfo {
        classes = List.copyOf(classes);
        vocabulary = List.copyOf(vocabulary);
        if (classes.size() < 2) {
            throw new IllegalArgumentException("at least two classes are needed, found " + classes);
        }
        if (vocabulary.size() < 2) {
            throw new IllegalArgumentException("the vocabulary holds no words");
        }
        if (length < 1) {
            throw new IllegalArgumentException("the length must be at least 1, found " + length);
        }
    }

    /** The number of token ids, padding included. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** The number of logits a model gives for an example: 1 for two classes, else one a class. */
    public int outputs() {
        return classes.size() == 2 ? 1 : classes.size();
    }

    /** The words of token ids, joined by spaces; padding is left out. */
    public String words(int[] tokens) {
        return Arrays.stream(tokens)
                .filter(token -> token != 0)
                .mapToObj(vocabulary::get)
                .collect(Collectors.joining(" "));
    }
}

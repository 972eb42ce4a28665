package org.bakeoff.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes data to a model.
 *
 * @param classes the names of the classes, at the positions of their class indexes; at least two
 * @param vocabulary the word of every token id, at the position of the id; id 0 is padding
 * @param length the largest number of token ids of an example, at least 1; under fixed padding the number of columns
 */
public record DatasetInfo(List<String> classes, List<String> vocabulary, int length) {

    /**
     * Copies both lists.
     *
     * @throws IllegalArgumentException if there are fewer than two classes or two token ids, or {@code length} is below 1
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

    /** Returns the number of token ids, including padding; every id is smaller. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** Returns the number of logits of a model for an example: 1 for two classes, else one for each class. */
    public int outputs() {
        return classes.size() == 2 ? 1 : classes.size();
    }

    /** Returns the words of token ids, joined by spaces, without padding. */
    public String words(int[] tokens) {
        return Arrays.stream(tokens)
                .filter(token -> token != 0)
                .mapToObj(vocabulary::get)
                .collect(Collectors.joining(" "));
    }
}

package org.bakeoff.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Describes data to a model.
 *
 * @param classes the names of the classes, at the positions of their class indexes; at least two
 * @param vocabulary the word of every token id, at the position of the id; id 0 is padding. What isn't a word of a text stands
 *     in angle brackets, such as {@code <start>}, and {@link #UNKNOWN} is the id of all words without one of their own
 * @param length the largest number of token ids of an example, from 1 to 10,000,000; under fixed padding the number of columns
 */
public record DatasetInfo(List<String> classes, List<String> vocabulary, int length) {

    /** The largest length: an array holds a few hundred such examples. */
    private static final int MOST = 10_000_000;

    /** The word of the token id that stands for every word without an id of its own, where a dataset has one. */
    public static final String UNKNOWN = "<unknown>";

    /**
     * Copies both lists.
     *
     * @throws IllegalArgumentException if there are fewer than two classes or two token ids, or {@code length} is out of range
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
        if (length < 1 || length > MOST) {
            throw new IllegalArgumentException("the length must be from 1 to " + MOST + ", found " + length);
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

    /** Returns whether a token id stands for a word of a text, one without an id of its own included. */
    public boolean isWord(int token) {
        String word = vocabulary.get(token);
        return word.equals(UNKNOWN)
                || (token != 0 && !(word.startsWith("<") && word.endsWith(">") && word.length() > 2));
    }

    /** Returns whether a token id stands for words without an id of their own. */
    public boolean isUnknown(int token) {
        return vocabulary.get(token).equals(UNKNOWN);
    }

    /** Returns the words of token ids, joined by spaces, without padding. */
    public String words(int[] tokens) {
        return Arrays.stream(tokens)
                .filter(token -> token != 0)
                .mapToObj(vocabulary::get)
                .collect(Collectors.joining(" "));
    }
}

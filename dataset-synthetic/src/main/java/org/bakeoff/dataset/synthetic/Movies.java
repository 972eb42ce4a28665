package org.bakeoff.dataset.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Invented movies, different ones in the training and the test set.
 *
 * @param train the titles of the movies to train on
 * @param test the titles of the movies to test on
 */
record Movies(List<String> train, List<String> test) {

    /** The number of successive reviews about one movie; after the last movie, the first one follows again. */
    private static final int REVIEWS = 8;

    /** Shuffles all titles of the grammar and splits them in two. */
    static Movies of(Grammar grammar, RandomStream random) {
        List<String> titles = new ArrayList<>();
        for (String first : grammar.texts("title-first")) {
            for (String last : grammar.texts("title-last")) {
                titles.add(first + " " + last);
            }
        }
        for (int left = titles.size(); left > 1; left--) {
            Collections.swap(titles, left - 1, random.below(left));
        }
        int half = titles.size() / 2;
        return new Movies(titles.subList(0, half), titles.subList(half, titles.size()));
    }

    /** Returns the movie of a review. */
    static String of(List<String> movies, int review) {
        return movies.get(review / REVIEWS % movies.size());
    }
}

package org.bakeoff.dataset.imdb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Example;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;

/**
 * Turns reviews into examples, on all cores. Texts are split into words twice, to count and to encode them, because the
 * words of all reviews would take too much memory.
 *
 * @param encoder turns words into token ids
 */
record ReviewEncoding(Encoder encoder) {

    /** Returns the most frequent words of some reviews. */
    static Vocabulary counted(List<Review> reviews, int size) {
        Map<String, Integer> frequencies =
                reviews.parallelStream().collect(HashMap::new, ReviewEncoding::count, ReviewEncoding::add);
        return Vocabulary.ofFrequencies(frequencies, size);
    }

    private static void count(Map<String, Integer> frequencies, Review review) {
        Tokenizer.words(review.text()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
    }

    private static void add(Map<String, Integer> frequencies, Map<String, Integer> others) {
        others.forEach((word, count) -> frequencies.merge(word, count, Integer::sum));
    }

    /** Turns reviews into examples, in the same order. */
    List<Example> examples(List<Review> reviews) {
        return reviews.parallelStream().map(this::example).toList();
    }

    private Example example(Review review) {
        Review.Name name = review.name();
        List<String> words = Tokenizer.words(review.text());
        return new Example(
                name.id(),
                encoder.encode(words),
                name.split().label(),
                review.text(),
                review.movie(),
                Map.of("rating", Integer.toString(name.rating()), "words", Integer.toString(words.size())));
    }
}

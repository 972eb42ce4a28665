package org.bakeoff.dataset.imdb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Example;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;

/**
 * From reviews to examples, on all cores. Texts are split into words twice, for counting and for encoding, because keeping the words
 * of all reviews takes far more memory than splitting takes time.
 *
 * @param encoder gives the token ids of words
 */
record Encoding(Encoder encoder) {

    /** The vocabulary of the words that are most frequent in some reviews. */
    static Vocabulary counted(List<Review> reviews, int size) {
        Map<String, Integer> frequencies =
                reviews.parallelStream().collect(HashMap::new, Encoding::count, Encoding::add);
        return Vocabulary.ofFrequencies(frequencies, size);
    }

    private static void count(Map<String, Integer> frequencies, Review review) {
        Tokenizer.words(review.text()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
    }

    private static void add(Map<String, Integer> frequencies, Map<String, Integer> others) {
        others.forEach((word, count) -> frequencies.merge(word, count, Integer::sum));
    }

    /** The reviews as examples, in their order. */
    List<Example> examples(List<Review> reviews) {
        return reviews.parallelStream().map(this::example).toList();
    }

    private Example example(Review review) {
        ReviewName name = review.name();
        List<String> words = Tokenizer.words(review.text());
        return new Example(
                name.id(),
                encoder.encode(words),
                name.part().label(),
                review.text(),
                review.movie(),
                Map.of("rating", Integer.toString(name.rating()), "words", Integer.toString(words.size())));
    }
}

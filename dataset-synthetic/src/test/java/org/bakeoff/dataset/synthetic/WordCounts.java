package org.bakeoff.dataset.synthetic;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;

/** In how many examples of either class each word stands. */
final class WordCounts {

    private final int[] examples;
    private final Map<String, int[]> byWord = new TreeMap<>();

    WordCounts(List<Example> counted, int classes) {
        examples = new int[classes];
        for (Example example : counted) {
            examples[example.label()]++;
            for (String word : new HashSet<>(Loaded.words(example))) {
                byWord.computeIfAbsent(word, unseen -> new int[classes])[example.label()]++;
            }
        }
    }

    Iterable<String> words() {
        return byWord.keySet();
    }

    int examples(String word) {
        return IntStream.of(counts(word)).sum();
    }

    /** The largest share that a class has of the examples with the word. */
    double purity(String word) {
        return IntStream.of(counts(word)).max().orElseThrow() / (double) examples(word);
    }

    /** Pearson's chi-squared of a word's presence and the class, with a degree of freedom less than classes. */
    double chiSquared(String word) {
        int[] present = counts(word);
        double all = IntStream.of(examples).sum();
        double with = examples(word);
        double sum = 0;
        for (int label = 0; label < examples.length; label++) {
            double expected = with * examples[label] / all;
            double difference = present[label] - expected;
            sum += difference * difference / expected + difference * difference / (examples[label] - expected);
        }
        return sum;
    }

    private int[] counts(String word) {
        return byWord.getOrDefault(word, new int[examples.length]);
    }
}

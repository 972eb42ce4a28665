package org.bakeoff.dataset.synthetic;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bakeoff.api.Example;

/** In how many examples of either class each word stands. */
final class WordCounts {

    private final int[] examples = new int[2];
    private final Map<String, int[]> byWord = new TreeMap<>();

    WordCounts(List<Example> counted) {
        for (Example example : counted) {
            examples[example.label()]++;
            for (String word : new HashSet<>(Loaded.words(example))) {
                byWord.computeIfAbsent(word, unseen -> new int[2])[example.label()]++;
            }
        }
    }

    Iterable<String> words() {
        return byWord.keySet();
    }

    int examples(String word) {
        int[] counts = byWord.getOrDefault(word, new int[2]);
        return counts[0] + counts[1];
    }

    /** The larger share that a class has of the examples with the word. */
    double purity(String word) {
        int[] counts = byWord.getOrDefault(word, new int[2]);
        return Math.max(counts[0], counts[1]) / (double) examples(word);
    }

    /** Pearson's chi-squared of a word's presence and the class, with one degree of freedom. */
    double chiSquared(String word) {
        int[] present = byWord.getOrDefault(word, new int[2]);
        double all = examples[0] + examples[1];
        double with = examples(word);
        double sum = 0;
        for (int label = 0; label < 2; label++) {
            double expected = with * examples[label] / all;
            double difference = present[label] - expected;
            sum += difference * difference / expected + difference * difference / (examples[label] - expected);
        }
        return sum;
    }
}

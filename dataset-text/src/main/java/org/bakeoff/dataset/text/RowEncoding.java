package org.bakeoff.dataset.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bakeoff.api.Example;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;

/**
 * Turns rows into examples, on all cores. Texts are split into words twice, to count and to encode them, because the words of
 * all texts would take too much memory.
 */
final class RowEncoding {

    private final Encoder encoder;
    private final ClassLabels classes;
    /** One map for each number of words: a million examples have few different ones. */
    private final Map<Integer, Map<String, String>> attributes = new ConcurrentHashMap<>();

    RowEncoding(Encoder encoder, ClassLabels classes) {
        this.encoder = encoder;
        this.classes = classes;
    }

    /** Returns the most frequent words of some rows. */
    static Vocabulary counted(List<Row> rows, int size) {
        Map<String, Integer> frequencies =
                rows.parallelStream().collect(HashMap::new, RowEncoding::count, RowEncoding::add);
        return Vocabulary.ofFrequencies(frequencies, size);
    }

    private static void count(Map<String, Integer> frequencies, Row row) {
        Tokenizer.words(row.text()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
    }

    private static void add(Map<String, Integer> frequencies, Map<String, Integer> others) {
        others.forEach((word, count) -> frequencies.merge(word, count, Integer::sum));
    }

    /** Turns rows into examples, in the same order. */
    List<Example> examples(List<Row> rows) {
        return rows.parallelStream().map(this::example).toList();
    }

    private Example example(Row row) {
        List<String> words = Tokenizer.words(row.text());
        return new Example(
                row.id(),
                encoder.encode(words),
                classes.index(row),
                row.text(),
                row.groupOrId(),
                attributes.computeIfAbsent(words.size(), count -> Map.of("words", Integer.toString(count))));
    }
}

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
 * From rows to examples, on all cores. Texts are split into words twice, for counting and for encoding, because keeping the
 * words of all texts takes far more memory than splitting takes time.
 */
final class Encoding {

    private final Encoder encoder;
    private final Classes classes;
    /** One for each number of words, for a million examples have few different ones. */
    private final Map<Integer, Map<String, String>> attributes = new ConcurrentHashMap<>();

    Encoding(Encoder encoder, Classes classes) {
        this.encoder = encoder;
        this.classes = classes;
    }

    /** The vocabulary of the words that are most frequent in some rows. */
    static Vocabulary counted(List<Row> rows, int size) {
        Map<String, Integer> frequencies = rows.parallelStream().collect(HashMap::new, Encoding::count, Encoding::add);
        return Vocabulary.ofFrequencies(frequencies, size);
    }

    private static void count(Map<String, Integer> frequencies, Row row) {
        Tokenizer.words(row.text()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
    }

    private static void add(Map<String, Integer> frequencies, Map<String, Integer> others) {
        others.forEach((word, count) -> frequencies.merge(word, count, Integer::sum));
    }

    /** The rows as examples, in their order. */
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

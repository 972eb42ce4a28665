package org.bakeoff.toolkit.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;

/**
 * The words that have a token id of their own, numbered as Keras numbers them: 0 is padding, 1 the start of a text, 2
 * any word that is not in the vocabulary, 3 is not used, and the word of frequency rank r (from 1) is r + 3.
 */
public final class Vocabulary {

    /** The id of padding. */
    public static final int PADDING = 0;
    /** The id that every text starts with. */
    public static final int START = 1;
    /** The id of every word that is not in the vocabulary. */
    public static final int UNKNOWN = 2;

    private static final List<String> SPECIAL = List.of("<padding>", "<start>", DatasetInfo.UNKNOWN, "<unused>");
    private static final int FIRST_WORD = SPECIAL.size();

    private final List<String> words;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> words) {
        this.words = Collections.unmodifiableList(words);
        this.ids = new HashMap<>(2 * words.size());
        for (int id = FIRST_WORD; id < words.size(); id++) {
            ids.put(words.get(id), id);
        }
    }

    /**
     * Returns a vocabulary as {@link #words()} gave it.
     *
     * @throws IllegalArgumentException if it doesn't begin with the four special ones
     */
    public static Vocabulary of(List<String> words) {
        if (words.size() < FIRST_WORD || !words.subList(0, FIRST_WORD).equals(SPECIAL)) {
            throw new IllegalArgumentException("a vocabulary begins with " + String.join(", ", SPECIAL));
        }
        return new Vocabulary(List.copyOf(words));
    }

    /**
     * Returns the most frequent words; words of equal frequency stand in the order of their characters.
     *
     * @param frequencies how often each word occurs
     * @param size the number of ids, the four special ones included; fewer if there aren't so many words
     */
    public static Vocabulary ofFrequencies(Map<String, Integer> frequencies, int size) {
        return ofFirst(frequencies.entrySet().stream()
                .map(word -> new WordCounts.Counted(word.getKey(), word.getValue()))
                .sorted(WordCounts.Counted.ORDER)
                .limit(Math.max(0, size - FIRST_WORD))
                .map(WordCounts.Counted::word)
                .toList());
    }

    private static Vocabulary ofFirst(List<String> frequent) {
        List<String> words = new ArrayList<>(SPECIAL);
        words.addAll(frequent);
        return new Vocabulary(words);
    }

    /** Returns the most frequent words of texts, counted on all cores in bounded memory; see {@link #ofFrequencies}. */
    public static Vocabulary ofTexts(Stream<String> texts, int size, Tokenizer tokenizer) {
        try (WordCounts counts = new WordCounts()) {
            return ofTexts(texts, size, tokenizer, counts);
        }
    }

    static Vocabulary ofTexts(Stream<String> texts, int size, Tokenizer tokenizer, WordCounts counts) {
        texts.parallel().forEach(text -> counts.add(tokenizer.tokens(text)));
        return ofFirst(counts.first(Math.max(0, size - FIRST_WORD)));
    }

    /**
     * Returns the words of a ready-made index, such as the one that Keras ships.
     *
     * @param ranks the rank of each word, from 1, no two alike
     * @param size the number of ids, the four special ones included
     * @throws IllegalArgumentException if a rank is missing or given twice
     */
    public static Vocabulary ofRanks(Map<String, Integer> ranks, int size) {
        int count = Math.max(0, Math.min(size - FIRST_WORD, ranks.size()));
        String[] byRank = new String[count];
        ranks.forEach((word, rank) -> {
            if (rank < 1) {
                throw new IllegalArgumentException("rank " + rank + " of '" + word + "' is below 1");
            }
            if (rank <= count) {
                if (byRank[rank - 1] != null) {
                    throw new IllegalArgumentException(
                            "rank " + rank + " belongs to both '" + byRank[rank - 1] + "' and '" + word + "'");
                }
                byRank[rank - 1] = word;
            }
        });
        List<String> words = new ArrayList<>(SPECIAL);
        for (int rank = 1; rank <= count; rank++) {
            if (byRank[rank - 1] == null) {
                throw new IllegalArgumentException("no word has rank " + rank);
            }
            words.add(byRank[rank - 1]);
        }
        return new Vocabulary(words);
    }

    /** Returns the id of a word; {@link #UNKNOWN} for one that has none. */
    public int id(String word) {
        return ids.getOrDefault(word, UNKNOWN);
    }

    /** Returns the word of every id, special ones in angle brackets. */
    public List<String> words() {
        return words;
    }
}

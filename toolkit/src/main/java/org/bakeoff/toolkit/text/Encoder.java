package org.bakeoff.toolkit.text;

import java.util.List;

/**
 * Turns words into token ids: the start of the text, then one id a word. Of a text that is longer than allowed the last
 * ids are kept.
 *
 * @param vocabulary the ids of the words
 * @param length the largest number of ids
 */
public record Encoder(Vocabulary vocabulary, int length) {

    /** Refuses a length below 1. */
    public Encoder {
        if (length < 1) {
            throw new IllegalArgumentException("the length must be at least 1, found " + length);
        }
    }

    /** The token ids of a text given as words; at least one, at most {@link #length()}, without padding. */
    public int[] encode(List<String> words) {
        int all = words.size() + 1;
        int kept = Math.min(all, length);
        int[] ids = new int[kept];
        for (int position = 0; position < kept; position++) {
            int word = all - kept + position - 1;
            ids[position] = word < 0 ? Vocabulary.START : vocabulary.id(words.get(word));
        }
        return ids;
    }
}

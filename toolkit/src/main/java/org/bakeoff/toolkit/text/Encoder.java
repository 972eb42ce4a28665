package org.bakeoff.toolkit.text;

import java.util.List;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;

/**
 * Turns words into token ids: the start of the text, then one id a word. Of a text that is longer than allowed the last
 * ids are kept.
 *
 * @param vocabulary the ids of the words
 * @param length the largest number of ids
 * @param tokenizer finds the words of a text
 */
public record Encoder(Vocabulary vocabulary, int length, Tokenizer tokenizer) implements TextEncoder {

    /** Refuses a length below 1. */
    public Encoder {
        if (length < 1) {
            throw new IllegalArgumentException("the length must be at least 1, found " + length);
        }
    }

    /** Returns the encoder that gave a dataset's token ids, if one with this tokenizer did. */
    public static Encoder of(DatasetInfo data, Tokenizer tokenizer) {
        return new Encoder(Vocabulary.of(data.vocabulary()), data.length(), tokenizer);
    }

    /** Returns the token ids of a text. */
    @Override
    public int[] encode(String text) {
        return encode(tokenizer.tokens(text));
    }

    /** Returns the token ids of a text given as words; at least one, at most {@link #length()}, without padding. */
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

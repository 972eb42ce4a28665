package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.Encoding;

/** Checks the rules of an {@link Encoding}. */
final class EncodingRules {

    private static final List<String> TEXTS = List.of(
            "The plot was not dull, but the acting bored.",
            "A film like no other: funny, warm and never too long!",
            "I left after half an hour.",
            "The best cast of the year, and the worst script...");

    private static final List<String> STRANGE = List.of("", " ", "zzzyzx, unheard of!", "\uD83C\uDFAC \u0000 \uFEFF");

    private EncodingRules() {}

    /** Returns what an encoding learns from some texts. */
    static DatasetInfo learned(Encoding encoding, DatasetInfo data) throws IOException {
        DatasetInfo learned = encoding.learn(data, TEXTS.stream());
        assertThat(learned.classes())
                .as("the classes of what the encoding learned")
                .isEqualTo(data.classes());
        return learned;
    }

    /** Checks that two encodings of one configuration are the same. */
    static void checkSame(Encoding first, Encoding second, DatasetInfo data) throws IOException {
        assertThat(second.fingerprint())
                .as("the fingerprint of the encoding, the second time")
                .isEqualTo(first.fingerprint());
        DatasetInfo learned = learned(first, data);
        assertThat(learned(second, data))
                .as("what the encoding learned from the same texts, the second time")
                .isEqualTo(learned);
    }

    /**
     * Checks that an encoder gives the ids that it must.
     *
     * @param fresh an encoding that has learned nothing, as where a trained model is asked
     */
    static void checkIds(Encoding encoding, Encoding fresh, DatasetInfo data) throws IOException {
        DatasetInfo learned = learned(encoding, data);
        TextEncoder encoder = encoding.encoder(learned);
        TextEncoder other = fresh.encoder(learned);
        for (String text : TEXTS) {
            check(encoder.encode(text), learned, text);
            assertThat(encoder.encode(text))
                    .as("some token ids of the text \"%s\"", text)
                    .isNotEmpty();
            assertThat(other.encode(text))
                    .as(
                            "the token ids of the text \"%s\" by an encoder that has what was learned, and no earlier call of learn",
                            text)
                    .isEqualTo(encoder.encode(text));
        }
        for (String text : STRANGE) {
            check(encoder.encode(text), learned, text);
        }
        String all = String.join(" ", TEXTS).repeat(1 + learned.length() / 100);
        check(encoder.encode(all), learned, all.substring(0, TEXTS.get(0).length()) + "...");
    }

    private static void check(int[] tokens, DatasetInfo data, String text) {
        assertThat(tokens.length)
                .as("the number of token ids of the text \"%s\"", text)
                .isLessThanOrEqualTo(data.length());
        for (int token : tokens) {
            assertThat(token)
                    .as("a token id of the text \"%s\"; 0 is padding", text)
                    .isBetween(1, data.vocabularySize() - 1);
        }
    }

    /** Returns the last token ids of the texts, row by row, padded in front. */
    static long[] rows(Encoding encoding, DatasetInfo learned, int columns) throws IOException {
        TextEncoder encoder = encoding.encoder(learned);
        long[] rows = new long[TEXTS.size() * columns];
        for (int row = 0; row < TEXTS.size(); row++) {
            int[] tokens = encoder.encode(TEXTS.get(row));
            for (int back = 1; back <= Math.min(columns, tokens.length); back++) {
                rows[(row + 1) * columns - back] = tokens[tokens.length - back];
            }
        }
        return rows;
    }
}

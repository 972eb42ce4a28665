package org.bakeoff.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.toolkit.text.Tokenizer.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextEncodingTest {

    private static final DatasetInfo DATA = new DatasetInfo(List.of("no", "yes"), List.of("<padding>", "w"), 3);

    @Test
    void readsTheMostFrequentTokensOfTheTextsToTrainOn() {
        TextEncoding encoding = new TextEncoding(Kind.CHARACTERS, null, 6, 4);
        DatasetInfo learned = encoding.learn(DATA, Stream.of("Bob", "a b"));

        assertThat(learned.classes()).isEqualTo(DATA.classes());
        assertThat(learned.length()).isEqualTo(4);
        assertThat(learned.vocabulary())
                .containsExactly("<padding>", "<start>", DatasetInfo.UNKNOWN, "<unused>", "b", " ");
        assertThat(words(encoding, learned, "b")).containsExactly("<start>", "b");
        // Only the end of a text is read, and what is not frequent has no id of its own.
        assertThat(words(encoding, learned, "bb ab!"))
                .containsExactly(" ", DatasetInfo.UNKNOWN, "b", DatasetInfo.UNKNOWN);
    }

    @Test
    void splitsTextsAsTheTokenizerDoes() {
        TextEncoding words = new TextEncoding(Kind.WORDS, null, 100, 10);
        assertThat(words(words, words.learn(DATA, Stream.of("good fun")), "Fun, good fun"))
                .containsExactly("<start>", "fun", "good", "fun");
        TextEncoding ngrams = new TextEncoding(Kind.CHARACTER_NGRAMS, 3, 100, 10);
        assertThat(words(ngrams, ngrams.learn(DATA, Stream.of("fun")), "fun"))
                .containsExactly("<start>", " fu", "fun", "un ");
    }

    private static List<String> words(TextEncoding encoding, DatasetInfo learned, String text) {
        return Arrays.stream(encoding.encoder(learned).encode(text))
                .mapToObj(learned.vocabulary()::get)
                .toList();
    }

    @Test
    void theFingerprintChangesWithEachKey() {
        assertThat(List.of(
                                new TextEncoding(Kind.CHARACTERS, null, 100, 10),
                                new TextEncoding(Kind.WORDS, null, 100, 10),
                                new TextEncoding(Kind.CHARACTERS, null, 101, 10),
                                new TextEncoding(Kind.CHARACTERS, null, 100, 11),
                                new TextEncoding(Kind.CHARACTER_NGRAMS, 2, 100, 10),
                                new TextEncoding(Kind.CHARACTER_NGRAMS, 3, 100, 10))
                        .stream()
                        .map(TextEncoding::fingerprint))
                .doesNotHaveDuplicates();
    }

    @Test
    void nGramsAndNothingElseHaveASize() {
        assertRefused(Kind.CHARACTER_NGRAMS, null);
        assertRefused(Kind.WORDS, 3);
    }

    private static void assertRefused(Kind tokenizer, @Nullable Integer ngram) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextEncoding(tokenizer, ngram, 100, 10))
                .withMessageContaining("\"ngram\"");
    }
}

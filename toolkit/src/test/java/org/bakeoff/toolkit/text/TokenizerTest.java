package org.bakeoff.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    private static final Tokenizer WORDS = Tokenizer.words();

    @Test
    void wordsAreFoundInEveryScript() {
        assertThat(WORDS.tokens("The plot wasn't dull, but the acting bored.<br />3.5 of 1,000!"))
                .containsExactly(
                        "the", "plot", "wasn't", "dull", "but", "the", "acting", "bored", "br", "3.5", "of", "1,000");
        assertThat(WORDS.tokens("昨天收到手机,质量差。")).containsExactly("昨天", "收到", "手机", "质量", "差");
        assertThat(WORDS.tokens("ภาพยนตร์เรื่องนี้ดีมาก")).containsExactly("ภาพยนตร์", "เรื่อง", "นี้", "ดี", "มาก");
        assertThat(WORDS.tokens("この映画は面白い")).containsExactly("この", "映画", "は", "面白い");
        assertThat(WORDS.tokens("Отличный ФИЛЬМ")).containsExactly("отличный", "фильм");
    }

    @Test
    void formsOfOneWordAreOneToken() {
        assertThat(WORDS.tokens("ＦＵＮ Fun fun")).containsOnly("fun");
        assertThat(WORDS.tokens("Straße STRASSE")).containsOnly("strasse");
        assertThat(WORDS.tokens("caf\u00e9 cafe\u0301 CAF\u00c9")).containsOnly("caf\u00e9");
        assertThat(WORDS.tokens("don\u2019t don't")).containsOnly("don't");
        assertThat(WORDS.tokens("co\u00adoperate cooperate")).containsOnly("cooperate");
    }

    /** The marks of each pair belong to two classes; some become marks only when they are normalised. */
    @Test
    void anyNumberOfCombiningMarksIsRead() {
        for (String pair : List.of("\u0301\u0323", "\u0301\uFF9E", "\u0F74\u0F73", "\uD834\uDD85\uD834\uDD7B")) {
            int half = pair.length() / 2;
            String sorted = pair.substring(0, half).repeat(100_000)
                    + pair.substring(half).repeat(100_000);
            for (String marks : List.of(sorted, pair.repeat(100_000))) {
                assertThat(WORDS.tokens("a" + marks + " b")).hasSize(2).endsWith("b");
                assertThat(Tokenizer.characters().tokens("a" + marks + " b"))
                        .hasSize(3)
                        .endsWith(" ", "b");
            }
        }
    }

    @Test
    void upToThirtyMarksAreNormalisedAsBefore() {
        String marks = "\u0301".repeat(15) + "\u0323".repeat(15);
        assertThat(WORDS.tokens("E" + marks)).containsExactly("\u1EB9" + "\u0323".repeat(14) + "\u0301".repeat(15));
        assertThat(WORDS.tokens("E\u034F\u0301")).containsExactly("e\u034F\u0301");
    }

    @Test
    void wordsThatLackABlankAreSeparated() {
        assertThat(WORDS.tokens("the end.Start snake_case key:value v1.0"))
                .containsExactly("the", "end", "start", "snake", "case", "key", "value", "v1.0");
    }

    @Test
    void emojiAreTokens() {
        assertThat(WORDS.tokens("Great!!! \uD83D\uDE00\uD83D\uDE00 \u2764\uFE0F \u2764 :-) \uD83C\uDDE9\uD83C\uDDEA"))
                .containsExactly(
                        "great", "\uD83D\uDE00", "\uD83D\uDE00", "\u2764", "\u2764", "\uD83C\uDDE9\uD83C\uDDEA");
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        assertThat(WORDS.tokens("a " + family)).containsExactly("a", family);
    }

    @Test
    void charactersAreWhatAReaderSees() {
        assertThat(Tokenizer.characters().tokens(" Ab \n\t e\u0301\uD83D\uDE00"))
                .containsExactly("a", "b", " ", "\u00e9", "\uD83D\uDE00");
        assertThat(Tokenizer.characters().tokens("")).isEmpty();
    }

    @Test
    void ngramsLieWithinWords() {
        assertThat(Tokenizer.characterNgrams(3).tokens("Good, a!")).containsExactly(" go", "goo", "ood", "od ", " a ");
        assertThat(Tokenizer.characterNgrams(9).tokens("good")).containsExactly(" good ");
        assertThat(Tokenizer.characterNgrams(1).tokens("ab")).containsExactly(" ", "a", "b", " ");
        assertThatIllegalArgumentException().isThrownBy(() -> Tokenizer.characterNgrams(0));
    }

    @Property(tries = 200)
    void noTokenIsBlankOrPunctuation(@ForAll String text) {
        for (String token : WORDS.tokens(text)) {
            assertThat(token).isNotBlank();
            assertThat(WORDS.tokens(token)).isNotEmpty();
        }
    }

    @Test
    void tokenizersAreThreadSafe() {
        String text = "昨天收到手机,质量差。 The plot wasn't dull. ".repeat(20);
        List<String> expected = WORDS.tokens(text);
        assertThat(IntStream.range(0, 200).parallel().mapToObj(count -> WORDS.tokens(text)))
                .allMatch(expected::equals);
    }
}

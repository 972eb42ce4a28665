package org.bakeoff.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class KerasTokenizerTest {

    private static final String PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~";

    @Test
    void splitsAtSpacesAndPunctuationAndLowersCapitals() {
        assertThat(KerasTokenizer.words("The blorp,blorp: 3.5 (GREEN) vexlings<br />snee--"))
                .containsExactly("the", "blorp", "blorp", "3", "5", "green", "vexlings", "br", "snee");
    }

    @Test
    void everyPunctuationMarkTabAndNewlineSeparates() {
        for (char mark : (PUNCTUATION + " \t\n").toCharArray()) {
            assertThat(KerasTokenizer.words("a" + mark + "b")).as("%s", mark).containsExactly("a", "b");
        }
    }

    @Test
    void theApostropheStaysInTheWord() {
        assertThat(KerasTokenizer.words("Gnurk's 'snee' '")).containsExactly("gnurk's", "'snee'", "'");
    }

    /** Python 2 worked on bytes: letters beyond ASCII were neither lowered nor taken for spaces. */
    @Test
    void charactersBeyondAsciiAreKeptAsTheyAre() {
        assertThat(KerasTokenizer.words("ÉCLAT\u0085X\u00a0Y\r\u2014Ωmega"))
                .containsExactly("Éclat\u0085x\u00a0y\r\u2014Ωmega");
    }

    @Test
    void loweringDoesNotDependOnTheUsersLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(KerasTokenizer.words("ICI")).containsExactly("ici");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aTextOfSeparatorsHasNoWords() {
        assertThat(KerasTokenizer.words("")).isEmpty();
        assertThat(KerasTokenizer.words(" \t\n.,- ")).isEmpty();
    }

    @Property
    void wordsAreNeverEmptyAndHoldNoSeparatorOrCapital(@ForAll String text) {
        assertThat(KerasTokenizer.words(text))
                .allSatisfy(word -> assertThat(word)
                        .isNotEmpty()
                        .matches(it -> it.chars()
                                .noneMatch(c -> (PUNCTUATION + " \t\n").indexOf(c) >= 0 || (c >= 'A' && c <= 'Z'))));
    }

    @Property
    void wordsJoinedBySpacesSplitIntoTheSameWords(@ForAll String text) {
        List<String> words = KerasTokenizer.words(text);

        assertThat(KerasTokenizer.words(String.join(" ", words))).isEqualTo(words);
    }

    @Property
    void nothingButSeparatorsIsLost(@ForAll String text) {
        String kept = text.chars()
                .filter(c -> (PUNCTUATION + " \t\n").indexOf(c) < 0)
                .mapToObj(c -> String.valueOf((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)))
                .collect(Collectors.joining());

        assertThat(String.join("", KerasTokenizer.words(text))).isEqualTo(kept);
    }

    @Property
    void textsSideBySideHaveTheWordsOfBoth(@ForAll String left, @ForAll String right) {
        List<String> both = new ArrayList<>(KerasTokenizer.words(left));
        both.addAll(KerasTokenizer.words(right));

        assertThat(KerasTokenizer.words(left + " " + right)).isEqualTo(both);
    }
}

package org.bakeoff.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class EncoderTest {

    private static final Vocabulary VOCABULARY = Vocabulary.ofRanks(Map.of("the", 1, "gnurk", 2, "snee", 3), 100);

    private static List<Integer> encode(List<String> words, int length) {
        return Arrays.stream(new Encoder(VOCABULARY, length, Tokenizer.keras()).encode(words))
                .boxed()
                .toList();
    }

    /** Words of which one is unknown. */
    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of("the", "gnurk", "snee", "wurp").list().ofMaxSize(12);
    }

    @Test
    void aTextStartsWithTheStartAndUnknownWordsAreTwo() {
        assertThat(encode(List.of("snee", "wurp", "the"), 10)).containsExactly(1, 6, 2, 4);
    }

    @Test
    void aTextWithoutWordsIsItsStart() {
        assertThat(encode(List.of(), 10)).containsExactly(1);
        assertThat(encode(List.of(), 1)).containsExactly(1);
    }

    @Test
    void theStartIsTheFirstToBeCut() {
        assertThat(encode(List.of("the", "gnurk", "snee"), 4)).containsExactly(1, 4, 5, 6);
        assertThat(encode(List.of("the", "gnurk", "snee"), 3)).containsExactly(4, 5, 6);
        assertThat(encode(List.of("the", "gnurk", "snee"), 1)).containsExactly(6);
    }

    @Test
    void aLengthBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Encoder(VOCABULARY, 0, Tokenizer.keras()))
                .withMessageContaining("found 0");
    }

    @Property
    void theLastIdsAreKept(@ForAll("texts") List<String> words, @ForAll @IntRange(min = 1, max = 15) int length) {
        List<Integer> all = encode(words, 1000);

        assertThat(all).hasSize(words.size() + 1);
        assertThat(encode(words, length)).isEqualTo(all.subList(Math.max(0, all.size() - length), all.size()));
    }

    @Property
    void decodingGivesTheKnownWords(@ForAll("texts") List<String> words) {
        List<String> expected = new ArrayList<>(List.of("<start>"));
        words.forEach(word -> expected.add(word.equals("wurp") ? "<unknown>" : word));

        assertThat(encode(words, 1000).stream().map(VOCABULARY.words()::get).toList())
                .isEqualTo(expected);
    }

    @Property
    void noIdIsPaddingOrOutsideTheVocabulary(
            @ForAll("texts") List<String> words, @ForAll @IntRange(min = 1, max = 15) int length) {
        assertThat(encode(words, length))
                .allSatisfy(id -> assertThat(id)
                        .isBetween(1, VOCABULARY.words().size() - 1)
                        .isNotEqualTo(3));
    }
}

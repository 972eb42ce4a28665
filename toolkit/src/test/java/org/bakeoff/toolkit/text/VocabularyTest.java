package org.bakeoff.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class VocabularyTest {

    private static final List<String> SPECIAL = List.of("<padding>", "<start>", "<unknown>", "<unused>");

    private static List<String> words(Vocabulary vocabulary) {
        assertThat(vocabulary.words().subList(0, 4)).isEqualTo(SPECIAL);
        return vocabulary.words().subList(4, vocabulary.words().size());
    }

    @Test
    void theSpecialIdsAreThoseOfKeras() {
        assertThat(List.of(Vocabulary.PADDING, Vocabulary.START, Vocabulary.UNKNOWN))
                .containsExactly(0, 1, 2);
    }

    @Test
    void theMostFrequentWordsComeFirst() {
        Vocabulary vocabulary = Vocabulary.ofFrequencies(Map.of("snee", 3, "the", 9, "gnurk", 5), 100);

        assertThat(words(vocabulary)).containsExactly("the", "gnurk", "snee");
        assertThat(vocabulary.id("the")).isEqualTo(4);
        assertThat(vocabulary.id("snee")).isEqualTo(6);
    }

    @Test
    void wordsOfEqualFrequencyStandInTheOrderOfTheirCharacters() {
        assertThat(words(Vocabulary.ofFrequencies(Map.of("b", 2, "É", 2, "a", 2, "c", 3), 7)))
                .containsExactly("c", "a", "b");
    }

    @Test
    void aSmallSizeLeavesTheSpecialIdsAlone() {
        for (int size : new int[] {0, 1, 4}) {
            assertThat(words(Vocabulary.ofFrequencies(Map.of("a", 1), size))).isEmpty();
            assertThat(words(Vocabulary.ofRanks(Map.of("a", 1), size))).isEmpty();
        }
    }

    /** As many texts with a word of their own, and words that several parts of the file have. */
    @Test
    void wordsThatDontFitIntoMemoryAreCountedAsOthers() {
        List<String> texts = IntStream.range(0, 3_000)
                .mapToObj(text -> "own" + text + " w" + text % 70 + " w" + text % 31 + " \ud800" + text % 7)
                .toList();
        Tokenizer blanks = text -> List.of(text.split(" "));
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> blanks.tokens(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
        for (int size : new int[] {4, 5, 40, 100, 1_000, 10_000}) {
            for (long limit : new long[] {0, 10_000, Long.MAX_VALUE}) {
                try (WordCounts counted = new WordCounts(limit)) {
                    assertThat(Vocabulary.ofTexts(texts.stream(), size, blanks, counted)
                                    .words())
                            .isEqualTo(Vocabulary.ofFrequencies(counts, size).words());
                }
            }
        }
    }

    @Test
    void ranksGiveTheOrder() {
        Vocabulary vocabulary = Vocabulary.ofRanks(Map.of("b", 2, "c", 3, "a", 1), 6);

        assertThat(words(vocabulary)).containsExactly("a", "b");
        assertThat(vocabulary.id("c")).isEqualTo(Vocabulary.UNKNOWN);
    }

    @Test
    void ranksThatAreNotOneToNAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.ofRanks(Map.of("a", 0), 100))
                .withMessageContaining("rank 0 of 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.ofRanks(Map.of("a", 1, "b", 1), 100))
                .withMessageContaining("rank 1 belongs to both")
                .withMessageContaining("'a'")
                .withMessageContaining("'b'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.ofRanks(Map.of("a", 1, "b", 3), 100))
                .withMessageContaining("no word has rank 2");
    }

    @Test
    void namesOfSpecialIdsAreNoWords() {
        Vocabulary vocabulary = Vocabulary.ofFrequencies(Map.of("a", 1), 100);

        assertThat(SPECIAL).allSatisfy(name -> assertThat(vocabulary.id(name)).isEqualTo(Vocabulary.UNKNOWN));
    }

    @Property
    void idsAndWordsAreEachOthersInverse(
            @ForAll Map<@AlphaChars @StringLength(min = 1, max = 3) String, @IntRange(min = 1, max = 5) Integer> counts,
            @ForAll @IntRange(max = 30) int size) {
        Vocabulary vocabulary = Vocabulary.ofFrequencies(counts, size);

        assertThat(vocabulary.words()).hasSize(4 + Math.min(counts.size(), Math.max(0, size - 4)));
        for (int id = 4; id < vocabulary.words().size(); id++) {
            assertThat(vocabulary.id(vocabulary.words().get(id))).isEqualTo(id);
        }
    }

    @Property
    void noWordLeftOutIsMoreFrequentThanOneTaken(
            @ForAll Map<@AlphaChars @StringLength(min = 1, max = 3) String, @IntRange(min = 1, max = 5) Integer> counts,
            @ForAll @IntRange(max = 30) int size) {
        List<String> taken = words(Vocabulary.ofFrequencies(counts, size));

        int fewest = taken.stream().mapToInt(counts::get).min().orElse(Integer.MAX_VALUE);
        if (!taken.isEmpty()) {
            assertThat(counts)
                    .allSatisfy((word, count) ->
                            assertThat(taken.contains(word) || count <= fewest).isTrue());
        }
        assertThat(taken.stream().map(counts::get)).isSortedAccordingTo((one, two) -> two - one);
    }

    @Property
    void anIndexMadeOfAVocabularyGivesTheSame(
            @ForAll Map<@AlphaChars @StringLength(min = 1, max = 3) String, @IntRange(min = 1, max = 5) Integer> counts,
            @ForAll @IntRange(max = 30) int size) {
        Map<String, Integer> ranks = new HashMap<>();
        words(Vocabulary.ofFrequencies(counts, 1000)).forEach(word -> ranks.put(word, ranks.size() + 1));

        assertThat(Vocabulary.ofRanks(ranks, size).words())
                .isEqualTo(Vocabulary.ofFrequencies(counts, size).words());
    }
}

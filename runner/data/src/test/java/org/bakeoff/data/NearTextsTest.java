package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Near texts, against comparing every text with every other. */
class NearTextsTest {

    private static final List<String> WORDS = List.of(
            "the", "The", "a", "a", "b", "c", "d", "Übel", "naïve", "x1", "x2", "don't", "e", "f", "g", "—", "h");

    @Property(tries = 150)
    void exactlyTheTextsOfEnoughCommonShinglesAreFound(
            @ForAll long seed, @ForAll @IntRange(max = 40) int count, @ForAll @IntRange(max = 60) int longest) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> others =
                IntStream.range(0, count).mapToObj(one -> text(random, longest)).toList();
        List<String> texts = new ArrayList<>();
        others.forEach(other -> texts.add(changed(other, random)));
        texts.add(text(random, longest));

        BitSet found = NearTexts.find(texts, others);

        for (int index = 0; index < texts.size(); index++) {
            Set<String> shingles = shingles(texts.get(index));
            assertThat(found.get(index))
                    .as(texts.get(index))
                    .isEqualTo(others.stream().anyMatch(other -> alike(shingles, shingles(other))));
        }
    }

    @Test
    void wordsOfScriptsWithoutSpacesAreTheirCharacters() {
        String text = "这部电影非常好看我和我的朋友都很喜欢它";
        assertThat(NearTexts.find(List.of(text + "。", text + "吗", text.substring(9)), List.of(text)))
                .isEqualTo(BitSet.valueOf(new long[] {0b011}));
    }

    /** Of millions of texts it takes minutes. */
    @Test
    void anInterruptEndsIt() {
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> NearTexts.find(List.of("a b c"), List.of("a b c")));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** As in mails with one long footer: what they have in common must neither pass for likeness nor take long. */
    @Test
    void whatAllTextsHaveInCommonHidesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        String footer = words(random, 60);
        List<String> others = IntStream.range(0, 2_000)
                .mapToObj(one -> words(random, 40) + footer)
                .toList();
        List<String> texts = new ArrayList<>(others.subList(1_500, 1_600));
        texts.replaceAll(text -> "Re " + text);
        texts.add(words(random, 40) + footer);

        BitSet expected = new BitSet();
        expected.set(0, texts.size() - 1);
        assertThat(NearTexts.find(texts, others)).isEqualTo(expected);
    }

    private static String words(SplittableRandom random, int count) {
        return random.ints(count, 0, 20_000).mapToObj(word -> "w" + word + " ").collect(Collectors.joining());
    }

    private static String text(SplittableRandom random, int longest) {
        return random.ints(random.nextInt(longest + 1), 0, WORDS.size())
                .mapToObj(WORDS::get)
                .collect(Collectors.joining(" "));
    }

    /** Other marks and capitals, and up to two words replaced. */
    private static String changed(String text, SplittableRandom random) {
        List<String> words = new ArrayList<>(List.of(text.split(" ")));
        for (int change = random.nextInt(3); change > 0; change--) {
            words.set(random.nextInt(words.size()), WORDS.get(random.nextInt(WORDS.size())));
        }
        String joined = String.join(random.nextBoolean() ? " " : ", ", words);
        return random.nextBoolean() ? joined : joined.toUpperCase(Locale.ROOT);
    }

    private static Set<String> shingles(String text) {
        List<String> words = Arrays.stream(text.split("[^\\p{L}\\p{Nd}]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        Set<String> shingles = new HashSet<>();
        for (int end = Math.min(3, words.size()); end > 0 && end <= words.size(); end++) {
            shingles.add(String.join(" ", words.subList(Math.max(0, end - 3), end)));
        }
        return shingles;
    }

    private static boolean alike(Set<String> left, Set<String> right) {
        Set<String> common = new HashSet<>(left);
        common.retainAll(right);
        return !common.isEmpty() && 5 * common.size() >= 4 * (left.size() + right.size() - common.size());
    }
}

package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class ShinglesTest {

    private static final SplittableRandom RANDOM = new SplittableRandom(1997);

    /** Texts of one shingle each, drawn once. */
    private static final List<String> TEXTS = IntStream.range(0, 20_000)
            .mapToObj(index -> words(RANDOM.nextInt(3) + 1))
            .distinct()
            .toList();

    @Property(tries = 500)
    void nothingButTheWordsMatters(@ForAll("texts") String text) {
        List<String> words = words(text);

        assertThat(Shingles.of(text))
                .isEqualTo(Shingles.of(String.join(" ", words)))
                .isEqualTo(Shingles.of("(" + String.join("\u2014\n", words) + ".)"))
                .hasSize(words.size() < 3 ? Math.min(1, words.size()) : words.size() - 2);
    }

    @Property(tries = 500)
    void aShingleIsTheSameWhereverItStands(@ForAll("texts") String before, @ForAll("texts") String text) {
        List<String> words = words(text);
        long[] shingles = Shingles.of(before + " " + text);

        if (words.size() >= 3) {
            assertThat(Arrays.copyOfRange(shingles, shingles.length - words.size() + 2, shingles.length))
                    .isEqualTo(Shingles.of(text));
        }
    }

    @Property(tries = 500)
    void otherWordsMakeOtherShingles(@ForAll("texts") String left, @ForAll("texts") String right) {
        assertThat(Arrays.equals(Shingles.of(left), Shingles.of(right)))
                .isEqualTo(words(left).equals(words(right)));
    }

    @Test
    void theOrderOfWordsMatters() {
        assertThat(LongStream.of(
                                Shingles.of("a b c")[0],
                                Shingles.of("a c b")[0],
                                Shingles.of("b a c")[0],
                                Shingles.of("b c a")[0],
                                Shingles.of("c a b")[0],
                                Shingles.of("c b a")[0],
                                Shingles.of("a b")[0],
                                Shingles.of("b a")[0],
                                Shingles.of("a")[0],
                                Shingles.of("ab c")[0],
                                Shingles.of("abc")[0])
                        .distinct())
                .hasSize(11);
    }

    @Test
    void anIdeographIsAWord() {
        assertThat(Shingles.of("好看的电影")).isEqualTo(Shingles.of("好 看 的 电 影")).hasSize(3);
        assertThat(Shingles.of("x好1")).isEqualTo(Shingles.of("x 好 1"));
        // One beyond the first 65,536 characters.
        assertThat(Shingles.of("a\uD840\uDC00b"))
                .isEqualTo(Shingles.of("a \uD840\uDC00 b"))
                .hasSize(1);
    }

    @Test
    void hashesAreSpreadOverAllTheirBits() {
        long[] hashes = TEXTS.stream().mapToLong(text -> Shingles.of(text)[0]).toArray();

        // Of 2^40 hashes 20,000 are equal in two places once in 5,000 draws of texts.
        assertThat(LongStream.of(hashes).distinct()).hasSameSizeAs(hashes);
        assertThat(LongStream.of(hashes)).allSatisfy(hash -> assertThat(hash).isBetween(0L, (1L << Shingles.BITS) - 1));
        for (int bit = 0; bit < Shingles.BITS; bit++) {
            long mask = 1L << bit;
            assertEven(LongStream.of(hashes).filter(hash -> (hash & mask) != 0).count(), hashes.length);
        }
    }

    /** Rare shingles are distinguished from common ones by some bits of their hashes, so a small change must reach all of them. */
    @Test
    void anotherLetterInAnyWordChangesEveryBitOfHalfOfAllShingles() {
        for (int word = 0; word < 3; word++) {
            long[] changed = new long[4_000];
            for (int index = 0; index < changed.length; index++) {
                List<String> words = new ArrayList<>(List.of(words(3).split(" ")));
                long hash = Shingles.of(String.join(" ", words))[0];
                words.set(word, words.get(word) + (char) ('a' + RANDOM.nextInt(26)));
                changed[index] = hash ^ Shingles.of(String.join(" ", words))[0];
            }
            for (int bit = 0; bit < Shingles.BITS; bit++) {
                long mask = 1L << bit;
                assertEven(
                        LongStream.of(changed)
                                .filter(bits -> (bits & mask) != 0)
                                .count(),
                        changed.length);
            }
        }
    }

    /** Within five standard errors of a half. */
    private static void assertEven(long count, int of) {
        assertThat(Math.abs(count - of / 2.0)).isLessThan(5 * Math.sqrt(of) / 2);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.of("a", "b", "Z", "A", "z", "0", "9", "Ü", "é", "ß", "Σ", "٣")),
                        Tuple.of(
                                5,
                                Arbitraries.of(" ", ".", "@", "[", "`", "{", "/", ":", "—", "\u00a0", "\n", "\u007f")),
                        Tuple.of(1, Arbitraries.of("the", "film", "好", "\uD840\uDC00")))
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.replaceAll("(\\p{IsIdeographic})", " $1 ").split("[^\\p{L}\\p{Nd}]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.codePoints()
                        .map(Character::toLowerCase)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
    }

    private static String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(word -> RANDOM.ints(RANDOM.nextInt(1, 7), 'a', 'z' + 1)
                        .mapToObj(letter -> String.valueOf((char) letter))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }
}

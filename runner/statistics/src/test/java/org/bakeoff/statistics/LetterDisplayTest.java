package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LetterDisplayTest {

    @Test
    void groupsMayOverlap() {
        // The first differs from the last two, the second from the last.
        Set<List<Integer>> different = Set.of(List.of(0, 2), List.of(0, 3), List.of(1, 3));
        assertThat(LetterDisplay.of(4, (one, other) -> different.contains(List.of(one, other))))
                .containsExactly("a", "ab", "bc", "c");
        assertThat(LetterDisplay.of(4, (one, other) -> one > 0 && other == 3)).containsExactly("ab", "a", "a", "b");
        assertThat(LetterDisplay.of(3, (one, other) -> false)).containsExactly("a", "a", "a");
        assertThat(LetterDisplay.of(3, (one, other) -> true)).containsExactly("a", "b", "c");
        assertThat(LetterDisplay.of(1, (one, other) -> true)).containsExactly("a");
    }

    @Property(tries = 200)
    void twoThingsShareALetterExactlyWhereTheyDoNotDiffer(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int things) {
        boolean[][] different = new boolean[things][things];
        Random random = new Random(seed);
        for (boolean[] row : different) {
            for (int index = 0; index < things; index++) {
                row[index] = random.nextBoolean();
            }
        }
        List<String> letters = LetterDisplay.of(things, (one, other) -> different[one][other]);

        assertThat(letters.get(0)).startsWith("a");
        for (int one = 0; one < things; one++) {
            for (int other = one + 1; other < things; other++) {
                String shared = letters.get(other);
                assertThat(letters.get(one).chars().anyMatch(letter -> shared.indexOf(letter) >= 0))
                        .isEqualTo(!different[one][other]);
            }
        }
    }

    /** Of pairs that differ each from its twin alone there are twice as many groups with each pair. */
    @Test
    void tooManyGroupsAreNotNamed() {
        assertThat(LetterDisplay.of(200, (one, other) -> one / 2 == other / 2)).containsOnly("");
    }
}

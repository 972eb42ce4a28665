package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.bakeoff.statistics.SeedRounds.End;
import org.junit.jupiter.api.Test;

/** Why no more seeds are added. */
class SeedRoundsTest {

    private static final int EXAMPLES = 40;

    /** The seeds of a and b differ much, the models little on every example: more seeds would show it. */
    @Test
    void theMostSeedsMayBeTooFew() {
        assertThat(end(seeds("a", 0), seeds("b", 0.01))).isEqualTo(End.MOST_SEEDS);
    }

    /** The models differ from example to example, and seeds change nothing. */
    @Test
    void noNumberOfSeedsMakesUpForFewExamples() {
        assertThat(end(deterministic("a", 1), deterministic("b", 2))).isEqualTo(End.OUT_OF_REACH);
        assertThat(end(Entrant.of("a", new double[0], random(1), random(2)), seeds("b", 0)))
                .as("a trial failed")
                .isEqualTo(End.OUT_OF_REACH);
    }

    @Test
    void whatIsDecidedNeedsNoMore() {
        assertThat(end(seeds("a", 0), seeds("b", 100))).isEqualTo(End.REACHED);
    }

    private static End end(Entrant left, Entrant right) {
        return new Scores(Scores.groups(EXAMPLES, 1))
                .model(left)
                .model(right)
                .by(new ComparisonInput.Rules(
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        new Looks(List.of(), new Looks.UntilDecided(3, 3)),
                        Optional.empty()))
                .compare(Scores.MEAN)
                .conclusion()
                .rounds()
                .end();
    }

    /** Three seeds, each with the same scores but for an offset. */
    private static Entrant seeds(String name, double shift) {
        return Entrant.of(name, shifted(shift - 0.5), shifted(shift), shifted(shift + 0.5));
    }

    private static double[] shifted(double shift) {
        return Arrays.stream(random(3)).map(value -> value + shift).toArray();
    }

    private static Entrant deterministic(String name, long seed) {
        return Entrant.of(name, random(seed)).declared(false, true);
    }

    private static double[] random(long seed) {
        return new SplittableRandom(seed).doubles(EXAMPLES).toArray();
    }
}

package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.bakeoff.statistics.SeedRounds.End;
import org.junit.jupiter.api.Tag;
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

    /** All pairs of a hundred models at a hundred looks are half a million comparisons, which fill any memory and file. */
    @Tag("endurance")
    @Test
    void ofManyModelsAtManyLooksThePairsOfTheBestAreKept() {
        Scores some = new Scores(Scores.groups(EXAMPLES, 1));
        List<Map<String, Integer>> looks = new ArrayList<>();
        for (int look = 0; look < 74; look++) {
            looks.add(new LinkedHashMap<>());
        }
        for (int model = 0; model < 45; model++) {
            String name = "m" + model;
            some.model(seeds(name, model));
            // As if seeds had been added to one model after the other.
            for (int look = 0; look < looks.size(); look++) {
                looks.get(look).put(name, look / 2 > model ? 3 : 2);
            }
        }
        SeedRounds rounds = some.by(new ComparisonInput.Rules(
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalDouble.empty(),
                        new Looks(looks, new Looks.UntilPrecise(3, 0.01)),
                        Optional.empty()))
                .compare(Scores.MEAN)
                .conclusion()
                .rounds();

        assertThat(rounds.rounds()).hasSize(75);
        assertThat(rounds.rounds().stream()
                        .mapToInt(round -> round.comparisons().size())
                        .sum())
                .isBetween(69_000, 70_000);
        assertThat(rounds.rounds())
                .allSatisfy(round -> assertThat(round.comparisons())
                        .extracting(pair -> pair.left() + " " + pair.right())
                        .contains("m0 m44", "m43 m44")
                        .doesNotContain("m0 m1"));
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

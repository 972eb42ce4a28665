package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureRateBoundTest {

    /** By {@code scipy.stats.beta.ppf(0.95, failed + 1, seeds - failed)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.95",
        "0, 5, 0.450719728346941",
        "1, 5, 0.6574083180011386",
        "4, 5, 0.9897937816869885",
        "5, 5, 1",
        "0, 10, 0.2588655508930522",
        "3, 40, 0.1825868500159012"
    })
    void isScipys(int failed, int seeds, double bound) {
        assertThat(FailureRateBound.of(failed, seeds)).isCloseTo(bound, within(1e-9));
    }

    /** What defines it: with that share, so few failures or fewer are seen 5 times of 100. */
    @Property(tries = 200)
    void isTheShareWithWhichSoFewAreRare(
            @ForAll @IntRange(min = 1, max = 40) int seeds, @ForAll @IntRange(max = 39) int any) {
        int failed = any % seeds;
        double bound = FailureRateBound.of(failed, seeds);
        double chance = 0;
        double choose = 1;
        for (int count = 0; count <= failed; count++) {
            chance += choose * Math.pow(bound, count) * Math.pow(1 - bound, seeds - count);
            choose *= (seeds - count) / (count + 1.0);
        }
        assertThat(chance).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void countsSeedsThatFailedAndThatDiverged() {
        double[] scores = {0.2, 0.4, 0.3};
        double[] failed = {};
        ComparisonResult result = new Scores(Scores.groups(3, 1))
                .model(Entrant.of("a", scores, scores, scores, failed, scores).diverged(1))
                .model("b", scores, scores, scores, scores, scores)
                .compare(Scores.MEAN);

        assertThat(result.models().get(0).failureRateBound()).isCloseTo(0.8107446225622291, within(1e-9));
        assertThat(result.models().get(1).failureRateBound()).isCloseTo(0.450719728346941, within(1e-9));
    }
}

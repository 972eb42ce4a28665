package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.right;

import java.util.List;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;

/**
 * Models that are right on so many of 400 examples, against guessing, which is right on half of them, and against a floor
 * that is right on 300.
 */
class FloorsTest {

    private static final int SIZE = 400;
    private static final double[] FAILED = {};

    @Test
    void eachNetworkIsHeldAgainstGuessingAndTheFloor() {
        // The intervals are Wilson's with 399 examples (n p (1 - p) over the variance n p (1 - p) / (n - 1)) and
        // t(399),
        // by scipy: 0.86653 to 0.92580, 0.55105 to 0.64703, 0.70512 to 0.79008, 0.47585 to 0.57367.
        assertThat(floors(300, 360))
                .containsExactly(
                        "net beats guessing: accuracy 90.0% (95% CI 86.7% to 92.6%) against 50.0%",
                        "net beats the floor low by 15.0 points");
        assertThat(floors(300, 240))
                .containsExactly(
                        "net beats guessing: accuracy 60.0% (95% CI 55.1% to 64.7%) against 50.0%",
                        "net does not beat the floor low, which is better by 15.0 points");
        assertThat(floors(300, 300))
                .containsExactly(
                        "net beats guessing: accuracy 75.0% (95% CI 70.5% to 79.0%) against 50.0%",
                        "net is not distinguishable from the floor low");
        assertThat(floors(300, 210))
                .first()
                .isEqualTo("net does not beat guessing: accuracy 52.5% (95% CI 47.6% to 57.4%) against 50.0%");
    }

    @Test
    void whatIsWorseThanGuessingDoesNotBeatIt() {
        assertThat(floors(300, 160))
                .first()
                .isEqualTo("net does not beat guessing: accuracy 40.0% (95% CI 35.3% to 44.9%) against 50.0%");
    }

    @Test
    void whereLowerIsBetterTheLowerOneBeats() {
        Metric errors = Metric.rate(
                "errorRate",
                "Error rate",
                false,
                (label, predictions, example) -> predictions.predicted(example) == label ? 0 : 1);
        Scores scores = Scores.balanced(SIZE)
                .model("net", right(SIZE, 360))
                .model("bad", right(SIZE, 160))
                .model(Entrant.of("low", right(SIZE, 300)).declared(true, false));

        assertThat(scores.compare(errors).conclusion().floors())
                .containsExactly(
                        "net beats guessing: error rate 10.0% (95% CI 7.4% to 13.3%) against 50.0%",
                        "net beats the floor low by 15.0 points",
                        "bad does not beat guessing: error rate 60.0% (95% CI 55.1% to 64.7%) against 50.0%",
                        "bad does not beat the floor low, which is better by 35.0 points");
    }

    @Test
    void aFloorIsHeldAgainstNothing() {
        ComparisonResult result = Scores.balanced(SIZE)
                .model(Entrant.of("low", right(SIZE, 300)).declared(true, false))
                .model(Entrant.of("lower", right(SIZE, 210)).declared(true, false))
                .compare(ACCURACY);
        assertThat(result.conclusion().floors()).isEmpty();
    }

    @Test
    void withoutAVerdictNothingIsHeldAgainstTheFloor() {
        Scores scores = Scores.balanced(SIZE)
                .model(Entrant.of("low", right(SIZE, 300), FAILED).declared(true, false))
                .model("net", right(SIZE, 360), right(SIZE, 360))
                .model("gone", FAILED, FAILED);

        assertThat(scores.compare(ACCURACY).conclusion().floors())
                .containsExactly(
                        "net beats guessing: accuracy 90.0% (95% CI 86.7% to 92.6%) against 50.0%",
                        "net can't be held against the floor low");
    }

    private static List<String> floors(int floor, int network) {
        double[] other = new double[SIZE];
        // As many right, but the last ones.
        double[] first = right(SIZE, SIZE - network);
        java.util.Arrays.setAll(other, index -> 1 - first[index]);
        return Scores.balanced(SIZE)
                .model(Entrant.of("low", right(SIZE, floor)).declared(true, false))
                .model("net", other)
                .compare(ACCURACY)
                .conclusion()
                .floors();
    }
}

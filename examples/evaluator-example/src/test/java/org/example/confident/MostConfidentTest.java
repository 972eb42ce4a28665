package org.example.confident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bakeoff.api.Predictions;
import org.bakeoff.testkit.EvaluatorContract;
import org.junit.jupiter.api.Test;

class MostConfidentTest extends EvaluatorContract<MostConfident.Config> {

    @Override
    protected MostConfident plugin() {
        return new MostConfident();
    }

    /** Sure and right, sure and wrong, twice unsure and once of that right. */
    private final Confidence confidence =
            Confidence.of(new int[] {1, 1, 0, 1}, new Predictions(1, 2, new double[] {0.9, 0.1, 0.4, 0.4}));

    private static final int[] ONCE = {1, 1, 1, 1};

    @Test
    void theSurestCountAlone() {
        assertThat(confidence.accuracy(ONCE, 0.5)).isEqualTo(0.5);
        assertThat(confidence.accuracy(new int[] {1, 0, 1, 1}, 1.0 / 3)).isEqualTo(1);
        assertThat(confidence.least(0.5)).isEqualTo(0.9);
    }

    @Test
    void tiesThatReachBeyondCountAsTheirMean() {
        assertThat(confidence.accuracy(ONCE, 0.25)).isEqualTo(0.5);
        assertThat(confidence.accuracy(ONCE, 0.75)).isCloseTo((1 + 0.5) / 3, within(1e-12));
        assertThat(confidence.accuracy(ONCE, 1)).isEqualTo(0.5);
    }
}

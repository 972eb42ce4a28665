package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bakeoff.statistics.Estimate;
import org.junit.jupiter.api.Test;

class RankingViewTest {

    @Test
    void modelsThatAreFarOffStandBeyondTheScale() {
        assertThat(onScale(0.912, 0.886, 0.883, 0.870, 0.5)).isEqualTo(4);
        assertThat(onScale(0.99, 0.98, 0.5, 0.49)).isEqualTo(2);
        assertThat(onScale(0.3, 0.31, 0.69)).as("log losses").isEqualTo(2);
    }

    @Test
    void otherwiseAllModelsShareTheScale() {
        assertThat(onScale(0.995, 0.78, 0.601, 0.5)).isEqualTo(4);
        assertThat(onScale(0.95, 0.5)).isEqualTo(2);
        assertThat(onScale(0.9)).isEqualTo(1);
        assertThat(onScale()).isZero();
    }

    private static int onScale(double... values) {
        return RankingView.onScale(Arrays.stream(values)
                .mapToObj(value -> new Estimate(value, value - 0.005, value + 0.005))
                .toList());
    }
}

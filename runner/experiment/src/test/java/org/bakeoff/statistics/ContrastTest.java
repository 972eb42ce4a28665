package org.bakeoff.statistics;

import static java.lang.Double.NaN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContrastTest {

    /** Interval and p must both tell the models apart, and 0.05 doesn't. */
    @ParameterizedTest
    @CsvSource({
        "0.1,  0.01,  0.2,  0.01, false",
        "-0.1, -0.2, -0.01, 0.01, false",
        "0.1,  0.01,  0.2,  0.05, true",
        "0.1,  0.01,  0.2,  0.3,  true",
        "0.1,  -0.01, 0.2,  0.01, true",
        "0.1,  0,     0.2,  0.01, true",
        "-0.1, -0.2,  0,    0.01, true",
        "0.1,  -0.1,  0.3,  0.4,  true"
    })
    void modelsAreWithinNoiseUnlessBothSayOtherwise(
            double difference, double low, double high, double p, boolean noise) {
        assertThat(contrast(difference, low, high, p).withinNoise()).isEqualTo(noise);
        assertThat(contrast(-difference, -high, -low, p).withinNoise()).isEqualTo(noise);
        assertThat(Contrast.tellsApart(new Estimate(difference, low, high), p)).isEqualTo(!noise);
    }

    @ParameterizedTest
    @CsvSource({"0.1, -0.1, 0.3, NaN", "0.1, NaN, NaN, 0.4", "0.1, -Infinity, Infinity, 0.4"})
    void whereNothingCanBeSaidOnlyEqualModelsAre(double difference, double low, double high, double p) {
        assertThat(contrast(difference, low, high, p).withinNoise()).isFalse();
        assertThat(contrast(0, low, high, p).withinNoise()).isTrue();
    }

    private static Contrast contrast(double difference, double low, double high, double p) {
        return new Contrast("accuracy", "a", "b", difference, low, high, p, p, NaN, "");
    }
}

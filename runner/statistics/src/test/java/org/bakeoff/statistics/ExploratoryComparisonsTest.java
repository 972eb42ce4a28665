package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.statistics.Scores.MEAN;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;

/** What is compared in other metrics than the primary one. */
class ExploratoryComparisonsTest {

    private static final int MODELS = 13;

    private final SplittableRandom random = new SplittableRandom(1);

    /** All pairs of many models in as many metrics as a class of its own each would give fill any memory and file. */
    @Test
    void inManyMetricsThePairsOfTheBestAreCompared() {
        ComparisonResult many = compare(1000);
        assertThat(many.conclusion().comparisons()).hasSize(78 + 1000 * 70);
        assertThat(many.comparisons()).hasSize(78);
        assertThat(many.conclusion().comparisons("metric999"))
                .hasSize(70)
                .extracting(pair -> pair.left() + " " + pair.right())
                .contains("m0 m7", "m7 m12")
                .doesNotContain("m0 m1");
        assertThat(many.comparedInOthers()).hasValue(70);

        ComparisonResult few = compare(20);
        assertThat(few.conclusion().comparisons()).hasSize(21 * 78);
        assertThat(few.comparedInOthers()).isEqualTo(OptionalInt.empty());
    }

    private ComparisonResult compare(int others) {
        Scores scores = new Scores(Scores.groups(8, 1));
        for (int model = 0; model < MODELS; model++) {
            // The eighth is best, then come the last ones.
            int level = model == 7 ? 100 : model;
            scores.model("m" + model, random.doubles(8, level, level + 0.5).toArray());
        }
        List<Finding> metrics = new ArrayList<>(List.of(MEAN));
        for (int other = 0; other < others; other++) {
            metrics.add(Metric.of("metric" + other, "Metric " + other, true, MEAN.function()));
        }
        return scores.compare(metrics.toArray(Finding[]::new));
    }
}

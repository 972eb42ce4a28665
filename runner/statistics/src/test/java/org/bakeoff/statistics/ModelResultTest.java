package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.statistics.ModelResult.Status;
import org.bakeoff.statistics.ModelResult.Trial;
import org.junit.jupiter.api.Test;

class ModelResultTest {

    @Test
    void aTrialThatDivergedBeforeAnEpochEndedIsLeftOutOfMeanTimes() {
        ModelResult model = model(
                new Trial(1, Status.DONE, Optional.empty(), Map.of(), 2, 100),
                new Trial(2, Status.DIVERGED, Optional.of("NaN"), Map.of(), Double.NaN, Double.NaN),
                new Trial(3, Status.DONE, Optional.empty(), Map.of(), 4, 50));

        assertThat(model.trainSeconds()).isEqualTo(3);
        assertThat(model.examplesPerSecond()).isEqualTo(75);
        assertThat(model(new Trial(2, Status.DIVERGED, Optional.of("NaN"), Map.of(), Double.NaN, Double.NaN))
                        .trainSeconds())
                .isNaN();
    }

    private static ModelResult model(Trial... trials) {
        return new ModelResult(
                "m",
                false,
                new ModelDescription("plugin", 0, 1, List.of(), Optional.empty()),
                List.of(trials),
                Map.of(),
                Double.NaN);
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

    @TempDir
    Path folder;

    @Test
    void trainsComparesAndReports() throws IOException {
        List<Progress> events = new ArrayList<>();
        ComparisonResult result = Experiment.builder()
                .spec("""
                        {"dataset": {"plugin": "parity", "config": {"train": 600}},
                         "models": {"one": {"plugin": "mean"}, "two": {"plugin": "mean", "config": {"hiddenUnits": 1}}},
                         "training": {"epochs": 10, "learningRate": 0.05, "seeds": [1, 2]}}
                        """)
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run(events::add);

        assertThat(result.complete()).isTrue();
        assertThat(result.models().get(0).metrics().get("errorRate").value()).isLessThan(0.05);
        assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/{comparison,run,spec}.json");
        assertThat(folder.resolve("run/report.html")).content().contains("two", "id=\"chart-uncertainty");
        assertThat(folder.resolve("run/trials/one-2")).isDirectoryContaining("glob:**/predictions.csv");
        assertThat(events).hasAtLeastOneElementOfType(Progress.DataReady.class);
        assertThat(events).hasAtLeastOneElementOfType(Progress.TrialEnded.class);
    }
}

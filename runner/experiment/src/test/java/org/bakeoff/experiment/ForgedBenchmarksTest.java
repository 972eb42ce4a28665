package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.report.ForgedJson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks whose benchmark.json somebody has changed, checksum included. */
class ForgedBenchmarksTest {

    @TempDir
    private Path folder;

    /** Every value is replaced by others, or left out; whatever can't be shown is called damaged. */
    @Tag("endurance")
    @Test
    void aForgedResultIsShownOrRefused() throws Exception {
        Experiment.builder()
                .spec("""
                        {"name": "bench", "datasets": {"one": {"plugin": "parity", "config": {"train": 60, "test": 20}},
                                                       "two": {"plugin": "parity", "config": {"train": 60, "test": 24}}},
                         "trainSizes": [20, 40], "models": {"quick": {"plugin": "mean"}, "slow": {"plugin": "mean"}},
                         "training": {"epochs": 1, "batchSize": 16, "validation": 0, "device": "cpu"},
                         "evaluators": [{"plugin": "error-rate"}]}
                        """)
                .out(place())
                .cache(folder.resolve("cache"))
                .workers(0)
                .buildBenchmark()
                .run(event -> {});
        List<String> faults = new ArrayList<>();

        ForgedJson.each(place().resolve("benchmark.json"), what -> render(what, faults));

        assertThat(faults).isEmpty();
    }

    private void render(String what, List<String> faults) throws IOException {
        try {
            RunReport.render(place());
            if (Files.readString(place().resolve("report.html")).contains("<script>\"")) {
                faults.add(what + ": a script");
            }
        } catch (BakeoffException e) {
            // It is refused.
        } catch (RuntimeException e) {
            faults.add(what + ": " + e);
        }
    }

    private Path place() {
        return folder.resolve("bench");
    }
}

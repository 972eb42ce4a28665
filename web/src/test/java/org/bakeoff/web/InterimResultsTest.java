package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.TrialProgress;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at runs that aren't over. */
class InterimResultsTest {

    @TempDir
    private Path folder;

    @Test
    void ofASearchTheSeedsAreThoseOfTheSelectedConfiguration() {
        ComparisonResult result = SampleComparison.of(60, 2);
        List<TrialProgress> searched = IntStream.range(0, 7)
                .boxed()
                .flatMap(seed -> result.models().stream()
                        .map(model -> new TrialProgress(
                                model.name() + "-1-" + seed,
                                model.name(),
                                seed,
                                TrialProgress.Status.DONE,
                                "",
                                3,
                                new TrialProgress.Training(3, 1, List.of()))))
                .toList();

        InterimView view = InterimView.of(result, new RunProgress(RunState.RUNNING, searched, 1, false));

        assertThat(view.rows().stream().filter(row -> row.model().equals("lstm")))
                .extracting(InterimView.Row::seeds)
                .containsExactly(Integer.toString(result.model("lstm").trials().size()));
    }

    /** As with --overwrite: its trials have the same names. */
    @Test
    void aRunThatTakesThePlaceOfAnotherHasNoneOfItsFigures() throws Exception {
        LiveRun run = LiveRun.begin(folder.resolve("run"));
        run.start("gru", 1);
        run.epoch("gru", 1, 1);
        run.end("gru", 1, "done", null);
        RunDirectory directory = new RunDirectory(run.folder());
        try (InterimResults results = new InterimResults(List.of())) {
            results.of(directory, RunProgress.read(directory));
            while (results.last(directory).isEmpty()) {
                Thread.sleep(10);
            }
            Path provenance = run.folder().resolve("run.json");
            String text = Files.readString(provenance);

            Files.writeString(provenance, text.replace("2026-02-03", "2026-02-04"));

            assertThat(results.last(directory)).isEmpty();
            assertThat(results.of(directory, RunProgress.read(directory))).isEmpty();
        }
    }
}

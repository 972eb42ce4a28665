package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.report.run.RunDifference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of versions that had other names for the same data. */
class RenamedDataTest {

    @TempDir
    private Path folder;

    /** As of a folder of splits, which was an input whole before its files were. */
    @Test
    void dataThatAnotherVersionReadUnderAnotherNameAreTheSameWhileTheyStayAsTheyWere() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), TestRun.SPEC);
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Files.writeString(whole.resolve("train.csv"), "text");
        SourceFingerprint was = SourceFingerprint.of(whole.toString(), whole);
        run.change(
                "run.json",
                json -> json.putArray("data")
                        .addObject()
                        .put("source", was.source())
                        .put("sha256", was.sha256())
                        .put("bytes", was.bytes()));

        Reproduction same = reproduce(run, "same");
        assertThat(same.verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
        assertThat(same.changes()).noneMatch(change -> change.subject() == RunDifference.Subject.DATA);
        Files.writeString(whole.resolve("train.csv"), "texts");
        assertThat(reproduce(run, "other").verdict()).isEqualTo(Reproduction.Verdict.DIFFERENT);
    }

    private Reproduction reproduce(TestRun run, String out) {
        return new RunReproduction(
                        run.folder(),
                        folder.resolve(out),
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(folder.resolve("cache")),
                        true,
                        0)
                .run(event -> {});
    }
}

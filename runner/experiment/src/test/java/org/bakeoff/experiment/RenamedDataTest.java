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
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Files.writeString(whole.resolve("train.csv"), "text");
        TestRun run = runThatRead(whole);
        run.change("run.json", json -> json.put("commit", "of another version"));

        Reproduction same = reproduce(run, "same");
        assertThat(same.verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
        assertThat(same.changes()).noneMatch(change -> change.subject() == RunDifference.Subject.DATA);
        Files.writeString(whole.resolve("train.csv"), "texts");
        assertThat(reproduce(run, "other").verdict()).isEqualTo(Reproduction.Verdict.DIFFERENT);
    }

    /** As where a dataset's plugin takes the newest file, and the one before it is still there. */
    @Test
    void theSameVersionReadsAnotherFileWhereTheDataAreOthers() throws IOException {
        Path file = Files.writeString(folder.resolve("2024.csv"), "text");
        TestRun run = runThatRead(file);

        Reproduction other = reproduce(run, "other");
        assertThat(other.verdict()).isEqualTo(Reproduction.Verdict.DIFFERENT);
        assertThat(other.changes()).anyMatch(change -> change.subject() == RunDifference.Subject.DATA);
    }

    private TestRun runThatRead(Path data) throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), TestRun.SPEC);
        SourceFingerprint was = SourceFingerprint.of(data.toString(), data);
        run.change(
                "run.json",
                json -> json.putArray("data")
                        .addObject()
                        .put("source", was.source())
                        .put("sha256", was.sha256())
                        .put("bytes", was.bytes()));
        return run;
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

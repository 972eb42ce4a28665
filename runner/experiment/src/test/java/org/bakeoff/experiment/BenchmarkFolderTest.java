package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks whose folder is used by others, holds links, or is deleted. */
class BenchmarkFolderTest {

    private static final String SPEC = """
            {"name": "bench", "datasets": {"one": {"plugin": "parity", "config": {"train": 60, "test": 20}},
                                           "two": {"plugin": "parity", "config": {"train": 60, "test": 24}}},
             "models": {"quick": {"plugin": "mean"}, "slow": {"plugin": "mean"}},
             "training": {"epochs": 1, "batchSize": 16, "validation": 0, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nothingIsWrittenThroughALinkInThePlaceOfARun() throws IOException {
        run(SPEC);
        Path outside = Files.createDirectory(folder.resolve("outside"));
        RecursiveDeletion.of(place().resolve("runs/two"));
        Files.createSymbolicLink(place().resolve("runs/two"), outside);

        DatasetResult two = run(SPEC).largest().datasets().get(1);

        assertThat(outside).isEmptyDirectory();
        assertThat(two.failure()).get().asString().contains("runs/two is a symbolic link");
        assertThat(place().resolve("report.html")).content().doesNotContain("runs/two/report.html");

        Files.move(place().resolve("runs"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(place().resolve("runs"), folder.resolve("elsewhere"));
        assertThat(refusal(() -> run(SPEC)).getMessage()).contains("runs is a symbolic link");
        RunReport.render(place());
        assertThat(place().resolve("report.html")).content().doesNotContain("runs/one/report.html");
    }

    @Test
    void aSecondDriverIsRefusedAtOnce() {
        List<BakeoffException> refusals = new ArrayList<>();
        run(SPEC, event -> {
            if (event instanceof Progress.RunStarted started && started.number() == 2) {
                refusals.add(refusal(() -> run(SPEC)));
            }
        });

        assertThat(refusals)
                .singleElement()
                .extracting(BakeoffException::code)
                .isEqualTo(ErrorCode.RUN_DIRECTORY_IN_USE);
        assertThat(place().resolve("run.lock")).doesNotExist();
    }

    /** As a report of it that is rendered just then. */
    @Test
    void aRunWhoseFolderIsUsedForAMomentWaits() throws Exception {
        run(SPEC);
        HeldRunDirectory held = new RunDirectory(place().resolve("runs/two")).holdEnded();
        Thread ending = new Thread(() -> {
            try (held) {
                Thread.sleep(500);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        BenchmarkResults results = run(SPEC, event -> {
            if (event instanceof Progress.RunStarted started && started.number() == 2) {
                ending.start();
            }
        });
        ending.join();

        assertThat(results.complete()).isTrue();
        assertThat(results.largest().datasets())
                .allSatisfy(dataset -> assertThat(dataset.failure()).isEmpty());
    }

    @Test
    void aFolderThatIsDeletedDoesNotComeBack() {
        BakeoffException lost = refusal(() -> run(SPEC, event -> {
            if (event instanceof Progress.EpochEnded) {
                delete(place());
            }
        }));

        assertThat(lost.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_LOST);
        assertThat(lost.getMessage()).startsWith(place() + " was deleted");
        assertThat(place()).doesNotExist();
    }

    private Path place() {
        return folder.resolve("bench");
    }

    private BenchmarkResults run(String spec) {
        return run(spec, event -> {});
    }

    private BenchmarkResults run(String spec, Consumer<Progress> listener) {
        return Experiment.builder()
                .spec(spec)
                .out(place())
                .cache(folder.resolve("cache"))
                .workers(0)
                .buildBenchmark()
                .run(listener);
    }

    private static BakeoffException refusal(ThrowingCallable work) {
        return (BakeoffException) catchThrowable(work);
    }

    private static void delete(Path folder) {
        try {
            RecursiveDeletion.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reproductions that are interrupted, and those of runs that were. */
class InterruptedReproductionTest {

    @TempDir
    private Path folder;

    private TestRun run;

    @BeforeEach
    void run() throws IOException {
        run = TestRun.of(folder.resolve("run"), TestRun.SPEC);
    }

    @Test
    void theSameCommandResumesIt() {
        Path out = folder.resolve("again");
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> reproduce(out, InterruptedReproductionTest::interrupt));
        assertThat(out.resolve("trials/quick-1/checkpoint/state.safetensors")).exists();

        Reproduction reproduction = reproduce(out, event -> {});

        assertThat(reproduction.verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
    }

    /** The process may have been killed, or have found no space, when both runs were to be compared. */
    @Test
    void theSameCommandAnswersOnceMoreWithoutTraining() {
        Path out = folder.resolve("again");
        Reproduction first = reproduce(out, event -> {});
        List<Progress> events = new ArrayList<>();

        Reproduction second = reproduce(out, events::add);

        assertThat(second).isEqualTo(first);
        assertThat(events).isNotEmpty().noneMatch(Progress.TrialStarted.class::isInstance);
    }

    /** It would be compared with itself. */
    @Test
    void aCopyOfTheRunIsNoReproductionOfItHoweverMuchOfItIsMissing() throws IOException {
        TestRun copy = run.copyTo(Files.createDirectory(folder.resolve("a")).resolve("copy"));
        Files.delete(copy.folder().resolve("comparison.json"));

        refused(copy.folder(), ErrorCode.RUN_DIRECTORY_OCCUPIED);
    }

    @Test
    void anotherExperimentThatWasInterruptedIsNotResumed() {
        Path other = folder.resolve("other");
        ExperimentBuilder builder = Experiment.builder()
                .spec(TestRun.SPEC)
                .set("/training/epochs", "2")
                .out(other)
                .cache(folder.resolve("cache"));
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> builder.build().run(InterruptedReproductionTest::interrupt));

        refused(other, ErrorCode.RUN_DIRECTORY_OCCUPIED);
        builder.build().run();
        refused(other, ErrorCode.RUN_DIRECTORY_OCCUPIED);
    }

    /** Its spec has more seeds than its result. */
    @Test
    void aRunThatWasResumedWithMoreSeedsAndInterruptedHasNotEnded() throws IOException {
        ExperimentBuilder more = Experiment.builder()
                .spec(TestRun.SPEC)
                .set("/training/seeds", "[1, 2]")
                .out(run.folder())
                .cache(folder.resolve("cache"));
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> more.build().run(InterruptedReproductionTest::interrupt));

        refused(folder.resolve("again"), ErrorCode.RUN_MISSING);
        for (ThrowingCallable reader : List.<ThrowingCallable>of(() -> RunReport.render(run.folder()), this::compare)) {
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(reader)
                    .returns(ErrorCode.RUN_MISSING, BakeoffException::code)
                    .withMessageContaining("is of before");
        }
        more.build().run();
        assertThat(RunReport.render(run.folder())).exists();
        assertThat(reproduce(folder.resolve("again"), event -> {}).identical()).containsExactly("quick-1", "quick-2");
    }

    /** Another run in its place would be blamed on the one that is reproduced. */
    @Test
    void aRunThatIsReplacedMeanwhileIsNotReproduced() {
        Path out = folder.resolve("again");

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> reproduce(out, event -> {
                    if (event instanceof Progress.TrialEnded) {
                        replace();
                    }
                }))
                .returns(ErrorCode.RUN_DIRECTORY_LOST, BakeoffException::code)
                .withMessageContaining(run.folder().toString());
    }

    @Test
    void aRunThatIsReplacedMeanwhileIsNotCompared() {
        RunComparison comparison = compare();
        replace();

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> comparison.run(event -> {}))
                .returns(ErrorCode.RUN_DIRECTORY_LOST, BakeoffException::code);
        assertThat(folder.resolve("comparison")).doesNotExist();
    }

    private RunComparison compare() {
        return new RunComparison(
                List.of(run.folder()),
                folder.resolve("comparison"),
                OptionalDouble.empty(),
                List.of(),
                new CacheFolder(folder.resolve("cache")),
                true);
    }

    private void replace() {
        Experiment.builder()
                .spec(TestRun.SPEC)
                .set("/training/learningRate", "0.05")
                .out(run.folder())
                .overwrite(true)
                .cache(folder.resolve("cache"))
                .build()
                .run();
    }

    private static void interrupt(Progress event) {
        if (event instanceof Progress.EpochEnded) {
            throw new CancellationException("interrupted");
        }
    }

    private void refused(Path out, ErrorCode code) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> reproduce(out, event -> {}))
                .returns(code, BakeoffException::code);
    }

    private Reproduction reproduce(Path out, Consumer<Progress> listener) {
        return new RunReproduction(
                        run.folder(),
                        out,
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(folder.resolve("cache")),
                        true,
                        0)
                .run(listener);
    }
}

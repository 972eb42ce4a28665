package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run directories, or parts of them, that somebody deletes while their run goes on. */
class DeletedRunDirectoryTest {

    private static final int EPOCHS = 400;

    static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 60, "test": 20}},
             "models": {"first": {"plugin": "mean"}, "second": {"plugin": "mean"}},
             "training": {"epochs": %d, "batchSize": 16, "validation": 0, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    private Path folder;

    private final List<Progress> events = Collections.synchronizedList(new ArrayList<>());

    @Tag("endurance")
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aRunStopsSoonAndDoesNotBringItsDirectoryBack(int workers) {
        BakeoffException lost = lost(EPOCHS, workers, DeletedRunDirectoryTest::isEpoch, run());

        assertThat(lost.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_LOST);
        assertThat(lost.location()).isEqualTo(ErrorLocation.of(run()));
        assertThat(lost.getMessage()).contains(run().toString());
        assertThat(run()).doesNotExist();
        assertThat(events).filteredOn(DeletedRunDirectoryTest::isEpoch).hasSizeLessThan(EPOCHS);
    }

    @Test
    void aRunWhoseDirectoryGoesAtItsEndClaimsNoResults() {
        BakeoffException lost = lost(1, 0, Progress.Comparing.class::isInstance, run());

        assertThat(lost.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_LOST);
        assertThat(run()).doesNotExist();
    }

    @Test
    void aTrialWhoseFolderGoesIsRunAgain() throws IOException {
        TestRun whole = TestRun.of(folder.resolve("whole"), SPEC.formatted(3));

        experiment(3, 0).run(deleting(DeletedRunDirectoryTest::isEpoch, trial("first-1")));

        assertThat(events).filteredOn(Progress.TrialRetried.class::isInstance).hasSize(1);
        for (String file : List.of("predictions.csv", "model/weights.safetensors", "result.json")) {
            assertThat(trial("first-1").resolve(file)).hasSameBinaryContentAs(whole.file("first-1", file));
        }
    }

    @Test
    void aFinishedTrialThatGoesIsMissedAndRunAgainByTheSameCommand() {
        BakeoffException lost = lost(
                1,
                0,
                event -> event instanceof Progress.TrialEnded ended
                        && ended.trial().equals("second-1"),
                trial("first-1"));

        assertThat(lost.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_LOST);
        assertThat(lost.location()).isEqualTo(ErrorLocation.of(trial("first-1").resolve("result.json")));
        assertThat(run().resolve("comparison.json")).doesNotExist();

        events.clear();
        assertThat(experiment(1, 0).run(events::add).complete()).isTrue();
        assertThat(events)
                .contains(new Progress.TrialKept("second-1"))
                .doesNotContain(new Progress.TrialKept("first-1"));
    }

    @Test
    void aHistoryThatGoesAfterItsTrialIsMissed() {
        Path history = trial("first-1").resolve("history.jsonl");
        BakeoffException lost = lost(
                1,
                0,
                event -> event instanceof Progress.TrialEnded ended
                        && ended.trial().equals("second-1"),
                history);
        assertThat(lost.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_LOST);
        assertThat(lost.location()).isEqualTo(ErrorLocation.of(history));
    }

    private static boolean isEpoch(Progress event) {
        return event instanceof Progress.EpochEnded ended && ended.trial().equals("first-1");
    }

    private BakeoffException lost(int epochs, int workers, Predicate<Progress> when, Path deleted) {
        Experiment experiment = experiment(epochs, workers);
        return Objects.requireNonNull(
                catchThrowableOfType(BakeoffException.class, () -> experiment.run(deleting(when, deleted))));
    }

    private Experiment experiment(int epochs, int workers) {
        return Experiment.builder()
                .spec(SPEC.formatted(epochs))
                .out(run())
                .cache(folder.resolve("cache"))
                .workers(workers)
                .build();
    }

    /** Keeps the events, and deletes a folder at the first of some. */
    private Consumer<Progress> deleting(Predicate<Progress> when, Path deleted) {
        return event -> {
            if (when.test(event) && events.stream().noneMatch(when)) {
                while (Files.exists(deleted)) {
                    delete(deleted);
                }
            }
            events.add(event);
        };
    }

    /** Deletes what is there; who trains in another process may add files meanwhile. */
    private static void delete(Path folder) {
        try {
            RecursiveDeletion.of(folder);
        } catch (IOException e) {
            if (!Files.exists(folder)) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path run() {
        return folder.resolve("run");
    }

    private Path trial(String name) {
        return run().resolve("trials").resolve(name);
    }
}

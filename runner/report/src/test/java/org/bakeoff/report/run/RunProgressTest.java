package org.bakeoff.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.report.run.TrialProgress.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a run is, by files that are being written. */
class RunProgressTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        write("run.json", "{\"workers\": 2}");
        write("spec.json", """
                {"models": {"lstm": {"training": {"epochs": 6}}, "gru": {}, "bert": {"predictions": ["bert.csv"]}},
                 "training": {"epochs": 3, "seeds": [1, 2]}}
                """);
        write("run.lock", ProcessHandle.current().pid() + "\n");
    }

    @Test
    void trialsToComeAreKnownByTheSpec() {
        RunProgress progress = progress();

        assertThat(progress.state()).isEqualTo(RunState.RUNNING);
        assertThat(progress.trials())
                .extracting(TrialProgress::name)
                .containsExactly("lstm-1", "lstm-2", "gru-1", "gru-2");
        assertThat(progress.trials()).extracting(TrialProgress::planned).containsExactly(6, 6, 3, 3);
        assertThat(progress.trials()).extracting(TrialProgress::status).containsOnly(Status.WAITING);
        assertThat(progress.secondsLeft()).isEmpty();
    }

    /** Archives keep times, and a lease that will be renewed some day keeps nobody busy. */
    @Test
    void aLeaseOfATimeToComeIsNobodys() throws IOException {
        write(
                "run.lease",
                "{\"host\": \"other\", \"pid\": 1, \"since\": \"2026-01-01T00:00:00Z\", \"machine\": \"m\", \"token\": \"t\","
                        + " \"beat\": \"b\"}");
        assertThat(progress().state()).isEqualTo(RunState.RUNNING);

        Files.setLastModifiedTime(folder.resolve("run.lease"), FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));

        assertThat(progress().state()).isEqualTo(RunState.INTERRUPTED);
    }

    /** Only who uses this machine could write it. */
    @Test
    void aLeaseOfTheLastMomentThereIsCostsNothing() throws IOException {
        LeaseHolder self = LeaseHolder.ofThisProcess();
        for (Instant since : List.of(Instant.MIN, Instant.MAX)) {
            LeaseHolder holder =
                    new LeaseHolder(self.host(), self.pid(), since, self.machine(), self.token(), self.beat());
            write("run.lease", holder.text());

            assertThat(progress().state())
                    .isEqualTo(since.equals(Instant.MAX) ? RunState.RUNNING : RunState.INTERRUPTED);
        }
    }

    /** A page has the reasons of thousands of trials. */
    @Test
    void aLongReasonIsTruncated() throws IOException {
        trial("gru-2", "gru", 3, 3);
        write("trials/gru-2/result.json", "{\"status\": \"failed\", \"reason\": \"" + "x".repeat(500_000) + "\"}");

        assertThat(progress().trials()).extracting(TrialProgress::reason).allMatch(reason -> reason.length() < 2_000);
    }

    @Test
    void aTrialIsAsFarAsItsFilesSay() throws IOException {
        trial("lstm-1", "lstm", 6, 2);
        trial("gru-2", "gru", 3, 3);
        write("trials/gru-2/result.json", "{\"status\": \"diverged\", \"reason\": \"its loss is infinite\"}");
        trial("bert-1", "bert", 0, 0);
        write("trials/bert-1/result.json", "{\"status\": \"done\", \"reason\": null}");

        RunProgress progress = progress();

        assertThat(progress.ended()).isEqualTo(2);
        assertThat(progress.share()).isCloseTo((2 + 2 / 6.0) / 5, within(1e-9));
        assertThat(progress.trials())
                .extracting(
                        TrialProgress::name,
                        TrialProgress::status,
                        trial -> trial.training().done())
                .containsExactly(
                        tuple("lstm-1", Status.TRAINING, 2),
                        tuple("lstm-2", Status.WAITING, 0),
                        tuple("gru-1", Status.WAITING, 0),
                        tuple("gru-2", Status.DIVERGED, 3),
                        tuple("bert-1", Status.DONE, 0));
        assertThat(progress.trials().get(3).reason()).isEqualTo("its loss is infinite");
        // 4 + 6 epochs of the LSTM and 3 of the GRU, 10 s each, by two workers.
        assertThat(progress.secondsLeft().orElseThrow()).isCloseTo(65, within(0.001));
    }

    /** The second attempt of a trial begins with a folder that says only why. */
    @Test
    void aTrialWhoseFolderNamesNoModelIsTheOneThatIsPlanned() throws IOException {
        write("trials/lstm-2/retried.json", "{\"reason\": \"its worker ended\"}");

        TrialProgress trial = progress().trials().get(1);

        assertThat(trial)
                .isEqualTo(new TrialProgress(
                        "lstm-2", "lstm", 2, Status.TRAINING, "its worker ended", 6, TrialProgress.Training.NONE));
    }

    @Test
    void aLineThatIsHalfWrittenIsLeftOut() throws IOException {
        trial("lstm-1", "lstm", 6, 2);
        Path history = folder.resolve("trials/lstm-1/history.jsonl");
        Files.writeString(history, Files.readString(history) + "{\"epoch\":3,\"lo");

        assertThat(progress().trials().get(0).training().done()).isEqualTo(2);
    }

    @Test
    void aChangeOfAnyFileIsNoticed() throws IOException {
        String before = RunProgress.stamp(new RunDirectory(folder));
        trial("lstm-1", "lstm", 6, 1);
        String begun = RunProgress.stamp(new RunDirectory(folder));
        trial("lstm-1", "lstm", 6, 2);

        assertThat(begun).isNotEqualTo(before);
        assertThat(RunProgress.stamp(new RunDirectory(folder))).isNotEqualTo(begun);
    }

    @Test
    void aSearchDoesNotTellWhichTrialsAreToCome() throws IOException {
        write("spec.json", "{\"models\": {\"lstm\": {}}, \"training\": {\"seeds\": [1]}, \"search\": {\"trials\": 4}}");
        trial("lstm-2-1", "lstm", 3, 1);

        assertThat(progress().complete()).isFalse();
        assertThat(progress().trials()).extracting(TrialProgress::name).containsExactly("lstm-2-1");
        assertThat(progress().secondsLeft()).isEmpty();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        trial("lstm-1", "lstm", 6, 2);
        Files.move(folder.resolve("trials/lstm-1"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("trials/lstm-1"), folder.resolve("elsewhere"));

        assertThat(progress().trials().get(0).status()).isEqualTo(Status.WAITING);
    }

    @Test
    void onlyTrialsWhoseFilesHaveChangedAreReadAgain() throws IOException {
        trial("lstm-1", "lstm", 6, 2);
        trial("lstm-2", "lstm", 6, 2);
        TrialReader reader = new TrialReader();
        List<TrialProgress> before =
                RunProgress.read(new RunDirectory(folder), reader).trials();
        trial("lstm-2", "lstm", 6, 3);

        List<TrialProgress> after =
                RunProgress.read(new RunDirectory(folder), reader).trials();

        assertThat(after.get(0)).isSameAs(before.get(0));
        assertThat(after.get(1).training().done()).isEqualTo(3);
    }

    /** It may have a million epochs. */
    @Test
    void aHistoryThatGrowsIsReadFromWhereItEnded() throws IOException {
        TrialReader reader = new TrialReader();
        trial("lstm-1", "lstm", 6, 2);
        Path history = folder.resolve("trials/lstm-1/history.jsonl");
        String whole = Files.readString(history);
        assertThat(lstm(reader))
                .isEqualTo(new TrialProgress.Training(
                        2, 20, lstm(new TrialReader()).epochs()));

        // As long as before, and what was read isn't looked at again.
        String longer = whole.replaceFirst("\"epoch\": 1, ", "\"epoch\": 7, ") + whole;
        Files.writeString(history, longer + "{\"epoch\": 5, \"loss");
        assertThat(lstm(reader).done()).isEqualTo(4);
        assertThat(lstm(reader).epochs())
                .extracting(RunFiles.EpochMetrics::epoch)
                .containsExactly(1, 2, 1, 2);

        Files.writeString(history, longer + whole);
        assertThat(lstm(reader).done()).isEqualTo(6);
        assertThat(lstm(reader).seconds()).isEqualTo(60);
    }

    /** It resumes from a checkpoint, perhaps between two looks. */
    @Test
    void aHistoryThatBeganAgainIsReadAnew() throws IOException {
        TrialReader reader = new TrialReader();
        trial("lstm-1", "lstm", 6, 3);
        Path history = folder.resolve("trials/lstm-1/history.jsonl");
        assertThat(lstm(reader).seconds()).isEqualTo(30);

        Files.writeString(history, Files.readString(history).replace("10}", "20}") + "\n");
        assertThat(lstm(reader).seconds()).isEqualTo(60);
        trial("lstm-1", "lstm", 6, 1);
        assertThat(lstm(reader).done()).isEqualTo(1);
        Files.delete(history);
        assertThat(lstm(reader).done()).isZero();
    }

    private TrialProgress.Training lstm(TrialReader reader) {
        return RunProgress.read(new RunDirectory(folder), reader)
                .trials()
                .get(0)
                .training();
    }

    @Test
    void aSpecOfMoreTrialsThanAnybodyLooksAtIsCutOff() throws IOException {
        String seeds = IntStream.range(0, 5_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        write("spec.json", "{\"models\": {\"a\": {}, \"b\": {}}, \"training\": {\"seeds\": [" + seeds + "]}}");

        assertThat(progress().trials()).hasSize(2_000);
    }

    private RunProgress progress() {
        return RunProgress.read(new RunDirectory(folder));
    }

    private void trial(String name, String model, int planned, int epochs) throws IOException {
        write(
                "trials/" + name + "/trial.json",
                "{\"model\": \"" + model + "\", \"seed\": 1, \"training\": {\"epochs\": " + planned + "}}");
        StringBuilder lines = new StringBuilder();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            lines.append("{\"epoch\": ").append(epoch).append(", \"loss\": 0.5, \"accuracy\": 0.7, \"seconds\": 10}\n");
        }
        if (epochs > 0) {
            write("trials/" + name + "/history.jsonl", lines.toString());
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

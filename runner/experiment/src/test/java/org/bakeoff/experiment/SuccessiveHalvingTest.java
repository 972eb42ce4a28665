package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that stop configurations early, compared with the same search that trains all of them to the end. */
class SuccessiveHalvingTest {

    private static final String SPEC = """
            {"name": "tuned", "dataset": {"plugin": "parity", "config": {"train": 300, "test": 30}},
             "models": {"tuned": {"plugin": "mean"}, "plain": {"plugin": "mean"}},
             "training": {"epochs": 4, "batchSize": 16, "seeds": [4, 7], "device": "cpu", "validation": 60,
                          "schedule": "cosine"},
             "evaluators": [{"plugin": "error-rate"}],
             "search": {%s"space": {"/models/tuned/config/hiddenUnits": [2, 8, 32],
                                    "/models/tuned/training/learningRate": [0.0001, 0.03]}}}
            """;
    private static final String HALVED = SPEC.formatted("\"halving\": {\"factor\": 2}, ");

    private static TestRun whole;
    private static TestRun halved;

    @TempDir
    Path folder;

    @BeforeAll
    static void search(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("whole"), SPEC.formatted(""));
        halved = TestRun.of(shared.resolve("halved"), HALVED);
    }

    /** Of six configurations three are left after one epoch, and two after two. */
    @Test
    void theBestAreTrainedLonger() throws IOException {
        List<Integer> afterOne = best(IntStream.rangeClosed(1, 6).boxed().toList(), 1, 3);
        List<Integer> afterTwo = best(afterOne, 2, 2);
        SearchResult search = halved.result().searches().get(0);

        assertThat(search.selected()).isEqualTo(best(afterTwo, 4, 1).get(0));
        assertThat(search.halved()).isTrue();
        assertThat(search.epochs()).isEqualTo(2 * (2 * 4 + 2 + 3));
        for (SearchResult.Configuration one : search.configurations()) {
            int epochs = afterTwo.contains(one.number()) ? 4 : afterOne.contains(one.number()) ? 2 : 1;
            assertThat(one.epochs()).as("epochs of %s", one.number()).isEqualTo(epochs);
            assertThat(one.loss()).isEqualTo(loss(one.number(), epochs));
            for (int seed : new int[] {4, 7}) {
                assertThat(halved.history("tuned-" + one.number() + "-" + seed)).hasSize(epochs);
            }
        }
        assertThat(halved.events())
                .contains(
                        new Progress.TrialsPlanned(2 * (6 + 3 + 2) + 2 + 2, 0),
                        new Progress.ConfigurationsKept("tuned", 1, 3, 6),
                        new Progress.ConfigurationsKept("tuned", 2, 2, 3))
                .filteredOn(Progress.TrialEnded.class::isInstance)
                .hasSize(2 * (6 + 3 + 2) + 2 + 2);
        assertThat(halved.events())
                .filteredOn(Progress.ConfigurationsKept.class::isInstance)
                .hasSize(2);
        assertThat(whole.result().searches().get(0).halved()).isFalse();
    }

    /** A trial that stops and is continued is the trial that never stopped, to the byte. */
    @Test
    void stoppingChangesNothing() throws IOException {
        for (SearchResult.Configuration one : halved.result().searches().get(0).configurations()) {
            if (one.epochs() == 4) {
                for (int seed : new int[] {4, 7}) {
                    String trial = "tuned-" + one.number() + "-" + seed;
                    assertThat(halved.bytes(trial, "model/weights.safetensors"))
                            .isEqualTo(whole.bytes(trial, "model/weights.safetensors"));
                }
            }
        }
        try (Stream<Path> files = Files.walk(halved.folder())) {
            assertThat(files).noneMatch(file -> file.endsWith("checkpoint"));
        }
    }

    @Tag("endurance")
    @Test
    void workersDoTheSame() throws IOException {
        TestRun.of(folder.resolve("run"), HALVED, 1);
        halved.assertSameTrials(folder.resolve("run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compared", "continued", "first", "tested"})
    void afterAnInterruptionItResumes(String moment) throws IOException {
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> experiment().run(event -> {
                    if (switch (moment) {
                        case "compared" -> event instanceof Progress.ConfigurationsKept kept && kept.epochs() == 2;
                        case "continued" ->
                            event instanceof Progress.EpochEnded ended
                                    && ended.epoch().epoch() == 3;
                        case "first" ->
                            event instanceof Progress.EpochEnded ended
                                    && ended.trial().equals("tuned-4-7");
                        default -> event instanceof Progress.Predicting;
                    }) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).isTrue();

        List<Progress> events = new ArrayList<>();
        experiment().run(events::add);

        assertThat(events).noneMatch(Progress.TrialWarned.class::isInstance);
        halved.assertSameTrials(folder.resolve("run"));
    }

    /** One epoch must not be taken for four. */
    @Test
    void aChangedEpochToStopAfterIsNoticed() throws IOException {
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> experiment().run(event -> {
                    if (event instanceof Progress.ConfigurationsKept) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).isTrue();
        for (int configuration = 1; configuration <= 6; configuration++) {
            Path file = folder.resolve("run/trials/tuned-" + configuration + "-4/trial.json");
            String json = Files.readString(file);
            assertThat(json).contains("\"untilEpoch\" : 1");
            Files.writeString(file, json.replace("\"untilEpoch\" : 1", "\"untilEpoch\" : 3"));
        }

        List<Progress> events = new ArrayList<>();
        experiment().run(events::add);

        assertThat(events).filteredOn(Progress.TrialWarned.class::isInstance).hasSize(6);
        halved.assertSameTrials(folder.resolve("run"));
    }

    @Test
    void aSearchThatIsOverIsKept() throws IOException {
        TestRun run = halved.copyTo(folder.resolve("run"));
        List<Progress> events = new ArrayList<>();
        experiment().run(events::add);

        assertThat(events)
                .noneMatch(event -> event instanceof Progress.TrialStarted || event instanceof Progress.TrialWarned);
        assertThat(run.result().searches()).isEqualTo(halved.result().searches());
        halved.assertSameTrials(folder.resolve("run"));
    }

    /** Early stopping ends a training before a rung; there is nothing to continue then. */
    @Tag("endurance")
    @Test
    void earlyStoppingStaysTheEnd() throws IOException {
        String stopping = "\"earlyStopping\": {\"patience\": 1, \"smallValidation\": true}, \"epochs\": 9";
        TestRun whole = TestRun.of(folder.resolve("whole"), SPEC.formatted("").replace("\"epochs\": 4", stopping));
        TestRun halved = TestRun.of(folder.resolve("run"), HALVED.replace("\"epochs\": 4", stopping));
        for (SearchResult.Configuration one : halved.result().searches().get(0).configurations()) {
            if (one.epochs() == 9) {
                String trial = "tuned-" + one.number() + "-4";
                assertThat(halved.bytes(trial, "model/weights.safetensors"))
                        .isEqualTo(whole.bytes(trial, "model/weights.safetensors"));
            }
        }
    }

    private Experiment experiment() {
        return Experiment.builder()
                .spec(HALVED)
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build();
    }

    /** Returns the best of some configurations by their losses after some epochs of the whole search, in the order of their numbers. */
    private static List<Integer> best(List<Integer> of, int epochs, int count) throws IOException {
        List<Integer> sorted = new ArrayList<>(of);
        List<Double> losses = new ArrayList<>();
        for (int configuration = 1; configuration <= 6; configuration++) {
            losses.add(loss(configuration, epochs));
        }
        sorted.sort(Comparator.comparing(number -> losses.get(number - 1)));
        return sorted.subList(0, count);
    }

    private static double loss(int configuration, int epochs) throws IOException {
        double sum = 0;
        for (int seed : new int[] {4, 7}) {
            sum += whole.history("tuned-" + configuration + "-" + seed)
                    .get(epochs - 1)
                    .path("validationLoss")
                    .asDouble();
        }
        return sum / 2;
    }
}

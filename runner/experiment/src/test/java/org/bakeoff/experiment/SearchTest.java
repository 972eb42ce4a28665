package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Experiments that try several configurations of a model. */
class SearchTest {

    private static final String SPEC = """
            {"name": "tuned", "dataset": {"plugin": "parity", "config": {"train": 300, "test": 30}},
             "models": {"tuned": {"plugin": "mean"%s}, "plain": {"plugin": "mean"}},
             "training": {"epochs": 3, "batchSize": 16, "seeds": [4, 7], "device": "cpu", "validation": 60%s},
             "evaluators": [{"plugin": "error-rate"}]%s}
            """;
    private static final String SEARCH = """
            , "search": {"space": {"/models/tuned/config/hiddenUnits": [2, 8, 32],
                                   "/models/tuned/training/learningRate": [0.0001, 0.03]}}
            """;

    /** The search, which most tests look at or have a copy of. */
    private static TestRun whole;

    @TempDir
    Path folder;

    @BeforeAll
    static void search(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("run"), SPEC.formatted("", "", SEARCH));
    }

    @Test
    void theConfigurationWithTheLeastValidationLossIsTestedAndNoOther() throws IOException {
        assertBestIsTested(whole);
    }

    @Test
    void workersSelectTheSame() throws IOException {
        assertBestIsTested(TestRun.of(folder.resolve("run"), SPEC.formatted("", "", SEARCH), 2));
        assertSame(whole);
    }

    private static void assertBestIsTested(TestRun run) throws IOException {

        Map<Integer, Double> losses = new TreeMap<>();
        for (int configuration = 1; configuration <= 6; configuration++) {
            double sum = 0;
            for (int seed : new int[] {4, 7}) {
                List<JsonNode> epochs = run.history("tuned-" + configuration + "-" + seed);
                assertThat(epochs).hasSize(3);
                sum += epochs.get(2).path("validationLoss").asDouble();
            }
            losses.put(configuration, sum / 2);
        }
        int best = losses.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        assertThat(losses.values()).doesNotHaveDuplicates();
        SearchResult tuning = run.result().searches().get(0);
        assertThat(run.result().searches()).hasSize(1);
        assertThat(tuning.selected()).isEqualTo(best);
        assertThat(tuning.configurations())
                .extracting(SearchResult.Configuration::loss)
                .containsExactlyElementsOf(losses.values());
        assertThat(run.result().models())
                .extracting(model -> model.description().configuration())
                .containsExactly(best, 1);
        assertThat(files(run, "predictions.csv"))
                .containsExactlyInAnyOrder("tuned-" + best + "-4", "tuned-" + best + "-7", "plain-1-4", "plain-1-7");
        assertThat(files(run, "model/weights.safetensors")).hasSize(14);
        assertThat(files(run, "checkpoint")).isEmpty();
        assertThat(run.events())
                .filteredOn(Progress.ConfigurationSelected.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aSelectedModelIsWhatItIsByItself() throws IOException {
        SearchResult.Configuration best = whole.result().searches().get(0).best();
        String configuration = ", \"config\": {\"hiddenUnits\": %s}, \"training\": {\"learningRate\": %s}"
                .formatted(
                        best.values().get("/models/tuned/config/hiddenUnits"),
                        best.values().get("/models/tuned/training/learningRate"));
        TestRun alone = TestRun.of(folder.resolve("alone"), SPEC.formatted(configuration, "", ""));

        for (String seed : List.of("4", "7")) {
            for (String file : List.of("predictions.csv", "model/weights.safetensors")) {
                assertThat(whole.bytes("tuned-" + best.number() + "-" + seed, file))
                        .isEqualTo(alone.bytes("tuned-" + seed, file));
                assertThat(whole.bytes("plain-1-" + seed, file)).isEqualTo(alone.bytes("plain-" + seed, file));
            }
        }
        assertThat(whole.result().conclusion().comparisons())
                .isEqualTo(alone.result().conclusion().comparisons());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tuned-2-4", "tuned-5-7", "testing"})
    void aSweepThatWasBrokenOffGoesOnAsIfNothingHadHappened(String moment) throws IOException {
        String spec = SPEC.formatted("", "", SEARCH);
        Experiment broken = experiment(spec, false);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> broken.run(event -> {
                    if (moment.equals("testing")
                            ? event instanceof Progress.Predicting predicting
                                    && predicting.trial().startsWith("tuned")
                            : event instanceof Progress.EpochEnded ended
                                    && ended.trial().equals(moment)
                                    && ended.epoch().epoch() == 2) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("run/comparison.json")).doesNotExist();

        experiment(spec, false).run(event -> {});

        assertSame(whole);
    }

    @Test
    void aSweepThatIsOverIsKept() throws IOException {
        String spec = SPEC.formatted("", "", SEARCH);
        TestRun run = whole.copyTo(folder.resolve("run"));
        String comparison = Files.readString(folder.resolve("run/comparison.json"));
        List<Progress> events = new ArrayList<>();
        ComparisonResult again = experiment(spec, false).run(events::add);

        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(events).filteredOn(Progress.TrialWarned.class::isInstance).isEmpty();
        assertThat(again).isEqualTo(run.result());
        assertThat(folder.resolve("run/comparison.json")).hasContent(comparison);
    }

    /** As where a trial that failed before does better than the configuration that was selected without it. */
    @Test
    void whatIsNotSelectedAnyMoreLosesItsPredictions() throws IOException {
        String spec = SPEC.formatted("", "", SEARCH);
        TestRun run = whole.copyTo(folder.resolve("run"));
        int best = run.result().searches().get(0).selected();
        int other = best == 1 ? 2 : 1;
        for (String seed : List.of("4", "7")) {
            Path history = run.file("tuned-" + other + "-" + seed, "history.jsonl");
            List<String> lines = new ArrayList<>(Files.readAllLines(history));
            ObjectNode last = (ObjectNode) ChecksummedJson.read(lines.remove(lines.size() - 1));
            lines.add(ChecksummedJson.line(last.put("validationLoss", 0.0001)));
            Files.write(history, lines);
        }
        TestRun again = TestRun.of(folder.resolve("run"), spec);

        assertThat(again.result().searches().get(0).selected()).isEqualTo(other);
        assertThat(files(again, "predictions.csv"))
                .containsExactlyInAnyOrder("tuned-" + other + "-4", "tuned-" + other + "-7", "plain-1-4", "plain-1-7");
        assertThat(Files.readString(again.file("tuned-" + best + "-4", "trial.json")))
                .contains("\"test\" : false");
        assertThat(Files.readString(again.file("tuned-" + other + "-4", "trial.json")))
                .doesNotContain("\"test\"");
    }

    @Test
    void settingsThatFailComeLast() throws IOException {
        String search =
                ", \"search\": {\"space\": {\"/models/tuned/config/fault\": [\"infinite\", \"forward\", \"once\"]}}";
        String mark = ", \"config\": {\"file\": \"" + folder.resolve("mark") + "\"}";
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted(mark, "", search)
                        .replace("\"tuned\": {\"plugin\": \"mean\"", "\"tuned\": {\"plugin\": \"odd\""));
        SearchResult tuning = run.result().searches().get(0);

        assertThat(tuning.configurations())
                .extracting(SearchResult.Configuration::loss)
                .startsWith(Double.NaN, Double.NaN);
        assertThat(tuning.selected()).isEqualTo(3);
        assertThat(run.result().complete()).isTrue();
    }

    @Test
    void whereAllSettingsFailTheFirstStandsForThem() throws IOException {
        String search = ", \"search\": {\"space\": {\"/models/tuned/config/fault\": [\"forward\", \"link\"]}}";
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted("", "", search)
                        .replace("\"tuned\": {\"plugin\": \"mean\"", "\"tuned\": {\"plugin\": \"odd\""));

        assertThat(run.result().searches().get(0).selected()).isEqualTo(1);
        assertThat(run.result().complete()).isFalse();
        assertThat(run.result().conclusion().warnings()).contains(new Warning.FailedSearch("tuned", 2));
    }

    @Test
    void settingsCanBeSelectedByAccuracy() throws IOException {
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted(
                        "",
                        "",
                        SEARCH.strip()
                                .replaceFirst(
                                        "}$",
                                        ", \"random\": {\"trials\": 4, \"seed\": 3}, \"selectBy\": \"accuracy\"}")));
        SearchResult tuning = run.result().searches().get(0);

        assertThat(tuning.configurations()).hasSize(4);
        double most = tuning.configurations().stream()
                .mapToDouble(SearchResult.Configuration::accuracy)
                .max()
                .orElseThrow();
        assertThat(tuning.best().accuracy()).isEqualTo(most);
        assertThat(tuning.configurations().stream()
                        .filter(tried -> tried.accuracy() == most)
                        .findFirst())
                .contains(tuning.best());
    }

    @Test
    void theReaderIsToldHowManyWereTriedAndByHowFewExamples() throws IOException {
        assertThat(whole.result().conclusion().warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .isInstanceOfSatisfying(
                                Warning.DifferentBudgets.class,
                                budgets -> assertThat(budgets.amounts())
                                        .containsEntry(
                                                Warning.DifferentBudgets.Amount.CONFIGURATIONS,
                                                Map.of("tuned", 6.0, "plain", 1.0))))
                .anySatisfy(warning -> assertThat(warning)
                        .isInstanceOfSatisfying(Warning.FewValidationExamples.class, few -> {
                            assertThat(few.model()).isEqualTo("tuned");
                            assertThat(few.configurations()).isEqualTo(6);
                            assertThat(few.examples()).isEqualTo(60);
                        }));
    }

    @Test
    void theSelectedModelsCanBeAskedAndCompared() throws IOException {
        TestRun run = whole;
        int best = run.result().searches().get(0).selected();
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            assertThat(trained.models()).containsExactly("tuned", "plain");
            assertThat(trained.seeds("tuned")).containsExactly(4L, 7L);
            assertThat(trained.model("tuned").predict("w1 w2").probability()).isBetween(0.5, 1.0);
        }
        ComparisonResult compared = new RunComparison(
                        List.of(run.folder()),
                        folder.resolve("compared"),
                        List.of(),
                        new CacheFolder(folder.resolve("cache")),
                        true)
                .run(event -> {});

        assertThat(compared.conclusion().comparisons())
                .isEqualTo(run.result().conclusion().comparisons());
        assertThat(compared.searches()).isEqualTo(run.result().searches());
        assertThat(folder.resolve("compared/trials/tuned-4/predictions.csv"))
                .hasSameBinaryContentAs(run.file("tuned-" + best + "-4", "predictions.csv"));
    }

    private void assertSame(TestRun whole) throws IOException {
        try (Stream<Path> files = Files.walk(whole.folder().resolve("trials"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // The history has durations.
                if (!file.endsWith("history.jsonl")) {
                    assertThat(folder.resolve("run")
                                    .resolve(whole.folder().relativize(file).toString()))
                            .hasSameBinaryContentAs(file);
                }
            }
        }
        try (Stream<Path> mine = Files.walk(folder.resolve("run/trials"));
                Stream<Path> theirs = Files.walk(whole.folder().resolve("trials"))) {
            assertThat(mine.count()).isEqualTo(theirs.count());
        }
    }

    private Experiment experiment(String spec, boolean overwrite) {
        return Experiment.builder()
                .spec(spec)
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .overwrite(overwrite)
                .build();
    }

    /** The trials that have a file. */
    private static List<String> files(TestRun run, String name) throws IOException {
        try (Stream<Path> trials = Files.list(run.folder().resolve("trials"))) {
            return trials.filter(trial -> Files.exists(trial.resolve(name)))
                    .map(trial -> String.valueOf(trial.getFileName()))
                    .toList();
        }
    }
}

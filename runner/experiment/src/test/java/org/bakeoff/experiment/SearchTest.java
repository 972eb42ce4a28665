package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Experiments that try several configurations of a model, and train the best one again with fresh seeds. */
class SearchTest {

    static final String SPEC = """
            {"name": "tuned", "dataset": {"plugin": "parity", "config": {"train": 300, "test": 30}},
             "models": {"tuned": {"plugin": "mean"%s}, "plain": {"plugin": "mean"}},
             "training": {"epochs": 3, "batchSize": 16, "seeds": [4, 7], "device": "cpu", "validation": 60%s},
             "evaluators": [{"plugin": "error-rate"}]%s}
            """;
    static final String SEARCH = """
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/training/classWeights      | ['balanced', {'nosuch': 2}] | /search/space/~1training~1classWeights/1/nosuch",
                "/training/earlyStopping     | [{'patience': 1}]     | /search/space/~1training~1earlyStopping/0",
                "/models/tuned/training/earlyStopping | [{'patience': 1}]"
                        + "| /search/space/~1models~1tuned~1training~1earlyStopping/0"
            })
    void whatOnlyTheDataShowsToBeWrongInASearchIsRefusedBeforeTraining(String key, String values, String pointer) {
        String search = ", \"search\": {\"space\": {\"" + key + "\": " + values.replace('\'', '"') + "}}";
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> TestRun.of(
                        folder.resolve("run"),
                        SPEC.formatted("", "", search).replace("\"validation\": 60", "\"validation\": 0.2")))
                .satisfies(refused -> assertThat(refused.faults())
                        .extracting(SpecFault::pointer)
                        .containsOnly(pointer));
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void theConfigurationWithTheLeastValidationLossIsTestedWithFreshSeedsAndNothingElseIs() throws IOException {
        assertBestIsTested(whole);
    }

    @Test
    void trialsOfASearchHaveNeitherPredictionsNorTestFigures() throws IOException {
        for (int configuration = 1; configuration <= 6; configuration++) {
            for (int seed : new int[] {4, 7}) {
                String trial = "tuned-" + configuration + "-" + seed;
                assertThat(whole.file(trial, "predictions.csv")).doesNotExist();
                assertThat(Json.COMPACT
                                .readTree(Files.readString(whole.file(trial, "trial.json")))
                                .path("test")
                                .asBoolean(true))
                        .isFalse();
            }
        }
        assertThat(whole.events())
                .filteredOn(Progress.Predicting.class::isInstance)
                .extracting(event -> ((Progress.Predicting) event).trial())
                .allMatch(trial -> trial.matches("plain-1-[47]|tuned-[1-6]-[89]"));
        assertThat(whole.result().model("tuned").trials())
                .extracting(ModelResult.Trial::seed)
                .containsExactly(8L, 9L);
        assertThat(whole.result().model("plain").trials())
                .extracting(ModelResult.Trial::seed)
                .containsExactly(4L, 7L);
    }

    @Test
    void aSearchTakesATrialOfEachConfigurationAndSeedAndThoseThatConfirm() throws IOException {
        assertThat(whole.events())
                .contains(new Progress.TrialsPlanned(6 * 2 + 2 + 2, 0), new Progress.Confirming(2))
                .filteredOn(Progress.TrialEnded.class::isInstance)
                .hasSize(16);
        assertThat(whole.result().model("tuned").description().budget())
                .hasValueSatisfying(budget -> assertThat(budget.trials()).isEqualTo(new Budget.Trials(6, 12, 2)));
        assertThat(whole.result().model("plain").description().budget())
                .hasValueSatisfying(budget -> assertThat(budget.trials()).isEqualTo(new Budget.Trials(1, 0, 2)));

        TestRun more = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted(
                        "",
                        "",
                        ", \"search\": {\"space\": {\"/models/tuned/config/hiddenUnits\": [2, 8]}, \"confirmSeeds\": 3}"));
        assertThat(more.events()).contains(new Progress.TrialsPlanned(2 * 2 + 3 + 2, 0), new Progress.Confirming(3));
        assertThat(more.result().model("tuned").trials())
                .extracting(ModelResult.Trial::seed)
                .containsExactly(8L, 9L, 10L);
    }

    @Tag("endurance")
    @Test
    void workersSelectTheSame() throws IOException {
        assertBestIsTested(TestRun.of(folder.resolve("run"), SPEC.formatted("", "", SEARCH), 2));
        whole.assertSameTrials(folder.resolve("run"));
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
                .containsExactlyInAnyOrder("tuned-" + best + "-8", "tuned-" + best + "-9", "plain-1-4", "plain-1-7");
        assertThat(files(run, "model/weights.safetensors")).hasSize(16);
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
        String spec = SPEC.formatted(configuration, "", "");
        TestRun tuned = TestRun.of(
                folder.resolve("tuned"),
                spec.replace(", \"plain\": {\"plugin\": \"mean\"}", "").replace("[4, 7]", "[8, 9]"));
        TestRun plain = TestRun.of(
                folder.resolve("plain"), spec.replace("\"tuned\": {\"plugin\": \"mean\"" + configuration + "}, ", ""));

        for (String file : List.of("predictions.csv", "model/weights.safetensors")) {
            for (String seed : List.of("8", "9")) {
                assertThat(whole.bytes("tuned-" + best.number() + "-" + seed, file))
                        .isEqualTo(tuned.bytes("tuned-" + seed, file));
            }
            for (String seed : List.of("4", "7")) {
                assertThat(whole.bytes("plain-1-" + seed, file)).isEqualTo(plain.bytes("plain-" + seed, file));
            }
        }
        assertThat(compared(tuned.folder(), plain.folder()).conclusion().comparisons())
                .isEqualTo(whole.result().conclusion().comparisons());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tuned-2-4", "tuned-5-7", "selected", "confirmed", "tested"})
    void aSearchThatWasInterruptedResumesAsIfNothingHadHappened(String moment) throws IOException {
        String spec = SPEC.formatted("", "", SEARCH);
        String confirming = "tuned-" + whole.result().searches().get(0).selected() + "-8";
        Experiment broken = experiment(spec, false);
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> broken.run(event -> {
                    if (switch (moment) {
                        case "selected" -> event instanceof Progress.ConfigurationSelected;
                        case "confirmed" -> inSecondEpoch(event, confirming);
                        case "tested" ->
                            event instanceof Progress.Predicting predicting
                                    && predicting.trial().equals(confirming);
                        default -> inSecondEpoch(event, moment);
                    }) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("run/comparison.json")).doesNotExist();
        try (TrainedRun trained = TrainedRun.open(folder.resolve("run"))) {
            assertThat(trained.models())
                    .isEqualTo(
                            moment.startsWith("tuned") || moment.equals("selected")
                                    ? List.of("plain")
                                    : List.of("tuned", "plain"));
        }

        experiment(spec, false).run(event -> {});

        whole.assertSameTrials(folder.resolve("run"));
    }

    private static boolean inSecondEpoch(Progress event, String trial) {
        return event instanceof Progress.EpochEnded ended
                && ended.trial().equals(trial)
                && ended.epoch().epoch() == 2;
    }

    @Test
    void aSearchThatIsOverIsReproduced() {
        Reproduction reproduction = new RunReproduction(
                        whole.folder(),
                        null,
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(whole.folder().resolveSibling("cache")),
                        true,
                        0)
                .run(event -> {});

        int best = whole.result().searches().get(0).selected();
        assertThat(reproduction.verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
        assertThat(reproduction.identical())
                .containsExactly("tuned-" + best + "-8", "tuned-" + best + "-9", "plain-1-4", "plain-1-7");
    }

    @Test
    void aSearchThatIsOverIsKept() throws IOException {
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

    /** As where the disk is full for a while, so that a trial can't be run again. */
    @Test
    void whatIsNotSelectedWhileATrialFailsKeepsItsTestedTrials() throws IOException {
        String spec = SPEC.formatted("", "", SEARCH);
        TestRun run = whole.copyTo(folder.resolve("run"));
        int best = run.result().searches().get(0).selected();
        Path unreadable = run.file("tuned-" + best + "-4", "checkpoint");
        Files.delete(unreadable.resolveSibling("result.json"));
        Files.writeString(unreadable, "a file is in the way");
        TestRun without = TestRun.of(folder.resolve("run"), spec);

        assertThat(without.result().searches().get(0).selected()).isNotEqualTo(best);
        assertThat(files(without, "predictions.csv")).contains("tuned-" + best + "-8", "tuned-" + best + "-9");
        Files.delete(unreadable);
        TestRun again = TestRun.of(folder.resolve("run"), spec);
        assertThat(again.events())
                .contains(
                        new Progress.TrialKept("tuned-" + best + "-8"), new Progress.TrialKept("tuned-" + best + "-9"));
        assertThat(files(again, "predictions.csv"))
                .containsExactlyInAnyOrder("tuned-" + best + "-8", "tuned-" + best + "-9", "plain-1-4", "plain-1-7");
    }

    /** As where a trial that failed before does better than the configuration that was selected without it. */
    @Test
    void whatIsNotSelectedAnyMoreLosesItsTestedTrials() throws IOException {
        String spec = SPEC.formatted("", "", SEARCH);
        TestRun run = whole.copyTo(folder.resolve("run"));
        int best = run.result().searches().get(0).selected();
        int other = best == 1 ? 2 : 1;
        for (String seed : List.of("4", "7")) {
            Path history = run.file("tuned-" + other + "-" + seed, "history.jsonl");
            List<String> lines = new ArrayList<>(Files.readAllLines(history));
            ObjectNode last = ChecksummedJson.read(lines.remove(lines.size() - 1));
            lines.add(ChecksummedJson.line(last.put("validationLoss", 0.0001)));
            Files.write(history, lines);
        }
        TestRun again = TestRun.of(folder.resolve("run"), spec);

        assertThat(again.result().searches().get(0).selected()).isEqualTo(other);
        assertThat(files(again, "predictions.csv"))
                .containsExactlyInAnyOrder("tuned-" + other + "-8", "tuned-" + other + "-9", "plain-1-4", "plain-1-7");
        assertThat(files(again, "trial.json")).hasSize(16).doesNotContain("tuned-" + best + "-8");
    }

    @Test
    void theReaderIsToldHowManyWereTriedAndByHowFewExamples() throws IOException {
        assertThat(whole.result().conclusion().warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .isInstanceOfSatisfying(
                                ModelWarning.DifferentBudgets.class,
                                budgets -> assertThat(budgets.amounts())
                                        .containsEntry(Budget.Amount.CONFIGURATIONS, Map.of("tuned", 6.0, "plain", 1.0))
                                        .containsEntry(Budget.Amount.TRIALS, Map.of("tuned", 14.0, "plain", 2.0))))
                .anySatisfy(warning -> assertThat(warning)
                        .isInstanceOfSatisfying(ModelWarning.FewValidationExamples.class, few -> {
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
            assertThat(trained.seeds("tuned")).containsExactly(8L, 9L);
            assertThat(trained.model("tuned").predict("w1 w2").probability()).isBetween(0.5, 1.0);
        }
        ComparisonResult compared = compared(run.folder());

        assertThat(compared.conclusion().comparisons())
                .isEqualTo(run.result().conclusion().comparisons());
        assertThat(compared.searches()).isEqualTo(run.result().searches());
        assertThat(folder.resolve("compared/trials/tuned-8/predictions.csv"))
                .hasSameBinaryContentAs(run.file("tuned-" + best + "-8", "predictions.csv"));
    }

    private ComparisonResult compared(Path... runs) {
        return TestRun.compare(List.of(runs), folder.resolve("compared"), folder.resolve("cache"));
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

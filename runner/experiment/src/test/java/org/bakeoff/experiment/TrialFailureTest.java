package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.plugins.PluginOrigin;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.testplugins.FirstExamples;
import org.bakeoff.training.TrainingHistory;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of a model that misbehaves, and of the others. */
class TrialFailureTest {

    @TempDir
    Path folder;

    @Test
    void anEvaluatorThatFailsCostsItsFindingsOnly() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}},
                 "models": {"good": {"plugin": "mean"}, "other": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 0},
                 "evaluators": [{"plugin": "first-examples", "config": {"fail": true}}, {"plugin": "error-rate"}]}
                """);

        assertThat(run.result().evaluation().failures())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("cause")
                .containsExactly(new EvaluatorFailure(
                        EvaluatorFailure.Step.EVALUATOR,
                        "first-examples",
                        Optional.of(new EvaluatorFailure.Plugin(
                                "first-examples",
                                PluginOrigin.of(new FirstExamples()).location().toString())),
                        ""));
        assertThat(run.result().evaluation().failures().get(0).cause())
                .matches("java\\.lang\\.IllegalStateException: this evaluator has had enough,"
                        + " at org\\.bakeoff\\.testplugins\\.FirstExamples\\.evaluate\\(FirstExamples\\.java:\\d+\\);"
                        + " this is a fault of the plugin");
        assertThat(run.result().complete()).isFalse();
        assertThat(run.result().conclusion().comparisons()).hasSize(1);
        assertThat(run.comparison().path("failures").get(0).path("step").asString())
                .isEqualTo("evaluator");
        assertThat(Files.readString(run.folder().resolve("report.html"))).contains("this evaluator has had enough");
    }

    @Test
    void aTrialFailsAloneAndSaysWhatIsWrongWithWhichPlugin() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}},
                 "models": {
                   "throw": {"plugin": "odd", "config": {"fault": "throw"}},
                   "shape": {"plugin": "odd", "config": {"fault": "shape"}},
                   "forward": {"plugin": "odd", "config": {"fault": "forward"}},
                   "link": {"plugin": "odd", "config": {"fault": "link"}},
                   "infinite": {"plugin": "odd", "config": {"fault": "infinite"}},
                   "untrained": {"plugin": "odd", "config": {"fault": "untrained"}},
                   "rates": {"plugin": "mean", "training": {"learningRates": {"encoder": 0.1}}},
                   "good": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 10},
                 "evaluators": [{"plugin": "error-rate"}]}
                """);

        assertThat(run.failure("throw"))
                .matches(
                        "the plugin 'odd' can't make the model: java\\.lang\\.IllegalStateException: this model can't be made,"
                                + " at org\\.bakeoff\\.testplugins\\.OddProvider\\.create\\(OddProvider\\.java:\\d+\\);"
                                + " this is a fault of the plugin");
        assertThat(run.failure("shape"))
                .isEqualTo("the plugin 'odd' gives logits of shape (1, 7) for token ids of shape (1, 12); it must be"
                        + " (1, 1)");
        assertThat(run.failure("forward"))
                .matches(
                        "the model of the plugin 'odd' failed: java\\.lang\\.IllegalArgumentException: this model can't be run,"
                                + " at org\\.bakeoff\\.testplugins\\.OddProvider\\.lambda\\S+\\(OddProvider\\.java:\\d+\\);"
                                + " this is a fault of the plugin");
        assertThat(run.failure("link"))
                .startsWith("the model of the plugin 'odd' failed: it needs the class org.somebody.Missing, which isn't"
                        + " there. Put the plugin's jar and the jar with that class into a folder");
        assertThat(run.failure("infinite"))
                .matches("the model of the plugin 'odd' diverged: its loss became (NaN|Infinity) in epoch 1, batch 1 of"
                        + " 1; a smaller learningRate or a clipNorm may help");
        assertThat(run.failure("untrained"))
                .isEqualTo("the model of the plugin 'odd' diverged: its validation loss became NaN after epoch 1;"
                        + " a smaller learningRate or a clipNorm may help");
        assertThat(run.failure("rates"))
                .isEqualTo(
                        "the model of the plugin 'mean' can't have the \"learningRates\": there is no part 'encoder';"
                                + " there is only Linear");

        assertThat(run.result().complete()).isFalse();
        assertThat(statuses(run))
                .containsExactly("failed", "failed", "failed", "failed", "diverged", "diverged", "failed", "done");
        JsonNode first = run.comparison().path("models").get(0).path("trials").get(0);
        assertThat(first.path("reason").asString()).contains("'odd' can't make the model");
        assertThat(first.path("trainSeconds").isNull()).isTrue();
        JsonNode infinite =
                run.comparison().path("models").get(4).path("trials").get(0);
        assertThat(infinite.path("trainSeconds").isNull())
                .as("no epoch has ended, so that no time is known")
                .isTrue();
        assertThat(run.result().models().get(7).metrics()).containsKey("errorRate");
        assertThat(run.file("good-1", "predictions.csv")).exists();
        assertThat(run.predictions("infinite-1").values())
                .hasSize(20)
                .allSatisfy(probabilities -> assertThat(probabilities).containsExactly(0.5));
        assertThat(run.file("infinite-1", "model/weights.safetensors")).doesNotExist();
        assertThat(run.events())
                .filteredOn(Progress.TrialRetried.class::isInstance)
                .extracting(event -> ((Progress.TrialRetried) event).trial())
                .as("what fails by the model's code alone would fail again")
                .containsExactly("throw-1");
        assertThat(Files.readString(run.folder().resolve("report.html"))).contains("this model can't be made");
        assertThat(run.events())
                .filteredOn(event -> event instanceof Progress.TrialFailed || event instanceof Progress.TrialEnded)
                .hasSize(8)
                .last()
                .isInstanceOf(Progress.TrialEnded.class);
    }

    @Test
    void aModelWhosePredictionsAreNoNumbersDivergedAndIsUndecided() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20, "classes": 4}},
                 "models": {"untrained": {"plugin": "odd", "config": {"fault": "untrained"}}},
                 "training": {"epochs": 2, "validation": 0},
                 "evaluators": [{"plugin": "error-rate"}]}
                """);

        assertThat(run.failure("untrained"))
                .isEqualTo(
                        "the model of the plugin 'odd' diverged: its logits for test examples became infinite or NaN;"
                                + " a smaller learningRate or a clipNorm may help");
        assertThat(statuses(run)).containsExactly("diverged");
        assertThat(run.result().complete()).isTrue();
        assertThat(run.history("untrained-1")).hasSize(2);
        assertThat(run.predictions("untrained-1").values())
                .hasSize(20)
                .allSatisfy(probabilities -> assertThat(probabilities).containsExactly(0.25, 0.25, 0.25, 0.25));
        assertThat(run.file("untrained-1", "model/weights.safetensors")).exists();
        assertThat(run.folder().resolve("report.html")).exists();
    }

    @Test
    void aTrialThatDivergedIsRightAsOftenAsAGuess() throws IOException {
        for (int classes : List.of(2, 4)) {
            // Nine of ten examples have the same label, the one that ties are taken for.
            int frequent = classes == 2 ? 1 : 0;
            String test = IntStream.range(0, 40)
                    .mapToObj(index ->
                            "\"t%d;%d;g%d;1;w\"".formatted(index, index % 10 == 0 ? 1 - frequent : frequent, index))
                    .collect(Collectors.joining(","));
            TestRun run = TestRun.of(folder.resolve("run-" + classes), """
                    {"dataset": {"plugin": "listed", "config": {"classes": %d,
                       "train": ["a;0;a;1;w", "b;1;b;2;w", "c;0;c;3;w"], "test": [%s]}},
                     "models": {"untrained": {"plugin": "odd", "config": {"fault": "untrained"}}},
                     "training": {"epochs": 1, "validation": 0},
                     "evaluators": [{"plugin": "error-rate"}]}
                    """.formatted(classes, test));

            assertThat(statuses(run)).containsExactly("diverged");
            assertThat(run.result().model("untrained").measured("errorRate").value())
                    .isEqualTo(1 - 1.0 / classes);
            assertThat(run.predictions("untrained-1").values())
                    .allSatisfy(probabilities -> assertThat(probabilities).containsOnly(1.0 / classes));
        }
    }

    @Test
    void aTrialThatCrashesOnceIsRunAgainFromScratch() throws IOException {
        String flaky = "\"flaky\": {\"plugin\": \"odd\", \"config\": {\"fault\": \"once\", \"file\": \"%s\"}}"
                .formatted(folder.resolve("mark"));
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}},
                 "models": {%s}, "training": {"epochs": 2, "validation": 0},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(flaky));

        assertThat(statuses(run)).containsExactly("done");
        assertThat(run.history("flaky-1")).hasSize(2);
        assertThat(trialEvents(run, "flaky-1"))
                .containsExactly(
                        "TrialStarted",
                        "TrialRetried",
                        "TrialStarted",
                        "EpochEnded",
                        "EpochEnded",
                        "Predicting",
                        "TrialEnded");
    }

    @Test
    void aModelThatFillsTheMemoryOfJavaFailsAloneAndSaysHowToGiveMore() throws IOException {
        fillsTheMemory(0);
    }

    @Tag("endurance")
    @Test
    void aModelThatFillsTheMemoryOfAWorkerFailsAloneToo() throws IOException {
        fillsTheMemory(2);
    }

    private void fillsTheMemory(int workers) throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}},
                 "models": {"full": {"plugin": "odd", "config": {"fault": "memory"}}, "good": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 0},
                 "evaluators": [{"plugin": "error-rate"}]}
                """, workers);

        assertThat(run.failure("full"))
                .startsWith("the model of the plugin 'odd' failed: the memory of Java ran out (")
                .contains(" MiB of heap). Give it more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g, or use a smaller batchSize");
        assertThat(statuses(run)).containsExactly("failed", "done");
        assertThat(run.result().complete()).isFalse();
    }

    @Tag("endurance")
    @Test
    void aModelThatCrashesTheJvmOfAWorkerIsToldOfInALine() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}},
                 "models": {"good": {"plugin": "mean"}, "crash": {"plugin": "odd", "config": {"fault": "crash"}}},
                 "training": {"epochs": 1, "validation": 0},
                 "evaluators": [{"plugin": "error-rate"}]}
                """, 1);

        assertThat(run.failure("crash"))
                .matches(
                        "its worker process ended with exit code [0-9]+: the JVM crashed with SIGSEGV \\(0xb\\) in C .*;"
                                + " its report is .*\\.log");
        assertThat(statuses(run)).containsExactly("done", "failed");
    }

    @Test
    void aTrialsFolderSaysHowItEnded() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}},
                 "models": {"bad": {"plugin": "odd", "config": {"fault": "shape"}},
                   "infinite": {"plugin": "odd", "config": {"fault": "infinite"}}, "good": {"plugin": "mean"}},
                 "training": {"epochs": 2, "validation": 10, "seeds": [3], "device": "cpu"},
                 "evaluators": [{"plugin": "error-rate"}]}
                """);
        TrialFolder folders = ExperimentServices.withoutWorkers(
                        List.of(), new CacheFolder(folder.resolve("cache")), true)
                .folders();

        TrialOutcome good = folders.read(run.file("good-3", ""));
        TrialResult result = ((TrialOutcome.Completed) good).result();
        assertThat(good.trial().name()).isEqualTo("good-3");
        assertThat(good.trial().model().training().epochs()).isEqualTo(2);
        assertThat(result.history().epochs()).isEqualTo(2);
        assertThat(result.layers())
                .extracting(layer -> new ModelDescription.Layer(
                        layer.name(), layer.output(), layer.parameters(), layer.frozen(), List.of()))
                .isEqualTo(run.result().models().get(2).description().layers())
                .isNotEmpty();
        double[][] expected = run.predictions("good-3").values().toArray(new double[0][]);
        for (int example = 0; example < 20; example++) {
            assertThat(result.predictions().orElseThrow().probability(example, 1))
                    .isEqualTo(expected[example][0]);
        }

        TrialOutcome infinite = folders.read(run.file("infinite-3", ""));
        assertThat(((TrialOutcome.Diverged) infinite).reason()).isEqualTo(run.failure("infinite"));
        assertThat(((TrialOutcome.Diverged) infinite).result().history()).isEqualTo(TrainingHistory.NONE);

        TrialOutcome bad = folders.read(run.file("bad-3", ""));
        assertThat(bad).isEqualTo(new TrialOutcome.Failed(bad.trial(), run.failure("bad"), false));

        Files.writeString(run.file("good-3", "result.json"), "{\"status\": \"good\"}");
        assertThatIOException()
                .isThrownBy(() -> folders.read(run.file("good-3", "")))
                .withMessageContaining("result.json is damaged");
    }

    @Tag("endurance")
    @Test
    void workersGiveTheSameBytesAndAJvmThatDiesCostsOnlyItsTrial() throws IOException {
        String dataset = "{\"plugin\": \"parity\", \"config\": {\"train\": 60, \"test\": 20, \"classes\": 3}}";
        String training = """
                {"epochs": 3, "batchSize": 16, "seeds": [5], "validation": 12, "earlyStopping": {"patience": 1, "smallValidation": true},
                 "threads": 1}""";
        String good = "\"a\": {\"plugin\": \"average\", \"config\": {\"dropout\": 0.4}}";
        String dying = "\"dying\": {\"plugin\": \"odd\", \"config\": {\"fault\": \"exit\"}}";
        String spec =
                "{\"dataset\": %s, \"models\": {%s}, \"training\": %s, \"evaluators\": [{\"plugin\": \"error-rate\"}]}";
        TestRun here = TestRun.of(folder.resolve("here"), spec.formatted(dataset, good, training));
        TestRun there = TestRun.of(folder.resolve("there"), spec.formatted(dataset, dying + "," + good, training), 2);

        assertThat(there.bytes("a-5", "predictions.csv")).isEqualTo(here.bytes("a-5", "predictions.csv"));
        assertThat(there.bytes("a-5", "model/weights.safetensors"))
                .isEqualTo(here.bytes("a-5", "model/weights.safetensors"));
        assertThat(there.bytes("a-5", "trial.json")).isEqualTo(here.bytes("a-5", "trial.json"));
        assertThat(untimed(there.history("a-5"))).isEqualTo(untimed(here.history("a-5")));
        assertThat(there.result().models().get(1).metrics())
                .isEqualTo(here.result().models().get(0).metrics());
        assertThat(there.result().models().get(1).description().layers())
                .isEqualTo(here.result().models().get(0).description().layers());
        assertThat(trialEvents(there, "a-5")).isEqualTo(trialEvents(here, "a-5"));

        assertThat(there.failure("dying")).startsWith("its worker process ended with exit code 77");
        assertThat(statuses(there)).containsExactly("failed", "done");
        assertThat(there.result().complete()).isFalse();
    }

    private static List<String> trialEvents(TestRun run, String trial) {
        return run.events().stream()
                .filter(event -> event instanceof Progress.OfTrial ofTrial
                        && ofTrial.trial().equals(trial)
                        && !(event instanceof Progress.BatchTrained))
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static List<Map<String, JsonNode>> untimed(List<JsonNode> history) {
        List<Map<String, JsonNode>> lines = new ArrayList<>();
        for (JsonNode line : history) {
            Map<String, JsonNode> kept = new java.util.TreeMap<>();
            line.properties().forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
            kept.remove("seconds");
            kept.remove("examplesPerSecond");
            kept.remove("checksum");
            lines.add(kept);
        }
        return lines;
    }

    private static List<String> statuses(TestRun run) throws IOException {
        List<String> statuses = new ArrayList<>();
        for (JsonNode model : run.comparison().path("models").values()) {
            statuses.add(model.path("trials").get(0).path("status").asString());
        }
        return statuses;
    }
}

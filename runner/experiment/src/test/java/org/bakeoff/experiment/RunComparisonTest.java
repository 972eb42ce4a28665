package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Trials of several runs compared without training. */
class RunComparisonTest {

    @TempDir
    private Path folder;

    @Test
    void oneRunAgainGivesTheSame() throws IOException {
        TestRun run = run("first", "quick", 1, 40);
        Files.writeString(run.file("quick-1", "junk"), "mine");
        Files.createDirectory(run.file("quick-1", "more"));
        ComparisonResult again = compare("again", run.folder());
        assertThat(folder.resolve("again/trials/quick-1").toFile().list())
                .containsExactlyInAnyOrder("trial.json", "result.json", "history.jsonl", "predictions.csv", "model");

        assertThat(again.conclusion().comparisons())
                .isEqualTo(run.result().conclusion().comparisons());
        assertThat(again.models())
                .extracting(ModelResult::metrics)
                .isEqualTo(
                        run.result().models().stream().map(ModelResult::metrics).toList());
        assertThat(again.dataset().description().testSha256())
                .isEqualTo(run.result().dataset().description().testSha256());
        // Nothing was evaluated that had not been before.
        assertThat(again.dataset().description().evaluations())
                .isEqualTo(run.result().dataset().description().evaluations());
        assertThat(folder.resolve("again/report.html")).isNotEmptyFile();
        assertThat(folder.resolve("again/trials/quick-1/predictions.csv"))
                .hasSameBinaryContentAs(run.file("quick-1", "predictions.csv"));
    }

    @Test
    void modelsOfSeveralRunsAreHeldAgainstEachOther() throws IOException {
        TestRun first = run("first", "quick", 1, 40);
        TestRun second = run("second", "quick", 3, 40);
        TestRun third = run("third", "slow", 2, 40);
        ComparisonResult result = compare("all", first.folder(), second.folder(), third.folder());

        assertThat(result.models()).extracting(ModelResult::name).containsExactly("quick", "quick-of-second", "slow");
        assertThat(result.conclusion().comparisons())
                .filteredOn(pair -> pair.metric().equals("errorRate"))
                .extracting(PairwiseComparison::left, PairwiseComparison::right)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("quick", "quick-of-second"),
                        org.assertj.core.groups.Tuple.tuple("quick", "slow"),
                        org.assertj.core.groups.Tuple.tuple("quick-of-second", "slow"));
        assertThat(result.models().get(1).metrics())
                .isEqualTo(second.result().models().get(0).metrics());
        assertThat(result.models().get(1).description().budget())
                .isEqualTo(second.result().models().get(0).description().budget());
        // What was compared can be compared again.
        assertThat(compare("more", folder.resolve("all")).conclusion().comparisons())
                .isEqualTo(result.conclusion().comparisons());
        assertThat(folder.resolve("more/trials/quick-of-second-1/predictions.csv"))
                .hasSameBinaryContentAs(second.file("quick-1", "predictions.csv"));
    }

    @Test
    void theWrittenSpecHoldsWhatItCanOfEveryModelsTraining() throws IOException {
        TestRun first = run("first", "quick", "\"epochs\": 1, \"seeds\": [1, 2], \"validation\": 0", 40);
        TestRun second = run("second", "quick", "\"epochs\": 2, \"seeds\": [2, 3], \"validation\": 0", 40);
        TestRun third = run(
                "third",
                "slow",
                "\"epochs\": 3, \"seeds\": [1, 2], \"validation\": 20,"
                        + " \"earlyStopping\": {\"patience\": 3, \"smallValidation\": true}",
                40);
        ComparisonResult result = compare("all", first.folder(), second.folder(), third.folder());

        JsonNode spec = Json.COMPACT.readTree(Files.readString(folder.resolve("all/spec.json")));
        assertThat(spec.at("/training/seeds")).hasToString("[1,2]");
        assertThat(spec.at("/models/quick/training").isMissingNode()).isTrue();
        assertThat(spec.at("/models/quick-of-second/training")).hasToString("{\"epochs\":2}");
        assertThat(spec.at("/models/slow/training")).hasToString("{\"epochs\":3}");
        assertThat(result.conclusion().warnings())
                .filteredOn(RunWarning.TrainingNotInSpec.class::isInstance)
                .containsExactlyInAnyOrder(
                        new RunWarning.TrainingNotInSpec("quick-of-second", Map.of("seeds", "[2,3]")),
                        new RunWarning.TrainingNotInSpec(
                                "slow",
                                Map.of(
                                        "validation",
                                        "20",
                                        "earlyStopping",
                                        "{\"patience\":3,\"smallValidation\":true}")));

        ComparisonResult again = compare("more", folder.resolve("all"));
        assertThat(again.conclusion().comparisons())
                .isEqualTo(result.conclusion().comparisons());
        assertThat(again.conclusion()).isEqualTo(result.conclusion());
        assertThat(folder.resolve("more/spec.json")).content().contains("\"quick-of-second\"");
    }

    @Test
    void aComparisonThatIsInterruptedLeavesNothing() throws IOException {
        TestRun run = run("first", "quick", 1, 40);
        RunComparison comparison = new RunComparison(
                List.of(run.folder()),
                folder.resolve("out"),
                OptionalDouble.empty(),
                List.of(),
                new CacheFolder(folder.resolve("cache")),
                true);

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> comparison.run(event -> {
                    if (event instanceof Progress.Comparing) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    /** Names become folders, and the comparison may be compared again. */
    @Test
    void longNamesAreShortened() throws IOException {
        String name = "q" + "-long".repeat(19);
        TestRun first = run("first", name, 1, 40);
        TestRun second = run("second", name, 3, 40);
        Path renamed = Files.move(second.folder(), folder.resolve("second" + "-long".repeat(38)));
        ComparisonResult result = compare("all", first.folder(), renamed);

        assertThat(result.models())
                .extracting(ModelResult::name)
                .doesNotHaveDuplicates()
                .allMatch(one -> one.length() <= 100);
        assertThat(compare("more", folder.resolve("all")).models())
                .extracting(ModelResult::name)
                .isEqualTo(result.models().stream().map(ModelResult::name).toList());
    }

    @Test
    void theMarginIsTheOptionOrWhatTheRunsAgreeOn() throws IOException {
        TestRun first = run("first", "quick", "\"epochs\": 1", 40, "\"margin\": 0.5");
        TestRun same = run("same", "quick", "\"epochs\": 2", 40, "\"margin\": 0.5");
        TestRun none = run("none", "quick", "\"epochs\": 2", 40, "");

        assertThat(compare("agreed", first.folder(), same.folder()).conclusion().margin())
                .hasValue(0.5);
        assertThat(Files.readString(folder.resolve("agreed/comparison.json"))).contains("\"margin\" : 0.5");
        Conclusion differing =
                compare("differing", first.folder(), none.folder()).conclusion();
        assertThat(differing.margin()).isEmpty();
        assertThat(differing.warnings())
                .contains(new RunWarning.DifferentMargins(Map.of(
                        first.folder().toString(), OptionalDouble.of(0.5),
                        none.folder().toString(), OptionalDouble.empty())));
        Conclusion given = compare("given", OptionalDouble.of(0.9), first.folder(), none.folder())
                .conclusion();
        assertThat(given.margin()).hasValue(0.9);
        assertThat(given.warnings()).noneMatch(RunWarning.DifferentMargins.class::isInstance);
        assertThat(Files.readString(folder.resolve("given/spec.json"))).contains("\"margin\" : 0.9");
    }

    @Test
    void otherTestExamplesAreRefused() throws IOException {
        TestRun first = run("first", "quick", 1, 40);
        TestRun second = run("second", "quick", 1, 44);

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> compare("all", first.folder(), second.folder()))
                .returns(ErrorCode.RUNS_NOT_COMPARABLE, BakeoffException::code)
                .returns(ErrorLocation.of(second.folder()), BakeoffException::location);
        assertThat(folder.resolve("all")).doesNotExist();
    }

    @Test
    void otherGroupsOfTheSameTestExamplesAreSaid() throws IOException {
        TestRun alone = listed("alone", 2, "e0", "e1", "e2", "e3");
        TestRun grouped = listed("grouped", 2, "g", "g", "h", "h");
        Map<String, Integer> groups =
                Map.of(alone.folder().toString(), 4, grouped.folder().toString(), 2);

        assertThat(compare("all", alone.folder(), grouped.folder()).conclusion().warnings())
                .contains(new RunWarning.DifferentGroups(groups));
        assertThat(compare("again", grouped.folder()).conclusion().warnings())
                .noneMatch(RunWarning.DifferentGroups.class::isInstance);
        assertThat(compare("more", folder.resolve("all")).conclusion().warnings())
                .contains(new RunWarning.DifferentGroups(groups));
    }

    @Test
    void otherClassesAreNotBlamedOnTheFiles() throws IOException {
        TestRun two = listed("two", 2, "e0", "e1", "e2", "e3");
        TestRun three = listed("three", 3, "e0", "e1", "e2", "e3");

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> compare("all", two.folder(), three.folder()))
                .returns(ErrorCode.RUNS_NOT_COMPARABLE, BakeoffException::code)
                .withMessageContaining("their classes differ (class-0, class-1; class-0, class-1, class-2)");
    }

    /** A run on four test examples of given groups. */
    private TestRun listed(String name, int classes, String... groups) throws IOException {
        String test = IntStream.range(0, groups.length)
                .mapToObj(index ->
                        "\"e%d;%d;%s;%d;text %d\"".formatted(index, index % 2, groups[index], index + 1, index))
                .collect(Collectors.joining(", "));
        return TestRun.of(folder.resolve(name), """
                {"dataset": {"plugin": "listed",
                   "config": {"train": ["t0;0;t0;1;a", "t1;1;t1;2;b"], "classes": %d, "test": [%s]}},
                 "models": {"quick": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 0, "device": "cpu", "threads": 1},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(classes, test));
    }

    @Test
    void aFolderThatIsNoRunIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> compare("all", folder.resolve("empty")))
                .returns(ErrorCode.RUN_MISSING, BakeoffException::code)
                .returns(ErrorLocation.of(folder.resolve("empty")), BakeoffException::location);
    }

    @Test
    void trialsThatAreNotAsTheyWereAreNamedAndLeaveNothing() throws IOException {
        TestRun run = run("first", "quick", 1, 40);
        Path predictions = run.file("quick-1", "predictions.csv");
        List<String> lines = Files.readAllLines(predictions);

        Files.write(predictions, lines.subList(0, 40));
        assertRefused(run, predictions + " was changed since its trial wrote it; run the experiment again");
        // Earlier versions kept no checksums.
        Path result = run.file("quick-1", "result.json");
        ObjectNode json = (ObjectNode) Json.COMPACT.readTree(Files.readString(result));
        Files.writeString(
                result, json.remove(List.of("predictions", "checksum")).toString());
        assertRefused(run, predictions + " was changed since its trial wrote it: it has 39 rows for 40 test examples.");

        List<String> sorted = new ArrayList<>(lines);
        Collections.swap(sorted, 2, 3);
        Files.write(predictions, sorted);
        assertRefused(run, predictions + " was changed since its trial wrote it: line 3 is not of the test example '");

        Files.delete(predictions);
        assertRefused(run, "Can't read " + predictions + ": there is no such file or folder. ");

        Path trial = run.file("quick-2", "trial.json");
        Files.write(predictions, lines);
        Files.delete(trial);
        assertRefused(run, "Can't read " + trial + ": there is no such file or folder. ");
    }

    private void assertRefused(TestRun run, String message) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> compare("again", run.folder()))
                .withMessageStartingWith(message);
        assertThat(folder.resolve("again")).doesNotExist();
    }

    private ComparisonResult compare(String out, Path... runs) throws IOException {
        return compare(out, OptionalDouble.empty(), runs);
    }

    private ComparisonResult compare(String out, OptionalDouble margin, Path... runs) throws IOException {
        return new RunComparison(
                        List.of(runs),
                        folder.resolve(out),
                        margin,
                        List.of(),
                        new CacheFolder(folder.resolve("cache")),
                        true)
                .run(event -> {});
    }

    private TestRun run(String name, String model, int epochs, int test) throws IOException {
        return run(name, model, "\"epochs\": " + epochs + ", \"seeds\": [1, 2]", test);
    }

    private TestRun run(String name, String model, String training, int test) throws IOException {
        return run(name, model, training, test, "");
    }

    private TestRun run(String name, String model, String training, int test, String comparison) throws IOException {
        return TestRun.of(folder.resolve(name), """
                {
                  "name": "%s",
                  "dataset": { "plugin": "parity", "config": { "train": 100, "test": %d } },
                  "models": { "%s": { "plugin": "mean" } },
                  "training": { %s, "device": "cpu", "threads": 1 },
                  "comparison": { %s },
                  "evaluators": [ { "plugin": "error-rate" }, { "plugin": "separation" } ]
                }
                """.formatted(name, test, model, training, comparison));
    }
}

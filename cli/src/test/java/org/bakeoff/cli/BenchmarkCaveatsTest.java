package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a benchmark says of the data, trials and predictions that its values and verdicts come from. */
@Tag("endurance")
class BenchmarkCaveatsTest {

    private static final List<String> FOLDS = List.of("--set", "/split={\"folds\": 3}");

    @TempDir
    private Path folder;

    @BeforeEach
    void spec() throws IOException {
        Files.writeString(folder.resolve("one.json"), """
                {"datasets": {"near": {"plugin": "synthetic", "config": {"train": 60, "length": 30}}},
                 "models": {"words": {"plugin": "bagofwords"}, "more-words": {"plugin": "bagofwords"}},
                 "training": {"epochs": 2, "threads": 1, "seeds": [1, 2]},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);
    }

    /** A single model has no pairs that would say it. */
    @Test
    void trialsOfASingleModelThatDivergedAreSaidToGuess() throws IOException {
        String out = run(
                0,
                FOLDS,
                "/models={\"net\": {\"plugin\": \"textcnn\", \"config\": {\"embedding\": 8, \"filters\": 8}}}",
                "/training/optimizer=\"sgd\"",
                "/training/learningRate=1000",
                "/training/batchSize=8");

        assertThat(out).contains("- Trials diverged on near, and count as guesses; the reports of the runs say which.");
    }

    @Test
    void seedsThatAreAddedAfterALookAreSaid() throws IOException {
        assertThat(run(0, FOLDS)).doesNotContain("Seeds were added");

        assertThat(run(0, FOLDS, "/training/seeds=[1, 2, 3]"))
                .contains(
                        "- Seeds were added after a look at the results on near, for which verdicts over folds and data"
                                + " sets don't allow; treat these as exploratory.");
    }

    /** The only data set with a result has a verdict like that of a run, which is about its seed. */
    @Test
    void aSingleSeedOnTheOnlyDataSetWithAResultIsSaid() throws IOException {
        assertThat(run(
                        1,
                        List.of(),
                        "/datasets/far={\"plugin\": \"text\", \"config\": {\"train\": \"missing.csv\"}}",
                        "/training/seeds=[1]"))
                .contains(
                        "- Models have a single seed on near, and verdicts are about that; several seeds would show what"
                                + " other ones do.");
    }

    /** Predictions from files begin with no random numbers, and these are the true labels. */
    @Test
    void predictionsFromFilesAreNotTakenForTrainings() throws IOException {
        texts("train.csv");
        texts("test.csv");
        Files.writeString(
                folder.resolve("predictions.csv"),
                IntStream.range(0, 60)
                        .mapToObj(text -> "test.csv:" + (text + 2) + "," + (text % 2 == 0 ? "yes" : "no") + "\n")
                        .collect(Collectors.joining("", "id,label\n", "")));
        String out = run(
                0,
                List.of(),
                "/datasets={\"texts\": {\"plugin\": \"text\", \"config\": {\"train\": \""
                        + folder.resolve("train.csv") + "\", \"test\": \"" + folder.resolve("test.csv")
                        + "\"}}}",
                "/models/more-words={\"predictions\": [\"" + folder.resolve("predictions.csv") + "\"]}",
                "/training/validation=0",
                "/trainSizes=[20, 40]");

        assertThat(out)
                .contains(
                        "- Predictions from files may not be what they should be on texts; the reports of the runs say"
                                + " why.",
                        "- Predictions on texts come from a single file of a model, that of one seed, and verdicts are about"
                                + " that.")
                .doesNotContain("Models have a single seed");
    }

    /** In the test set of one of three folds these are 0 for 0/0, whatever a model does. */
    @ParameterizedTest
    @CsvSource({"f1, F1 of yes", "mcc, matthews correlation"})
    void aFoldWithoutTheClassThatTheMetricIsAboutCountsForNoModel(String metric, String title) throws IOException {
        Files.writeString(
                folder.resolve("texts.csv"),
                IntStream.range(0, 120)
                        .mapToObj(text -> "word" + text % 7 + " text " + text
                                + (text < 20 && text % 2 == 0 ? " alarm,yes,g" : " calm,no,g") + text / 10 + "\n")
                        .collect(Collectors.joining("", "text,label,group\n", "")));
        assertThat(folds(metric, 30))
                .contains("- 1 of 3 folds of texts has no " + title
                        + ", since its test set lacks a class, and doesn't count.");
        double sum = 0;
        for (int fold = 1; fold <= 3; fold++) {
            sum += result("runs/texts-fold" + fold + "/comparison.json", "/models/0/metrics/" + metric + "/value");
        }
        assertThat(sum).isPositive();
        assertThat(result("benchmark.json", "/sizes/0/result/datasets/0/values/words/value"))
                .isCloseTo(sum / 2, within(1e-12));
    }

    @Test
    void whatASingleModelGivesWithOneSeedIsSaidToBeAboutThat() throws IOException {
        assertThat(run(
                        0,
                        FOLDS,
                        "/models={\"words\": {\"plugin\": \"bagofwords\"}}",
                        "/training/seeds=[1]",
                        "/trainSizes=[20, 30]"))
                .contains("- Models have a single seed on near, so that each begins with the same random numbers on all"
                        + " folds and at all training sizes, and values are about these; several seeds would show what"
                        + " other ones do.");
    }

    /** One of two test files has no alarm, so that its F1 is 0 for 0/0, and both have the groups of their training files. */
    @Test
    void aDataSetWithoutTheClassThatTheMetricIsAboutCountsForNoModel() throws IOException {
        alarms("train.csv", 80, 4);
        alarms("with.csv", 40, 4);
        alarms("without.csv", 40, 1000);
        String dataset = "{\"plugin\": \"text\", \"config\": {\"train\": \"" + folder.resolve("train.csv")
                + "\", \"test\": \"" + folder.resolve("%s.csv") + "\", \"group\": \"group\"}}";
        String out = run(
                0,
                List.of("--verbose"),
                "/datasets={\"with\": " + dataset.formatted("with") + ", \"without\": " + dataset.formatted("without")
                        + "}",
                "/training/learningRate=0.05",
                "/training/epochs=30",
                "/evaluators=[{\"plugin\": \"f1\"}]");

        assertThat(out)
                .contains("- without has no F1 of yes, since its test set lacks a class, and doesn't count.")
                .contains(
                        "- 8 of 8 test groups of with are in the training set too; a model may be worse on new groups.");
        assertThat(result("runs/with/comparison.json", "/models/0/metrics/f1/value"))
                .isPositive();
        assertThat(Json.COMPACT
                        .readTree(Files.readString(folder.resolve("runs/one/benchmark.json")))
                        .at("/sizes/0/result/datasets/1/values"))
                .isEmpty();
    }

    private void alarms(String file, int count, int every) throws IOException {
        Files.writeString(
                folder.resolve(file),
                IntStream.range(1, count + 1)
                        .mapToObj(text -> file + " word" + text % 7 + " text " + text
                                + (text % every == 0 ? " alarm,yes,g" : " calm,no,g") + text % 8 + "\n")
                        .collect(Collectors.joining("", "text,label,group\n", "")));
    }

    /** Whole groups stay together, and equal texts of different groups don't. */
    @Test
    void textsThatFoldsHaveInCommonAndModelsThatAreNoBetterThanOneClassAreSaid() throws IOException {
        Files.writeString(
                folder.resolve("texts.csv"),
                IntStream.range(0, 120)
                        .mapToObj(text -> "word" + text / 2 % 13 + " text " + text / 2 % 30 + ","
                                + (text / 2 % 5 == 0 ? "yes" : "no") + ",g" + text + "\n")
                        .collect(Collectors.joining("", "text,label,group\n", "")));
        assertThat(folds("accuracy", 2))
                .containsPattern(
                        "- [0-9]+ of [0-9]+ test texts of texts are in the training set too, word for word or nearly;"
                                + " a model may have memorized them")
                .contains("- No model is better on texts than the majority class, of which accuracy is 80.0%.");
    }

    private String folds(String metric, int epochs) throws IOException {
        return run(
                0,
                List.of("--verbose", "--set", "/split={\"folds\": 3}"),
                "/datasets={\"texts\": {\"plugin\": \"text\", \"config\": {\"train\": \"" + folder.resolve("texts.csv")
                        + "\", \"group\": \"group\"}}}",
                "/training/learningRate=0.05",
                "/training/epochs=" + epochs,
                "/evaluators=[{\"plugin\": \"" + metric + "\"}]");
    }

    private double result(String file, String pointer) throws IOException {
        return Json.COMPACT
                .readTree(Files.readString(folder.resolve("runs/one").resolve(file)))
                .at(pointer)
                .asDouble();
    }

    private void texts(String file) throws IOException {
        Files.writeString(
                folder.resolve(file),
                IntStream.range(0, 60)
                        .mapToObj(text -> "word" + text % 7 + " text " + file + text + ","
                                + (text % 2 == 0 ? "yes" : "no") + "\n")
                        .collect(Collectors.joining("", "text,label\n", "")));
    }

    private String run(int code, List<String> more, String... set) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "./one.json", "--out", "./runs/one"));
        arguments.addAll(more);
        for (String one : set) {
            arguments.addAll(List.of("--set", one));
        }
        Ran ran = Ran.here(folder, arguments.toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        return ran.out().replaceAll("\n  ", " ");
    }
}

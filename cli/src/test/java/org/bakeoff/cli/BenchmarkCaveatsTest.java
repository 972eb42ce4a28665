package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a benchmark says of the trials and predictions that its values and verdicts come from. */
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
                        "- Predictions from files are probably not what they should be on texts; the reports of the runs say"
                                + " why.",
                        "- Predictions on texts come from a single file of a model, that of one seed, and verdicts are about"
                                + " that.")
                .doesNotContain("Models have a single seed");
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

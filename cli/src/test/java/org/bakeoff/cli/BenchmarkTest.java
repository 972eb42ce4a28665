package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Benchmarks: the same models on several data sets. */
class BenchmarkTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void spec() throws IOException {
        Files.writeString(folder.resolve("several.json"), """
                {"datasets": {"near": {"plugin": "synthetic", "config": {"train": 60, "test": 40, "length": 30}},
                              "far": {"plugin": "synthetic", "config": {"train": 60, "test": 40, "distance": 2, "length": 30}}},
                 "models": {"words": {"plugin": "bagofwords"}, "more-words": {"plugin": "bagofwords"}},
                 "training": {"epochs": 2, "threads": 1, "seeds": [1, 2]},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);
    }

    @Test
    void everyModelIsTrainedOnEveryDataSetAndAllIsResumed() throws IOException {
        Ran ran = run();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("Too few data sets to generalise: it takes at least 5, and there are 2.\n")
                .containsPattern("model +rank +mean +near +far\n");
        assertThat(ran.out())
                .contains(
                        "\nWhere: on ",
                        "\nNext: add 3 data sets or more, since with fewer than 5 verdicts hold for each of")
                .doesNotContain("W-T-L");
        assertThat(ran.err()).contains("run 1 of 2: near\n").containsPattern("run 2 of 2: far, about [0-9.]+ s left\n");
        Path place = folder.resolve("runs/several");
        assertThat(place.resolve("runs/near/trials/words-2/result.json")).exists();
        assertThat(place.resolve("runs/far/report.html")).exists();
        JsonNode benchmark = Json.COMPACT.readTree(Files.readString(place.resolve("benchmark.json")));
        assertThat(benchmark.at("/sizes/0/result/datasets")).hasSize(2);
        assertThat(benchmark.at("/sizes/0/result/datasets/1/values")).hasSize(2);
        String page = Files.readString(place.resolve("report.html"));
        assertThat(page).contains("Too few data sets to generalise").contains("href=\"runs/near/report.html\"");

        Ran again = run();

        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("trials were done before\n").doesNotContain("epoch", "words-1");
        assertThat(again.out()).isEqualTo(ran.out());
        Files.delete(place.resolve("report.html"));
        assertThat(Ran.here(folder, "report", "./runs/several").code()).isZero();
        assertThat(place.resolve("report.html")).hasContent(page);
    }

    @Test
    void aDataSetThatFailsCostsItsOwnColumn() throws IOException {
        Ran ran = run("--set", "/datasets/far={\"plugin\": \"text\", \"config\": {\"train\": \"missing.csv\"}}");

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("far  FAILED: ").contains("missing.csv").doesNotContain("\tat ");
        assertThat(ran.out())
                .containsPattern("words \\* +[0-9.]+\\+ +failed")
                .contains("- A run on far failed: There is no file");
    }

    /** In most of the training sets one class is the rarer one, in one they are equally frequent. */
    @Test
    void theFoldsOfBalancedDataAreAboutTheSameClass() throws IOException {
        texts("texts.csv", 41, "no", "yes");
        Ran ran = run(
                "--set",
                        "/datasets={\"texts\": {\"plugin\": \"text\", \"config\": {\"train\": \""
                                + folder.resolve("texts.csv") + "\"}}}",
                "--set", "/split={\"folds\": 4}",
                "--set", "/evaluators=[{\"plugin\": \"f1\"}]");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("F1 of no; + no other model");
        for (int fold = 1; fold <= 4; fold++) {
            Path result = folder.resolve("runs/several/runs/texts-fold" + fold + "/comparison.json");
            assertThat(Json.COMPACT
                            .readTree(Files.readString(result))
                            .at("/dataset/positive")
                            .asString())
                    .isEqualTo("no");
        }
    }

    @Test
    void aMetricOfTheClassesOfSeveralDataSetsIsNotCalledThatOfOne() throws IOException {
        texts("one.csv", 40, "no", "yes");
        texts("other.csv", 40, "ham", "spam");
        Ran ran = run(
                "--set",
                "/datasets={\"one\": {\"plugin\": \"text\", \"config\": {\"train\": \"" + folder.resolve("one.csv")
                        + "\", \"test\": 0.3}}," + "\"other\": {\"plugin\": \"text\", \"config\": {\"train\": \""
                        + folder.resolve("other.csv") + "\", \"test\": 0.3}}}",
                "--set",
                "/evaluators=[{\"plugin\": \"f1\"}]");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("F1 of each data set's positive class; + no other model")
                .doesNotContain("F1 of yes");
    }

    /** Writes texts of two classes, the second one first. */
    private void texts(String file, int count, String first, String second) throws IOException {
        Files.writeString(
                folder.resolve(file),
                IntStream.range(0, count)
                        .mapToObj(text ->
                                "word" + text % 7 + " text " + text + "," + (text % 2 == 0 ? second : first) + "\n")
                        .collect(Collectors.joining("", "text,label\n", "")));
    }

    @Test
    void saysThatTrialsDivergedAndWhyARunFailed() throws IOException {
        texts("texts.csv", 40, "no", "yes");
        Ran ran = run(
                "--set",
                "/datasets/texts={\"plugin\": \"text\", \"config\": {\"train\": \"" + folder.resolve("texts.csv")
                        + "\", \"test\": 0.3}}",
                "--set",
                "/models/more-words/training={\"optimizer\": \"adamw\", \"weightDecay\": 1000, \"learningRate\": 1000}",
                "--set",
                "/training/batchSize=2",
                "--set",
                "/comparison={\"positive\": \"yes\"}");

        assertThat(ran.out().replaceAll("\n  ", " "))
                .as(ran.err())
                .contains("- A run on near failed: near can't be run: /comparison/positive: there is no class 'yes'")
                .contains("- Trials diverged on texts, and count as guesses; the reports of the runs say which.");
    }

    @Test
    void whereAllFailTheFirstFailureIsSaid() throws IOException {
        Ran ran =
                run("--set", "/datasets={\"only\": {\"plugin\": \"text\", \"config\": {\"train\": \"missing.csv\"}}}");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("missing.csv").doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void modelsAreTrainedOnMoreAndMoreExamples() throws IOException {
        Ran ran = run("--set", "/trainSizes=[20, 40]", "--summary-md", "./summary.md", "--json");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines().skip(1).findFirst().orElseThrow())
                .isEqualTo(
                        "{\"event\":\"run-started\",\"run\":\"near-20\",\"number\":1,\"of\":4,\"secondsLeft\":null}");
        assertThat(ran.out())
                .contains(
                        "\"headline\":\"Too few data sets to generalise with 40 training examples: it takes",
                        "\"best\":[\"words\",\"more-words\"],\"complete\":true");
        assertThat(ran.out().lines().filter(line -> line.startsWith("{\"event\":\"encoding\"")))
                .as("a data set is encoded once for all sizes")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains("| training examples | model | near | far |");
        assertThat(folder.resolve("runs/several/report.html"))
                .content()
                .contains(
                        "Learning curve on near",
                        "No model is shown to overtake another one between 20 and 40 training examples on near.",
                        "words and more-words aren't extrapolated on near: that takes values at four sizes.");
        JsonNode curves = Json.COMPACT
                .readTree(Files.readString(folder.resolve("runs/several/benchmark.json")))
                .path("curves");
        assertThat(curves).hasSize(2);
        assertThat(curves.at("/0/models/0/goal/model").asString()).isEqualTo("more-words");
        assertThat(curves.at("/0/models/0/missing").asString()).isEqualTo("few-sizes");
    }

    @Test
    void everyFoldIsTheTestSetOnce() throws IOException {
        Ran ran = folds(90, 3, """
                {"dataset": {"plugin": "text", "config": {"train": "texts.csv"}}, "split": {"folds": 3, "repeats": 2},
                 "models": {"words": {"plugin": "bagofwords"}, "rnn": {"plugin": "simplernn", "config": {"embedding": 2, "hiddenUnits": [2]}}},
                 "training": {"epochs": 1, "threads": 1}, "evaluators": [{"plugin": "accuracy"}]}
                """);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).containsPattern("text +2 +[0-9]+ +30 +6 ");
        JsonNode dataset = Json.COMPACT
                .readTree(Files.readString(folder.resolve("folds/benchmark.json")))
                .at("/sizes/0/result/datasets/0");
        assertThat(dataset.path("comparisons")).hasSize(1);
        assertThat(dataset.at("/values/words/low").asDouble())
                .isLessThan(dataset.at("/values/words/value").asDouble());
        Set<String> tested = new HashSet<>();
        for (int fold = 1; fold <= 3; fold++) {
            Files.readAllLines(
                            folder.resolve("folds/runs/text-fold" + fold + "-repeat2/trials/words-1/predictions.csv"))
                    .stream()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .forEach(id -> assertThat(tested.add(id)).as(id).isTrue());
        }
        assertThat(tested).hasSize(90);
    }

    /** Runs a spec of folds on texts of which every so-manieth is bad. */
    private Ran folds(int texts, int bad, String spec) throws IOException {
        String rows = IntStream.range(0, texts)
                .mapToObj(text ->
                        text % bad == 0 ? "a dull plot " + text + ",bad\n" : "a superb cast " + text + ",good\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("texts.csv"), "text,label\n" + rows);
        Files.writeString(folder.resolve("folds.json"), spec);
        return Ran.here(folder, "run", "./folds.json", "--out", "./folds", "--workers", "0", "--verbose");
    }

    /** Each fold selects by the validation set of its own training texts, and what it tests on selects nothing. */
    @Test
    void everyFoldSelectsAConfigurationOfItsOwn() throws IOException {
        Ran ran = folds(80, 2, """
                {"dataset": {"plugin": "text", "config": {"train": "texts.csv"}}, "split": {"folds": 2},
                 "models": {"words": {"plugin": "bagofwords"}, "plain": {"plugin": "bagofwords"}},
                 "training": {"epochs": 1, "threads": 1, "validation": 10},
                 "search": {"space": {"/models/words/training/learningRate": [0.1, 0.3, 0.0001]}},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);

        assertThat(ran.code()).as(ran.err()).isZero();
        Set<String> losses = new HashSet<>();
        for (int fold = 1; fold <= 2; fold++) {
            Path run = folder.resolve("folds/runs/text-fold" + fold);
            JsonNode search = Json.COMPACT
                    .readTree(Files.readString(run.resolve("comparison.json")))
                    .at("/searches/0");
            int selected = search.path("selected").asInt();
            double best =
                    search.at("/configurations/" + (selected - 1) + "/loss").asDouble();
            for (JsonNode configuration : search.path("configurations")) {
                assertThat(configuration.path("loss").asDouble()).isGreaterThanOrEqualTo(best);
                assertThat(run.resolve(
                                "trials/words-" + configuration.path("number").asInt() + "-1/predictions.csv"))
                        .doesNotExist();
            }
            assertThat(losses.add(search.path("configurations").toString())).isTrue();
            assertThat(run.resolve("trials/words-" + selected + "-2/predictions.csv"))
                    .exists();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"report.html", "notes.txt"})
    void aFolderWithOtherFilesIsLeftAlone(String name) throws IOException {
        Files.createDirectories(folder.resolve("runs/several"));
        Files.writeString(folder.resolve("runs/several").resolve(name), "mine");

        Ran ran = run();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("holds no benchmark, but " + name);
        assertThat(folder.resolve("runs/several").resolve(name)).hasContent("mine");
        assertThat(folder.resolve("runs/several/benchmark.json")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"00ff", "7b7d"})
    void aBenchmarkJsonThatIsNoneIsLeftAlone(String bytes) throws IOException {
        Path file = Files.createDirectories(folder.resolve("runs/several")).resolve("benchmark.json");
        Files.write(file, HexFormat.of().parseHex(bytes));

        Ran ran = run();

        assertThat(ran.code()).isNotZero();
        assertThat(ran.err().replaceAll("\\s+", " "))
                .contains(
                        "holds a benchmark.json that is damaged, or that no benchmark has written. Choose another folder");
        assertThat(file).hasBinaryContent(HexFormat.of().parseHex(bytes));
    }

    @Test
    void otherCommandsTakeOneDataset() throws IOException {
        assertThat(Ran.here(folder, "validate", "./several.json").out()).contains("\"datasets\"", "\"near\"");
        Ran data = Ran.here(folder, "data", "./several.json");
        assertThat(data.code()).isEqualTo(2);
        assertThat(data.err()).contains("/datasets: this makes it a benchmark of several runs");
    }

    private Ran run(String... options) throws IOException {
        String[] all = new String[options.length + 6];
        System.arraycopy(
                new String[] {"run", "./several.json", "--out", "./runs/several", "--workers", "0"}, 0, all, 0, 6);
        System.arraycopy(options, 0, all, 6, options.length);
        return Ran.here(folder, all);
    }
}

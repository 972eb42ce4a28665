package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as its user meets it: processes, their output and their exit codes. */
class CommandLineTest {

    private static final String EPOCH = "(words|rnn)-1  epoch [12]  loss 0\\.\\d{4}  accuracy [01]\\.\\d{4}"
            + "  validation loss 0\\.\\d{4}  accuracy [01]\\.\\d{4}  \\d+\\.\\d+ s  [\\d,]+ examples/s";

    /** For runs whose findings don't matter. */
    private static final String ACCURACY = "/evaluators=[{\"plugin\": \"accuracy\"}]";

    /** Shared, since every new cache costs the natives' unpacking. */
    @TempDir
    static Path cache;

    @TempDir
    Path folder;

    private Path spec;

    @BeforeEach
    void spec() throws IOException {
        spec = TinySpec.write(folder);
    }

    @Test
    void aRunPrintsResultsAndProgressApartAndLeavesItsDirectory() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        // A seed of its own, so that the data is not in the cache.
        Ran ran = bakeoff(List.of("-Duser.home=" + home), "run", "tiny.json", "--set", "/dataset/config/seed=2");

        assertThat(ran.err().lines())
                .as(ran.err())
                .allMatch(line -> line.matches(EPOCH
                        + "|reading and encoding the dataset synthetic"
                        + "|dataset synthetic: 52 training, 8 validation, 40 test examples \\(\\d+\\.\\d+ s\\)"
                        + "|2 trials, 2 at a time in worker processes"
                        + "|(words|rnn)-1  done, trained for \\d+\\.\\d+ s"));
        assertThat(ran.err())
                .contains("  epoch ")
                .containsOnlyOnce("words-1  done, ")
                .containsOnlyOnce("rnn-1  done, ");
        assertThat(ran.code()).isZero();
        // Workers unpack nothing of their own.
        assertThat(home.resolve(".djl.ai")).doesNotExist();
        Path directory = folder.resolve("runs/tiny");
        assertThat(ran.out())
                .startsWith("\n")
                .contains("40 test examples in ", "1 seed each", "majority class *", "- Only 1 seed of ")
                .doesNotContain("Detectable differences", "SimpleRnn")
                .endsWith("Report: " + directory.toRealPath().resolve("report.html") + "\n")
                .doesNotContain("\u001b", "\r");
        // It fits a screen, but for the path of the report.
        assertThat(ran.out().lines().filter(line -> !line.startsWith("Report: ")))
                .hasSizeLessThan(24)
                .allMatch(line -> line.length() <= 80);
        assertThat(names(directory))
                .containsExactlyInAnyOrder(
                        "spec.json", "data.json", "run.json", "comparison.json", "report.html", "trials");
        assertThat(names(directory.resolve("trials/words-1")))
                .containsExactlyInAnyOrder("trial.json", "history.jsonl", "predictions.csv", "result.json", "model");

        Ran again = bakeoff(List.of(), "run", "tiny.json", "--set", "/dataset/config/seed=2");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(ran.out());
        Ran verbose =
                here("run", "./tiny.json", "--out", "./runs/tiny", "--verbose", "--set", "/dataset/config/seed=2");
        assertThat(verbose.out())
                .contains("SimpleRnn", "test accuracy (95%)", "words - rnn")
                .containsOnlyOnce("Detectable differences")
                .containsPattern("In the report: .*; By length");
        assertThat(again.err()).contains("2 of 2 trials were done before\n").doesNotContain("epoch", "words-1");
        Ran other = here(
                "run",
                "./tiny.json",
                "--out",
                "./runs/tiny",
                "--set",
                "/dataset/config/seed=2",
                "--set",
                "/training/batchSize=7");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.out()).isEmpty();
        assertThat(other.err())
                .startsWith(directory.toRealPath() + " ")
                .contains("/training/batchSize", "--out", "--overwrite");
        assertThat(directory.resolve("comparison.json")).exists();

        // The report needs nothing but the run directory.
        String report = Files.readString(directory.resolve("report.html"));
        Files.delete(directory.resolve("report.html"));
        Files.delete(directory.resolve("trials/words-1/predictions.csv"));
        Files.move(directory, folder.resolve("elsewhere"));
        assertThat(here("report", "./elsewhere"))
                .isEqualTo(new Ran(0, "Report: " + folder.toRealPath().resolve("elsewhere/report.html") + "\n", ""));
        assertThat(folder.resolve("elsewhere/report.html")).content().isEqualTo(report);
        Files.move(folder.resolve("elsewhere"), directory);

        // The spec of a run is one that can be run.
        Ran resolved = here("validate", "./runs/tiny/spec.json");
        assertThat(resolved.code()).isZero();
        assertThat(resolved.err()).isEmpty();
        assertThat(directory.resolve("spec.json")).content().isEqualTo(resolved.out());
    }

    @Test
    void recurrentModelsReadAsTheirConfigurationSays() throws Exception {
        String config =
                "/models/rnn/config={\"embedding\": 4, \"hiddenUnits\": [4], \"bidirectional\": true, \"chunk\": 7,"
                        + " \"wordDropout\": 0.3, \"pooling\": \"%s\"}";

        Ran ran = here(
                "run",
                "./tiny.json",
                "--out",
                "./runs/tiny",
                "--workers",
                "0",
                "--verbose",
                "--set",
                config.formatted("max-mean"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("WordDropout", "Bidirectional", "Pooling");
        assertThat(folder.resolve("runs/tiny/comparison.json"))
                .content()
                .contains(" rnn: the scores of an example miss at most ");

        Ran refused = here("validate", "./tiny.json", "--set", config.formatted("last"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("/models/rnn/config: \"chunk\" needs a \"pooling\"");
    }

    @Test
    void aReportOfWhatIsNoRunIsRefused() throws Exception {
        assertThat(here("report"))
                .isEqualTo(new Ran(2, "", "Missing required parameter: 'RUN'\nSee bakeoff report --help\n"));
        assertThat(here("report", "./nowhere"))
                .isEqualTo(
                        new Ran(
                                1,
                                "",
                                folder.toRealPath().resolve("nowhere")
                                        + " is no run directory: there is no such folder. Name the folder that a run made, such as runs/NAME.\n"));
        assertThat(here("report", "./").err()).contains("it holds no comparison.json");
        Path run = Files.createDirectories(folder.toRealPath().resolve("runs/first-try"));
        for (String misspelt : List.of("./runs/frist-try", "./first-try", "./frist-try")) {
            assertThat(here("report", misspelt).err())
                    .endsWith("there is no such folder; did you mean '" + run + "'?\n");
        }
        Files.writeString(run.resolve("run.json"), "{}");
        Files.writeString(Files.createDirectories(run.resolveSibling("second")).resolve("run.json"), "{}");
        for (String command : List.of("report", "compare", "predict", "reproduce")) {
            assertThat(here(command, "./runs"))
                    .isEqualTo(new Ran(
                            1,
                            "",
                            run.getParent()
                                    + " is no run directory, but holds some: first-try, second. Name one of them, such as "
                                    + run + ".\n"));
            assertThat(here(command, "./runs/second/run.json").err())
                    .endsWith(" is no run directory: it is a file of one; did you mean '" + run.resolveSibling("second")
                            + "'?\n");
        }
    }

    @Test
    void barsGoToStandardErrorAlone() throws Exception {
        Ran ran = bakeoff(
                List.of("-Dbakeoff.terminal=true"),
                "run",
                "tiny.json",
                "--out",
                "r",
                "--workers",
                "0",
                "--set",
                ACCURACY);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains("words-1  done, trained for", "rnn-1  done, trained for", "1 of 2 trials ended")
                // Names are filled up to the longest that is on the screen with them.
                .containsPattern("words-1 +\\[[= ]*] +\\d+%")
                .containsPattern("rnn-1 +\\[[= ]*] +\\d+%")
                .doesNotContain("Exception");
        assertThat(ran.out()).startsWith("\n").contains("words", "rnn").doesNotContain("100%", "\r", "\u001b");
    }

    @Test
    void aResolvedSpecHasAllDefaultsAndResolvesToItself() throws Exception {
        Ran first = here("validate", "./tiny.json", "--set", "/training/epochs=7");
        Files.writeString(folder.resolve("tiny.json"), first.out());
        Ran second = here("validate", "./tiny.json");

        assertThat(first.code()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("\"epochs\" : 7", "\"validationStrategy\" : \"group\"", "\"name\" : \"tiny\"");
        assertThat(second).isEqualTo(first);
        assertThat(names(folder)).doesNotContain("runs");
    }

    @Test
    void allFaultsOfASpecAreToldAtOnce() throws Exception {
        Files.writeString(spec, """
                {"dataset": {"plugin": "syntetic"}, "models": {"M": {"plugin": "bagofwords", "config": {"epochs": 1}}},
                 "training": {"epochs": 0, "batchsize": 3, "learningRate": "fast"}}
                """);
        Ran ran = here("run", "./tiny.json", "--out", "./runs/tiny", "--device", "bo\"gus");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith(folder.toRealPath().resolve("tiny.json") + " can't be run:\n")
                .contains(
                        "/dataset/plugin: ",
                        "did you mean 'synthetic'?",
                        "/models/M: ",
                        "/models/M/config/epochs: ",
                        "/training/epochs: found 0; allowed: ",
                        "/training/batchsize: ",
                        "did you mean 'batchSize'?",
                        "/training/learningRate: found \"fast\"; allowed: ")
                .doesNotContain("\tat ", "Exception");
        assertThat(names(folder)).doesNotContain("runs");

        Ran device = here("run", "./missing.json", "--device", "bogus");
        assertThat(device)
                .isEqualTo(new Ran(
                        2,
                        "",
                        folder.toRealPath().resolve("missing.json") + " can't be run:\n  there is no such file\n"));
        for (String misspelt : List.of("tiny.jsn", "tiny", "Tiny.josn")) {
            assertThat(here("run", "./" + misspelt).err())
                    .endsWith("there is no such file; did you mean '"
                            + folder.toRealPath().resolve("tiny.json") + "'?\n");
        }
        Path elsewhere = Files.createDirectory(folder.toRealPath().resolve("experiments"))
                .resolve("quickstart.json");
        Files.writeString(elsewhere, "{}");
        for (String command : List.of("run", "validate", "data")) {
            for (String name : List.of("quickstart.json", "quickstart", "quikstart.json")) {
                assertThat(here(command, "./" + name).err()).endsWith("did you mean '" + elsewhere + "'?\n");
            }
        }
        Files.writeString(elsewhere.resolveSibling("search.json"), "{}");
        Files.writeString(elsewhere.resolveSibling("spec.schema.json"), "{}");
        assertThat(here("run", "./experiments").err())
                .endsWith("  this is a folder, and a spec is a file; name one in it: quickstart.json, search.json\n");
        Path written = Files.writeString(elsewhere.resolveSibling("spec.json"), "{}");
        assertThat(here("run", "./experiments").err()).endsWith("; did you mean '" + written + "'?\n");
    }

    @Test
    void aDeviceThatIsNotThereLeavesNothing() throws Exception {
        Ran bogus = here("run", "./tiny.json", "--out", "./runs/tiny", "--device", "bogus");
        assertThat(bogus.code()).isEqualTo(2);
        assertThat(bogus.err()).contains("/training/device: found \"bogus\"; allowed: \"auto\", \"cpu\"");

        Ran gpu = here("run", "./tiny.json", "--out", "./runs/tiny", "--device", "gpu:7");
        assertThat(gpu.code()).as(gpu.err()).isEqualTo(2);
        assertThat(gpu.err())
                .startsWith("tiny can't be run:\n  /training/device: the device \"gpu:7\" isn't there: ")
                .contains("\"auto\" takes what there is")
                .doesNotContain("\tat ");
        assertThat(gpu.out()).isEmpty();
        assertThat(names(folder)).doesNotContain("runs");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Ran ran = here("run", "./tiny.json", "--out", "./tiny.json/below");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(folder.toRealPath().resolve("tiny.json/below").toString(), "--out")
                .hasLineCount(1);
        assertThat(spec).isRegularFile();
    }

    @Test
    void dataThatIsNotThereIsNamedAndLeavesNothing() throws Exception {
        Files.createDirectory(folder.resolve("specs"));
        Files.writeString(folder.resolve("specs/imdb.json"), """
                {"dataset": {"plugin": "imdb", "config": {"source": "reviews"}},
                 "models": {"words": {"plugin": "bagofwords"}}}
                """);
        Ran ran = here("run", "./specs/imdb.json", "--out", "./runs/imdb");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("There is no file or folder " + folder.toRealPath().resolve("specs/reviews"))
                .doesNotContain("\tat ");
        assertThat(names(folder)).doesNotContain("runs");

        Ran set =
                here("run", "./specs/imdb.json", "--out", "./runs/imdb", "--set", "/dataset/config/source=\"reviews\"");
        assertThat(set.err())
                .contains("There is no file or folder " + Path.of("reviews").toAbsolutePath());
    }

    private Ran here(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }

    private Ran bakeoff(List<String> options, String... arguments) throws IOException, InterruptedException {
        return Ran.start(folder, Ran.environment(cache), Ran.bakeoff(options, List.of(arguments)))
                .end();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

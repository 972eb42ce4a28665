package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.io.Json;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.run.RunFolders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import tools.jackson.databind.JsonNode;

/** {@code bakeoff leaderboard} as its user meets it. */
class LeaderboardTest {

    private static final String WORDS = "\"words\": {\"plugin\": \"bagofwords\"}";

    @TempDir
    private Path folder;

    @Test
    void modelsOfRunsOnTheSameTestSetAreRanked() throws Exception {
        run("first", WORDS, 120, 1, "[1, 2]");
        dated("first", "2026-01-02T12:00:00Z");
        run("second", WORDS + ", \"fast\": {\"plugin\": \"fasttext\"}", 120, 4, "[1, 2, 3]");
        dated("second", "2026-02-03T12:00:00Z");
        run("deep/small", WORDS, 80, 1, "[1]");
        assertThat(Ran.here(folder, "compare", "./runs/first", "./runs/second", "--out", "./runs/comparison")
                        .code())
                .isZero();
        Files.createDirectories(folder.resolve("runs/foreign"));
        Files.writeString(folder.resolve("runs/foreign/comparison.json"), "{\"accuracy\": 0.99}");

        Ran ran = Ran.here(
                folder, "leaderboard", "./runs", "./runs/first", "--md", "./board.md", "--html", "./board.html");

        assertThat(ran.code()).as(ran.err()).isZero();
        String out = ran.out().replaceAll("\\s+", " ");
        assertThat(out)
                .contains("(best of 2)")
                .contains("Accuracy on 120 test examples of synthetic", "Accuracy on 80 test examples of synthetic")
                .contains("2 runs of 2026-01-02 to 2026-02-03", " words: ", " (2026-01-02) -> ")
                .containsPattern(Pattern.quote(Bakeoff.command()) + " compare \\S+/runs/\\S+ \\S+/runs/")
                .contains("Blum & Hardt, 2015")
                .containsPattern("files are damaged, of another format, or no run's: \\S*foreign")
                .containsPattern("those of other runs: \\S*comparison");
        Matcher used = Pattern.compile("At least ([\\d,]+) trained models were").matcher(out);
        assertThat(used.find()).isTrue();
        assertThat(Long.parseLong(used.group(1).replace(",", "")))
                .as("the cache of the build may know of more")
                .isGreaterThanOrEqualTo(8);
        String accuracy = "%.1f"
                .formatted(100
                        * json("second", "comparison.json")
                                .path("models")
                                .get(0)
                                .path("metrics")
                                .path("accuracy")
                                .path("value")
                                .asDouble());
        assertThat(out).contains("-> " + accuracy + " (2026-02-03)");
        assertThat(Files.readString(folder.resolve("board.md")))
                .startsWith("<!-- Bakeoff's leaderboards -->\n")
                .contains("| 1 | ", "words (baseline)", "    " + Bakeoff.command() + " compare ");
        assertThat(Ran.here(folder, "leaderboard", "./runs", "--md", "./board.md", "--html", "./board.html")
                        .code())
                .as("both are replaced")
                .isZero();
        assertThat(Files.readString(folder.resolve("board.html")))
                .startsWith("<!DOCTYPE html>\n")
                .contains("script-src &#39;none&#39;", ">baseline</span>")
                .doesNotContain("<script", " style=");
    }

    @Test
    void theRunsOfABenchmarkStandEachOnTheLeaderboardOfItsTestSet() throws Exception {
        Files.writeString(folder.resolve("several.json"), """
                {"datasets": {"near": {"plugin": "synthetic", "config": {"train": 80, "test": 70, "length": 28}},
                              "far": {"plugin": "synthetic", "config": {"train": 80, "test": 90, "length": 28}}},
                 "models": {%s}, "training": {"epochs": 1, "threads": 1}, "evaluators": [{"plugin": "accuracy"}]}
                """.formatted(WORDS));
        assertThat(Ran.here(folder, "run", "./several.json", "--out", "./runs/several", "--workers", "0")
                        .code())
                .isZero();
        run("first", WORDS, 70, 2, "[1]");

        Ran ran = Ran.here(folder, "leaderboard", "./runs");

        assertThat(ran.code()).as(ran.err()).isZero();
        // A path may be broken anywhere.
        assertThat(ran.out().replaceAll("\\s+", ""))
                .containsPattern("Accuracyon70testexamplesofsynthetic2runsof.*\\(bestof2\\)")
                .containsPattern("Accuracyon90testexamplesofsynthetic1runof.*/several/runs/far")
                .doesNotContain("Leftout");
    }

    @Test
    void theFoldsOfABenchmarkStandOnOneLeaderboardAndInListsAsOneEntry() throws Exception {
        Files.writeString(
                folder.resolve("texts.csv"),
                "text,label\n"
                        + IntStream.range(0, 40)
                                .mapToObj(text -> (text % 2 == 0
                                                ? "a dull plot " + text + ",bad"
                                                : "a superb cast " + text + ",good")
                                        + "\n")
                                .collect(Collectors.joining()));
        Files.writeString(folder.resolve("folds.json"), """
                {"dataset": {"plugin": "text", "config": {"train": "texts.csv"}}, "split": {"folds": 2}, "models": {%s},
                 "training": {"epochs": 1, "threads": 1}, "evaluators": [{"plugin": "accuracy"}]}
                """.formatted(WORDS));
        assertThat(Ran.here(folder, "run", "./folds.json", "--out", "./runs/cv", "--workers", "0")
                        .code())
                .isZero();

        Ran ran = Ran.here(folder, "leaderboard", "./runs", "--md", "./board.md");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().replaceAll("\\s+", ""))
                .contains(
                        "Accuracyover2foldsoftext,with20testexampleseachonaverage1benchmarkof",
                        "Thereportofthebenchmarkcomparesmodels,inpairsandbythesamefolds.",
                        "wereevaluatedonthesefolds.")
                .doesNotContain("Leftout");
        assertThat(folder.resolve("board.md")).content().contains("**Accuracy over 2 folds of text");

        run("single", WORDS, 70, 1, "[1]");
        Path runs = folder.toRealPath().resolve("runs");
        assertThat(Ran.here(folder, "report", "./runs").err())
                .isEqualTo(runs
                        + " is no run directory, but holds some: single, cv (a benchmark). Name one of them, such as "
                        + runs.resolve("single") + ".\n");
        assertThat(Ran.here(folder, "predict", "./runs/cv").err())
                .isEqualTo(runs.resolve("cv")
                        + " is a benchmark, and no run directory; its runs are runs/text-fold1, runs/text-fold2. Name one of them, such as "
                        + runs.resolve("cv/runs/text-fold1") + ".\n");
        assertThat(Ran.here(folder, "run", "./folds.json", "--out", "./runs", "--workers", "0")
                        .err())
                .contains(runs + " holds no benchmark, but cv. Choose another folder with --out.");
    }

    /** Runs that were deleted have been counted. */
    @Test
    void theCacheKnowsHowOftenATestSetWasUsed() throws Exception {
        run("kept", WORDS, 75, 1, "[1]");
        long before =
                json("kept", "comparison.json").at("/summary/test/evaluations").asLong();
        run("deleted", WORDS, 75, 1, "[1, 2]");
        RecursiveDeletion.of(folder.resolve("runs/deleted"));

        Matcher used = Pattern.compile("At least ([\\d,]+) trained models were")
                .matcher(Ran.here(folder, "leaderboard", "./runs").out());

        assertThat(used.find()).isTrue();
        assertThat(Long.parseLong(used.group(1).replace(",", ""))).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void withoutARunThereIsNoLeaderboard() throws Exception {
        assertThat(Ran.here(folder, "leaderboard", "./nothing").code()).isEqualTo(2);
        Ran empty = Ran.here(folder, "leaderboard", "./");
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.err()).contains("there is no run in ");
        Files.writeString(folder.resolve("run.json"), "{\"started\": \"2026-01-02T12:00:00Z\"}");
        Ran unfinished = Ran.here(folder, "leaderboard", "./");
        assertThat(unfinished.code()).isEqualTo(2);
        assertThat(unfinished.err()).contains("the run hasn't ended");
    }

    /** As where runs lie beside data that have a folder each. */
    @Tag("endurance")
    @Test
    void whereFoldersAreTooManyRunsMayBeMissing(@TempDir(factory = InMemory.class) Path runs) throws Exception {
        Files.createSymbolicLink(folder.resolve("runs"), runs);
        for (int number = 0; number < RunFolders.MOST_FOLDERS; number++) {
            Path outer = runs.resolve("b" + number / 1_000);
            Files.createDirectory(number % 1_000 == 0 ? outer : outer.resolve("" + number));
        }
        run("z", WORDS, 80, 1, "[1]");
        String missing = "Some runs may be missing, since more folders lie there than the 100,000 that are looked at,"
                + " so name those that hold runs: ";

        Ran none = Ran.here(folder, "leaderboard", "./runs");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("has a result. " + missing);

        run("a", WORDS, 80, 1, "[1]");
        Ran some = Ran.here(folder, "leaderboard", "./runs");
        assertThat(some.code()).as(some.err()).isZero();
        assertThat(some.out().replaceAll("\\s+", " ")).contains(missing);
    }

    /** Some disks take minutes to delete so many folders. */
    static final class InMemory implements TempDirFactory {

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "runs")
                    : Files.createTempDirectory("runs");
        }
    }

    @Test
    void noOtherFileIsReplaced() throws Exception {
        run("first", WORDS, 80, 1, "[1]");
        Path notes = Files.writeString(folder.resolve("notes.md"), "mine");
        for (String option : List.of("--md", "--html")) {
            assertThat(Ran.here(folder, "leaderboard", "./runs", option, "./notes.md")
                            .code())
                    .isEqualTo(1);
            assertThat(notes).hasContent("mine");
        }
    }

    private void run(String name, String models, int test, int epochs, String seeds) throws Exception {
        Files.writeString(folder.resolve("spec.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 80, "test": %d, "length": 28}}, "models": {%s},
                 "training": {"epochs": %d, "threads": 1, "seeds": %s}, "evaluators": [{"plugin": "accuracy"}]}
                """.formatted(test, models, epochs, seeds));
        Ran ran = Ran.here(folder, "run", "./spec.json", "--out", "./runs/" + name, "--workers", "0");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    private JsonNode json(String run, String file) throws Exception {
        return Json.COMPACT.readTree(
                Files.readString(folder.resolve("runs").resolve(run).resolve(file)));
    }

    /** Gives a run another date; compare checks run.json, so its checksum goes, too. */
    private void dated(String run, String started) throws Exception {
        Path file = folder.resolve("runs").resolve(run).resolve("run.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"started\" : \"[^\"]*\"", "\"started\" : \"" + started + "\"")
                        .replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]{8}\"", ""));
    }
}

package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Predictions from elsewhere are compared without a run and without DJL. */
class ComparePredictionsTest {

    private static final int EXAMPLES = 40;

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        write(
                "test.csv",
                "id,label,text,group",
                row -> id(row) + "," + label(row) + ",text" + " more".repeat(row) + ",g" + row / 2);
        write("good-1.csv", "id,label,probability", row -> id(row) + "," + label(row) + "," + p(row, row % 9 == 0));
        write(
                "good-2.csv",
                "id,negative,positive",
                row -> id(row) + "," + (1 - p(row, row % 7 == 0)) + "," + p(row, row % 7 == 0));
        write("labels.csv", "id,label", row -> id(row) + "," + (row % 3 == 0 ? "negative" : label(row)));
    }

    @Test
    void aClassPathWithoutDjlWillDo() throws Exception {
        List<URL> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.matches(".*[/\\\\](ai[/\\\\]djl|net[/\\\\]java[/\\\\]dev[/\\\\]jna)[/\\\\].*")) {
                jars.add(Path.of(entry).toUri().toURL());
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            Class<?> bakeoff = loader.loadClass(Bakeoff.class.getName());
            assertThat(loader.getResource("ai/djl/Model.class")).isNull();
            Method commandLine = bakeoff.getDeclaredMethod("commandLine");
            commandLine.setAccessible(true);
            Object line = commandLine.invoke(null);
            line.getClass().getMethod("setOut", PrintWriter.class).invoke(line, new PrintWriter(Writer.nullWriter()));
            String[] arguments = {
                "compare",
                "--gold",
                path("test.csv"),
                "--model",
                "good=" + path("good-1.csv") + "," + path("good-2.csv"),
                "--model",
                "labels=" + path("labels.csv"),
                "--baseline",
                "labels",
                "--out",
                path("out")
            };
            assertThat(line.getClass().getMethod("execute", String[].class).invoke(line, (Object) arguments))
                    .isEqualTo(0);
        } finally {
            thread.setContextClassLoader(before);
        }

        JsonNode comparison = Json.COMPACT.readTree(Files.readString(folder.resolve("out/comparison.json")));
        assertThat(comparison.path("primaryMetric").asString()).isEqualTo("accuracy");
        JsonNode good = comparison.path("models").path(0);
        JsonNode labels = comparison.path("models").path(1);
        assertThat(good.path("plugin").asString()).isEqualTo("predictions");
        assertThat(good.path("trials").path(1).path("metrics").path("accuracy").asDouble())
                .isEqualTo(1 - 6.0 / EXAMPLES);
        assertThat(good.path("metrics").path("logLoss").path("value").isNumber())
                .isTrue();
        assertThat(labels.path("baseline").asBoolean()).isTrue();
        assertThat(labels.path("metrics").path("logLoss").path("missing").asString())
                .isEqualTo("labels-only");
        assertThat(labels.path("metrics")
                        .path("averagePrecision")
                        .path("missing")
                        .asString())
                .isEqualTo("labels-only");
        assertThat(labels.path("metrics").path("f1").path("value").isNumber()).isTrue();
        assertThat(comparison.path("dataset").path("clusters").asInt()).isEqualTo(EXAMPLES / 2);
        // What asks trained models has nothing to say.
        assertThat(comparison
                        .path("findings")
                        .valueStream()
                        .map(finding -> finding.path("name").asString()))
                .contains("slicesByLength", "reliabilityCurve", "mcnemar")
                .doesNotContain("contextLength", "attributions", "paddingSensitivity");
        assertThat(folder.resolve("out/report.html")).content().contains("Bakeoff report");
    }

    /** Three pairs of models show some fifty examples, all of whose words fill a report. */
    @Test
    void ofLongTextsFewerExamplesAreShown() throws IOException {
        write("test.csv", "id,label,text", row -> id(row) + "," + label(row) + "," + "word ".repeat(30_000) + row);
        String[] more = {"--model", "labels=" + path("labels.csv"), "--out", "./out"};
        Ran ran = compare("good=" + path("good-1.csv"), "other=" + path("good-2.csv"), more);

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        List<JsonNode> tables = Json.COMPACT
                .readTree(Files.readString(folder.resolve("out/comparison.json")))
                .path("findings")
                .valueStream()
                .filter(finding -> finding.path("name").asString().startsWith("agreement"))
                .toList();
        assertThat(tables).hasSize(3).allSatisfy(table -> {
            assertThat(table.path("note").asString())
                    .contains("Fewer examples are shown than were asked for, since a report has no room for more.");
            assertThat(table.path("groups").path(2).path("total").asInt()).isGreaterThan(20);
            assertThat(table.path("groups").path(2).path("cases")).hasSize(2);
        });
    }

    @Test
    void withoutAFolderNothingIsWritten() throws IOException {
        Ran ran = Ran.here(
                folder, "compare", "--gold", "./test.csv", "--model", "good=" + path("good-1.csv"), "--margin", "0.01");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Classes by index: negative, positive").doesNotContain("Report:");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(4);
        }
        assertThat(Ran.here(folder, "report", "./test.csv").code()).isEqualTo(1);
    }

    /** The first model is wrong on every ninth or seventh example, the second one always. */
    @Test
    void aBuildFailsWhereTheNewModelIsWorse() throws IOException {
        write("bad.csv", "id,label,probability", row -> id(row) + "," + label(row) + "," + p(row, true));
        String good = "good=" + path("good-1.csv");
        String bad = "bad=" + path("bad.csv");
        Path summary = folder.resolve("summary.md");

        Ran worse = compare(good, bad, "--fail-if", "worse", "--summary-md", summary.toString());
        assertThat(worse.code()).isEqualTo(1);
        assertThat(worse.err()).isEqualTo("bad is worse than good.\n");
        assertThat(summary)
                .content()
                .startsWith("<!-- Bakeoff's answer -->\n**good is best**: accuracy 87.5% (")
                .contains(
                        "; better than bad",
                        "| --- | --- | --- | --- | ---: | ---: |\n| a | good | 87.5 (",
                        "\n- Only 1 seed of ");

        assertThat(compare(bad, good, "--fail-if", "worse"))
                .extracting(Ran::code, Ran::err)
                .containsExactly(0, "");
        assertThat(compare(good, "same=" + path("good-1.csv"), "--fail-if", "worse")
                        .code())
                .isZero();
        assertThat(compare(good, bad).code()).isZero();
        assertThat(compare(good, "labels=" + path("labels.csv"), "--primary-metric", "logLoss", "--fail-if", "worse")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aBuildFailsByTheVerdictOnTwoModels() throws IOException {
        String good = "good=" + path("good-1.csv");
        String third = "third=" + path("good-2.csv");
        String out = folder.resolve("out").toString();

        assertThat(compare(good, third, "--model", "labels=" + path("labels.csv"), "--fail-if", "worse", "--out", out)
                        .code())
                .isEqualTo(2);
        assertThat(folder.resolve("out")).doesNotExist();

        write("bad.csv", "id,label,probability", row -> id(row) + "," + label(row) + "," + p(row, true));
        String[] baseline = {"--model", "base=" + path("good-2.csv"), "--baseline", "base", "--fail-if", "worse"};
        assertThat(compare("bad=" + path("bad.csv"), good, baseline))
                .extracting(Ran::code, Ran::err)
                .containsExactly(0, "");
        assertThat(compare(good, "bad=" + path("bad.csv"), baseline))
                .extracting(Ran::code, Ran::err)
                .containsExactly(1, "bad is worse than good.\n");
    }

    @Test
    void aBuildFailsByTheVerdictOnTwoModelsOfRuns() throws IOException {
        String predictions = "\"%s\": {\"predictions\": [\"data/test.csv\"], \"baseline\": %s}";
        Files.writeString(
                folder.resolve("mine.json"),
                "{\"dataset\": {\"plugin\": \"synthetic\", \"config\": {\"train\": 60, \"test\": 40}}, \"models\": {"
                        + predictions.formatted("a", "false") + "," + predictions.formatted("b", "true") + "},"
                        + " \"evaluators\": [{\"plugin\": \"accuracy\"}]}");
        Ran exported = Ran.here(folder, "export", "./mine.json", "--out", "./data");
        assertThat(exported.code()).as(exported.err()).isZero();
        for (String run : List.of("./one", "./two", "./three")) {
            Ran ran = Ran.here(folder, "run", "./mine.json", "--out", run);
            assertThat(ran.code()).as(ran.err()).isZero();
        }

        Ran all = Ran.here(folder, "compare", "./one", "./two", "./three", "--out", "./all", "--fail-if", "worse");
        assertThat(all.code()).as(all.err()).isEqualTo(2);
        assertThat(folder.resolve("all")).doesNotExist();
        Ran two = Ran.here(folder, "compare", "./one", "./two", "--out", "./all", "--fail-if", "worse");
        assertThat(two.code()).as(two.err()).isZero();
    }

    private Ran compare(String first, String second, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("compare", "--gold", "./test.csv", "--model", first, "--model", second));
        arguments.addAll(List.of(more));
        return Ran.here(folder, arguments.toArray(String[]::new));
    }

    @Test
    void aClassMayHaveACommaInItsName() throws IOException {
        Ran ran = Ran.here(
                folder,
                "compare",
                "--gold",
                "./test.csv",
                "--model",
                "labels=" + path("labels.csv"),
                "--classes",
                "negative,positive,\"neither, nor\",\"a \"\"b\"\"\"");

        assertThat(ran.out()).as(ran.err()).startsWith("Classes by index: negative, positive, neither, nor, a \"b\"\n");
    }

    @Test
    void misuseIsRefused() throws IOException {
        String gold = path("test.csv");
        for (List<String> arguments : List.of(
                List.of("compare"),
                List.of("compare", "--gold", gold),
                List.of("compare", "--model", "a=" + gold),
                List.of("compare", "run", "--gold", gold, "--model", "a=" + gold),
                List.of("compare", "run", "--baseline", "a"),
                List.of("compare", "--gold", gold, "--model", gold),
                List.of("compare", "--gold", gold, "--model", "a="),
                List.of("compare", "--gold", gold, "--model", "a b=" + gold),
                List.of("compare", "--gold", gold, "--model", "a=" + gold, "--baseline", "b"),
                List.of("compare", "--gold", gold, "--model", "a=" + gold, "--margin", "-1"),
                List.of("compare", "--gold", gold, "--model", "a=" + gold, "--positive", "maybe"),
                List.of("compare", "--gold", gold, "--model", "a=" + gold, "--primary-metric", "luck"))) {
            assertThat(Ran.here(folder, arguments.toArray(String[]::new)).code())
                    .as("%s", arguments)
                    .isEqualTo(2);
        }
        Ran missing = Ran.here(folder, "compare", "--gold", gold, "--model", "a=" + path("nowhere.csv"));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains(path("nowhere.csv"));
    }

    private void write(String name, String header, IntFunction<String> row) throws IOException {
        Files.writeString(
                folder.resolve(name),
                IntStream.range(0, EXAMPLES).mapToObj(row).collect(Collectors.joining("\n", header + "\n", "\n")));
    }

    private String path(String name) throws IOException {
        return folder.toRealPath().resolve(name).toString();
    }

    private static String id(int row) {
        return "e" + row;
    }

    private static String label(int row) {
        return row % 2 == 0 ? "negative" : "positive";
    }

    private static double p(int row, boolean wrong) {
        double confidence = 0.6 + 0.3 * (row % 5) / 5;
        return (row % 2 == 1) == wrong ? 1 - confidence : confidence;
    }
}

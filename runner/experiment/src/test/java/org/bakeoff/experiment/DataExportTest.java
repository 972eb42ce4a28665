package org.bakeoff.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is exported is what an experiment trains and tests on. */
class DataExportTest {

    private static final List<String> TRAIN = List.of(
            "t0;0;g0;1;\"quoted\", with a comma",
            "t1;1;g1;2;two\nlines",
            "t2;0;g0;1 2;  blanks  ",
            "t3;1;g2;3;a; semicolon");
    private static final List<String> TEST = List.of("e0;1;h0;1;# one", "e1;0;h0;2;\u4e2d\u6587", "e2;1;h1;3;");

    @TempDir
    private Path folder;

    @Test
    void theSetsAreThoseOfARun() throws IOException {
        Experiment experiment = experiment(TRAIN, TEST, false);
        ComparisonResult run = experiment.run();

        DataExport export = experiment.export(folder.resolve("data"), DataExport.Format.CSV, event -> {});

        assertThat(export.classes()).containsExactly("class-0", "class-1");
        assertThat(export.hasDefaultOrder()).isTrue();
        assertThat(export.files())
                .extracting(file -> String.valueOf(file.path().getFileName()))
                .containsExactly("train.csv", "validation.csv", "test.csv");
        assertThat(export.files()).extracting(DataExport.File::examples).containsExactly(2, 2, 3);
        assertThat(rows("validation.csv"))
                .containsExactly(
                        List.of("id", "label", "text", "group"),
                        List.of("t0", "class-0", "\"quoted\", with a comma", "g0"),
                        List.of("t1", "class-1", "two\nlines", "g1"));
        assertThat(rows("train.csv").get(1)).containsExactly("t2", "class-0", "  blanks  ", "g0");
        ComparisonResult compared = PredictionComparison.of(folder.resolve("data/test.csv"))
                .model("gold", List.of(folder.resolve("data/test.csv")))
                .cache(new CacheFolder(folder.resolve("cache")))
                .run();
        assertThat(compared.dataset().description().testSha256())
                .isEqualTo(run.dataset().description().testSha256());
        assertThat(compared.dataset().clusters()).isEqualTo(2);
    }

    @Test
    void jsonLinesHoldTheSame() throws IOException {
        Experiment experiment = experiment(TRAIN, TEST, false);
        experiment.export(folder.resolve("data"), DataExport.Format.CSV, event -> {});
        experiment.export(folder.resolve("data"), DataExport.Format.JSONL, event -> {});

        assertThat(Files.readAllLines(folder.resolve("data/test.jsonl")).stream()
                        .map(Json.COMPACT::readTree)
                        .map(row -> Stream.of("id", "label", "text", "group")
                                .map(key -> row.path(key).asString())
                                .toList()))
                .isEqualTo(rows("test.csv").subList(1, 4));
    }

    @Test
    void filesAreReplacedOnlyIfAsked() throws IOException {
        experiment(TRAIN, TEST, false).export(folder.resolve("data"), DataExport.Format.CSV, event -> {});
        Path test = Files.writeString(folder.resolve("data/test.csv"), "mine");

        BakeoffException fault = Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class,
                () -> experiment(TRAIN, TEST, false)
                        .export(folder.resolve("data"), DataExport.Format.CSV, event -> {})));
        assertThat(fault.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
        assertThat(test).hasContent("mine");

        experiment(TRAIN, TEST, true).export(folder.resolve("data"), DataExport.Format.CSV, event -> {});
        assertThat(rows("test.csv")).hasSize(4);
    }

    /** A link leads from a folder elsewhere to the file that is read. */
    @Test
    void whatTheDatasetReadsIsNotReplaced() throws IOException {
        Path read = Files.write(Files.createDirectory(folder.resolve("read")).resolve("test.csv"), TEST);
        Files.createSymbolicLink(folder.resolve("linked"), read.getParent());
        for (String config : List.of(
                "\"file\": \"" + read + "\"",
                "\"test\": [\"e0;1;h0;1;a\"], \"sources\": [\"" + read.getParent() + "\"]")) {
            String spec = """
                    {"dataset": {"plugin": "listed", "config": {"train": ["t0;0;g0;1;a", "t1;1;g1;2;b"], %s}},
                     "models": {"quick": {"plugin": "mean"}}, "training": {"validation": 0}}
                    """.formatted(config);
            BakeoffException fault = Objects.requireNonNull(catchThrowableOfType(
                    BakeoffException.class,
                    () -> Experiment.builder()
                            .spec(spec)
                            .out(folder.resolve("run"))
                            .cache(folder.resolve("cache"))
                            .overwrite(true)
                            .build()
                            .export(folder.resolve("linked"), DataExport.Format.CSV, event -> {})));
            assertThat(fault.location()).isEqualTo(ErrorLocation.of(read));
            assertThat(Files.readAllLines(read)).isEqualTo(TEST);
        }
    }

    /** The paths of its configuration may be folders that it reads a little of. */
    @Test
    void whatTheDatasetSaysThatItReadsIsNotReplacedAndNothingElse() throws IOException {
        Path read =
                Files.writeString(Files.createDirectory(folder.resolve("read")).resolve("train.csv"), "mine");
        String config =
                "\"train\": [\"t0;0;g0;1;a\", \"t1;1;g1;2;b\"], \"test\": [\"e0;1;h0;1;a\"], \"others\": [\"%s\"], \"sources\": [\""
                        + folder.resolve("beside") + "\"]";

        // From the cache, too.
        for (int time = 0; time < 2; time++) {
            BakeoffException fault =
                    refused(config.formatted(read), "{\"quick\": {\"plugin\": \"mean\"}}", read.getParent());
            assertThat(fault.location()).isEqualTo(ErrorLocation.of(read));
            assertThat(read).hasContent("mine");
        }
        Path beside = folder.resolve("beside/below");
        for (int time = 0; time < 2; time++) {
            DataExport export = overwriting(config.formatted(read), "{\"quick\": {\"plugin\": \"mean\"}}")
                    .export(beside, DataExport.Format.CSV, event -> {});
            assertThat(export.files()).hasSize(3);
        }
    }

    @Test
    void predictionsOfTheSpecAreNotReplaced() throws IOException {
        Path predictions = Files.writeString(folder.resolve("test.csv"), "id,label\ne0,class-1\n");

        BakeoffException fault = refused(
                "\"train\": [\"t0;0;g0;1;a\", \"t1;1;g1;2;b\"], \"test\": [\"e0;1;h0;1;a\"]",
                "{\"quick\": {\"plugin\": \"mean\"}, \"other\": {\"predictions\": [\"" + predictions + "\"]}}",
                folder);

        assertThat(fault.location()).isEqualTo(ErrorLocation.of(predictions));
        assertThat(predictions).hasContent("id,label\ne0,class-1\n");
    }

    @Test
    void predictionsOfAnEarlierRunAreNotDeletedByOneThatReadsThem() throws IOException {
        experiment(TRAIN, TEST, false).run();
        Path predictions = folder.resolve("run/trials/quick-1/predictions.csv");
        byte[] before = Files.readAllBytes(predictions);

        ObjectNode spec = spec(TRAIN, TEST);
        ((ObjectNode) spec.path("models"))
                .putObject("old")
                .putArray("predictions")
                .add(predictions.toString());
        BakeoffException fault = Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class, () -> experiment(spec, true).run()));

        assertThat(fault.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
        assertThat(predictions).hasBinaryContent(before);
    }

    /** Resumed, the run would find other data; another one would train on its predictions. */
    @Test
    void aRunDirectoryIsNoPartOfTheData() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (String read : List.of(
                "\"sources\": [\"" + data + "\"]",
                "\"others\": [\"" + data + "/**/*.csv\"]",
                "\"others\": [\"" + data + "/r*/*.json\"]")) {
            BakeoffException fault = Objects.requireNonNull(catchThrowableOfType(
                    BakeoffException.class,
                    () -> reading(read, data.resolve("run")).run()));
            assertThat(fault.code()).as(read).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
            assertThat(fault).hasMessageContaining("can't be the run directory");
            assertThat(fault.remedy()).contains("--out");
            assertThat(data).isEmptyDirectory();
        }
        // A query finds hidden files, too, which patterns of other datasets leave out.
        BakeoffException hidden = Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class,
                () -> reading("\"others\": [\"" + data + "/**/*.csv\"]", data.resolve(".runs/one"))
                        .run()));
        assertThat(hidden).hasMessageContaining("can't be the run directory");
        // A query's two stars follow no links.
        Path looped = Files.createDirectory(folder.resolve("looped"));
        Files.createSymbolicLink(looped.resolve("back"), looped);
        int run = 0;
        for (String read : List.of(
                "\"others\": [\"" + looped + "/**/*.csv\"]",
                "\"sources\": [\"" + elsewhere + "\"]",
                "\"others\": [\"" + data + "/*.csv\"]",
                "\"others\": [\"" + data + "\"]")) {
            assertThat(reading(read, data.resolve("run" + run++)).run().models())
                    .hasSize(1);
        }
        BakeoffException taken = Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class,
                () -> reading("\"others\": [\"" + elsewhere + "/t*.csv\"]", folder.resolve("run"))
                        .export(elsewhere, DataExport.Format.CSV, event -> {})));
        assertThat(taken).hasMessageContaining("would read it as a part of its data, " + elsewhere + "/t*.csv");
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** As on Google Drive, where files differ in what is left out of what is shown. */
    @Test
    void urlsThatLookTheSameAreRead() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            byte[] query = request.getRequestURI().getQuery().getBytes(UTF_8);
            request.sendResponseHeaders(200, query.length);
            request.getResponseBody().write(query);
            request.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/uc?id=";
            String read = "\"sources\": [\"" + url + "a\", \"" + url + "b\"]";
            assertThat(reading(read, folder.resolve("run")).run().models()).hasSize(1);
            assertThat(reading(read, folder)
                            .export(folder.resolve("export"), DataExport.Format.CSV, event -> {})
                            .files())
                    .hasSize(3);
        } finally {
            server.stop(0);
        }
    }

    /** Only a plugin knows what its own key for files means, if it is no pattern that Bakeoff knows. */
    @Test
    void aPathThatAPluginTreatsInAWayOfItsOwnIsNoFault() throws IOException {
        Experiment experiment = Experiment.builder()
                .spec("""
                        {"dataset": {"plugin": "listed", "config": {"train": ["t0;0;g0;1;a", "t1;1;g1;2;b"],
                         "test": ["e0;1;h0;1;a"]}}, "training": {"validation": 0}, "models": {"quick": {"plugin": "mean"},
                         "own": {"plugin": "kinds", "config": {"file": "in/(?<year>.*)[.csv"}}}}
                        """)
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build();
        assertThat(experiment.run().models()).hasSize(2);
    }

    /** As a cache that the plugin writes itself, in a folder of any name. */
    @Test
    void aFileThatAPluginMayReadAndThatIsNotThereMayHaveAnyName() {
        String others =
                "\"others\": [\"%s/exp[1/x.json\", \"%s/{a/x.json\", \"http:/h/x.csv\"]".formatted(folder, folder);
        assertThat(reading(others, folder.resolve("run")).run().models()).hasSize(1);
        BakeoffException refused = Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class,
                () -> reading("\"others\": [\"%s/**/*.csv\"]".formatted(folder), folder.resolve("other"))
                        .run()));
        assertThat(refused).hasMessageContaining("/**/*.csv");
    }

    private Experiment reading(String config, Path out) {
        return Experiment.builder()
                .spec("""
                        {"dataset": {"plugin": "listed", "config": {"train": ["t0;0;g0;1;a", "t1;1;g1;2;b"],
                         "test": ["e0;1;h0;1;a"], %s}}, "models": {"quick": {"plugin": "mean"}}, "training": {"validation": 0}}
                        """.formatted(config))
                .out(out)
                .cache(folder.resolve("cache"))
                .build();
    }

    private BakeoffException refused(String config, String models, Path out) {
        return Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class,
                () -> overwriting(config, models).export(out, DataExport.Format.CSV, event -> {})));
    }

    private Experiment overwriting(String config, String models) {
        return experiment((ObjectNode) Json.COMPACT.readTree("""
                {"dataset": {"plugin": "listed", "config": {%s}}, "models": %s, "training": {"validation": 0}}
                """.formatted(config, models)), true);
    }

    @Test
    void withoutTextsAndGroupsThereAreTokens() throws IOException {
        experiment(List.of("t0;0;t0;1 2;", "t1;1;t1;3;", "t2;1;t2;3;"), List.of("e0;0;e0;4 4;"), false)
                .export(folder.resolve("data"), DataExport.Format.CSV, event -> {});

        assertThat(rows("test.csv")).containsExactly(List.of("id", "label", "tokens"), List.of("e0", "class-0", "4 4"));
    }

    private Experiment experiment(List<String> train, List<String> test, boolean overwrite) {
        return experiment(spec(train, test), overwrite);
    }

    private static ObjectNode spec(List<String> train, List<String> test) {
        ObjectNode spec = (ObjectNode) Json.COMPACT.readTree("""
                {"dataset": {"plugin": "listed", "config": {}}, "models": {"quick": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 2, "validationStrategy": "first", "device": "cpu"},
                 "evaluators": [{"plugin": "error-rate"}]}
                """);
        ObjectNode config = (ObjectNode) spec.path("dataset").path("config");
        ArrayNode trained = config.putArray("train");
        train.forEach(trained::add);
        ArrayNode tested = config.putArray("test");
        test.forEach(tested::add);
        return spec;
    }

    private Experiment experiment(ObjectNode spec, boolean overwrite) {
        return Experiment.builder()
                .spec(spec.toString())
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .overwrite(overwrite)
                .build();
    }

    private List<List<String>> rows(String name) throws IOException {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(folder.resolve("data").resolve(name))) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }
}

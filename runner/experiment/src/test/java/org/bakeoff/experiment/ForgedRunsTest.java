package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.Sha256;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.report.run.RunDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Run directories whose files somebody has changed, checksums included. */
class ForgedRunsTest {

    private static TestRun whole;

    @TempDir
    private Path folder;

    private TestRun run;

    @BeforeAll
    static void run(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("run"), TestRun.SPEC);
    }

    @BeforeEach
    void copy() throws IOException {
        run = whole.copyTo(Files.createDirectories(folder.resolve("a/b")).resolve("run"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../plugins/x",
                "..",
                "",
                "/x",
                "a/b",
                "a\\b",
                ".x",
                "-x",
                "x\n",
                "\0\u001b]0;owned\u0007",
                "\u202ex"
            })
    void aNameThatIsNoNameOfAFolderIsRefused(String name) throws IOException {
        Path planted = folder.resolve("plugins/x-1");
        Files.createDirectories(planted.getParent());
        Files.move(run.folder().resolve("trials/quick-1"), planted);
        comparison(json -> model(json).put("name", name));
        Path out = folder.resolve("c/d/out");
        Files.createDirectories(out.getParent());
        Path target = folder.resolve("c/plugins/x-1");

        damaged(() -> RunReport.render(run.folder()));
        damaged(() -> compare(out, run.folder()));
        damaged(() -> reproduce(out));
        assertThat(target).doesNotExist();
        assertThat(out).doesNotExist();
    }

    @Test
    void valuesThatNoRunWritesAreRefused() throws IOException {
        List<Consumer<ObjectNode>> changes = List.of(
                json -> model(json).put("name", "x".repeat(101)),
                json -> model(json).put("configuration", -1),
                json -> trial(json).put("seed", -1),
                json -> ((ArrayNode) model(json).path("trials")).add(trial(json).deepCopy()),
                json -> ((ArrayNode) json.path("models")).add(model(json).deepCopy()),
                json -> ((ObjectNode) json.path("dataset")).put("testSha256", "ab"),
                json -> ((ObjectNode) json.path("dataset")).put("test", -1),
                json -> json.withArray("/dataset/checks").add(json.at("/dataset/checks/0")),
                json -> json.putArray("findings"),
                json -> json.putArray("searches")
                        .addObject()
                        .put("model", "quick")
                        .put("selectBy", "loss")
                        .put("selected", 7)
                        .putArray("configurations"));
        String before = Files.readString(run.folder().resolve("comparison.json"));
        for (Consumer<ObjectNode> change : changes) {
            comparison(change);
            damaged(() -> RunReport.render(run.folder()));
            damaged(() -> compare(folder.resolve("out"), whole.folder(), run.folder()));
            Files.writeString(run.folder().resolve("comparison.json"), before);
        }
        assertThat(RunReport.render(run.folder())).exists();
    }

    /** A report of it is either rendered, or the file is called damaged. */
    @Test
    void nullOrNothingInAnyPlaceIsNoBug() throws IOException {
        Path file = run.folder().resolve("comparison.json");
        ObjectNode json = (ObjectNode) Json.COMPACT.readTree(Files.readString(file));
        json.remove("checksum");
        forge(json, "", new HashSet<>(), () -> {
            try {
                Files.writeString(file, json.toString());
                RunReport.render(run.folder());
            } catch (BakeoffException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.RUN_DAMAGED);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Changes one place of each kind at a time. */
    private static void forge(JsonNode node, String place, Set<String> seen, Runnable attempt) {
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonNode before = object.get(key);
                if (seen.add(place + "/" + key + before.getNodeType())) {
                    List<JsonNode> changes = new ArrayList<>(List.of(object.nullNode()));
                    if (before.isContainer() && !before.isEmpty()) {
                        changes.add(before.isArray() ? object.arrayNode() : object.objectNode());
                    }
                    for (JsonNode change : changes) {
                        object.set(key, change);
                        assertThatCode(attempt::run)
                                .as(place + "/" + key + ": " + change)
                                .doesNotThrowAnyException();
                    }
                    object.set(key, before);
                }
                forge(before, place + "/" + key, seen, attempt);
            }
        } else if (node.isArray()) {
            node.forEach(element -> forge(element, place + "/*", seen, attempt));
        }
    }

    @Test
    void aTrialOfAnotherSeedIsRefused() throws IOException {
        Path file = run.file("quick-1", "trial.json");
        Files.writeString(file, Files.readString(file).replace("\"seed\" : 1,", "\"seed\" : -7,"));

        refused(ErrorCode.RUN_DAMAGED, file.getParent(), () -> compare(folder.resolve("out"), run.folder()));
    }

    @Test
    void predictionsThatDoNotFitTheTestSetAreRefused() throws IOException {
        String written = Files.readString(run.file("quick-1", "predictions.csv"));
        List<UnaryOperator<String>> changes = List.of(
                csv -> csv.replace("probability", "p0,p1")
                        .replaceAll("(?m)$(?!\\z)", ",0.5")
                        .replace("p0,p1,0.5", "p0,p1"),
                csv -> csv.replaceFirst("(?m),[^,\n]*$(?=\\s*\\z)", ",NaN"),
                csv -> csv.replaceFirst("(?m),[^,\n]*$(?=\\s*\\z)", ",2"),
                csv -> csv.replaceFirst("(?m),[^,\n]*$(?=\\s*\\z)", ",-0.5"),
                csv -> csv + "more,0,0.5\n");
        for (UnaryOperator<String> change : changes) {
            forgePredictions(change.apply(written));
            Path out = folder.resolve("out");

            assertThat(catchThrowable(() -> compare(out, run.folder())))
                    .as(Files.readString(run.file("quick-1", "predictions.csv")))
                    .asInstanceOf(type(BakeoffException.class))
                    .returns(ErrorCode.RUN_DAMAGED, BakeoffException::code);
            assertThat(out.resolve("trials")).doesNotExist();
        }
    }

    /** A trial that is called failed would not be looked at. */
    @Test
    void predictionsForOtherExamplesAreRefusedWhateverTheStatus() throws IOException {
        comparison(json -> trial(json).put("status", "failed"));
        forgePredictions(
                Files.readString(run.file("quick-1", "predictions.csv")).replace("test-3,", "test-x,"));

        refused(ErrorCode.RUN_DAMAGED, null, () -> compare(folder.resolve("out"), run.folder()));
    }

    /** As half of a copy, or a loss of power, leaves them. */
    @ParameterizedTest
    @CsvSource({
        "data.json, ''",
        "data.json, null",
        "run.json, ''",
        "run.json, null",
        "comparison.json, ''",
        "comparison.json, null",
        "spec.json, ''"
    })
    void aFileThatHoldsNoObjectIsRefused(String name, String text) throws IOException {
        Path file = run.folder().resolve(name);
        Files.writeString(file, text);
        ThrowingCallable use =
                name.equals("data.json") ? () -> TrainedRun.open(run.folder()) : () -> RunReport.render(run.folder());

        refused(ErrorCode.RUN_DAMAGED, file, use);
        refused(ErrorCode.RUN_DAMAGED, file, () -> compare(folder.resolve("out"), run.folder()));
    }

    @Test
    void aLengthThatNoArrayHasIsRefused() throws IOException {
        run.change("data.json", json -> json.put("length", Integer.MAX_VALUE));

        refused(ErrorCode.RUN_DAMAGED, run.folder().resolve("data.json"), () -> {
            try (TrainedRun trained = TrainedRun.open(run.folder())) {
                trained.model("quick").predict("a b c");
            }
        });
    }

    @Test
    void nothingIsReproducedWithoutTrials() throws IOException {
        String before = Files.readString(run.folder().resolve("comparison.json"));
        List<Consumer<ObjectNode>> changes = List.of(
                json -> json.putArray("models"),
                json -> model(json).putArray("trials"),
                json -> model(json).put("name", "other"),
                json -> trial(json).put("seed", 7));
        for (Consumer<ObjectNode> change : changes) {
            comparison(change);
            refused(ErrorCode.RUN_DAMAGED, null, () -> reproduce(folder.resolve("out-" + changes.indexOf(change))));
            Files.writeString(run.folder().resolve("comparison.json"), before);
        }
        Files.delete(run.file("quick-1", "predictions.csv"));
        refused(ErrorCode.RUN_DAMAGED, run.file("quick-1", "predictions.csv"), () -> reproduce(folder.resolve("out")));
    }

    @Test
    void figuresThatDoNotFollowFromThePredictionsAreNotReproduced() throws IOException {
        comparison(json -> ((ObjectNode) model(json).at("/metrics/errorRate")).put("value", 0.0));

        refused(ErrorCode.RUN_DAMAGED, run.folder().resolve("comparison.json"), () -> reproduce(folder.resolve("out")));
    }

    @Test
    void aRunIsReproducedIntoANewFolderOnly() throws IOException {
        TestRun other = run.copyTo(Files.createDirectory(folder.resolve("c")).resolve("run"));
        String before = Files.readString(run.folder().resolve("run.json"));

        refused(ErrorCode.RUN_DIRECTORY_OCCUPIED, run.folder(), () -> reproduce(run.folder()));
        refused(ErrorCode.RUN_DIRECTORY_OCCUPIED, other.folder(), () -> reproduce(other.folder()));
        assertThat(run.folder().resolve("run.json")).hasContent(before);
        assertThat(reproduce(folder.resolve("new")).verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
    }

    @Test
    void aReportWaitsForNoRun() throws IOException {
        Path comparison = run.folder().resolve("comparison.json");
        String changed = Files.readString(comparison).replaceAll(",\\s*\"checksum\" : \"[0-9a-f]+\"", "");
        Files.writeString(comparison, changed);
        RunDirectory directory = new RunDirectory(run.folder());
        try (HeldRunDirectory held = directory.hold()) {
            held.keep();
            refused(ErrorCode.RUN_DIRECTORY_IN_USE, run.folder(), () -> RunReport.render(run.folder()));
        }

        assertThat(RunReport.render(run.folder())).exists();
        // What a run wrote meanwhile must not be replaced by what was read before.
        assertThat(comparison).hasContent(changed);
        assertThat(run.folder().resolve("run.lock")).doesNotExist();
    }

    @Test
    void moreModelsThanASpecMayHaveAreNotCompared() throws IOException {
        TestRun other = run.copyTo(Files.createDirectory(folder.resolve("c")).resolve("run"));
        comparison(json -> {
            ArrayNode models = (ArrayNode) json.path("models");
            for (int more = 1; more < 100; more++) {
                models.add(model(json).deepCopy().put("name", "more-" + more));
            }
        });

        refused(
                ErrorCode.RUNS_NOT_COMPARABLE,
                other.folder(),
                () -> compare(folder.resolve("out"), run.folder(), other.folder()));
    }

    @Test
    void aRunIsNotComparedWithItself() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), run.folder());

        refused(ErrorCode.RUNS_NOT_COMPARABLE, run.folder(), () -> compare(folder.resolve("out"), run.folder(), link));
        refused(
                ErrorCode.RUNS_NOT_COMPARABLE,
                run.folder(),
                () -> compare(folder.resolve("out"), whole.folder(), run.folder()));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void moreSeedsThanWerePlannedAreNotLookedFor() throws IOException {
        String adaptive = TestRun.SPEC.replace(
                "\"epochs\": 1", "\"seeds\": {\"atLeast\": 3, \"atMost\": 3, \"until\": \"decided\"}, \"epochs\": 1");
        run = TestRun.of(folder.resolve("adaptive"), adaptive);
        run.change("run.json", json -> json.putArray("looks").addObject().put("quick", Integer.MAX_VALUE));

        refused(ErrorCode.RUN_DAMAGED, run.folder().resolve("run.json"), () -> TestRun.of(run.folder(), adaptive));
        run.change("run.json", json -> json.putArray("looks").addObject().put("quick", 4));
        TestRun again = TestRun.of(run.folder(), adaptive);
        assertThat(again.result().model("quick").trials()).hasSize(3);
    }

    @Test
    void looksThatNoRunHasAreRefused() throws IOException {
        Path file = run.folder().resolve("run.json");
        for (int looks : new int[] {10_001, 10_000}) {
            run.change("run.json", json -> {
                ArrayNode all = json.putArray("looks");
                for (int look = 0; look < looks; look++) {
                    all.addObject().put("quick", 1);
                }
            });
            if (looks > 10_000) {
                refused(ErrorCode.RUN_DAMAGED, file, () -> RunReport.render(run.folder()));
                refused(ErrorCode.RUN_DAMAGED, file, () -> compare(folder.resolve("out"), run.folder()));
            } else {
                assertThat(RunReport.render(run.folder())).exists();
            }
        }
        run.change("run.json", json -> json.putArray("looks").addObject().put("quick", 0));
        refused(ErrorCode.RUN_DAMAGED, file, () -> compare(folder.resolve("out"), run.folder()));
    }

    private void comparison(Consumer<ObjectNode> change) throws IOException {
        run.change("comparison.json", change);
    }

    private static ObjectNode model(ObjectNode json) {
        return (ObjectNode) json.path("models").path(0);
    }

    private static ObjectNode trial(ObjectNode json) {
        return (ObjectNode) model(json).path("trials").path(0);
    }

    /** Writes predictions with the SHA-256 that their trial's result.json has. */
    private void forgePredictions(String csv) throws IOException {
        Path file = run.file("quick-1", "predictions.csv");
        Files.writeString(file, csv);
        run.change("trials/quick-1/result.json", json -> json.put("predictions", Sha256.of(csv)));
    }

    private void compare(Path out, Path... runs) {
        TestRun.compare(Stream.of(runs).toList(), out, folder.resolve("a/b/cache"));
    }

    private Reproduction reproduce(Path out) {
        return new RunReproduction(
                        run.folder(),
                        out,
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(folder.resolve("a/b/cache")),
                        true,
                        0)
                .run(event -> {});
    }

    private void damaged(ThrowingCallable attempt) {
        refused(ErrorCode.RUN_DAMAGED, run.folder().resolve("comparison.json"), attempt);
    }

    private static void refused(ErrorCode code, @Nullable Path place, ThrowingCallable attempt) {
        assertThat(catchThrowable(attempt))
                .asInstanceOf(type(BakeoffException.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
                    if (place != null) {
                        assertThat(failure.location()).isEqualTo(ErrorLocation.of(place));
                    }
                });
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.plugins.BrokenPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds a message of almost every error code, and fails for a new code without one; other tests assert codes and locations. */
class ErrorMessagesTest {

    private static final EnumSet<ErrorCode> SEEN = EnumSet.noneOf(ErrorCode.class);

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 60, "test": %d}},
             "models": {"quick": {"plugin": "mean"}},
             "training": {"epochs": 1, "batchSize": 16, "validation": %s, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    private static final String GREEDY = """
            package org.example;

            import org.bakeoff.api.DataContext;
            import org.bakeoff.api.DataSplits;
            import org.bakeoff.api.Dataset;

            public final class Greedy implements Dataset<Greedy.Config> {
                public record Config() {}

                @Override
                public String name() {
                    return "greedy";
                }

                @Override
                public String description() {
                    return "more than there is room for";
                }

                @Override
                public Config defaults() {
                    return new Config();
                }

                @Override
                public DataSplits load(Config config, DataContext context) {
                    throw new OutOfMemoryError(String.valueOf(new int[Integer.MAX_VALUE - 2].length));
                }
            }
            """;

    @TempDir
    private static Path folder;

    private static TestRun run;

    @BeforeAll
    static void train() throws IOException {
        run = TestRun.of(folder.resolve("run"), SPEC.formatted(20, "0"));
    }

    /** The other codes are those of {@link RunDirectoryMessagesTest}, {@link PredictionMessagesTest} and {@link EngineMessagesTest}. */
    @AfterAll
    static void everyCodeIsHere() {
        assertThat(EnumSet.complementOf(SEEN))
                .containsExactlyInAnyOrder(
                        ErrorCode.RUN_DIRECTORY_IN_USE,
                        ErrorCode.RUN_DIRECTORY_LOST,
                        ErrorCode.PREDICTIONS_INVALID,
                        ErrorCode.ENGINE_MISSING);
    }

    @Test
    void specs() {
        message(
                () -> Experiment.builder().spec("{\"models\": {}}").build(),
                ErrorCode.SPEC_INVALID,
                "the spec can't be run:\n  /dataset: this key is required: a dataset to train on\n"
                        + "  /models: found {}; allowed: an object with at least one model, by name");
    }

    @Test
    void plugins() throws IOException {
        Path plugins = folder.resolve("plugins");
        PluginJar.model("One", "same", "").write(plugins.resolve("one.jar"));
        PluginJar.model("Two", "same", "").write(plugins.resolve("two.jar"));

        assertThat(InstalledPlugins.find(List.of(plugins)).broken())
                .extracting(BrokenPlugin::sentence)
                .containsExactly("2 plugins are named 'same': org.example.One in " + plugins.resolve("one.jar")
                        + " and org.example.Two in " + plugins.resolve("two.jar") + ". Remove all but one of them");
        message(
                () -> InstalledPlugins.find(List.of(folder.resolve("nowhere"))),
                ErrorCode.PLUGIN_FOLDER_UNUSABLE,
                "There is no folder " + folder.resolve("nowhere")
                        + " to look for plugins in. Make it, or name another.");
        message(
                () -> InstalledPlugins.find(List.of(plugins.resolve("one.jar"))),
                ErrorCode.PLUGIN_FOLDER_UNUSABLE,
                plugins.resolve("one.jar")
                        + " is a file, and plugins are looked for in a folder. Name the folder that it is in.");
        message(
                () -> new InstalledPlugins(InstalledPlugins.find(List.of()).named("parity"), List.of()).named("party"),
                ErrorCode.PLUGIN_UNKNOWN,
                "there is no plugin 'party'; there is only parity; did you mean 'parity'?");
    }

    @Test
    void executors() {
        message(
                () -> Experiment.builder().executor("abacus", null, Map.of()),
                ErrorCode.EXECUTOR_UNKNOWN,
                "There is no executor 'abacus' on the class path. There is none. An executor is a jar of its own.");
        message(
                () -> Experiment.builder()
                        .spec(SPEC.formatted(20, "0"))
                        .out(URI.create("hdfs://host/run"))
                        .build(),
                ErrorCode.EXECUTOR_INVALID,
                "The run directory can't be at hdfs://host/run without an executor that reaches it (--executor). Choose"
                        + " a folder of this machine.");
    }

    @Test
    void runsThatAreMissingOrDamaged() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        message(
                () -> RunReport.render(folder.resolve("nowhere")),
                ErrorCode.RUN_MISSING,
                folder.resolve("nowhere")
                        + " is no run directory: there is no such folder. Name the folder that a run made, such as runs/NAME.");
        message(
                () -> RunReport.render(empty),
                ErrorCode.RUN_MISSING,
                empty
                        + " is no run directory: it holds no comparison.json, which a run writes at its end. Name the folder that a run made, such as runs/NAME.");
        Path file = Files.writeString(folder.resolve("report.html"), "");
        message(
                () -> TrainedRun.open(file),
                ErrorCode.RUN_MISSING,
                file + " is no run directory: it is a file. Name the folder that a run made, such as runs/NAME.");
        message(
                () -> TrainedRun.open(empty),
                ErrorCode.RUN_MISSING,
                empty
                        + " is no run directory: it holds no data.json, which a run writes before it trains. Name the folder that a run made, such as runs/NAME.");

        TestRun other = TestRun.of(folder.resolve("other"), SPEC.formatted(22, "0"));
        String first = run.result().dataset().description().testSha256().substring(0, 12);
        String second = other.result().dataset().description().testSha256().substring(0, 12);
        message(
                () -> comparison(folder.resolve("both"), run.folder(), other.folder()),
                ErrorCode.RUNS_NOT_COMPARABLE,
                run.folder() + " and " + other.folder() + " can't be compared: their test examples differ (SHA-256 "
                        + first + "... of 20 examples, " + second
                        + "... of 22). Run both on the same test examples.");
        try (TrainedRun trained = TrainedRun.open(other.folder())) {
            Path weights = other.file("quick-1", "model/weights.safetensors");
            Files.delete(weights);
            message(
                    () -> trained.model("quick"),
                    ErrorCode.MODEL_MISSING,
                    other.folder() + " holds no trained model quick:\n  quick-1: " + weights + " is missing");
        }

        Path history = other.file("quick-1", "history.jsonl");
        byte[] epochs = Files.readAllBytes(history);
        Files.writeString(history, "{\"epoch\": 1");
        message(
                () -> RunReport.render(other.folder()),
                ErrorCode.RUN_DAMAGED,
                history + " is damaged, or of another version of Bakeoff: it is no JSON at line 1, column 12. Run the"
                        + " experiment again with its spec.json.");
        Files.delete(history);
        message(
                () -> RunReport.render(other.folder()),
                ErrorCode.RUN_DAMAGED,
                history + " is damaged, or of another version of Bakeoff: it has 0 epochs instead of 1. Run the"
                        + " experiment again with its spec.json.");
        Files.write(history, epochs);
        Path unwritable = other.folder().resolve("report.html");
        Files.delete(unwritable);
        Files.createDirectories(unwritable.resolve("below"));
        message(
                () -> RunReport.render(other.folder()),
                ErrorCode.FILE_REFUSED,
                unwritable + " is a folder, not a file. Name a file, or delete the folder.");
        RecursiveDeletion.of(unwritable);
        Path predictions = other.file("quick-1", "predictions.csv");
        String predicted = Files.readString(predictions);
        Files.delete(predictions);
        message(
                () -> comparison(folder.resolve("again"), other.folder()).run(event -> {}),
                ErrorCode.RUN_DAMAGED,
                "Can't read " + predictions + ": there is no such file or folder. " + other.folder()
                        + " can't be compared without it; run the experiment again with its spec.json.");
        Path initial = other.file("quick-1", "model/initial.safetensors");
        Files.delete(initial.getParent());
        Files.createFile(initial.getParent());
        Files.writeString(predictions, predicted);
        message(
                () -> TestRun.of(other.folder(), SPEC.formatted(22, "0")),
                ErrorCode.FILE_UNUSABLE,
                "Can't read " + initial + ": Not a directory. Nothing of its trial was deleted. Make the file readable,"
                        + " and give the same command again.");
        Path within = other.folder().resolve("trials/new");
        message(
                () -> TestRun.of(within, SPEC.formatted(22, "0")),
                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                within + " lies within the run directory " + other.folder()
                        + ", where another run could replace or delete it. Choose another one with --out.");
        Path comparison = other.folder().resolve("comparison.json");
        Files.delete(comparison);
        message(
                () -> RunReport.render(other.folder()),
                ErrorCode.RUN_MISSING,
                other.folder() + " holds a run that hasn't ended: it has no comparison.json yet. If it was interrupted,"
                        + " the same command resumes it.");
        Path spec = other.folder().resolve("spec.json");
        Files.writeString(spec, Files.readString(spec).replace("\"batchSize\" : ", "\"batchSize\" : 1"));
        message(
                () -> TrainedRun.open(other.folder()),
                ErrorCode.RUN_DAMAGED,
                spec + " was changed since its run wrote it, or is damaged: it has another checksum than run.json says."
                        + " Restore it; to try another spec, copy it out of this folder.");
    }

    @Test
    void filesThatAreNotOpened() throws IOException {
        Path linked = Files.createDirectory(folder.resolve("linked"));
        Path link = Files.createSymbolicLink(
                linked.resolve("comparison.json"), run.folder().resolve("comparison.json"));
        message(
                () -> RunReport.render(linked),
                ErrorCode.FILE_REFUSED,
                link
                        + " is a symbolic link, and no link is followed in this folder. Delete it, or put a copy of the file"
                        + " or folder itself in its place.");
    }

    @Test
    void data() {
        message(
                () -> TestRun.of(folder.resolve("none"), SPEC.formatted(20, "60")),
                ErrorCode.DATA_UNSUITABLE,
                "/training/validation takes 60 of 60 training examples, which leaves none to train on. Take fewer.");
        String listed = SPEC.formatted(20, "0").replaceFirst("\\{\"plugin\": \"parity\".*?\\}\\}", "%s");
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> TestRun.of(
                        folder.resolve("none"),
                        listed.formatted("{\"plugin\": \"listed\", \"config\": {\"train\": [\"a;0;g;one;x\"],"
                                + " \"test\": [\"b;0;g;1;y\"]}}")))
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code)
                .withMessageMatching(
                        "the dataset plugin 'listed' failed: java\\.lang\\.NumberFormatException: For input"
                                + " string: \"one\", at org\\.bakeoff\\.testplugins\\.ListedDataset\\.\\S+; this is a fault of the"
                                + " plugin");
        SEEN.add(ErrorCode.PLUGIN_FAILED);
        message(
                () -> TestRun.of(
                        folder.resolve("none"),
                        listed.formatted("{\"plugin\": \"listed\", \"config\": {\"train\": [\"a;0;g;1;\"],"
                                        + " \"test\": [\"b;0;g;1;\"]}}")
                                .replace("\"mean\"", "\"letters\", \"config\": {\"length\": 5}")),
                ErrorCode.DATA_UNSUITABLE,
                "/models/quick has an encoding of its own, which needs texts, and the dataset has none. Leave its encoding"
                        + " out, or choose a dataset of texts.");
        Path source = folder.resolve("source.txt");
        message(
                () -> TestRun.of(
                        folder.resolve("none"),
                        SPEC.formatted(20, "0")
                                .replace("\"test\": 20", "\"test\": 20, \"source\": \"" + source + "\"")),
                ErrorCode.DATA_UNAVAILABLE,
                "There is no file or folder " + source + ".");
    }

    @Test
    void dataThatHasMoved() throws IOException {
        Path source = Files.writeString(folder.resolve("moving.txt"), "x");
        TestRun run = TestRun.of(
                folder.resolve("moved-data"),
                SPEC.formatted(20, "0").replace("\"test\": 20", "\"test\": 20, \"source\": \"" + source + "\""));
        Path moved = Files.move(source, folder.resolve("moved.txt"));
        CacheFolder cache = new CacheFolder(folder.resolve("cache"));
        String expected =
                "There is no file or folder " + source + "; did you mean 'moved.txt'? The run in " + run.folder()
                        + " takes its data from where its spec.json says. If the data has moved, put a link to it, or a copy, there.";
        message(
                () -> comparison(folder.resolve("again-moved"), run.folder()).run(event -> {}),
                ErrorCode.DATA_UNAVAILABLE,
                expected);
        message(
                () -> new RunReproduction(run.folder(), null, OptionalDouble.empty(), List.of(), cache, true, 0)
                        .run(event -> {}),
                ErrorCode.DATA_UNAVAILABLE,
                expected);

        Files.createSymbolicLink(source, moved);
        assertThat(comparison(folder.resolve("again-moved"), run.folder())
                        .run(event -> {})
                        .complete())
                .isTrue();
    }

    @Test
    void encodingsThatChange() throws IOException {
        Path without = Files.writeString(folder.resolve("without"), "0");
        String letters = SPEC.formatted(20, "0")
                .replace(
                        "\"mean\"",
                        "\"letters\", \"config\": {\"length\": 5, \"without\": \"" + without
                                + "\", \"fault\": \"%s\"}");
        message(
                () -> TestRun.of(folder.resolve("none"), letters.formatted("changing")),
                ErrorCode.ENCODING_CHANGED,
                "what the model plugin 'letters' encodes texts with, such as the files of a folder, has changed while the"
                        + " examples were encoded. Run again when nobody changes it.");
        TestRun encoded = TestRun.of(folder.resolve("letters"), letters.formatted("none"));
        Files.writeString(without, "1");
        try (TrainedRun trained = TrainedRun.open(encoded.folder())) {
            message(
                    () -> trained.model("quick"),
                    ErrorCode.ENCODING_CHANGED,
                    "what the model plugin 'letters' encodes texts with, such as the files of a folder, has changed since"
                            + " the examples were encoded. Put back what was there, or run the experiment anew, in another"
                            + " folder.");
        }
    }

    @Test
    void datasetsThatNeedTooMuchMemory() throws IOException {
        Path plugins = folder.resolve("greedy");
        new PluginJar()
                .type("org.example.Greedy", GREEDY)
                .file("META-INF/services/org.bakeoff.api.Dataset", "org.example.Greedy\n")
                .write(plugins.resolve("greedy.jar"));
        Experiment experiment = Experiment.builder()
                .plugins(plugins)
                .spec("{\"dataset\": {\"plugin\": \"greedy\"}, \"models\": {\"quick\": {\"plugin\": \"mean\"}}}")
                .out(folder.resolve("none"))
                .cache(folder.resolve("cache"))
                .build();
        message(
                () -> experiment.run(event -> {}),
                ErrorCode.OUT_OF_MEMORY,
                "the dataset 'greedy' needs more memory than the "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB of heap that Java has. Give it more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g, or use less data.");
    }

    @Test
    void modelsThatCantAnswer() {
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            message(
                    () -> trained.model("quick").explain("w1"),
                    ErrorCode.MODEL_UNUSABLE,
                    "the model of quick-1 has no attributions: it has no parameter named \"embedding\"");
        }
    }

    @Test
    void aNameThatCannotBeOneOfAFile() {
        message(
                () -> {
                    throw BakeoffException.of(new InvalidPathException("d\u00fct.csv", "Unmappable letter"));
                },
                ErrorCode.FILE_UNUSABLE,
                "'d\u00fct.csv' can't be the name of a file here: Unmappable letter");
    }

    private static RunComparison comparison(Path out, Path... runs) {
        return new RunComparison(
                List.of(runs), out, OptionalDouble.empty(), List.of(), new CacheFolder(folder.resolve("cache")), true);
    }

    private static void message(ThrowingCallable call, ErrorCode code, String message) {
        ErrorMessage.check(call, code, message);
        SEEN.add(code);
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.util.Utils;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.LeaseFile;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.plugins.BrokenPlugin;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunLease;
import org.bakeoff.training.engine.EngineMissingException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds a message of every error code, and fails for a code without one; other tests assert codes and locations. */
class ErrorMessagesTest {

    private static final Set<ErrorCode> SEEN = EnumSet.noneOf(ErrorCode.class);

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

    @BeforeEach
    void renewOften() {
        System.setProperty("bakeoff.leaseMillis", "200");
    }

    @AfterEach
    void renewAsUsual() {
        System.clearProperty("bakeoff.leaseMillis");
    }

    @AfterAll
    static void everyCodeIsHere() {
        assertThat(SEEN).containsExactlyInAnyOrder(ErrorCode.values());
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
    void runDirectoriesThatAreTaken() throws IOException {
        message(
                () -> TestRun.of(run.folder(), SPEC.formatted(21, "0")),
                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                run.folder()
                        + " holds a run of another experiment:\n  /dataset/config/test was 20, is now 21\nTo resume"
                        + " that one, undo what has changed. Else choose another folder with --out, or start over with"
                        + " --overwrite, which deletes what is there.");
        message(
                () -> comparison(run.folder(), run.folder()).run(event -> {}),
                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                run.folder() + " holds an earlier run. Move or delete it, or choose another folder with --out.");
        try (HeldRunDirectory held = new RunDirectory(run.folder()).hold()) {
            message(
                    () -> TestRun.of(run.folder(), SPEC.formatted(20, "0")),
                    ErrorCode.RUN_DIRECTORY_IN_USE,
                    run.folder() + " is in use: this process runs an experiment there. Wait until it is over, or choose"
                            + " another folder with --out.");
            held.keep();
        }
        OtherMachine other = new OtherMachine();
        message(
                () -> RunLease.take(other, "hdfs://host/run", ErrorLocation.NONE),
                ErrorCode.RUN_DIRECTORY_IN_USE,
                "hdfs://host/run is in use: " + other.described() + " has run an experiment there since "
                        + "2026-11-26T10:00:00Z. Wait until it is over, or choose another folder with --out.");
        message(
                () -> {
                    other.taken = false;
                    try (RunLease lease = RunLease.take(other, "hdfs://host/run", ErrorLocation.NONE)) {
                        lease.whileHeld(() -> {
                            other.taken = true;
                            return other.awaitInterruption();
                        });
                    }
                },
                ErrorCode.RUN_DIRECTORY_LOST,
                "hdfs://host/run was taken over by " + other.described() + " at 2026-11-26T10:00:00Z, because this run"
                        + " had given no sign of life for 1 s. Let that run end: it has resumed this one. To run both,"
                        + " choose another folder with --out.");
        RunDirectory gone = new RunDirectory(folder.resolve("gone"));
        message(
                () -> {
                    try (HeldRunDirectory held = gone.hold()) {
                        RecursiveDeletion.of(gone.path());
                        held.check();
                    }
                },
                ErrorCode.RUN_DIRECTORY_LOST,
                gone.path() + " was deleted while a run went on there. Give the same command again; what is still there"
                        + " is kept.");
        Path file = Files.createFile(folder.resolve("file"));
        message(
                () -> TestRun.of(file, SPEC.formatted(20, "0")),
                ErrorCode.FILE_UNUSABLE,
                "Can't make the folder " + file + ": a file of that name is in the way");
        message(
                () -> TestRun.of(file.resolve("below"), SPEC.formatted(20, "0")),
                ErrorCode.FILE_UNUSABLE,
                "Can't write to the folder " + file.resolve("below")
                        + ": Not a directory. Choose another one with --out.");
        Experiment uncached = Experiment.builder()
                .spec(SPEC.formatted(20, "0"))
                .out(folder.resolve("none"))
                .cache(file)
                .build();
        message(
                () -> uncached.run(event -> {}),
                ErrorCode.FILE_UNUSABLE,
                "Can't write to the cache folder " + file
                        + ": Not a directory. Set BAKEOFF_CACHE to a folder that can be written to.");
    }

    @Test
    void runsThatAreMissingOrDamaged() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        message(
                () -> RunReport.render(folder.resolve("nowhere")),
                ErrorCode.RUN_MISSING,
                folder.resolve("nowhere") + " is no run directory: there is no such folder");
        message(
                () -> RunReport.render(empty),
                ErrorCode.RUN_MISSING,
                empty + " is no run directory: it holds no comparison.json, which a run writes at its end");
        Path file = Files.writeString(folder.resolve("report.html"), "");
        message(() -> TrainedRun.open(file), ErrorCode.RUN_MISSING, file + " is no run directory: it is a file");
        message(
                () -> TrainedRun.open(empty),
                ErrorCode.RUN_MISSING,
                empty + " is no run directory: it holds no data.json, which a run writes before it trains");

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
        message(
                () -> TestRun.of(
                        folder.resolve("none"),
                        listed.formatted("{\"plugin\": \"listed\", \"config\": {\"train\": [\"a;0;g;one;x\"],"
                                + " \"test\": [\"b;0;g;1;y\"]}}")),
                ErrorCode.PLUGIN_FAILED,
                "the dataset plugin 'listed' failed: java.lang.NumberFormatException: For input string: \"one\"; this"
                        + " is a fault of the plugin");
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
        String expected = "There is no file or folder " + source + ". The run in " + run.folder()
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

    @Test
    void anEngineThatIsMissing() {
        Path natives = Utils.getEngineCacheDir().toAbsolutePath();
        message(
                () -> {
                    throw EngineMissingException.because(
                            new FileSystemException("libtorch.so", null, "Permission denied"));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be unpacked into " + natives
                        + ": Permission denied. That folder must be one that you may"
                        + " write to; the variable DJL_CACHE_DIR names another.");
        message(
                () -> {
                    throw EngineMissingException.because(
                            new UnsatisfiedLinkError("no djl_torch in java.library.path."));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be loaded: no djl_torch in java.library.path. Its natives for this system must be on the"
                        + " classpath: ai.djl.pytorch:pytorch-native-cpu (or a CUDA build where there is a GPU) and"
                        + " pytorch-jni. They are unpacked into " + natives
                        + ", which must not be on a file system from"
                        + " which no code may be run (noexec); the variable DJL_CACHE_DIR names another folder.");
    }

    @Test
    void anEngineThatIsLookedForElsewhere() {
        message(
                () -> {
                    throw EngineMissingException.notIn("/mnt/torch");
                },
                ErrorCode.ENGINE_MISSING,
                "PYTORCH_LIBRARY_PATH=/mnt/torch names no folder that holds " + System.mapLibraryName("torch")
                        + ". Unset the variable, and the libraries on the class path are used, or name the folder of a"
                        + " PyTorch that fits this version of DJL.");
        message(
                () -> {
                    throw EngineMissingException.jna(Path.of("/mnt/jna"), new UnsatisfiedLinkError("not permitted"));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be loaded, because JNA, which it needs, can't be loaded from /mnt/jna: not permitted. That"
                        + " folder must not be on a file system from which no code may be run (noexec); the variable"
                        + " BAKEOFF_CACHE or the option -Djna.tmpdir=DIR in BAKEOFF_JAVA_OPTIONS names another.");
        message(
                () -> {
                    throw EngineMissingException.noPlaceForJna(Path.of("/mnt/tmp"));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be loaded: JNA, which it needs, can write neither to the cache nor to /mnt/tmp. Name a cache"
                        + " that can be written to with the variable BAKEOFF_CACHE, or a folder for temporary files with"
                        + " BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR.");
    }

    @Test
    void predictions() throws IOException {
        Path gold = Files.writeString(folder.resolve("gold.csv"), "id,label\na,no\nb,yes\nc,no\n");
        Path one =
                Files.writeString(folder.resolve("one.csv"), "id,label,probability\na,no,1.5\na,maybe,0.2\nd,no,0.1\n");
        Path two = folder.resolve("two.csv");
        message(
                () -> PredictionComparison.of(gold)
                        .model("one", List.of(one))
                        .model("two", List.of(two))
                        .run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + one + ": 2 of 3 test examples have no prediction: 'b', 'c'\n"
                        + "  " + one + ": 1 id stands a second time: 'a' (line 3)\n"
                        + "  " + one + ": 1 id is of no test example: 'd' (line 4)\n"
                        + "  " + one + ": 1 label is unknown: 'maybe' (line 3)\n"
                        + "  " + one + ": 1 probability is not from 0 to 1: '1.5' (line 2)\n"
                        + "  " + two + ": there is no such file or folder\n"
                        + "Predict every test example once, under its own id. The classes are, in this order, no, yes; a label"
                        + " is the name of one of them, or its index from 0. Write probabilities, not logits or percentages; a"
                        + " softmax or a sigmoid makes them of logits. Check that every file is there, and is"
                        + " text in UTF-8 that you may read.");
        message(
                () -> PredictionComparison.of(one).model("one", List.of(one)).run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + one + ": 1 id stands a second time: 'a' (line 3)\n"
                        + "Give every test example one row, with an id of its own and a label.");
        Path texts = Files.writeString(folder.resolve("texts.csv"), "text\none\n");
        message(
                () -> PredictionComparison.of(texts).model("one", List.of(one)).run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + texts + ": it has no column \"id\"; it has text\n"
                        + "A file of test examples has the columns id and label, and perhaps text and group; 'bakeoff export'"
                        + " writes one.");
        message(
                () -> PredictionComparison.of(gold)
                        .model("texts", List.of(texts))
                        .run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + texts + ": it has no column \"id\"; it has text\n"
                        + "A file of predictions has the columns id and label, and for metrics of probabilities also"
                        + " probability (of the second of two classes), or p0, p1, ..., or one column for each class, by its"
                        + " name.");
    }

    @Test
    void labelsOfPredictions() throws IOException {
        Path gold = Files.writeString(folder.resolve("gold.csv"), "id,label\na,1\nb,2\nc,3\n");
        Path names = Files.writeString(folder.resolve("names.csv"), "id,label\na,1\nb,2\nc,3\n");
        Path indexes = Files.writeString(folder.resolve("indexes.csv"), "id,label\na,0\nb,1\nc,2\n");
        Path both = Files.writeString(folder.resolve("both.csv"), "id,label\na,1\nb,1\nc,2\n");
        message(
                () -> PredictionComparison.of(gold)
                        .model("one", List.of(names, indexes, both))
                        .model("two", List.of(names, names))
                        .run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + both
                        + ": its labels may be names of classes or indexes, and other files of one have both\n"
                        + "  " + names + ": it is given twice for the model two\n"
                        + "Write the labels of all files of a model as names of classes. Give a file for each seed that the"
                        + " model was trained with.");
    }

    private static RunComparison comparison(Path out, Path... runs) {
        return new RunComparison(
                List.of(runs), out, OptionalDouble.empty(), List.of(), new CacheFolder(folder.resolve("cache")), true);
    }

    private static void message(ThrowingCallable call, ErrorCode code, String message) {
        BakeoffException failure = Objects.requireNonNull(catchThrowableOfType(BakeoffException.class, call));
        assertThat(failure).hasMessage(message);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(message).endsWith(failure.remedy());
        SEEN.add(code);
    }

    /** A lease that another machine may have taken. */
    private static final class OtherMachine implements LeaseFile {

        private volatile boolean taken = true;
        private final AtomicInteger renewals = new AtomicInteger();

        String described() {
            return "process 4711 on elsewhere";
        }

        String awaitInterruption() {
            try {
                new CountDownLatch(1).await();
                return "";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }

        @Override
        public boolean create(String text) {
            return !taken;
        }

        @Override
        public Optional<String> read() {
            return taken ? Optional.of("""
                            {"host": "elsewhere", "pid": 4711, "since": "2026-11-26T10:00:00Z", "machine": "another",
                             "token": "another", "beat": "%d"}
                            """.formatted(renewals.incrementAndGet())) : Optional.of("");
        }

        @Override
        public void replace(String text) {}

        @Override
        public void delete() {}
    }
}

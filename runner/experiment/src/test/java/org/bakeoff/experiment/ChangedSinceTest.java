package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.statistics.ChangedPlugin;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.testplugins.AverageProvider;
import org.bakeoff.testplugins.ErrorRate;
import org.bakeoff.testplugins.ParityDataset;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs whose data or code is another than when they were made. */
class ChangedSinceTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 80, "test": 40}},
             "models": {"words": {"plugin": "vectors", "config": {"kind": "masked"}},
                        "letters": {"plugin": "letters", "config": {"length": 40}}},
             "training": {"epochs": 1, "batchSize": 16, "seeds": [3], "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    private static TestRun made;

    @TempDir
    private Path folder;

    private TestRun run;

    @BeforeAll
    static void make(@TempDir Path shared) throws IOException {
        made = TestRun.of(shared.resolve("run"), SPEC);
    }

    @BeforeEach
    void copy() throws IOException {
        run = made.copyTo(folder.resolve("run"));
    }

    @Test
    void nothingIsSaidWhereNothingChanged() {
        ComparisonResult result = compare("again", run.folder());

        assertThat(result.conclusion().warnings())
                .isEqualTo(made.result().conclusion().warnings());
        try (TrainedRun opened = TrainedRun.open(folder.resolve("again"))) {
            assertThat(opened.models()).containsExactly("words", "letters");
            assertThat(opened.model("words").predict("w1")).isNotNull();
            assertThat(opened.changedPlugins()).isEmpty();
        }
    }

    /** As after a change of the training set that leaves the vocabulary as large as it was. */
    @Test
    void modelsAreNotAskedAboutOtherTokenIds() throws IOException {
        run.change("data.json", json -> {
            swap((ArrayNode) json.path("vocabulary"));
            swap((ArrayNode) json.path("encodings").path(0).path("vocabulary"));
        });
        List<String> models = List.of("words", "letters");

        ComparisonResult result = compare("again", run.folder());
        assertThat(result.conclusion().warnings())
                .contains(new RunWarning.ChangedEncoding(run.folder().toString(), models));
        assertThat(result.models())
                .extracting(ModelResult::metrics)
                .isEqualTo(made.result().models().stream()
                        .map(ModelResult::metrics)
                        .toList());
        assertThat(asked("again")).isEmpty();

        // What couldn't be asked there can't be asked later either.
        compare("later", folder.resolve("again"));
        assertThat(asked("later")).isEmpty();
    }

    @Test
    void onlyTheModelWhoseTokenIdsChangedIsNotAsked() throws IOException {
        run.change(
                "data.json",
                json -> swap((ArrayNode) json.path("encodings").path(0).path("vocabulary")));

        assertThat(compare("again", run.folder()).conclusion().warnings())
                .contains(new RunWarning.ChangedEncoding(run.folder().toString(), List.of("letters")));
        assertThat(asked("again")).containsExactly("words");
    }

    /** As where a newer run, after the training set had changed, was copied over this one in part. */
    @Test
    void modelsOfOtherDataThanThoseOfTheRunAreNotAsked() throws IOException {
        run.change("data.json", json -> ((ArrayNode) json.path("checksums")).set(1, "12ab"));

        try (TrainedRun opened = TrainedRun.open(run.folder())) {
            assertThat(opened.model("words").predict("w1")).isNotNull();
            assertThat(catchThrowableOfType(BakeoffException.class, () -> opened.model("letters")))
                    .hasMessageContaining("is of a trial on other data than data.json describes");
        }
    }

    private static void swap(ArrayNode words) {
        words.add(words.remove(words.size() - 2));
    }

    private List<String> asked(String name) {
        return new RunDirectory(folder.resolve(name))
                .data().infos().keySet().stream().map(trial -> trial.model()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "libraries"})
    void aPluginThatChangedIsNamed(String what) throws IOException {
        run.change(
                "run.json",
                json -> json.path("plugins").forEach(plugin -> {
                    if (!plugin.path("name").asString().equals("letters")) {
                        ((ObjectNode) plugin).put(what, "12ab").put("version", "0.9");
                    }
                }));
        List<ChangedPlugin> changed = Stream.of("parity", "vectors")
                .map(name -> new ChangedPlugin(name, "0.9", version()))
                .toList();

        assertThat(changed(run.folder(), "letters", List.of())).isEqualTo(changed.subList(0, 1));
        assertThat(changed(run.folder(), "words", List.of())).isEqualTo(changed);
        assertThat(compare("again", run.folder()).conclusion().warnings())
                .contains(new RunWarning.ChangedPlugins(run.folder().toString(), changed));
        // The comparison ran what is here, and says what its models were trained with.
        assertThat(changed(folder.resolve("again"), "words", List.of())).isEqualTo(changed);
    }

    private static String version() {
        String version = ParityDataset.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    @Test
    void runsOfEarlierVersionsDontSayWhichLibrariesTheyHad() throws IOException {
        run.change(
                "run.json", json -> json.path("plugins").forEach(plugin -> ((ObjectNode) plugin).remove("libraries")));

        assertThat(changed(run.folder(), "words", List.of())).isEmpty();
    }

    @Test
    void aJarThatWasBuiltAnewIsNamed() throws IOException {
        Path plugins = folder.resolve("plugins");
        PluginJar.model("Mine", "mine", "").write(plugins.resolve("mine.jar"));
        Path mine = folder.resolve("mine");
        Experiment.builder()
                .spec(SPEC.replace("\"vectors\", \"config\": {\"kind\": \"masked\"}", "\"mine\""))
                .plugins(plugins)
                .out(mine)
                .cache(folder.resolve("cache"))
                .build()
                .run();
        assertThat(changed(mine, "words", List.of(plugins))).isEmpty();

        PluginJar.model("Mine", "mine", "int changed = 1;").write(plugins.resolve("mine.jar"));
        assertThat(changed(mine, "words", List.of(plugins)))
                .containsExactly(new ChangedPlugin("mine", "unknown", "unknown"));
        assertThat(changed(mine, "letters", List.of(plugins))).isEmpty();
    }

    /** As where a branch changes an architecture and is compared with a run of the main branch. */
    @Test
    void aModelWhoseWeightsNoLongerFitIsComparedByItsPredictions() throws IOException {
        ComparisonResult before = runOfMine();
        changeMine("setUnits(config.embedding())", "setUnits(config.embedding() + 1)");

        ComparisonResult result = compare("again", folder.resolve("mine"), folder.resolve("plugins"));

        assertThat(result.conclusion().warnings()).contains(new RunWarning.UnfittingWeights("words", "mine"));
        assertThat(result.comparisons()).isEqualTo(before.comparisons());
        assertThat(asked("again")).containsExactly("letters");
    }

    @Test
    void aModelWhoseConfigurationIsNoLongerKnownIsComparedByItsPredictions() throws IOException {
        ComparisonResult before = runOfMine();
        changeMine("embedding", "width");

        ComparisonResult result = compare("again", folder.resolve("mine"), folder.resolve("plugins"));

        assertThat(result.conclusion().warnings()).contains(new RunWarning.UnknownConfiguration("words", "mine"));
        assertThat(result.comparisons()).isEqualTo(before.comparisons());
        assertThat(asked("again")).containsExactly("letters");
        assertThat(compare("later", folder.resolve("again"), folder.resolve("plugins"))
                        .comparisons())
                .isEqualTo(before.comparisons());
    }

    /** Makes a run with a plugin of a folder. */
    private ComparisonResult runOfMine() throws IOException {
        Path plugins = folder.resolve("plugins");
        PluginJar.model("Mine", "mine", "").write(plugins.resolve("mine.jar"));
        return Experiment.builder()
                .spec(SPEC.replace("\"vectors\", \"config\": {\"kind\": \"masked\"}", "\"mine\""))
                .plugins(plugins)
                .out(folder.resolve("mine"))
                .cache(folder.resolve("cache"))
                .build()
                .run();
    }

    private void changeMine(String then, String now) throws IOException {
        new PluginJar()
                .type(
                        "org.example.Mine",
                        PluginJar.source("Mine", "mine", "", "").replace(then, now))
                .models("org.example.Mine")
                .write(folder.resolve("plugins").resolve("mine.jar"));
    }

    private static List<ChangedPlugin> changed(Path run, String model, List<Path> plugins) {
        try (TrainedRun opened = TrainedRun.open(run, plugins)) {
            assertThat(opened.model(model).predict("w1")).isNotNull();
            return opened.changedPlugins()
                    .map(RunWarning.ChangedPlugins::plugins)
                    .orElse(List.of());
        }
    }

    /** As the toolkit with its tokenizers, which many plugins share. */
    @Test
    void dataIsEncodedAnewAfterALibraryOfTheDatasetChanged() throws Exception {
        Path library = library("one", "<padding>");
        Path jar = new PluginJar()
                .with(library)
                .type("org.example.Shared", DATASET)
                .write(folder.resolve("shared.jar"));

        assertThat(isCached(shared(jar, library, "first"))).isFalse();
        assertThat(isCached(shared(jar, library, "second"))).isTrue();
        Path changed = library("two", "<pad>");
        assertThat(isCached(shared(jar, changed, "third"))).isFalse();
        assertThat(new RunDirectory(folder.resolve("third")).data().vocabulary())
                .containsExactly("<pad>", "word");

        RunDirectoryInUseException refusal = Objects.requireNonNull(
                catchThrowableOfType(RunDirectoryInUseException.class, () -> shared(jar, changed, "first")));
        assertThat(refusal.differences())
                .extracting(RunDifference::subject, RunDifference::name, RunDifference::plugins)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        RunDifference.Subject.LIBRARIES, "shared.jar", List.of("org.example.Shared")));
    }

    private Path library(String name, String padding) throws IOException {
        return new PluginJar()
                .type(
                        "org.example.lib.Words",
                        "package org.example.lib; public final class Words { public static String padding() { return \""
                                + padding + "\"; } }")
                .write(folder.resolve(name + "/lib.jar"));
    }

    private List<Progress> shared(Path jar, Path library, String out) throws Exception {
        List<Progress> events = Collections.synchronizedList(new ArrayList<>());
        URL[] urls = {jar.toUri().toURL(), library.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            Dataset<?> dataset = (Dataset<?>)
                    loader.loadClass("org.example.Shared").getConstructor().newInstance();
            withDefaults(Experiment.builder().name("shared"), dataset)
                    .model("average", new AverageProvider(), new AverageProvider.Config(0))
                    .training(training -> training.epochs(1).device("cpu").validation(0))
                    .evaluator(new ErrorRate(), new ErrorRate.Config())
                    .out(folder.resolve(out))
                    .cache(folder.resolve("cache"))
                    .build()
                    .run(events::add);
        }
        return events;
    }

    private static <C extends Record> ExperimentBuilder withDefaults(ExperimentBuilder builder, Dataset<C> dataset) {
        return builder.dataset(dataset, dataset.defaults());
    }

    private static boolean isCached(List<Progress> events) {
        return events.stream()
                .flatMap(
                        event -> event instanceof Progress.DataReady ready ? Stream.of(ready.cached()) : Stream.empty())
                .findFirst()
                .orElseThrow();
    }

    private static final String DATASET = """
            package org.example;

            import java.util.List;
            import java.util.Map;
            import java.util.Optional;
            import java.util.stream.IntStream;
            import org.bakeoff.api.*;
            import org.example.lib.Words;

            public final class Shared implements Dataset<Shared.Config> {
                public record Config() {}

                @Override
                public String name() {
                    return "shared";
                }

                @Override
                public String description() {
                    return "words of a library";
                }

                @Override
                public Config defaults() {
                    return new Config();
                }

                @Override
                public Optional<String> fingerprint(Config config, DataContext context) {
                    return Optional.of("always the same");
                }

                @Override
                public DataSplits load(Config config, DataContext context) {
                    DatasetInfo info = new DatasetInfo(List.of("a", "b"), List.of(Words.padding(), "word"), 2);
                    return new DataSplits(info, examples("train"), examples("test"));
                }

                private static List<Example> examples(String set) {
                    return IntStream.range(0, 8)
                            .mapToObj(index -> new Example(
                                    set + index, new int[] {1}, index % 2, set + " " + index, set + index, Map.of()))
                            .toList();
                }
            }
            """;

    private ComparisonResult compare(String name, Path compared, Path... plugins) {
        return new RunComparison(
                        List.of(compared),
                        folder.resolve(name),
                        OptionalDouble.empty(),
                        List.of(plugins),
                        new CacheFolder(folder.resolve("cache")),
                        true)
                .run(event -> {});
    }
}

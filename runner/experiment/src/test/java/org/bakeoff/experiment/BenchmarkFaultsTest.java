package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.BenchmarkSentences;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks whose spec, plugins or runs are not what they should be. */
class BenchmarkFaultsTest {

    private static final String SPEC = """
            {"name": "bench", "datasets": {"one": {"plugin": "parity", "config": {"train": 60, "test": 20}},
                                           "two": {"plugin": "parity", "config": {"train": 60, "test": 24}}},
             "models": {"quick": {"plugin": "mean"}, "slow": {"plugin": "mean"}},
             "training": {"epochs": 1, "batchSize": 16, "validation": 0, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    private Path folder;

    private final List<Progress> events = Collections.synchronizedList(new ArrayList<>());

    @Test
    void anotherSpecIsRefusedBeforeAnythingIsReplaced() throws IOException {
        run(SPEC);
        String spec = Files.readString(place().resolve("spec.json"));

        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(() -> run(SPEC.replace("24", "28").replace("\"one\"", "\"new\"")))
                .withMessageContaining(place().resolve("runs/two").toString());

        assertThat(place().resolve("spec.json")).hasContent(spec);
        assertThat(place().resolve("runs/new")).doesNotExist();
    }

    @Test
    void trialsThatFailedAreSaid() {
        BenchmarkResults results = run(SPEC.replace(
                "\"slow\": {\"plugin\": \"mean\"}",
                "\"slow\": {\"plugin\": \"odd\", \"config\": {\"fault\": \"throw\"}}"));

        assertThat(results.complete()).isFalse();
        assertThat(results.largest().datasets().get(0).value("quick")).isPresent();
        assertThat(BenchmarkSentences.caveats(results))
                .contains("Not all of one counts: some of its trials or evaluators failed, as its report says");
    }

    @Test
    void aRunWithoutThePrimaryMetricCostsItsOwnResults() throws IOException {
        Path plugins = folder.resolve("plugins");
        new PluginJar()
                .type("org.example.Half", """
                package org.example;

                import java.util.List;
                import org.bakeoff.api.Comparison;
                import org.bakeoff.api.Evaluator;
                import org.bakeoff.api.Finding;
                import org.bakeoff.api.Metric;

                public final class Half implements Evaluator<Half.Config> {
                    public record Config() {}

                    @Override
                    public String name() {
                        return "half";
                    }

                    @Override
                    public String description() {
                        return "fails on the first data set";
                    }

                    @Override
                    public Config defaults() {
                        return new Config();
                    }

                    @Override
                    public List<Finding> evaluate(Config config, Comparison comparison) {
                        if (comparison.examples().size() == 20) {
                            throw new IllegalStateException("planted");
                        }
                        return List.of(Metric.rate(
                                "right", "Right", true, (label, predictions, example) -> predictions.predicted(example) == label ? 1 : 0));
                    }
                }
                """)
                .file("META-INF/services/org.bakeoff.api.Evaluator", "org.example.Half\n")
                .write(plugins.resolve("half.jar"));
        String spec = SPEC.replace("error-rate", "half");

        List<DatasetResult> datasets = run(spec).largest().datasets();

        assertThat(datasets.get(0).failure()).get().asString().contains("primary metric could not be measured");
        assertThat(datasets.get(1).values()).hasSize(2);
        delete(place());
        assertThat(refusal(() -> run(spec.replace("24", "20"))).getMessage())
                .contains("primary metric could not be measured");
    }

    @Test
    void foldsThatTestOnTheSameExamplesCountOnce() throws IOException {
        new PluginJar()
                .type("org.example.Uncut", """
                package org.example;

                import java.util.ArrayList;
                import java.util.List;
                import java.util.Map;
                import org.bakeoff.api.ConfigProperty;
                import org.bakeoff.api.DataContext;
                import org.bakeoff.api.DataSplits;
                import org.bakeoff.api.Dataset;
                import org.bakeoff.api.DatasetInfo;
                import org.bakeoff.api.Example;
                import org.jspecify.annotations.Nullable;

                public final class Uncut implements Dataset<Uncut.Config> {
                    public record Config(@ConfigProperty("ignored") @Nullable Fold fold) {}

                    @Override
                    public String name() {
                        return "uncut";
                    }

                    @Override
                    public String description() {
                        return "ignores its fold";
                    }

                    @Override
                    public Config defaults() {
                        return new Config(null);
                    }

                    @Override
                    public DataSplits load(Config config, DataContext context) {
                        DatasetInfo info = new DatasetInfo(List.of("a", "b"), List.of("", "x", "y"), 2);
                        return new DataSplits(info, examples("train"), examples("test"));
                    }

                    private static List<Example> examples(String set) {
                        List<Example> examples = new ArrayList<>();
                        for (int index = 0; index < 40; index++) {
                            examples.add(new Example(
                                    set + index, new int[] {1 + index % 2}, index % 2, set + " text " + index, set + index, Map.of()));
                        }
                        return examples;
                    }
                }
                """)
                .file("META-INF/services/org.bakeoff.api.Dataset", "org.example.Uncut\n")
                .write(folder.resolve("plugins/uncut.jar"));

        DatasetResult dataset = run("""
                {"name": "bench", "dataset": {"plugin": "uncut"}, "split": {"folds": 3}, "models": {"quick": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 0, "device": "cpu"}, "evaluators": [{"plugin": "error-rate"}]}
                """).largest().datasets().get(0);

        assertThat(dataset.runs()).isEqualTo(1);
        assertThat(dataset.failure()).get().asString().contains("gave the test set of uncut-fold1 again");
    }

    /** The evaluator notices what it gave to earlier runs. */
    @Tag("endurance")
    @Test
    void whatEvaluatorsFindDoesNotStayInMemory() throws IOException {
        new PluginJar()
                .type("org.example.Keeping", """
                package org.example;

                import java.lang.ref.WeakReference;
                import java.util.ArrayList;
                import java.util.List;
                import org.bakeoff.api.Comparison;
                import org.bakeoff.api.Evaluator;
                import org.bakeoff.api.Finding;

                public final class Keeping implements Evaluator<Keeping.Config> {
                    private static final List<WeakReference<String>> GIVEN = new ArrayList<>();

                    public record Config() {}

                    @Override
                    public String name() {
                        return "keeping";
                    }

                    @Override
                    public String description() {
                        return "fails where more than its last findings are kept";
                    }

                    @Override
                    public Config defaults() {
                        return new Config();
                    }

                    @Override
                    public List<Finding> evaluate(Config config, Comparison comparison) {
                        String text = new String("a note of its own".toCharArray());
                        System.gc();
                        GIVEN.removeIf(given -> given.get() == null);
                        if (GIVEN.size() > 2) {
                            throw new IllegalStateException(GIVEN.size() + " earlier findings are kept");
                        }
                        GIVEN.add(new WeakReference<>(text));
                        return List.of(new Finding.Table(
                                "kept", "Kept", "", List.of("text"), List.of(List.<Object>of(text))));
                    }
                }
                """)
                .file("META-INF/services/org.bakeoff.api.Evaluator", "org.example.Keeping\n")
                .write(folder.resolve("plugins/keeping.jar"));
        String sizes = "\"trainSizes\": [10, 20, 30, 40, 50], \"models\"";

        BenchmarkResults results = run(SPEC.replace("\"models\"", sizes)
                .replace("\"evaluators\": [", "\"evaluators\": [{\"plugin\": \"keeping\"}, "));

        assertThat(BenchmarkSentences.caveats(results)).noneMatch(caveat -> caveat.startsWith("Not all"));
    }

    @Test
    void aSingleModelIsComparedWithNone() {
        String datasets = IntStream.range(0, 5)
                .mapToObj(index -> "\"d" + index + "\": {\"plugin\": \"parity\", \"config\": {\"train\": 60, \"test\": "
                        + (20 + index) + "}}")
                .collect(Collectors.joining(", "));

        BenchmarkResults results = run(SPEC.replaceFirst("(?s)\"one\":.*?\\}\\}\\},\n", datasets + "},\n")
                .replace(", \"slow\": {\"plugin\": \"mean\"}", ""));

        assertThat(BenchmarkSentences.headline(results).claim()).isEqualTo("quick over 5 data sets");
    }

    @Test
    void theSameDataUnderTwoNamesAreSaidToCountTwice() {
        assertThat(BenchmarkSentences.caveats(run(SPEC.replace("24", "20"))))
                .contains("two and one have the same test set, so that what holds there counts twice");
    }

    @Test
    void whatAListenerThrowsReachesTheCaller() {
        BakeoffException planted = new BakeoffException(ErrorCode.RUN_MISSING, ErrorLocation.NONE, "planted", "");
        assertThatThrownBy(() -> run(SPEC, event -> {
                    if (event instanceof Progress.EpochEnded) {
                        throw planted;
                    }
                }))
                .isSameAs(planted);
        assertThat(events).doesNotHaveAnyElementsOfTypes(Progress.RunFailed.class);
        assertThat(run(SPEC).complete()).isTrue();
    }

    @Test
    void whatAReceiverOfResultsThrowsReachesTheCaller() {
        BakeoffException planted = new BakeoffException(ErrorCode.RUN_MISSING, ErrorLocation.NONE, "planted", "");
        assertThatThrownBy(() -> builder(SPEC).buildBenchmark().run(events::add, (run, result) -> {
                    throw planted;
                }))
                .isSameAs(planted);
        assertThat(events).doesNotHaveAnyElementsOfTypes(Progress.RunFailed.class);
        assertThat(run(SPEC).complete()).isTrue();
    }

    private Path place() {
        return folder.resolve("bench");
    }

    private BenchmarkResults run(String spec) {
        return run(spec, event -> {});
    }

    private BenchmarkResults run(String spec, Consumer<Progress> listener) {
        return builder(spec).buildBenchmark().run(event -> {
            events.add(event);
            listener.accept(event);
        });
    }

    private ExperimentBuilder builder(String spec) {
        ExperimentBuilder builder = Experiment.builder()
                .spec(spec)
                .out(place())
                .cache(folder.resolve("cache"))
                .workers(0);
        if (Files.isDirectory(folder.resolve("plugins"))) {
            builder.plugins(folder.resolve("plugins"));
        }
        return builder;
    }

    private static BakeoffException refusal(ThrowingCallable work) {
        return (BakeoffException) catchThrowable(work);
    }

    private static void delete(Path folder) {
        try {
            RecursiveDeletion.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.bakeoff.io.Json;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.BenchmarkSentences;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Benchmarks whose data change while they are run, or differ from run to run. */
class ChangedBenchmarkTest {

    private static final String SPEC = """
            {"name": "bench", "trainSizes": [20, 40],
             "dataset": {"plugin": "parity", "config": {"train": 60, "test": 20, "source": "SOURCE"}},
             "models": {"quick": {"plugin": "mean"}, "slow": {"plugin": "mean"}},
             "training": {"epochs": 1, "batchSize": 16, "validation": 0, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void dataThatChangeBetweenRunsAreNotComparedWithWhatTheyWere() throws IOException {
        Files.writeString(source(), "one");

        BenchmarkResults results = run(event -> {
            if (event instanceof Progress.RunStarted started && started.number() == 2) {
                write("other");
            }
        });

        assertThat(results.largest().datasets().get(0).values()).isEmpty();
        assertThat(BenchmarkSentences.caveats(results))
                .singleElement()
                .asString()
                .contains("parity-40: The data have changed since an earlier run of the benchmark: " + source());
        assertThat(place().resolve("runs/parity-40")).doesNotExist();

        write("one");
        assertThat(run(event -> {}).complete()).isTrue();
    }

    @Test
    void nothingIsTrainedOnOtherDataThanTheRunsThatAreThere() {
        write("one");
        assertThatIllegalStateException()
                .isThrownBy(() -> run(event -> {
                    if (event instanceof Progress.RunStarted started && started.number() == 2) {
                        throw new IllegalStateException("stopped");
                    }
                }));
        write("other");

        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(() -> run(event -> {}))
                .withMessageContaining(source().toString());

        assertThat(place().resolve("runs/parity-40")).doesNotExist();
        write("one");
        assertThat(run(event -> {}).complete()).isTrue();
    }

    @Test
    void nothingIsTrainedByAnotherVersionThanTheRunsThatAreThere() throws IOException {
        write("one");
        run(event -> {});
        RecursiveDeletion.of(place().resolve("runs/parity-20"));
        Path last = place().resolve("runs/parity-40/run.json");
        ObjectNode provenance = (ObjectNode) Json.COMPACT.readTree(Files.readString(last));
        ((ObjectNode) provenance.without("checksum").path("versions")).put("bakeoff", "0.0.9");
        Files.writeString(last, Json.COMPACT.writeValueAsString(provenance));

        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(() -> run(event -> {}))
                .withMessageContaining("the version of bakeoff was \"0.0.9\"");

        assertThat(place().resolve("runs/parity-20")).doesNotExist();
        assertThat(new BenchmarkDirectory(place()).summary().ended()).isTrue();
    }

    @Test
    void aFoldOfOtherClassesIsNotComparedWithTheOthers() throws IOException {
        new PluginJar()
                .type("org.example.Uneven", """
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

                public final class Uneven implements Dataset<Uneven.Config> {
                    public record Config(@ConfigProperty("which part is tested on") @Nullable Fold fold) {}

                    @Override
                    public String name() {
                        return "uneven";
                    }

                    @Override
                    public String description() {
                        return "has other classes in its second fold";
                    }

                    @Override
                    public Config defaults() {
                        return new Config(null);
                    }

                    @Override
                    public DataSplits load(Config config, DataContext context) {
                        int fold = config.fold().number();
                        List<String> classes = fold == 2 ? List.of("b", "a") : List.of("a", "b");
                        DatasetInfo info = new DatasetInfo(classes, List.of("", "x", "y"), 2);
                        return new DataSplits(info, examples("train"), examples("test" + fold));
                    }

                    private static List<Example> examples(String set) {
                        List<Example> examples = new ArrayList<>();
                        for (int index = 0; index < 40; index++) {
                            String id = set + "-" + index;
                            examples.add(new Example(id, new int[] {1 + index % 2}, index % 2, "text " + id, id, Map.of()));
                        }
                        return examples;
                    }
                }
                """)
                .file("META-INF/services/org.bakeoff.api.Dataset", "org.example.Uneven\n")
                .write(folder.resolve("plugins/uneven.jar"));

        DatasetResult dataset = builder("""
                {"name": "bench", "dataset": {"plugin": "uneven"}, "split": {"folds": 3},
                 "models": {"quick": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 0, "device": "cpu"}, "evaluators": [{"plugin": "error-rate"}]}
                """)
                .plugins(folder.resolve("plugins"))
                .buildBenchmark()
                .run(event -> {})
                .largest()
                .datasets()
                .get(0);

        assertThat(dataset.runs()).isEqualTo(2);
        assertThat(dataset.failure())
                .get()
                .asString()
                .contains("other classes, or another order of them, than for uneven-fold1");
    }

    /** Its values would be of one metric, and its verdicts of another. */
    @Test
    void aDataSetWithAnotherPrimaryMetricIsNotComparedWithTheOthers() throws IOException {
        new PluginJar()
                .type("org.example.Turning", """
                package org.example;

                import java.util.List;
                import org.bakeoff.api.Comparison;
                import org.bakeoff.api.Evaluator;
                import org.bakeoff.api.Finding;
                import org.bakeoff.api.Metric;

                public final class Turning implements Evaluator<Turning.Config> {
                    public record Config() {}

                    @Override
                    public String name() {
                        return "turning";
                    }

                    @Override
                    public String description() {
                        return "gives its metrics in an order that the test set decides";
                    }

                    @Override
                    public Config defaults() {
                        return new Config();
                    }

                    @Override
                    public List<Finding> evaluate(Config config, Comparison comparison) {
                        Finding one = metric("one");
                        Finding two = metric("two");
                        return comparison.examples().size() > 20 ? List.of(two, one) : List.of(one, two);
                    }

                    private static Metric metric(String name) {
                        return Metric.rate(name, name, true, (label, predictions, example) -> predictions.predicted(example) == label ? 1 : 0);
                    }
                }
                """)
                .file("META-INF/services/org.bakeoff.api.Evaluator", "org.example.Turning\n")
                .write(folder.resolve("plugins/turning.jar"));

        List<DatasetResult> datasets = builder("""
                {"name": "bench",
                 "datasets": {"small": {"plugin": "parity", "config": {"train": 20, "test": 20}},
                   "large": {"plugin": "parity", "config": {"train": 20, "test": 30}}},
                 "models": {"quick": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 0, "device": "cpu"}, "evaluators": [{"plugin": "turning"}]}
                """)
                .plugins(folder.resolve("plugins"))
                .buildBenchmark()
                .run(event -> {})
                .largest()
                .datasets();

        assertThat(datasets.get(0).failure()).isEmpty();
        assertThat(datasets.get(1).failure())
                .get()
                .asString()
                .contains("another primary metric, 'two', than 'one' for small");
    }

    private Path source() {
        return folder.resolve("source");
    }

    private Path place() {
        return folder.resolve("bench");
    }

    private void write(String text) {
        try {
            Files.writeString(source(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BenchmarkResults run(Consumer<Progress> listener) {
        return builder(SPEC.replace("SOURCE", source().toString()))
                .buildBenchmark()
                .run(listener);
    }

    private ExperimentBuilder builder(String spec) {
        return Experiment.builder()
                .spec(spec)
                .out(place())
                .cache(folder.resolve("cache"))
                .workers(0);
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.plugins.PluginOrigin;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.testplugins.ErrorRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What plugins give that break their contracts: it costs what they give and nothing else, and no file grows by it. */
class LyingPluginsTest {

    /** The files of a small run without lies have some 50 kB, and the report some 900 kB. */
    private static final long SMALL = 500_000;

    private static final String HUGE = "x".repeat(30_000_000);

    @TempDir
    Path folder;

    private static Map<String, Function<Comparison, List<Finding>>> evaluators() {
        Map<String, Function<Comparison, List<Finding>>> lies = new LinkedHashMap<>();
        lies.put("null-list", comparison -> null);
        lies.put("null-finding", comparison -> Collections.singletonList(null));
        lies.put("null-name", comparison -> List.of(table(null, "title", "cell")));
        lies.put("odd-name", comparison -> List.of(table("my table", "title", "cell")));
        lies.put("null-title", comparison -> List.of(table("a1", null, "cell")));
        lies.put("blank-title", comparison -> List.of(table("a2", " ", "cell")));
        lies.put("one-name-twice", comparison -> List.of(table("a3", "title", "1"), table("a3", "title", "2")));
        lies.put("name-of-another", comparison -> List.of(table("errorRate", "title", "cell")));
        lies.put("metric-of-another", comparison -> List.of(metric("errorRate", weights -> 1)));
        lies.put(
                "null-cell",
                comparison -> List.of(new Table("a4", "t", "", List.of("c"), List.of(Arrays.asList((Object) null)))));
        lies.put("odd-cell", comparison -> List.of(table("a5", "title", new int[] {1})));
        lies.put("integer-cell", comparison -> List.of(table("a6", "title", 1)));
        lies.put("ragged", comparison -> List.of(new Table("a7", "t", "", List.of("c"), List.of(List.of("a", "b")))));
        lies.put(
                "million-rows",
                comparison -> List.of(
                        new Table("a8", "t", "", List.of("c"), Collections.nCopies(1_000_000, List.of("cell")))));
        lies.put("huge-cell", comparison -> List.of(table("a9", "title", HUGE)));
        lies.put("huge-title", comparison -> List.of(table("b1", HUGE, "cell")));
        lies.put("huge-text", comparison -> List.of(cases("b2", HUGE, "mean")));
        lies.put("null-text", comparison -> List.of(cases("b3", null, "mean")));
        lies.put("unknown-model", comparison -> List.of(cases("b4", "text", "nobody")));
        lies.put(
                "many-findings",
                comparison -> IntStream.range(0, 2_000)
                        .<Finding>mapToObj(index -> table("c" + index, "title", "cell"))
                        .toList());
        lies.put("endless-findings", comparison -> new AbstractList<>() {
            @Override
            public Finding get(int index) {
                return table("c" + index, "title", "cell");
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        });
        lies.put("slice-beyond", comparison -> List.of(slices("d1", 0, 99)));
        lies.put("many-slices", comparison -> slices(6_000, 2));
        lies.put("slice-turned", comparison -> List.of(slices("d2", 3, 1)));
        lies.put("slice-null", comparison -> List.of(new Slices("d3", "t", "", List.of(new Slices.Slice("s", null)))));
        lies.put("infinite-x", comparison -> List.of(curve("e1", "mean", Double.POSITIVE_INFINITY)));
        lies.put("many-lines", comparison -> lines(10_000, 101));
        lies.put("many-empty-rows", comparison -> rows(50_000, 21));
        lies.put("curve-of-nobody", comparison -> List.of(curve("e2", "nobody", 1)));
        lies.put("thread-death", comparison -> {
            throw new ThreadDeath();
        });
        lies.put("stack-overflow", LyingPluginsTest::forever);
        lies.put("no-memory", comparison -> {
            throw new OutOfMemoryError(HUGE);
        });
        lies.put("linkage", comparison -> {
            throw new ExceptionInInitializerError(HUGE);
        });
        lies.put("error", comparison -> {
            throw new Error("an error of a kind of its own");
        });
        lies.put("checked", comparison -> sneak(new IOException("an exception that isn't declared")));
        lies.put("cancelled", comparison -> {
            throw new java.util.concurrent.CancellationException("nobody asked for it");
        });
        lies.put("huge-message", comparison -> {
            throw new IllegalStateException(HUGE);
        });
        lies.put("null-message", comparison -> {
            throw new Unspeakable(() -> null);
        });
        lies.put("message-throws", comparison -> {
            throw new Unspeakable(() -> {
                throw new IllegalStateException("not even that");
            });
        });
        return lies;
    }

    private static Map<String, Metric> metrics() {
        Map<String, Metric> lies = new LinkedHashMap<>();
        lies.put("throws", metric("throwing", weights -> {
            throw new StackOverflowError();
        }));
        lies.put("null-function", Metric.of("nothing", "Nothing", true, (labels, predictions) -> null));
        lies.put("out-of-range", metric("large", weights -> 1.7).within(0, 1));
        lies.put("support", metric("rested", weights -> 0.5).restingOn((labels, predictions, weights) -> -1));
        lies.put("null-support", metric("unsupported", weights -> 0.5).restingOn(null));
        lies.put("turned-range", metric("turned", weights -> 0.5).within(1, 0));
        lies.put(
                "blocks-out-of-range",
                metric(
                                "without",
                                withoutEach(count -> DoubleStream.generate(() -> 1.7)
                                        .limit(count)
                                        .toArray()))
                        .within(0, 1));
        lies.put(
                "too-few-blocks",
                metric("few", withoutEach(count -> new double[count - 1])).within(0, 1));
        lies.put("null-blocks", metric("none", withoutEach(count -> null)));
        lies.put("score-throws", Metric.mean("scored", "Scored", true, (label, predictions, example) -> {
            throw new AssertionError(HUGE);
        }));
        return lies;
    }

    @Test
    void anEvaluatorThatLiesCostsItsOwnFindings() throws IOException {
        Comparison[] shown = new Comparison[1];
        AtomicReference<int[]> shared = new AtomicReference<>(new int[0]);
        Map<String, Function<Comparison, List<Finding>>> all = new LinkedHashMap<>();
        all.putAll(evaluators());
        metrics().forEach((name, metric) -> all.put(name, comparison -> List.of(metric)));
        // These break things for others, and must not fail themselves.
        all.put("undefined", comparison -> List.of(metric("undefined", weights -> Double.NaN)));
        all.put(
                "changes",
                comparison -> List.of(
                        Metric.of("changing", "Changing", true, (labels, predictions) -> {
                            Arrays.fill(labels, 7);
                            return weights -> {
                                Arrays.fill(weights, 1_000_000);
                                return 0.5;
                            };
                        }),
                        // So long may the name of a class be.
                        table("odd", "Odd numbers of " + "x".repeat(1000), Double.NaN)));
        all.put("tokens", comparison -> {
            comparison.examples().forEach(example -> Arrays.fill(example.tokens(), 1_000_000));
            return List.of();
        });
        all.put("slices", comparison -> {
            shared.set(new int[] {0, 1, 2});
            return List.of(new Slices("halves", "t", "", List.of(new Slices.Slice("s", shared.get()))));
        });
        all.put("changes-slices", comparison -> {
            shared.get()[2] = 1_000_000;
            return List.of();
        });
        all.put("looks", comparison -> {
            shown[0] = comparison;
            return List.of();
        });
        all.put(
                "last",
                comparison ->
                        List.of(metric("last", weights -> IntStream.of(weights).sum() / 1e6)));

        ComparisonResult result = run("lies", all);

        Map<String, EvaluatorFailure> failures = new HashMap<>();
        result.evaluation()
                .failures()
                .forEach(failure ->
                        failures.merge(failure.plugin().orElseThrow().name(), failure, (first, second) -> first));
        assertThat(failures.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(evaluators().keySet().stream(), metrics().keySet().stream())
                                .toList());
        assertThat(failures.values()).allSatisfy(failure -> {
            assertThat(failure.cause().length()).isBetween(20, 2_500);
            assertThat(failure.plugin().orElseThrow().jar()).contains("classes");
        });
        assertThat(failures.get("out-of-range").step()).isEqualTo(EvaluatorFailure.Step.METRIC);
        assertThat(failures.get("huge-message").cause()).contains("more characters");
        assertThat(result.complete()).isFalse();
        assertThat(result.metrics().primary()).contains("errorRate");
        ComparisonResult honest = run("honest", Map.of());
        assertThat(honest.complete()).isTrue();
        assertThat(result.conclusion().comparisons())
                .filteredOn(pair -> pair.metric().equals("errorRate"))
                .isEqualTo(honest.conclusion().comparisons());
        assertThat(result.model("mean").metrics().get("errorRate"))
                .isEqualTo(honest.model("mean").metrics().get("errorRate"));
        assertThat(result.model("mean").metrics()).containsKeys("undefined", "changing", "last");
        assertThat(result.evaluation().findings()).extracting(Finding::name).containsExactly("odd");
        assertThat(result.evaluation().slices()).hasSize(1);
        assertThat(shown[0].examples()).allMatch(example -> example.tokens()[0] < 1_000);
        assertReadable("lies");
    }

    private ComparisonResult run(String name, Map<String, Function<Comparison, List<Finding>>> evaluators) {
        ExperimentBuilder builder = builder(name)
                .dataset("parity", Map.of("train", 40, "test", 20))
                .model("mean", "mean")
                .model("other", "mean");
        evaluators.forEach((evaluator, lie) -> builder.evaluator(new Lying(evaluator, lie), new Nothing()));
        return builder.build().run();
    }

    private ExperimentBuilder builder(String name) {
        return Experiment.builder()
                .name("lies")
                .training(training -> training.epochs(1).device("cpu").validation(0))
                .evaluator(new ErrorRate(), new ErrorRate.Config())
                .workers(0)
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"));
    }

    /** Checks that the files of a run are small, and can be read again. */
    private void assertReadable(String name) throws IOException {
        Path run = folder.resolve(name);
        byte[] comparison = Files.readAllBytes(run.resolve("comparison.json"));
        assertThat(comparison.length).isLessThan((int) SMALL);
        assertThat(Files.size(run.resolve("report.html"))).isLessThan(3 * SMALL);
        try (Stream<Path> trials = Files.list(run.resolve("trials"))) {
            for (Path trial : trials.toList()) {
                assertThat(Files.size(trial.resolve("result.json"))).isLessThan(10_000);
            }
        }
        Files.delete(run.resolve("report.html"));
        RunReport.render(run);
        assertThat(run.resolve("report.html")).exists();
        assertThat(run.resolve("comparison.json")).hasBinaryContent(comparison);
    }

    @Test
    void whatAnEvaluatorSetsForTheWholeJvmChangesNoFile() throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        run("honest", Map.of("quiet", comparison -> List.of()));
        try {
            run("changed", Map.of("quiet", comparison -> {
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                return List.of();
            }));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        // Times differ, numbers must not.
        assertThat(withoutTimes("changed")).isEqualTo(withoutTimes("honest"));
    }

    private String withoutTimes(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve("comparison.json"))
                .replaceAll("\"(trainSeconds|seconds|examplesPerSecond|evaluations|sha256|checksum)\" : [^,}\n]*", "");
    }

    private static Map<String, Supplier<DataSplits>> datasets() {
        Map<String, Supplier<DataSplits>> lies = new LinkedHashMap<>();
        lies.put("nothing", () -> null);
        lies.put("no info", () -> new DataSplits(null, examples("a"), examples("b")));
        lies.put("no training set", () -> new DataSplits(info("no", "yes"), null, examples("b")));
        lies.put("null example", () -> splits(Arrays.asList(example("a"), null)));
        lies.put("null id", () -> splits(List.of(new Example(null, new int[] {1}, 0, "t", "g", Map.of()))));
        lies.put("null tokens", () -> splits(List.of(new Example("a", null, 0, "t", "g", Map.of()))));
        lies.put("null text", () -> splits(List.of(new Example("a", new int[] {1}, 0, null, "g", Map.of()))));
        lies.put("null group", () -> splits(List.of(new Example("a", new int[] {1}, 0, "t", null, Map.of()))));
        lies.put("null attributes", () -> splits(List.of(new Example("a", new int[] {1}, 0, "t", "g", null))));
        lies.put(
                "null attribute",
                () -> splits(
                        List.of(new Example("a", new int[] {1}, 0, "t", "g", Collections.singletonMap("x", null)))));
        lies.put(
                "huge attribute",
                () -> splits(List.of(new Example("a", new int[] {1}, 0, "t", "g", Map.of(HUGE, "x")))));
        lies.put("huge id", () -> splits(List.of(example(HUGE))));
        lies.put("null class", () -> new DataSplits(info("no", null), examples("a"), examples("b")));
        lies.put("blank class", () -> new DataSplits(info("no", " "), examples("a"), examples("b")));
        lies.put("two classes alike", () -> new DataSplits(info("no", "no"), examples("a"), examples("b")));
        lies.put("huge class", () -> new DataSplits(info("no", HUGE), examples("a"), examples("b")));
        lies.put("tokens that change", () -> {
            int[] tokens = {1};
            Example shared = new Example("a", tokens, 0, "t", "g", Map.of());
            // Made anew at each look, and another at every second one.
            return splits(new AbstractList<>() {
                private int looks;

                @Override
                public Example get(int index) {
                    tokens[0] = looks++ % 2 == 0 ? 1 : 1_000_000;
                    return shared;
                }

                @Override
                public int size() {
                    return 1;
                }
            });
        });
        lies.put(
                "examples that change",
                () -> splits(new AbstractList<>() {
                    private int looks;

                    @Override
                    public Example get(int index) {
                        return example("a" + looks++);
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                }));
        lies.put(
                "a list that throws",
                () -> splits(new AbstractList<>() {
                    @Override
                    public Example get(int index) {
                        throw new IllegalStateException(HUGE);
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                }));
        lies.put("thread death", () -> {
            throw new ThreadDeath();
        });
        lies.put("no message", () -> {
            throw new Unspeakable(() -> null);
        });
        return lies;
    }

    static Stream<String> datasetLies() {
        return datasets().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("datasetLies")
    void aDatasetThatLiesIsNamed(String lie) {
        Reading plugin = new Reading(datasets().get(lie));
        ExperimentBuilder builder =
                builder("run").dataset(plugin, new Nothing()).model("mean", "mean");

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(builder.build()::run)
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code)
                .returns(ErrorLocation.of(PluginOrigin.of(plugin).location()), BakeoffException::location)
                .withMessageStartingWith("the dataset plugin 'reading' ")
                .satisfies(fault ->
                        assertThat(String.valueOf(fault.getMessage()).length()).isBetween(50, 3_000));
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("cache/encoded")).isEmptyDirectory();
    }

    private static Map<String, Supplier<Block>> models() {
        Map<String, Supplier<Block>> lies = new LinkedHashMap<>();
        lies.put("nothing", () -> null);
        lies.put("dead", () -> {
            throw new ThreadDeath();
        });
        lies.put("huge", () -> {
            throw new IllegalStateException(HUGE);
        });
        lies.put("static", () -> {
            throw new ExceptionInInitializerError(new IllegalStateException(HUGE));
        });
        lies.put("checked", () -> sneak(new IOException("not declared")));
        lies.put(
                "forward-dead",
                () -> block(new LambdaBlock(list -> {
                    throw new ThreadDeath();
                })));
        lies.put("forward-null", () -> block(new LambdaBlock(list -> null)));
        lies.put(
                "two-arrays",
                () -> block(new LambdaBlock(list -> new NDList(list.singletonOrThrow(), list.singletonOrThrow()))));
        lies.put("other-in-training", () -> block(new Moody(true)));
        lies.put("other-in-evaluation", () -> block(new Moody(false)));
        return lies;
    }

    @Test
    void aModelThatLiesCostsItsTrial() throws IOException {
        ExperimentBuilder builder = builder("run")
                .dataset("parity", Map.of("train", 40, "test", 20))
                .model("good", "mean");
        models().forEach((name, lie) -> builder.model(name, new Making("make-" + name, lie), new Nothing()));

        ComparisonResult result = builder.build().run();

        assertThat(result.models()).hasSize(1 + models().size());
        for (ModelResult model : result.models()) {
            ModelResult.Trial trial = model.trials().get(0);
            if (model.name().equals("good")) {
                assertThat(trial.status()).isEqualTo(ModelResult.Status.DONE);
            } else {
                assertThat(trial.status()).as(model.name()).isEqualTo(ModelResult.Status.FAILED);
                assertThat(trial.reason().orElseThrow())
                        .contains("the plugin 'make-" + model.name() + "'")
                        .hasSizeLessThan(3_000);
            }
        }
        assertReadable("run");
    }

    /** Gives logits of another shape in training, or only there the right one. */
    private static final class Moody extends AbstractBlock {

        private final boolean inTraining;

        Moody(boolean inTraining) {
            this.inTraining = inTraining;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> parameters) {
            // As many rows as there are, but for the checks with one row and three before the training.
            return inTraining == training
                            && inputs.singletonOrThrow().getShape().get(0) > 3
                    ? new NDList(inputs.singletonOrThrow().repeat(1, 2))
                    : inputs;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }

    private static Block block(Block odd) {
        return new SequentialBlock()
                .add(new LambdaBlock(list -> new NDList(list.singletonOrThrow().toType(DataType.FLOAT32, false))))
                .add(Linear.builder().setUnits(1).build())
                .add(odd);
    }

    @SuppressWarnings("InfiniteRecursion") // the stack overflow is what is tested
    private static List<Finding> forever(Comparison comparison) {
        return new ArrayList<>(forever(comparison));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, E extends Exception> T sneak(Exception thrown) throws E {
        throw (E) thrown;
    }

    private static Metric metric(String name, Metric.Weighted value) {
        return Metric.of(name, "A metric", true, (labels, predictions) -> value);
    }

    /** Returns a metric that is right on all examples, but not without some of them. */
    private static Metric.Weighted withoutEach(IntFunction<double[]> values) {
        return new Metric.Weighted() {

            @Override
            public double value(int[] weights) {
                return 0.5;
            }

            @Override
            public double[] withoutEach(int[] weights, int[] blocks, int count) {
                return values.apply(count);
            }
        };
    }

    private static Table table(String name, String title, Object cell) {
        return new Table(name, title, "", List.of("column"), List.of(List.of(cell)));
    }

    private static Slices slices(String name, int... examples) {
        return new Slices(name, "t", "", List.of(new Slices.Slice("slice", examples)));
    }

    private static Curve curve(String name, String model, double x) {
        Curve.Axis axis = new Curve.Axis("axis", false);
        return new Curve(
                name, "t", "", axis, axis, false, List.of(new Curve.Line(model, "", List.of(new Curve.Point(x, 1)))));
    }

    /** Returns findings of so many slices each. */
    private static List<Finding> slices(int each, int findings) {
        List<Slices.Slice> slices = IntStream.range(0, each)
                .mapToObj(index -> new Slices.Slice("slice " + index, new int[] {0, 1}))
                .toList();
        return findings(findings, name -> new Slices(name, "t", "", slices));
    }

    /** Returns findings of so many lines each, which have no points. */
    private static List<Finding> lines(int each, int findings) {
        Curve.Axis axis = new Curve.Axis("axis", false);
        List<Curve.Line> lines = Collections.nCopies(each, new Curve.Line("mean", "", List.of()));
        return findings(findings, name -> new Curve(name, "t", "", axis, axis, false, lines));
    }

    /** Returns findings of so many rows each, which have no cells. */
    private static List<Finding> rows(int each, int findings) {
        return findings(findings, name -> new Table(name, "t", "", List.of(), Collections.nCopies(each, List.of())));
    }

    private static List<Finding> findings(int count, Function<String, Finding> finding) {
        return IntStream.range(0, count)
                .mapToObj(index -> finding.apply("f" + index))
                .toList();
    }

    private static Cases cases(String name, String text, String model) {
        return new Cases(
                name,
                "t",
                1,
                List.of(new Cases.Case(
                        "id",
                        "label",
                        "at random",
                        text,
                        List.of("token"),
                        List.of(new Cases.Prediction(model, 1, 1, 0.5, null)))));
    }

    private static DatasetInfo info(String... classes) {
        return new DatasetInfo(Arrays.asList(classes), List.of("", "w1", "w2"), 4);
    }

    private static DataSplits splits(List<Example> train) {
        return new DataSplits(info("no", "yes"), train, examples("b"));
    }

    private static List<Example> examples(String id) {
        return List.of(example(id));
    }

    private static Example example(String id) {
        return new Example(id, new int[] {1}, 0, "text", "group", Map.of());
    }

    /** An exception that can't say what it is. */
    private static final class Unspeakable extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Supplier<String> text;

        Unspeakable(Supplier<String> text) {
            this.text = text;
        }

        @Override
        public String getMessage() {
            return text.get();
        }

        @Override
        public String toString() {
            return text.get();
        }
    }

    /** A configuration without keys. */
    private record Nothing() {}

    private record Lying(String name, Function<Comparison, List<Finding>> lie) implements Evaluator<Nothing> {

        @Override
        public String description() {
            return "lies";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public List<Finding> evaluate(Nothing config, Comparison comparison) {
            return lie.apply(comparison);
        }
    }

    private record Reading(Supplier<DataSplits> lie) implements Dataset<Nothing> {

        @Override
        public String name() {
            return "reading";
        }

        @Override
        public String description() {
            return "lies";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public DataSplits load(Nothing config, DataContext context) {
            return lie.get();
        }
    }

    private record Making(String name, Supplier<Block> lie) implements ModelProvider<Nothing> {

        @Override
        public String description() {
            return "lies";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public Block create(Nothing config, DatasetInfo data) {
            return lie.get();
        }
    }
}

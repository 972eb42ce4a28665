package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bakeoff.experiment.Lies.HUGE;
import static org.bakeoff.experiment.Lies.Nothing;
import static org.bakeoff.experiment.Lies.Unspeakable;
import static org.bakeoff.experiment.Lies.assertReadable;
import static org.bakeoff.experiment.Lies.experiment;
import static org.bakeoff.experiment.Lies.sneak;

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
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.plugins.PluginOrigin;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What datasets and models give that breaks their contracts: it costs what they give and nothing else, and no file grows by it. */
class LyingPluginsTest {

    @TempDir
    Path folder;

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
                experiment(folder, "run").dataset(plugin, new Nothing()).model("mean", "mean");

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
        ExperimentBuilder builder = experiment(folder, "run")
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
        assertReadable(folder.resolve("run"));
    }

    /** All trials of a process have the same one, so that each would be of another model, and write another one to its file. */
    @Test
    void aModelThatChangesItsConfigurationCostsItsTrials() {
        Map<String, Consumer<Lists>> changes = new LinkedHashMap<>();
        changes.put("sort", config -> Collections.sort(config.sizes()));
        changes.put("remove", config -> config.sizes().removeIf(size -> size > 1));
        changes.put("count", config -> config.counts().merge("models", 1, Integer::sum));
        ExperimentBuilder builder = experiment(folder, "run")
                .dataset("parity", Map.of("train", 40, "test", 20))
                .model("good", "mean");
        changes.forEach((name, change) ->
                builder.model(name, new Changing("change-" + name, change), new Lists(List.of(2, 1), Map.of("a", 1))));

        ComparisonResult result = builder.build().run();

        assertThat(result.model("good").complete()).isTrue();
        assertThat(changes.keySet())
                .allSatisfy(name -> assertThat(
                                result.model(name).trials().get(0).reason().orElseThrow())
                        .contains(
                                "the plugin 'change-" + name + "'",
                                "UnsupportedOperationException",
                                "a fault of the plugin"));
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

    /** Doesn't copy what it is given. */
    private record Lists(List<Integer> sizes, Map<String, Integer> counts) {}

    private record Changing(String name, Consumer<Lists> change) implements ModelProvider<Lists> {

        @Override
        public String description() {
            return "changes its configuration";
        }

        @Override
        public Lists defaults() {
            return new Lists(List.of(), Map.of());
        }

        @Override
        public Block create(Lists config, DatasetInfo data) {
            change.accept(config);
            return block(new LambdaBlock(list -> list));
        }
    }
}

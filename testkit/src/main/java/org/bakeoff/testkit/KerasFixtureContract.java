package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.training.Adam;
import org.bakeoff.training.CrossEntropyLoss;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares a classifier with Keras: from Keras' weights it must give Keras' logits, loss, gradients, the losses
 * of its Adam steps and the weights after them, to 1e-5 relative or 1e-6 absolute, in float64.
 *
 * <p>The fixtures are the files {@code keras-*.json} and {@code torch-*.json} in {@link #folder()} whose {@code model} is this one.
 */
public abstract class KerasFixtureContract {

    /** Where a module's own fixtures are. */
    protected static final Path OWN_FOLDER = Path.of("src/test/resources/fixtures");

    private static final double RELATIVE = 1e-5;
    private static final double ABSOLUTE = 1e-6;
    private static final double LEARNING_RATE = 0.01;

    /** Returns the {@code model} of the fixtures. */
    protected abstract String model();

    /**
     * Returns the folder of the fixtures: that which the system property {@code bakeoff.fixtures} names, else the module's own,
     * unless overridden.
     */
    protected Path folder() {
        String given = System.getProperty("bakeoff.fixtures");
        return given == null ? OWN_FOLDER : Path.of(given);
    }

    /** Makes the classifier of a fixture, with parameters in the order of Keras' weights. */
    protected abstract Block create(KerasFixture fixture, DatasetInfo data);

    @TestFactory
    Stream<DynamicTest> matchesKeras() throws IOException {
        Path folder = folder();
        List<KerasFixture> fixtures = KerasFixture.all(folder, model());
        assertThat(fixtures)
                .as("fixtures of %s in %s", model(), folder.toAbsolutePath())
                .isNotEmpty();
        return fixtures.stream().map(fixture -> DynamicTest.dynamicTest(fixture.toString(), () -> check(fixture)));
    }

    private void check(KerasFixture fixture) {
        List<String> vocabulary = IntStream.range(0, fixture.vocabulary())
                .mapToObj(id -> "w" + id)
                .toList();
        List<String> classes = IntStream.range(0, fixture.classes())
                .mapToObj(index -> "c" + index)
                .toList();
        DatasetInfo data = new DatasetInfo(classes, vocabulary, fixture.length());
        Block block = create(fixture, data);
        Engine engine = Engine.getEngine("PyTorch");
        try (NDManager manager = engine.newBaseManager()) {
            block.initialize(manager, DataType.FLOAT64, new Shape(1, fixture.length()));
            Map<String, NDArray> weights = load(block, fixture);
            Adam adam = new Adam(weights, manager, LEARNING_RATE, null);
            double[] losses = fixture.adamLosses();
            for (int step = 0; step < losses.length; step++) {
                double loss = backward(block, engine, manager, fixture, step == 0);
                assertClose("loss of step " + step, new double[] {loss}, new double[] {losses[step]});
                if (step == 0) {
                    assertClose("loss", new double[] {loss}, new double[] {fixture.loss()});
                    compare("gradient", weights, fixture, "gradients", true);
                }
                adam.step();
            }
            compare("weight after Adam", weights, fixture, "weights_after_adam", false);
        }
    }

    private static Map<String, NDArray> load(Block block, KerasFixture fixture) {
        List<KerasFixture.KerasArray> arrays = fixture.arrays("weights");
        Map<String, NDArray> weights = new LinkedHashMap<>();
        List<Parameter> parameters = block.getParameters().values();
        assertThat(parameters).hasSameSizeAs(arrays);
        for (int index = 0; index < parameters.size(); index++) {
            NDArray weight = parameters.get(index).getArray();
            KerasFixture.KerasArray array = arrays.get(index);
            assertThat(weight.size()).isEqualTo(array.values().length);
            weight.set(array.values());
            weights.put(fixture.names("weights").get(index), weight);
        }
        assertThat(weights.values().stream().mapToLong(NDArray::size).sum()).isEqualTo(fixture.parameters());
        return weights;
    }

    private static double backward(
            Block block, Engine engine, NDManager manager, KerasFixture fixture, boolean checkLogits) {
        int[] labels = fixture.labels();
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray tokens = scope.create(fixture.tokens(), new Shape(labels.length, fixture.length()));
            List<Consumer<GradientCollector>> passes = new ArrayList<>();
            PairList<String, Object> options = new PairList<>();
            options.add(ModelProvider.BACKWARD_PASSES, passes);
            NDArray logits = block.forward(new ParameterStore(scope, false), new NDList(tokens), true, options)
                    .singletonOrThrow();
            if (checkLogits) {
                assertClose("logits", logits.toDoubleArray(), fixture.logits());
            }
            NDArray loss = new CrossEntropyLoss(fixture.classes() == 2 ? 1 : fixture.classes()).loss(logits, labels);
            collector.backward(loss);
            ModelProvider.runBackward(passes, collector);
            return loss.getDouble();
        }
    }

    private static void compare(
            String what, Map<String, NDArray> weights, KerasFixture fixture, String section, boolean gradients) {
        List<KerasFixture.KerasArray> expected = fixture.arrays(section);
        int index = 0;
        for (Map.Entry<String, NDArray> entry : weights.entrySet()) {
            NDArray weight = entry.getValue();
            double[] actual = gradients ? weight.getGradient().toDoubleArray() : weight.toDoubleArray();
            assertClose(
                    what + " of " + entry.getKey(),
                    actual,
                    expected.get(index++).values());
        }
    }

    private static void assertClose(String what, double[] actual, double[] expected) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int index = 0; index < actual.length; index++) {
            double allowed = Math.max(ABSOLUTE, RELATIVE * Math.abs(expected[index]));
            assertThat(actual[index])
                    .as("%s, element %d", what, index)
                    .isCloseTo(expected[index], org.assertj.core.data.Offset.offset(allowed));
        }
    }
}

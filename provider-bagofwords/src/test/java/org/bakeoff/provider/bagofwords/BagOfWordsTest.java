package org.bakeoff.provider.bagofwords;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.ServiceLoader;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BagOfWordsTest {

    private static final int VOCABULARY = 6;

    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();
    private Block block;
    private NDArray weight;
    private NDArray bias;

    @BeforeEach
    void make() {
        ModelProvider<?> provider = ServiceLoader.load(ModelProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(plugin -> plugin.name().equals("bagofwords"))
                .findFirst()
                .orElseThrow();
        block = create(provider, new DatasetInfo(List.of("a", "b"), List.of("p", "s", "u", "x", "y", "z"), 5));
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 5));
        weight = block.getParameters().valueAt(0).getArray();
        bias = block.getParameters().valueAt(1).getArray();
    }

    private static <C extends Record> Block create(ModelProvider<C> provider, DatasetInfo data) {
        return provider.create(provider.defaults(), data);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void addsTheWeightsOfTheWordsPresentOnceEachAndNoneForPadding() {
        weight.set(new float[] {1000, 1, 10, 100, 0.5f, 7});
        bias.set(new float[] {0.25f});

        assertThat(logits(new long[] {0, 0, 1, 3, 3, 5, 5, 5, 5, 5, 0, 0, 0, 0, 0}))
                .containsExactly(101.25f, 7.25f, 0.25f);
    }

    @Test
    void knowsNoOrder() {
        weight.set(new float[] {1000, 1, 10, 100, 0.5f, 7});
        assertThat(logits(new long[] {1, 2, 3, 4, 5})).isEqualTo(logits(new long[] {5, 3, 1, 2, 4}));
    }

    @Test
    void itsGradientIsThatOfLogisticRegression() {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            collector.backward(forward(scope, new long[] {0, 1, 3, 3, 3}).sum());
        }
        assertThat(weight.getGradient().toFloatArray()).containsExactly(0, 1, 0, 1, 0, 0);
        assertThat(bias.getGradient().toFloatArray()).containsExactly(1);
    }

    @Test
    void startsAtZero() {
        assertThat(weight.getShape()).isEqualTo(new Shape(VOCABULARY, 1));
        assertThat(logits(new long[] {1, 2, 3, 4, 5})).containsExactly(0);
    }

    private float[] logits(long[] tokens) {
        try (NDManager scope = manager.newSubManager()) {
            return forward(scope, tokens).toFloatArray();
        }
    }

    private NDArray forward(NDManager scope, long[] tokens) {
        NDArray input = scope.create(tokens, new Shape(tokens.length / 5, 5));
        return block.forward(new ParameterStore(manager, false), new NDList(input), false)
                .singletonOrThrow();
    }
}

package org.bakeoff.provider.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import ai.djl.nn.Block;
import java.util.List;
import java.util.function.Supplier;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.provider.transformer.TransformerConfig.Positions;
import org.bakeoff.testkit.ModelProviderContract;
import org.bakeoff.training.ModelHarness;
import org.bakeoff.training.progress.Layer;
import org.junit.jupiter.api.Test;

class TransformerProviderTest extends ModelProviderContract<TransformerConfig> {

    @Override
    protected TransformerProvider plugin() {
        return new TransformerProvider();
    }

    @Override
    protected TransformerConfig config() {
        return new TransformerConfig(12, 1, 3, 16, Positions.LEARNED, 0.1);
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }

    @Test
    void layersWithinLayersAreListedAndFrozenParametersCountedApart() {
        DatasetInfo data = new DatasetInfo(List.of("n", "p"), List.of("", "a", "b", "c"), 6);
        Supplier<Block> frozen = () -> {
            Block block = plugin().create(config(), data);
            block.getChildren().values().get(3).freezeParameters(true);
            return block;
        };
        try (ModelHarness model = new ModelHarness(frozen, data, 1, 0.01)) {
            List<Layer> layers = model.layers();
            assertThat(layers)
                    .extracting(Layer::name)
                    .containsExactly(
                            "TokenEmbedding",
                            "PositionalEncoding",
                            "Dropout",
                            "Residual",
                            "Residual",
                            "LayerNormalization",
                            "Pooling",
                            "Linear");
            // Four projections of 12 to 12 with bias, and a scale and a shift for each of 12.
            assertThat(layers.get(3).parameters()).isZero();
            assertThat(layers.get(3).frozen()).isEqualTo(4 * (12 * 12 + 12) + 2 * 12);
            assertThat(layers.get(4).frozen()).isZero();
            assertThat(layers.get(4).parameters()).isEqualTo((12 * 16 + 16) + (16 * 12 + 12) + 2 * 12);
            assertThat(layers.get(4).layers())
                    .extracting(Layer::name, Layer::output, Layer::parameters)
                    .containsExactly(
                            tuple("LayerNormalization", "(N, 6, 12)", 24L),
                            tuple("TimeDistributed", "(N, 6, 16)", 208L),
                            tuple("TimeDistributed", "(N, 6, 16)", 0L),
                            tuple("Dropout", "(N, 6, 16)", 0L),
                            tuple("TimeDistributed", "(N, 6, 12)", 204L),
                            tuple("Dropout", "(N, 6, 12)", 0L));
            assertThat(layers.get(4).layers().get(1).layers())
                    .extracting(Layer::name, Layer::parameters)
                    .containsExactly(tuple("Linear", 208L));
        }
    }

    @Test
    void vectorsFitHeadsAndPairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransformerConfig(12, 1, 5, 16, Positions.LEARNED, 0))
                .withMessageContaining("multiple of \"heads\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransformerConfig(15, 1, 5, 16, Positions.SINUSOIDAL, 0))
                .withMessageContaining("even");
    }
}

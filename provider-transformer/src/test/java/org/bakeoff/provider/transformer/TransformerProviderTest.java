package org.bakeoff.provider.transformer;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bakeoff.provider.transformer.TransformerConfig.Positions;
import org.bakeoff.testkit.ModelProviderContract;
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
    void vectorsFitHeadsAndPairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransformerConfig(12, 1, 5, 16, Positions.LEARNED, 0))
                .withMessageContaining("multiple of \"heads\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransformerConfig(15, 1, 5, 16, Positions.SINUSOIDAL, 0))
                .withMessageContaining("even");
    }
}

package org.bakeoff.provider.textcnn;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.bakeoff.testkit.ModelProviderContract;
import org.junit.jupiter.api.Test;

class TextCnnProviderTest extends ModelProviderContract<TextCnnProvider.Config> {

    @Override
    protected TextCnnProvider plugin() {
        return new TextCnnProvider();
    }

    @Override
    protected TextCnnProvider.Config config() {
        return new TextCnnProvider.Config(16, List.of(1, 3, 20), 12, 0.2, null);
    }

    @Test
    void aConvolutionNeedsAWidth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextCnnProvider.Config(16, List.of(), 12, 0, null))
                .withMessageContaining("\"widths\"");
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }
}

package org.bakeoff.provider.gru;

import java.util.List;
import org.bakeoff.testkit.ModelProviderContract;
import org.bakeoff.toolkit.layers.RecurrentStack;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.junit.jupiter.api.Tag;

/** Two layers that read chunks of texts in both directions, with everything dropped that can be. */
@Tag("endurance")
class ChunkedGruTest extends ModelProviderContract<RecurrentStack> {

    @Override
    protected GruProvider plugin() {
        return new GruProvider();
    }

    @Override
    protected RecurrentStack config() {
        return new RecurrentStack(16, List.of(24, 16), 0.1, true, Summary.MAX_MEAN, 0.1, 5);
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }
}

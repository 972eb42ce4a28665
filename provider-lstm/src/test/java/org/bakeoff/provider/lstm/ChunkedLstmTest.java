package org.bakeoff.provider.lstm;

import java.util.List;
import org.bakeoff.testkit.ModelProviderContract;
import org.bakeoff.toolkit.layers.RecurrentStack;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;

/** Two layers that read chunks of texts in both directions, with everything dropped that can be. */
class ChunkedLstmTest extends ModelProviderContract<RecurrentStack> {

    @Override
    protected LstmProvider plugin() {
        return new LstmProvider();
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

package org.bakeoff.provider.lstm;

import org.bakeoff.testkit.ModelProviderContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class LstmProviderTest extends ModelProviderContract<RecurrentStack> {

    @Override
    protected LstmProvider plugin() {
        return new LstmProvider();
    }
}

package org.bakeoff.provider.simplernn;

import org.bakeoff.testkit.ModelProviderContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class SimpleRnnProviderTest extends ModelProviderContract<RecurrentStack> {

    @Override
    protected SimpleRnnProvider plugin() {
        return new SimpleRnnProvider();
    }
}

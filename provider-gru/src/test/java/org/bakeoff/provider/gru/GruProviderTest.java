package org.bakeoff.provider.gru;

import org.bakeoff.testkit.ModelProviderContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class GruProviderTest extends ModelProviderContract<RecurrentStack> {

    @Override
    protected GruProvider plugin() {
        return new GruProvider();
    }
}

package org.example.gru;

import org.bakeoff.testkit.ModelProviderContract;

class GruProviderTest extends ModelProviderContract<GruProvider.Config> {
    @Override
    protected GruProvider plugin() {
        return new GruProvider();
    }
}

package org.example.attention;

import org.bakeoff.testkit.ModelProviderContract;

class AttentionProviderTest extends ModelProviderContract<AttentionProvider.Config> {
    @Override
    protected AttentionProvider plugin() {
        return new AttentionProvider();
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }
}

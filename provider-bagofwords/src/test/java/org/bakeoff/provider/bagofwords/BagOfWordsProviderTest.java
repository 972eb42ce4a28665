package org.bakeoff.provider.bagofwords;

import org.bakeoff.testkit.ModelProviderContract;

class BagOfWordsProviderTest extends ModelProviderContract<BagOfWordsProvider.Config> {

    @Override
    protected BagOfWordsProvider plugin() {
        return new BagOfWordsProvider();
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }
}

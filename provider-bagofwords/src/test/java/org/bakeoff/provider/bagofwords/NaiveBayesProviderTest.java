package org.bakeoff.provider.bagofwords;

import org.bakeoff.provider.bagofwords.BagOfWordsProvider.Config;
import org.bakeoff.provider.bagofwords.BagOfWordsProvider.Weighting;
import org.bakeoff.testkit.ModelProviderContract;

/** The baseline that looks at its training examples. */
class NaiveBayesProviderTest extends ModelProviderContract<Config> {

    @Override
    protected BagOfWordsProvider plugin() {
        return new BagOfWordsProvider();
    }

    @Override
    protected Config config() {
        return new Config(100, Weighting.NAIVE_BAYES);
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }
}

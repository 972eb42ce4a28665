package org.bakeoff.provider.bagofwords;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.provider.bagofwords.BagOfWordsProvider.Weighting;
import org.bakeoff.testkit.ModelProviderContract;
import org.junit.jupiter.api.Test;

class BagOfWordsProviderTest extends ModelProviderContract<BagOfWordsProvider.Config> {

    @Override
    protected BagOfWordsProvider plugin() {
        return new BagOfWordsProvider();
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }

    @Test
    void moreWeightsThanAnArrayHoldsAreRefused() {
        List<String> classes =
                IntStream.range(0, 200).mapToObj(index -> "c" + index).toList();
        DatasetInfo data = new DatasetInfo(classes, List.of("p", "s", "u"), 5);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> plugin().create(new BagOfWordsProvider.Config(1 << 24, Weighting.PRESENCE), data))
                .withMessageContaining("bigrams");
    }
}

package org.bakeoff.dataset.synthetic;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.bakeoff.dataset.synthetic.SyntheticConfig.Grammar;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticDatasetTest {

    private static final int MANY = 20_000;

    private static final Map<Grammar, DataSplits> LOADED = new EnumMap<>(Grammar.class);

    /** Returns many examples, which are the same to every test. */
    private static DataSplits many(Grammar grammar) {
        return LOADED.computeIfAbsent(grammar, key -> Loaded.data(key, MANY, 5000, 0, 1));
    }

    @Test
    void theDefaultsAreABalancedSetOfAFewHundredWords() {
        DataSplits data = Loaded.data(Loaded.plugin().defaults());

        assertThat(data.info().classes()).containsExactly("negative", "positive");
        assertThat(data.info().length()).isEqualTo(60);
        assertThat(data.info().vocabularySize()).isBetween(300, 500);
        assertThat(data.train()).hasSize(2000);
        assertThat(data.test()).hasSize(1000);
        assertThat(data.train().get(17).id()).isEqualTo("train-17");
        assertThat(data.test().get(17).id()).isEqualTo("test-17");
        assertThat(positives(data.train())).isEqualTo(1000);
        assertThat(positives(data.test())).isEqualTo(500);
    }

    /** A change of these texts is a change of everybody's results: of the grammar, the draws or the JDK. */
    @Test
    void aSeedWritesTheSameReviewsForEver() {
        DataSplits data = Loaded.data(2, 2, 9, 1);

        assertThat(data.train())
                .extracting(Example::text)
                .containsExactly(
                        "We saw Crimson Clock on Thursday. I found the music rather shallow, and the finale really bored. "
                                + "My uncle ordered tea with pretzels. On Monday their...",
                        "They made Crimson Clock in Lisbon. I found the soundtrack thoroughly magical. "
                                + "My cousin lives near some pharmacy in Oslo. Tickets...");
        assertThat(data.test())
                .extracting(Example::text)
                .containsExactly(
                        "We saw Silver Falcon on Thursday. The score certainly sparkled. "
                                + "We parked opposite eleven trucks. This school opens on...",
                        "Silver Falcon came out in September. The pacing clearly stumbled. "
                                + "Their taxis were brown. Our train left before seven.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NEWS | Our colleague bought Falling Standard in Oslo. "
                        + "The editorial moved from gymnasts to racquets. Their bank sells...",
                "SUPPORT | Falling Telephone was installed in August. "
                        + "The account stays hardly corrupt. Their bank sells...",
                "MARKETS | I bought Falling Leather in August. "
                        + "The rate went from a nadir and ended at a minimum. Their bank sells...",
                "PRODUCTS | Our colleague chose Falling Iron in Oslo. "
                        + "The critic declared the wheel wobbly, as buyers can read at the bottom of the box, and I concur. Their bank sells...",
            })
    void aSeedWritesTheSameTextsForEver(Grammar grammar, String text) {
        assertThat(Loaded.data(grammar, 9, 2, 3, 1).train().get(8).text()).isEqualTo(text);
    }

    @Test
    void anotherSeedWritesOtherReviews() {
        assertThat(Loaded.data(2, 2, 0, 1).train().get(0).text())
                .isNotEqualTo(Loaded.data(2, 2, 0, 2).train().get(0).text());
    }

    @Test
    void aLengthThatCouldTruncateAReviewIsRefusedWithTheSmallestAllowed() {
        assertThatThrownBy(() -> new SyntheticConfig(Grammar.MOVIES, 10, 10, 40, 60, 1, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a length of 60 could truncate texts at a distance of 40: "
                        + "give a length of at least 68, or a distance of at most 32");
        assertThatThrownBy(() -> new SyntheticConfig(Grammar.MOVIES, 10, 10, 0, 20, 1, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a length of 20 could truncate texts at a distance of 0: give a length of at least 28");
    }

    @Test
    void theSmallestLengthAllowedIsHardlyMoreThanReviewsTake() {
        IntSummaryStatistics taken = many(Grammar.MOVIES).train().stream()
                .mapToInt(example -> example.tokens().length)
                .summaryStatistics();

        assertThat(taken.getMax()).isBetween(26, 28);
        assertThat(new SyntheticConfig(Grammar.MOVIES, 10, 10, 5, 33, 1, null).length())
                .isEqualTo(33);
        assertThatThrownBy(() -> new SyntheticConfig(Grammar.MOVIES, 10, 10, 5, 32, 1, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyConstructionIsThereInItsShare() {
        Map<String, Long> counts = many(Grammar.MOVIES).train().stream()
                .collect(groupingBy(
                        example -> String.valueOf(example.attributes().get("construction")), counting()));

        assertThat(counts).containsOnlyKeys("plain", "emphasis", "negation", "contrast", "negated-contrast");
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isGreaterThan(MANY / 20));
    }

    /** With some 200 words a chi-squared of 16 (p = 6e-5; 24 with three degrees of freedom) comes by chance in one of 60 seeds. */
    @Tag("endurance")
    @ParameterizedTest
    @EnumSource
    void nothingButTellingWordsShowsTheClass(Grammar grammar) {
        DataSplits data = Loaded.data(grammar, MANY, 2, 20, 1);
        int freedom = data.info().classes().size() - 1;
        WordCounts counts = new WordCounts(data.train(), freedom + 1);

        double sum = 0;
        int words = 0;
        for (String word : counts.words()) {
            if (!Meaning.telling(grammar).contains(word) && counts.examples(word) < MANY) {
                assertThat(counts.chiSquared(word)).as(word).isLessThan(12 + 4 * freedom);
                sum += counts.chiSquared(word);
                words++;
            }
        }
        assertThat(words).isGreaterThan(180);
        assertThat(sum / words / freedom).isBetween(0.7, 1.3);
    }

    @ParameterizedTest
    @EnumSource
    void noNameHasATellingWord(Grammar grammar) {
        assertThat(Rules.of(grammar).names(RandomStream.of(1)))
                .doesNotHaveDuplicates()
                .allSatisfy(name ->
                        assertThat(KerasTokenizer.words(name)).doesNotContainAnyElementsOf(Meaning.telling(grammar)));
    }

    @ParameterizedTest
    @CsvSource({"MOVIES, 0.6, 0.9", "NEWS, 0.8, 0.95", "SUPPORT, 0.5, 0.6", "MARKETS, 0.33, 0.4", "PRODUCTS, 0.5, 0.7"})
    void noWordDecidesAlone(Grammar grammar, double least, double most) {
        DataSplits data = many(grammar);
        WordCounts counts = new WordCounts(data.train(), data.info().classes().size());

        assertThat(Meaning.telling(grammar))
                .allSatisfy(word -> assertThat(counts.purity(word)).as(word).isBetween(least, most));
    }

    @Tag("endurance")
    @ParameterizedTest
    @CsvSource({"MOVIES, 0.7, 0.85", "NEWS, 0.9, 1", "SUPPORT, 0.45, 0.6", "MARKETS, 0.3, 0.37", "PRODUCTS, 0.55, 0.7"})
    void aBagOfWordsDoesAsWellAsCountingCan(Grammar grammar, double least, double most) {
        DataSplits data = many(grammar);

        assertThat(new BagOfWords(data).accuracy(data.test())).isBetween(least, most);
    }

    @Tag("endurance")
    @Test
    void writesAHundredThousandReviews() {
        DataSplits data = Loaded.data(90_000, 10_000, 20, 1);

        assertThat(data.train()).hasSize(90_000);
        assertThat(data.test()).hasSize(10_000);
    }

    private static int positives(List<Example> examples) {
        return examples.stream().mapToInt(Example::label).sum();
    }
}

package org.bakeoff.dataset.synthetic;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.Example;
import org.bakeoff.dataset.synthetic.SyntheticConfig.Grammar;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.bakeoff.toolkit.text.Vocabulary;

/** What holds for every configuration. */
class SyntheticLawsTest {

    @Property(tries = 50)
    void theSameConfigurationGivesTheSameData(
            @ForAll Grammar grammar,
            @ForAll @IntRange(min = 2, max = 200) int train,
            @ForAll @IntRange(max = 50) int distance,
            @ForAll @LongRange(max = Long.MAX_VALUE) long seed) {
        DataSplits once = Loaded.data(grammar, train, 50, distance, seed);
        DataSplits twice = Loaded.data(grammar, train, 50, distance, seed);

        assertThat(twice.info()).isEqualTo(once.info());
        assertSame(twice.train(), once.train());
        assertSame(twice.test(), once.test());
    }

    @Property(tries = 20)
    void theTextsOfExamplesGiveTheirTokenIds(
            @ForAll Grammar grammar,
            @ForAll @IntRange(min = 45, max = 60) int length,
            @ForAll @LongRange(max = 1000) long seed) {
        SyntheticConfig config = new SyntheticConfig(grammar, 50, 20, 10, length, seed, null);
        DataSplits data = Loaded.data(config);
        TextEncoder encoder = Loaded.plugin().encoder(config, data.info()).orElseThrow();

        Stream.concat(data.train().stream(), data.test().stream())
                .forEach(example -> assertThat(encoder.encode(example.text())).isEqualTo(example.tokens()));
    }

    @Property(tries = 50)
    void aLargerSetBeginsWithTheSmallerOne(
            @ForAll Grammar grammar,
            @ForAll @IntRange(min = 2, max = 200) int train,
            @ForAll @IntRange(min = 2, max = 200) int test,
            @ForAll @LongRange(max = 1000) long seed) {
        DataSplits small = Loaded.data(grammar, train, test, 5, seed);
        DataSplits large = Loaded.data(grammar, train + 77, test + 33, 5, seed);

        assertThat(texts(large.train().subList(0, train))).isEqualTo(texts(small.train()));
        assertThat(texts(large.test().subList(0, test))).isEqualTo(texts(small.test()));
    }

    @Property(tries = 50)
    void distanceAppendsNeutralWordsAndChangesNothingElse(
            @ForAll Grammar grammar,
            @ForAll @IntRange(min = 1, max = 100) int distance,
            @ForAll @LongRange(max = 1000) long seed) {
        DataSplits near = Loaded.data(new SyntheticConfig(grammar, 200, 100, 0, 200, seed, null));
        DataSplits far = Loaded.data(new SyntheticConfig(grammar, 200, 100, distance, 200, seed, null));

        assertThat(far.info()).isEqualTo(near.info());
        for (int index = 0; index < 200; index++) {
            assertAppends(grammar, near.train().get(index), far.train().get(index), distance);
        }
        for (int index = 0; index < 100; index++) {
            assertAppends(grammar, near.test().get(index), far.test().get(index), distance);
        }
    }

    @Property(tries = 50)
    void atAShorterDistanceTheSameNeutralWordsEndEarlier(
            @ForAll Grammar grammar,
            @ForAll @IntRange(max = 50) int shorter,
            @ForAll @IntRange(max = 50) int more,
            @ForAll @LongRange(max = 1000) long seed) {
        List<Example> near = Loaded.data(grammar, 20, 2, shorter, seed).train();
        List<Example> far = Loaded.data(grammar, 20, 2, shorter + more, seed).train();

        for (int index = 0; index < 20; index++) {
            List<String> words = Loaded.words(near.get(index));
            assertThat(Loaded.words(far.get(index)).subList(0, words.size())).isEqualTo(words);
        }
    }

    @Property(tries = 20)
    void neutralWordsStandInNoTellingSentenceAndNoName(
            @ForAll Grammar grammar, @ForAll @LongRange(max = 1000) long seed) {
        List<Example> examples = both(Loaded.data(grammar, 300, 300, 60, seed)).toList();

        Set<String> telling = examples.stream()
                .flatMap(example -> KerasTokenizer.words(Loaded.telling(example) + " " + example.group()).stream())
                .collect(toSet());
        for (Example example : examples) {
            assertThat(Loaded.filler(example)).hasSize(60);
            assertThat(Collections.disjoint(telling, Loaded.filler(example)))
                    .as(example.text())
                    .isTrue();
        }
    }

    @Property(tries = 50)
    void theLabelIsWhatTheSentenceMeans(@ForAll Grammar grammar, @ForAll @LongRange(max = Long.MAX_VALUE) long seed) {
        DataSplits data = Loaded.data(grammar, 300, 300, 3, seed);

        assertThat(both(data))
                .allSatisfy(example -> assertThat(Meaning.of(grammar, Loaded.telling(example)))
                        .as(example.text())
                        .isEqualTo(data.info().classes().get(example.label())));
    }

    @Property(tries = 50)
    void theClassesAreBalancedFromTheFirstExampleOn(
            @ForAll Grammar grammar,
            @ForAll @IntRange(min = 2, max = 200) int count,
            @ForAll @LongRange(max = 1000) long seed) {
        DataSplits data = Loaded.data(grammar, count, count, 0, seed);

        for (List<Example> set : List.of(data.train(), data.test())) {
            int[] counts = new int[data.info().classes().size()];
            for (Example example : set) {
                counts[example.label()]++;
                IntSummaryStatistics sizes = IntStream.of(counts).summaryStatistics();
                assertThat(sizes.getMax() - sizes.getMin()).isBetween(0, 1);
            }
        }
    }

    @Property(tries = 20)
    void theSetsShareNoSubjectAndNoText(
            @ForAll Grammar grammar,
            @ForAll @IntRange(min = 2, max = 20_000) int count,
            @ForAll @LongRange(max = 1000) long seed) {
        DataSplits data = Loaded.data(grammar, count, count, 0, seed);

        assertThat(Collections.disjoint(subjects(data.train()), subjects(data.test())))
                .isTrue();
        assertThat(Collections.disjoint(Set.copyOf(texts(data.train())), texts(data.test())))
                .isTrue();
        assertThat(both(data)).allMatch(example -> example.text().contains(example.group()));
    }

    @Property(tries = 50)
    void nothingIsTruncatedAndEveryIdHasAWord(
            @ForAll Grammar grammar,
            @ForAll @IntRange(min = 2, max = 200) int train,
            @ForAll @IntRange(max = 50) int distance,
            @ForAll @LongRange(max = 1000) long seed) {
        DataSplits data = Loaded.data(grammar, train, 200, distance, seed);

        assertThat(both(data)).allSatisfy(example -> {
            assertThat(example.tokens())
                    .hasSize(1 + Loaded.words(example).size())
                    .hasSizeLessThanOrEqualTo(data.info().length())
                    .startsWith(Vocabulary.START);
            assertThat(Arrays.stream(example.tokens()))
                    .allMatch(id -> 0 < id && id < data.info().vocabularySize());
        });
        assertThat(data.train())
                .allSatisfy(example -> assertThat(data.info().words(example.tokens()))
                        .isEqualTo("<start> " + String.join(" ", Loaded.words(example))));
    }

    private static void assertAppends(Grammar grammar, Example near, Example far, int distance) {
        List<String> words = Loaded.words(near);
        String last = words.get(words.size() - 1);
        assertThat(Meaning.telling(grammar).contains(last) || near.text().endsWith(" at all."))
                .as(near.text())
                .isTrue();

        assertThat(far.text()).startsWith(near.text());
        assertThat(Loaded.words(far)).hasSize(words.size() + distance);
        assertThat(far.tokens()).startsWith(near.tokens());
        assertThat(far.label()).isEqualTo(near.label());
        assertThat(far.id()).isEqualTo(near.id());
        assertThat(far.group()).isEqualTo(near.group());
        assertThat(near.attributes()).containsEntry("distance", "0");
        assertThat(far.attributes())
                .isEqualTo(Map.of(
                        "construction",
                        String.valueOf(near.attributes().get("construction")),
                        "distance",
                        String.valueOf(distance)));
    }

    private static void assertSame(List<Example> left, List<Example> right) {
        assertThat(texts(left)).isEqualTo(texts(right));
        for (int index = 0; index < left.size(); index++) {
            assertThat(left.get(index).tokens()).isEqualTo(right.get(index).tokens());
            assertThat(left.get(index).label()).isEqualTo(right.get(index).label());
            assertThat(left.get(index).id()).isEqualTo(right.get(index).id());
            assertThat(left.get(index).group()).isEqualTo(right.get(index).group());
            assertThat(left.get(index).attributes()).isEqualTo(right.get(index).attributes());
        }
    }

    private static Stream<Example> both(DataSplits data) {
        return Stream.concat(data.train().stream(), data.test().stream());
    }

    private static List<String> texts(List<Example> examples) {
        return examples.stream().map(Example::text).toList();
    }

    private static Set<String> subjects(List<Example> examples) {
        return examples.stream().map(Example::group).collect(toSet());
    }
}

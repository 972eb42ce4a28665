package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Slices;
import org.junit.jupiter.api.Test;

class SlicingTest {

    private static final int LENGTH = 6;

    @Property(tries = 200)
    void everyCutCoversEveryExampleOnce(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = LENGTH) Integer> lengths) {
        List<Example> examples = new ArrayList<>();
        for (int length : lengths) {
            examples.add(example(length, length == 2 ? Map.of() : Map.of("rating", String.valueOf(length % 3))));
        }
        for (Slices slices : cut(new Slicing.Config(List.of("rating")), examples)) {
            int[] all = slices.slices().stream()
                    .flatMapToInt(slice -> Arrays.stream(slice.examples()))
                    .sorted()
                    .toArray();
            if (!slices.name().equals("slicesOfRating") || !slices.slices().isEmpty()) {
                assertThat(all)
                        .as(slices.name())
                        .containsExactly(IntStream.range(0, lengths.size()).toArray());
            }
        }
    }

    @Test
    void lengthsAreCutInQuartersAndNotWithinOneLength() {
        assertThat(names(cut(IntStream.range(0, 6)
                                .mapToObj(index -> example(1 + index % 4, Map.of()))
                                .toList())
                        .get(0)))
                .containsExactly("1 tokens", "2 tokens", "3 tokens", "4 tokens");
        assertThat(names(cut(IntStream.of(1, 2, 3, 4, 5, 6, 6, 6)
                                .mapToObj(length -> example(length, Map.of()))
                                .toList())
                        .get(0)))
                .containsExactly("1 to 2 tokens", "3 to 4 tokens", "5 to 6 tokens");
    }

    @Test
    void whatFillsTheLengthIsTruncated() {
        Slices slices = cut(List.of(example(6, Map.of()), example(5, Map.of()), example(6, Map.of())))
                .get(1);
        assertThat(names(slices)).containsExactly("shorter", "truncated");
        assertThat(slices.slices().get(1).examples()).containsExactly(0, 2);
    }

    @Test
    void atMostFiftyAttributesAreFound() {
        List<Example> examples = IntStream.range(0, 4)
                .mapToObj(index -> example(
                        1,
                        IntStream.range(0, 60)
                                .boxed()
                                .collect(Collectors.toMap(name -> "a" + name, name -> String.valueOf(index % 2)))))
                .toList();
        assertThat(cut(examples)).hasSize(2 + 50);
    }

    @Test
    void attributesOfFewValuesAreFoundAndSortedAsNumbers() {
        List<Example> examples = IntStream.range(0, 42)
                .mapToObj(index -> example(
                        1,
                        Map.of(
                                "rating",
                                String.valueOf(1 + index % 10),
                                "movie",
                                "m" + index / 2,
                                "the-site",
                                index % 2 == 0 ? "b" : "a",
                                "same",
                                "x")))
                .toList();
        List<Slices> found = cut(examples);
        assertThat(found)
                .extracting(Slices::name)
                .containsExactly("slicesByLength", "slicesByTruncation", "slicesOfRating", "slicesOfThesite");
        assertThat(names(found.get(2))).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThat(names(found.get(3))).containsExactly("a", "b");
    }

    @Test
    void valuesAndNamesOfAttributesMayBeAnything() {
        String longest = "x".repeat(20_000);
        List<String> values = List.of(longest + "a", longest + "b", "none given", "(none given)", " ", "(blank)", "");
        List<Example> examples = new ArrayList<>(List.of(example(1, Map.of())));
        values.forEach(value -> examples.add(example(1, Map.of("a", value, longest, value))));

        List<Slices> slices = cut(examples);

        assertThat(slices).hasSize(4);
        for (Slices some : slices.subList(2, 4)) {
            assertThat(names(some))
                    .doesNotHaveDuplicates()
                    .allSatisfy(name -> assertThat(name).isNotBlank().hasSizeLessThan(1000))
                    .contains("none given", "(none given)", "(none given) (2)")
                    .hasSize(values.size() + 1);
            assertThat(some.title()).hasSizeLessThan(1000);
            assertThat(some.name()).hasSizeLessThan(1000);
        }
        assertThat(cut(new Slicing.Config(List.of("none")), examples).get(2).note())
                .hasSizeLessThan(1000);
    }

    @Test
    void attributesCanBeChosenAndAreMissedAloud() {
        List<Slices> found = cut(
                new Slicing.Config(List.of("a-b", "ab", "ratng")),
                List.of(example(1, Map.of("a-b", "x")), example(1, Map.of("ab", "y"))));
        assertThat(found)
                .extracting(Slices::name)
                .endsWith("slicesOfAb", "slicesOfAbN2", "slicesOfRatng")
                .hasSize(5);
        assertThat(names(found.get(2))).containsExactly("x", "none given");
        assertThat(names(found.get(4))).isEmpty();
        assertThat(found.get(4).note()).contains("ratng", "[a-b, ab]");
        assertThat(cut(
                        new Slicing.Config(List.of()),
                        List.of(example(1, Map.of("a", "x")), example(1, Map.of("a", "y")))))
                .hasSize(2);
    }

    private static Example example(int length, Map<String, String> attributes) {
        int[] tokens = new int[length];
        Arrays.fill(tokens, 1);
        return new Example("e", tokens, 0, "text", "g", attributes);
    }

    private static List<Slices> cut(List<Example> examples) {
        return cut(new Slicing().defaults(), examples);
    }

    private static List<Slices> cut(Slicing.Config config, List<Example> examples) {
        DatasetInfo data = new DatasetInfo(List.of("no", "yes"), List.of("", "a"), LENGTH);
        List<Finding> findings = new Slicing().evaluate(config, new Comparison(data, examples, List.of()));
        return findings.stream().map(Slices.class::cast).toList();
    }

    private static List<String> names(Slices slices) {
        return slices.slices().stream().map(Slices.Slice::name).toList();
    }
}

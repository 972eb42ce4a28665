package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.statistics.Scores.example;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;

class ClustersTest {

    @Test
    void groupsAreTheOnlyDimensionWhereEachTextBelongsToOne() {
        Clusters clusters = Clusters.of(List.of(
                example("a", "1", "u"), example("b", "2", "v"), example("c", "1", "w"), example("d", "1", "u")));
        assertThat(clusters.dimensions()).hasSize(1);
        assertThat(clusters.dimensions().get(0).of()).containsExactly(0, 1, 0, 0);
        assertThat(clusters.dimensions().get(0).count()).isEqualTo(2);
    }

    @Test
    void textsAreTheOnlyDimensionWhereEachGroupHasOne() {
        Clusters clusters =
                Clusters.of(List.of(example("a", "1", "u"), example("b", "2", "u"), example("c", "3", "v")));
        assertThat(clusters.dimensions()).hasSize(1);
        assertThat(clusters.dimensions().get(0).of()).containsExactly(0, 0, 1);
    }

    @Test
    void examplesThatComeFromNoTextsAreOnlyInGroups() {
        Clusters clusters = Clusters.of(List.of(example("a", "1", ""), example("b", "2", ""), example("c", "1", "")));
        assertThat(clusters.dimensions()).hasSize(1);
        assertThat(clusters.dimensions().get(0).of()).containsExactly(0, 1, 0);
        assertThat(Clusters.of(List.of(example("a", "1", ""), example("b", "2", ""), example("c", "3", "text")))
                        .dimensions())
                .extracting(Clusters.Dimension::count)
                .containsExactly(2);
    }

    @Test
    void aGroupIsTheSameInEveryFormOfUnicode() {
        Clusters clusters = Clusters.of(
                List.of(example("a", "Jos\u00e9", "u"), example("b", "Jose\u0301", "v"), example("c", "Jose", "w")));
        assertThat(clusters.dimensions().get(0).of()).containsExactly(0, 0, 1);
    }

    @Test
    void aTextIsTheSameInEveryFormOfUnicode() {
        Clusters clusters = Clusters.of(
                List.of(example("a", "1", "Jos\u00e9"), example("b", "2", "Jose\u0301"), example("c", "3", "Jose")));
        assertThat(clusters.dimensions()).hasSize(1);
        assertThat(clusters.dimensions().get(0).of()).containsExactly(0, 0, 1);
    }

    /** Twenty groups of ten that all hold one short text: nothing grows together but the examples of that text. */
    @Test
    void aTextThatManyGroupsShareFusesNoneOfThem() {
        List<Example> examples = IntStream.range(0, 200)
                .mapToObj(index -> example("e" + index, "g" + index / 10, index % 10 == 0 ? "Great!" : "text " + index))
                .toList();
        Clusters clusters = Clusters.of(examples);
        assertThat(clusters.dimensions()).extracting(Clusters.Dimension::count).containsExactly(20, 181, 200);

        Part part = Part.all(clusters);
        assertThat(part.count()).isEqualTo(20);
        assertThat(part.freedom() + 1).isBetween(19.0, 20.0);
    }

    /** Two examples are in one cluster of a dimension exactly where they share what it is about. */
    @Property(tries = 200)
    void areThoseOfGroupsAndTextsAndBoth(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 9) Integer> groups,
            @ForAll @Size(min = 30, max = 30) List<@IntRange(max = 19) Integer> texts) {
        List<Example> examples = IntStream.range(0, groups.size())
                .mapToObj(index -> example("e" + index, "g" + groups.get(index), "t" + texts.get(index)))
                .toList();
        List<Clusters.Dimension> dimensions = Clusters.of(examples).dimensions();

        if (dimensions.size() == 3) {
            assertDivides(dimensions.get(0), examples, Example::group);
            assertDivides(dimensions.get(1), examples, Example::text);
            assertDivides(dimensions.get(2), examples, example -> List.of(example.group(), example.text()));
        } else {
            // The coarser of both alone, which whatever shares the other one shares too.
            Clusters.Dimension only = dimensions.get(0);
            for (int i = 0; i < examples.size(); i++) {
                for (int j = 0; j < examples.size(); j++) {
                    boolean shared = examples.get(i)
                                    .group()
                                    .equals(examples.get(j).group())
                            || examples.get(i).text().equals(examples.get(j).text());
                    assertThat(only.of()[i] == only.of()[j]).isEqualTo(shared);
                }
            }
        }
    }

    private static void assertDivides(
            Clusters.Dimension dimension, List<Example> examples, Function<Example, Object> key) {
        for (int i = 0; i < examples.size(); i++) {
            for (int j = 0; j < examples.size(); j++) {
                assertThat(dimension.of()[i] == dimension.of()[j])
                        .isEqualTo(Objects.equals(key.apply(examples.get(i)), key.apply(examples.get(j))));
            }
        }
        assertThat(IntStream.of(dimension.of()).distinct().sorted().toArray())
                .isEqualTo(IntStream.range(0, dimension.count()).toArray());
    }
}

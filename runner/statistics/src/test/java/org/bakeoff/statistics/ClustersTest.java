package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.statistics.Scores.example;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;

class ClustersTest {

    @Test
    void examplesOfOneGroupHangTogether() {
        Clusters clusters =
                Clusters.of(List.of(example("a", "1", "u"), example("b", "2", "v"), example("c", "1", "w")));
        assertThat(clusters.of()).containsExactly(0, 1, 0);
        assertThat(clusters.count()).isEqualTo(2);
    }

    @Test
    void groupsThatShareATextAreOneAndSoOn() {
        Clusters clusters = Clusters.of(List.of(
                example("a", "1", "u"),
                example("b", "2", "v"),
                example("c", "3", "w"),
                example("d", "4", "x"),
                example("e", "2", "u"),
                example("f", "3", "v")));
        assertThat(clusters.of()).containsExactly(0, 0, 0, 1, 0, 0);
        assertThat(clusters.count()).isEqualTo(2);
    }

    @Property(tries = 200)
    void areTheConnectedComponents(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 9) Integer> groups,
            @ForAll @Size(min = 30, max = 30) List<@IntRange(max = 19) Integer> texts) {
        List<Example> examples = new ArrayList<>();
        for (int index = 0; index < groups.size(); index++) {
            examples.add(example("e" + index, "g" + groups.get(index), "t" + texts.get(index)));
        }
        Clusters clusters = Clusters.of(examples);
        boolean[][] reach = reach(examples);

        for (int i = 0; i < reach.length; i++) {
            for (int j = 0; j < reach.length; j++) {
                assertThat(clusters.of()[i] == clusters.of()[j]).isEqualTo(reach[i][j]);
            }
        }
        assertThat(IntStream.of(clusters.of()).distinct().sorted().toArray())
                .isEqualTo(IntStream.range(0, clusters.count()).toArray());
    }

    private static boolean[][] reach(List<Example> examples) {
        int size = examples.size();
        boolean[][] reach = new boolean[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                reach[i][j] = examples.get(i).group().equals(examples.get(j).group())
                        || examples.get(i).text().equals(examples.get(j).text());
            }
        }
        for (int via = 0; via < size; via++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    reach[i][j] |= reach[i][via] && reach[via][j];
                }
            }
        }
        return reach;
    }
}

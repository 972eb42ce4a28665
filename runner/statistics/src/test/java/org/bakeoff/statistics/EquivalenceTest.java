package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.balanced;
import static org.bakeoff.statistics.Scores.right;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** That no difference was found doesn't show that there is none. */
class EquivalenceTest {

    private static final int SIZE = 1_000;

    private static final ComparisonInput.Rules REPRODUCTION = new ComparisonInput.Rules(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalDouble.of(0.01),
            Looks.NONE,
            Optional.of(List.of(new ComparisonInput.ModelPair("old", "new"))));

    @Test
    void modelsThatAgreeOnManyExamplesAreEquivalent() {
        assertThat(reproduction(right(SIZE, 900), right(SIZE, 901), right(SIZE, 900))
                        .verdict())
                .isEqualTo(Verdict.EQUIVALENT);
    }

    /** Seeds that collapse make the interval so wide that nothing is significant. */
    @Property(tries = 50)
    void aModelWhoseNewSeedsCollapseIsNeverEquivalent(@ForAll @IntRange(min = 450, max = 550) int collapsed) {
        PairwiseComparison comparison =
                reproduction(right(SIZE, 900), right(SIZE, collapsed), right(SIZE, 1_000 - collapsed));

        assertThat(comparison.verdict()).isNotEqualTo(Verdict.EQUIVALENT);
        assertThat(comparison.isNonInferior("new", 0.01, true)).isFalse();
    }

    /** Other models would widen the intervals, and say nothing of a model against itself. */
    @Test
    void onlyTheGivenPairsAreCompared() {
        ComparisonResult result = balanced(SIZE)
                .by(REPRODUCTION)
                .model("other", right(SIZE, 700))
                .model("old", right(SIZE, 900), right(SIZE, 905))
                .model("new", right(SIZE, 900), right(SIZE, 901))
                .compare(ACCURACY);

        assertThat(result.comparisons()).singleElement().satisfies(pair -> {
            assertThat(List.of(pair.left(), pair.right())).containsExactlyInAnyOrder("old", "new");
            assertThat(pair.adjustedP()).isEqualTo(pair.p());
            assertThat(pair.simultaneous()).isEqualTo(pair.difference());
        });
        assertThat(result.conclusion().majorityClassBaseline().comparisons()).isEmpty();
    }

    private static PairwiseComparison reproduction(double[]... seeds) {
        return balanced(SIZE)
                .by(REPRODUCTION)
                .model("old", right(SIZE, 900), right(SIZE, 900), right(SIZE, 901))
                .model("new", seeds)
                .compare(ACCURACY)
                .comparison("old", "new");
    }
}

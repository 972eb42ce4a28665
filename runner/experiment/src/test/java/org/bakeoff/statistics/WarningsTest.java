package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.balanced;
import static org.bakeoff.statistics.Scores.right;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each thing that must be known to weigh a verdict is said, and nothing is where nothing is to say. */
class WarningsTest {

    private static final int SIZE = 400;
    private static final Entrant BASELINE =
            Entrant.of("low", right(SIZE, 300)).declared(true, true).size(5).trained(1);

    @Test
    void nothingIsSaidOfASoundComparison() {
        assertThat(warnings(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360))))
                .isEmpty();
    }

    @Test
    void fewSeedsSayLittle() {
        assertThat(warnings(net(right(SIZE, 340))))
                .containsExactly(
                        "net: trained with 1 seed, which says little of how a model does with others; 5 are better");
        assertThat(warnings(net(right(SIZE, 340), right(SIZE, 350))))
                .containsExactly(
                        "net: trained with 2 seeds, which says little of how a model does with others; 5 are better");
    }

    @Test
    void seedsThatCollapsedOrFallApartAreNamed() {
        assertThat(warnings(net(right(SIZE, 360), right(SIZE, 350), right(SIZE, 205), right(SIZE, 201))))
                .containsExactly(
                        "net collapsed with 2 of 4 seeds: hardly better than the majority class while the best one clearly"
                                + " is; its intervals may be too narrow, and more seeds are needed, 10 or more");
        assertThat(warnings(net(right(SIZE, 360), right(SIZE, 360), right(SIZE, 280))))
                .containsExactly("net's seeds fall apart in a way that normally spread ones rarely do (the widest gap"
                        + " between neighbours beyond 97.5% of normal samples); its intervals may be too narrow, and more"
                        + " seeds are recommended");
    }

    @Test
    void seedsThatDivergedAreCounted() {
        assertThat(warnings(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360))
                        .diverged(2)))
                .containsExactly("net diverged with 2 of 3 seeds, which stay in its mean");
    }

    @Test
    void budgetsThatDifferAreNamed() {
        assertThat(warnings(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360))
                        .size(6)))
                .containsExactly("Budgets differ: parameters (low 5, net 6)");
    }

    @Test
    void aMissingBaselineIsNamed() {
        Scores scores = balanced(SIZE).model(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360)));
        assertThat(scores.compare(ACCURACY).conclusion().warnings())
                .singleElement()
                .asString()
                .startsWith("No model of the spec is a baseline");
    }

    @Test
    void withoutAMetricTheRestIsSaid() {
        ComparisonResult result = balanced(SIZE)
                .model(BASELINE)
                .model(net(right(SIZE, 340)).diverged(1))
                .compare();
        assertThat(result.conclusion().warnings())
                .containsExactly("net diverged with 1 of 1 seeds, which stay in its mean");
        assertThat(result.comparisons()).isEmpty();
    }

    private static Entrant net(double[]... seeds) {
        return Entrant.of("net", seeds).size(5).trained(1, 1, 1, 1);
    }

    private static List<String> warnings(Entrant net) {
        return balanced(SIZE)
                .model(BASELINE)
                .model(net)
                .compare(ACCURACY)
                .conclusion()
                .warnings();
    }
}

package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void agreesWithFiguresByHand() {
        assertThat(Holm.adjust(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-15));
        assertThat(Holm.adjust(0.5, 0.6)).containsExactly(1, 1);
        assertThat(Holm.adjust(0.2)).containsExactly(0.2);
        assertThat(Holm.adjust()).isEmpty();
        // The three pairs of the reference figures, by statsmodels.
        assertThat(Holm.adjust(7.97712197059598e-09, 7.97712197059598e-09, 1.0))
                .containsExactly(new double[] {2.393136591178794e-08, 2.393136591178794e-08, 1}, within(1e-20));
    }

    @Test
    void whatCantBeTestedStaysUnsaidAndKeepsTheRestAsItIs() {
        assertThat(Holm.adjust(Double.NaN, 0.01, 0.2)).containsExactly(Double.NaN, 0.03, 0.4);
    }

    @Property(tries = 200)
    void isNoSmallerThanPAndNoLargerThanBonferroniAndKeepsTheOrder(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(max = 1) Double> p) {
        double[] adjusted = adjusted(p);

        for (int i = 0; i < adjusted.length; i++) {
            assertThat(adjusted[i]).isBetween(p.get(i), Math.min(1, p.size() * p.get(i)));
            for (int j = 0; j < adjusted.length; j++) {
                assertThat(p.get(i) <= p.get(j) && adjusted[i] > adjusted[j]).isFalse();
            }
        }
        assertThat(adjusted[p.indexOf(Collections.min(p))]).isEqualTo(Math.min(1, p.size() * Collections.min(p)));
    }

    @Property(tries = 100)
    void doesNotDependOnTheOrder(@ForAll @Size(min = 1, max = 8) List<@DoubleRange(max = 1) Double> p) {
        List<Double> reversed = new ArrayList<>(p);
        Collections.reverse(reversed);
        double[] adjusted = adjusted(p);
        double[] other = adjusted(reversed);
        for (int index = 0; index < adjusted.length; index++) {
            assertThat(other[adjusted.length - 1 - index]).isEqualTo(adjusted[index]);
        }
    }

    private static double[] adjusted(List<Double> p) {
        return Holm.adjust(p.stream().mapToDouble(Double::doubleValue).toArray());
    }
}

package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.Cases;
import org.junit.jupiter.api.Test;

class DisagreementsTest {

    private static final double YES = 0.9;
    private static final double NO = 0.2;

    @Test
    void areListedBothWaysInTheOrderOfTheTestHalf() {
        List<Cases> found = of(new Found(2, 1, 1, 0, 1, 0)
                .model("simple-rnn", new double[] {YES, NO, NO, YES, YES})
                .model("lstm", new double[] {YES, YES, YES, NO, NO}));

        assertThat(found)
                .extracting(Cases::name, Cases::title, Cases::total)
                .containsExactly(
                        tuple("onlyRightSimpleRnnNotLstm", "simple-rnn right, lstm wrong", 2),
                        tuple("onlyRightLstmNotSimpleRnn", "lstm right, simple-rnn wrong", 2));
        assertThat(ids(found.get(0))).containsExactly("e2", "e3");
        assertThat(ids(found.get(1))).containsExactly("e1", "e4");
    }

    @Test
    void sayWhatEveryModelMakesOfAnExample() {
        Cases.Case one = of(new Found(2, 0)
                        .model("b", new double[] {NO}, new double[] {0.4}, new double[] {YES})
                        .model("a", new double[] {YES}, new double[] {YES}, new double[] {NO})
                        .model("c", new double[] {0.5}))
                .get(0)
                .cases()
                .get(0);

        assertThat(one.id()).isEqualTo("e0");
        assertThat(one.label()).isEqualTo("class 0");
        assertThat(one.text()).isEqualTo("Text 0");
        assertThat(one.tokens()).containsExactly("a", "word");
        assertThat(one.opinions())
                .extracting(Cases.Opinion::model, Cases.Opinion::timesRight, Cases.Opinion::seeds)
                .containsExactly(tuple("b", 2, 3), tuple("a", 1, 3), tuple("c", 0, 1));
        assertThat(one.opinions().get(0).probability()).isCloseTo((0.8 + 0.6 + 0.1) / 3, within(1e-12));
    }

    @Test
    void goByTheMajorityOfSeeds() {
        double[] yes = {YES};
        double[] no = {NO};
        assertThat(totals(new Found(2, 1).model("a", yes, yes, no).model("b", yes, no, no)))
                .containsExactly(1, 0);
        assertThat(totals(new Found(2, 1).model("a", yes, no).model("b", no, no)))
                .containsExactly(0, 0);
        assertThat(totals(new Found(2, 1).model("a", yes, yes).model("b", yes, no)))
                .containsExactly(1, 0);
        assertThat(totals(new Found(2, 1).model("a", no).model("b", yes, yes, yes)))
                .containsExactly(0, 1);
    }

    @Test
    void areCountedInFullAndListedUpToALimit() {
        Found found = new Found(2, 1, 1, 1, 1, 1)
                .model("a", new double[] {YES, YES, YES, YES, YES})
                .model("b", new double[5]);

        assertThat(of(found).get(0).total()).isEqualTo(5);
        assertThat(ids(of(found).get(0))).containsExactly("e0", "e1", "e2");
        for (int limit : new int[] {0, 1, 5, 6}) {
            Cases cases = (Cases)
                    found.by("disagreements", new Disagreements.Config(limit)).get(0);
            assertThat(cases.total()).isEqualTo(5);
            assertThat(cases.cases()).hasSize(Math.min(5, limit));
        }
    }

    @Test
    void ofMoreModelsAreThoseOfEveryPairInTheirOrder() {
        assertThat(of(new Found(3, 2)
                        .model("b", new double[] {0, 0, 1})
                        .model("a", new double[] {1, 0, 0})
                        .model("c", new double[] {0, 1, 0})))
                .extracting(Cases::title, Cases::total)
                .containsExactly(
                        tuple("b right, a wrong", 1),
                        tuple("a right, b wrong", 0),
                        tuple("b right, c wrong", 1),
                        tuple("c right, b wrong", 0),
                        tuple("a right, c wrong", 0),
                        tuple("c right, a wrong", 0));
    }

    @Test
    void ofASingleModelThereAreNone() {
        assertThat(new Found(2, 1).model("a", new double[] {YES}).by("disagreements"))
                .isEmpty();
    }

    @Property(tries = 100)
    void modelsThatAreAlikeHaveNone(@ForAll @Size(6) List<@DoubleRange(max = 1) Double> probabilities) {
        double[] same = probabilities.stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(totals(new Found(2, 0, 1, 0, 1, 0, 1).model("a", same).model("b", same.clone())))
                .containsExactly(0, 0);
    }

    private static List<Cases> of(Found found) {
        return found.by("disagreements").stream().map(Cases.class::cast).toList();
    }

    private static List<Integer> totals(Found found) {
        return of(found).stream().map(Cases::total).toList();
    }

    private static List<String> ids(Cases cases) {
        return cases.cases().stream().map(Cases.Case::id).toList();
    }
}

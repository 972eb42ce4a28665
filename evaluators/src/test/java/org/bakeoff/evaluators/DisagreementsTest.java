package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.Finding.Cases;
import org.junit.jupiter.api.Test;

class DisagreementsTest {

    private static final double YES = 0.9;
    private static final double NO = 0.2;

    @Test
    void fillTheFourCells() {
        Agreement agreement = of(new Found(2, 1, 1, 0, 1, 0, 0)
                        .model("simple-rnn", new double[] {YES, NO, NO, YES, YES, YES})
                        .model("lstm", new double[] {YES, YES, YES, NO, NO, YES}))
                .get(0);

        assertThat(agreement.name()).isEqualTo("agreementSimpleRnnVsLstm");
        assertThat(agreement.groups())
                .extracting(Agreement.Group::title, Agreement.Group::total)
                .containsExactly(
                        tuple("only simple-rnn right", 2),
                        tuple("only lstm right", 2),
                        tuple("both right", 1),
                        tuple("neither right", 1));
        assertThat(agreement.both().ids()).containsExactly("e0");
        assertThat(agreement.onlyLeft().ids()).containsExactlyInAnyOrder("e2", "e3");
        assertThat(agreement.onlyRight().ids()).containsExactlyInAnyOrder("e1", "e4");
        assertThat(agreement.neither().ids()).containsExactly("e5");
    }

    @Test
    void showOfManyPairsThoseThatDifferMost() {
        // Of twelve models, 66 pairs, the first ten predict alike and the last two are like nobody else.
        Found found = new Found(2, 1, 1, 0, 0);
        for (int model = 0; model < 10; model++) {
            found = found.model("m" + (char) ('a' + model), new double[] {YES, YES, NO, NO});
        }
        List<Agreement> agreements =
                of(found.model("odd", new double[] {NO, YES, NO, NO}).model("wrong", new double[] {NO, NO, YES, YES}));

        assertThat(agreements)
                .hasSize(45)
                .extracting(Agreement::note)
                .allMatch(note -> note.contains("Of all 66 pairs"));
        assertThat(agreements)
                .filteredOn(pair -> pair.pair().contains("only wrong right"))
                .as("the eleven that differ on three or four examples")
                .hasSize(11);
        assertThat(agreements)
                .filteredOn(pair -> pair.onlyRight().title().equals("only odd right"))
                .as("the ten that differ on one")
                .hasSize(10);
        assertThat(agreements.get(0).pair()).containsExactly("only ma right", "only mb right");
    }

    @Test
    void sayWhatEveryModelMakesOfAnExample() {
        Agreement agreement = of(new Found(2, 0)
                        .model("b", new double[] {NO}, new double[] {0.4}, new double[] {YES})
                        .model("a", new double[] {YES}, new double[] {YES}, new double[] {NO})
                        .model("c", new double[] {0.5}))
                .get(0);
        Cases.Case one = agreement.onlyLeft().cases().get(0);

        assertThat(one.id()).isEqualTo("e0");
        assertThat(one.label()).isEqualTo("class 0");
        assertThat(one.text()).isEqualTo("Text 0");
        assertThat(one.tokens()).containsExactly("a", "word");
        assertThat(one.predictions())
                .extracting(Cases.Prediction::model, Cases.Prediction::timesRight, Cases.Prediction::seeds)
                .containsExactly(tuple("b", 2, 3), tuple("a", 1, 3), tuple("c", 0, 1));
        assertThat(one.predictions().get(0).probability()).isCloseTo((0.8 + 0.6 + 0.1) / 3, within(1e-12));
        assertThat(one.predictions()).extracting(Cases.Prediction::attribution).containsOnlyNulls();
        assertThat(agreement.note())
                .contains("b (only its predictions are available")
                .doesNotContain("c (");
    }

    @Test
    void goByTheMajorityOfSeeds() {
        double[] yes = {YES};
        double[] no = {NO};
        assertThat(totals(new Found(2, 1).model("a", yes, yes, no).model("b", yes, no, no)))
                .containsExactly(1, 0, 0, 0);
        assertThat(totals(new Found(2, 1).model("a", yes, no).model("b", no, no)))
                .containsExactly(1, 0, 0, 0);
        assertThat(totals(new Found(2, 1).model("a", no, yes).model("b", no, no)))
                .containsExactly(0, 0, 0, 1);
        assertThat(totals(new Found(2, 1).model("a", yes, yes).model("b", yes, yes, no)))
                .containsExactly(0, 0, 1, 0);
        assertThat(totals(new Found(2, 1).model("a", no).model("b", yes, yes, yes)))
                .containsExactly(0, 1, 0, 0);
    }

    @Test
    void showTheMostTellingFirstAndOthersAtRandom() {
        Found found = new Found(2, 1, 1, 1, 1, 1, 1)
                .model("a", new double[] {0.6, 0.9, 0.7, 0.8, 0.55, Double.NaN})
                .model("b", new double[] {0.4, 0.4, 0.1, 0.4, 0.4, 0.4});
        Agreement.Group cases =
                Agreement.of(found.by("disagreements", config(2)).get(0)).onlyLeft();

        assertThat(cases.total()).isEqualTo(5);
        assertThat(cases.cases())
                .extracting(Cases.Case::chosen)
                .containsExactly("most telling", "most telling", "at random", "at random");
        assertThat(cases.ids().subList(0, 2)).containsExactly("e2", "e1");
        assertThat(cases.ids().subList(2, 4)).isSubsetOf("e0", "e3", "e4").doesNotHaveDuplicates();
    }

    @Test
    void showTheSurestOfThoseAlike() {
        Agreement agreement = Agreement.of(new Found(2, 1, 0, 1, 1, 0, 1)
                .model("a", new double[] {0.6, 0.1, 0.7, 0.4, 0.9, Double.NaN})
                .model("b", new double[] {0.9, 0.1, 0.9, 0.2, 0.9, 0.1})
                .by("disagreements", config(1))
                .get(0));
        assertThat(agreement.both().ids().get(0)).isEqualTo("e1");
        assertThat(agreement.neither().ids().get(0)).isEqualTo("e4");
    }

    @Test
    void showTiesInTheOrderOfTheTestHalf() {
        Agreement agreement = Agreement.of(new Found(2, 1, 1, 1, 1)
                .model("a", new double[] {YES, YES, YES, YES})
                .model("b", new double[4])
                .by("disagreements", config(2))
                .get(0));
        assertThat(agreement.onlyLeft().ids()).containsExactly("e0", "e1", "e2", "e3");
    }

    @Test
    void areCountedInFullAndListedUpToALimit() {
        Found found = new Found(2, 1, 1, 1, 1, 1)
                .model("a", new double[] {YES, YES, YES, YES, YES})
                .model("b", new double[5]);
        for (int limit : new int[] {0, 1, 2, 5, 6}) {
            Agreement.Group cases = Agreement.of(
                            found.by("disagreements", config(limit)).get(0))
                    .onlyLeft();
            assertThat(cases.total()).isEqualTo(5);
            assertThat(cases.ids()).hasSize(Math.min(5, 2 * limit)).doesNotHaveDuplicates();
        }
        assertThat(found.by("disagreements", config(0))).hasSize(1);
    }

    @Test
    void ofMoreModelsAreThoseOfEveryPairInTheirOrder() {
        assertThat(of(new Found(3, 2)
                        .model("b", new double[] {0, 0, 1})
                        .model("a", new double[] {1, 0, 0})
                        .model("c", new double[] {0, 1, 0})))
                .extracting(
                        Agreement::name,
                        pair -> pair.onlyLeft().total(),
                        pair -> pair.neither().total())
                .containsExactly(
                        tuple("agreementBVsA", 1, 0), tuple("agreementBVsC", 1, 0), tuple("agreementAVsC", 0, 1));
    }

    @Test
    void ofASingleModelThereAreNone() {
        assertThat(new Found(2, 1).model("a", new double[] {YES}).by("disagreements"))
                .isEmpty();
    }

    @Test
    void haveNamesThatNoTwoPairsShare() {
        List<String> models = List.of(
                "x-1", "x1", "x-a", "xa", "x-v", "x-z", "x-", "x", "x--a", "xvs", "x-vs", "x-vs-x", "v", "vs", "z-1",
                "x-both", "X", "X-a", "x.a", "x_a", "xA", "x-A", "x--", "1x", "2e", "Zz", "x42", "xB", "BERT", "bert",
                "x.1", "v42", "B", "my_bert", "my.bert", "my-bert", "V", "VS", "xVs", "xVsX", "0");
        Set<String> names = new LinkedHashSet<>();
        int pairs = 0;
        for (String left : models) {
            for (String right : models) {
                for (String prefix : List.of("agreement", "mcNemar")) {
                    String name = ModelPairs.name(prefix, left, right);
                    assertThat(name).matches("[a-z][A-Za-z0-9]*");
                    names.add(name);
                    pairs++;
                }
            }
        }
        assertThat(names).hasSize(pairs);
        assertThat(ModelPairs.name("agreement", "simple-rnn", "x-v1")).isEqualTo("agreementSimpleRnnVsXZv1");
    }

    @Property(tries = 100)
    void theCellsPartitionTheExamples(
            @ForAll @Size(6) List<@DoubleRange(max = 1) Double> left,
            @ForAll @Size(6) List<@DoubleRange(max = 1) Double> right) {
        Found found = new Found(2, 0, 1, 0, 1, 0, 1)
                .model("a", array(left), array(right))
                .model("b", array(right));
        Agreement agreement = Agreement.of(found.by("disagreements", config(6)).get(0));
        List<String> all = new ArrayList<>();
        agreement.groups().forEach(cases -> {
            assertThat(cases.cases()).hasSize(cases.total());
            all.addAll(cases.ids());
        });
        assertThat(all).containsExactlyInAnyOrder("e0", "e1", "e2", "e3", "e4", "e5");
        assertThat(found.by("disagreements", config(2))).isEqualTo(found.by("disagreements", config(2)));
    }

    private static Disagreements.Config config(int examples) {
        return new Disagreements.Config(examples, 32, 200);
    }

    private static List<Agreement> of(Found found) {
        return Agreement.all(found.by("disagreements"));
    }

    private static List<Integer> totals(Found found) {
        return of(found).get(0).groups().stream().map(Agreement.Group::total).toList();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

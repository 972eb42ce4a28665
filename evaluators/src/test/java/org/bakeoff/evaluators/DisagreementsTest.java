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
import org.bakeoff.api.Cases;
import org.bakeoff.api.Cells;
import org.junit.jupiter.api.Test;

class DisagreementsTest {

    private static final double YES = 0.9;
    private static final double NO = 0.2;

    @Test
    void fillTheFourCells() {
        Cells cells = of(new Found(2, 1, 1, 0, 1, 0, 0)
                        .model("simple-rnn", new double[] {YES, NO, NO, YES, YES, YES})
                        .model("lstm", new double[] {YES, YES, YES, NO, NO, YES}))
                .get(0);

        assertThat(cells.left()).isEqualTo("simple-rnn");
        assertThat(cells.right()).isEqualTo("lstm");
        assertThat(cells.name()).isEqualTo("cellsSimpleRnnVsLstm");
        assertThat(four(cells))
                .extracting(Cases::name, Cases::title, Cases::total)
                .containsExactly(
                        tuple("bothSimpleRnnVsLstm", "both right", 1),
                        tuple("onlyLeftSimpleRnnVsLstm", "only simple-rnn right", 2),
                        tuple("onlyRightSimpleRnnVsLstm", "only lstm right", 2),
                        tuple("neitherSimpleRnnVsLstm", "neither right", 1));
        assertThat(ids(cells.both())).containsExactly("e0");
        assertThat(ids(cells.onlyLeft())).containsExactlyInAnyOrder("e2", "e3");
        assertThat(ids(cells.onlyRight())).containsExactlyInAnyOrder("e1", "e4");
        assertThat(ids(cells.neither())).containsExactly("e5");
    }

    @Test
    void showOfManyPairsThoseThatDifferMost() {
        // Of twelve models, 66 pairs, the first ten predict alike and the last two are like nobody else.
        Found found = new Found(2, 1, 1, 0, 0);
        for (int model = 0; model < 10; model++) {
            found = found.model("m" + (char) ('a' + model), new double[] {YES, YES, NO, NO});
        }
        List<Cells> cells =
                of(found.model("odd", new double[] {NO, YES, NO, NO}).model("wrong", new double[] {NO, NO, YES, YES}));

        assertThat(cells).hasSize(45).extracting(Cells::note).allMatch(note -> note.contains("Of all 66 pairs"));
        assertThat(cells)
                .filteredOn(pair -> pair.right().equals("wrong"))
                .as("the eleven that differ on three or four examples")
                .hasSize(11);
        assertThat(cells)
                .filteredOn(pair -> pair.right().equals("odd"))
                .as("the ten that differ on one")
                .hasSize(10);
        assertThat(cells.get(0)).extracting(Cells::left, Cells::right).containsExactly("ma", "mb");
    }

    @Test
    void sayWhatEveryModelMakesOfAnExample() {
        Cells cells = of(new Found(2, 0)
                        .model("b", new double[] {NO}, new double[] {0.4}, new double[] {YES})
                        .model("a", new double[] {YES}, new double[] {YES}, new double[] {NO})
                        .model("c", new double[] {0.5}))
                .get(0);
        Cases.Case one = cells.onlyLeft().cases().get(0);

        assertThat(one.id()).isEqualTo("e0");
        assertThat(one.label()).isEqualTo("class 0");
        assertThat(one.text()).isEqualTo("Text 0");
        assertThat(one.tokens()).containsExactly("a", "word");
        assertThat(one.opinions())
                .extracting(Cases.Opinion::model, Cases.Opinion::timesRight, Cases.Opinion::seeds)
                .containsExactly(tuple("b", 2, 3), tuple("a", 1, 3), tuple("c", 0, 1));
        assertThat(one.opinions().get(0).probability()).isCloseTo((0.8 + 0.6 + 0.1) / 3, within(1e-12));
        assertThat(one.opinions()).extracting(Cases.Opinion::attribution).containsOnlyNulls();
        assertThat(cells.note()).contains("b (only its predictions are at hand").doesNotContain("c (");
    }

    @Test
    void goByTheMajorityOfSeeds() {
        double[] yes = {YES};
        double[] no = {NO};
        assertThat(totals(new Found(2, 1).model("a", yes, yes, no).model("b", yes, no, no)))
                .containsExactly(0, 1, 0, 0);
        assertThat(totals(new Found(2, 1).model("a", yes, no).model("b", no, no)))
                .containsExactly(0, 0, 0, 1);
        assertThat(totals(new Found(2, 1).model("a", yes, yes).model("b", yes, yes, no)))
                .containsExactly(1, 0, 0, 0);
        assertThat(totals(new Found(2, 1).model("a", no).model("b", yes, yes, yes)))
                .containsExactly(0, 0, 1, 0);
    }

    @Test
    void showTheMostTellingFirstAndOthersAtRandom() {
        Found found = new Found(2, 1, 1, 1, 1, 1, 1)
                .model("a", new double[] {0.6, 0.9, 0.7, 0.8, 0.55, Double.NaN})
                .model("b", new double[] {0.4, 0.4, 0.1, 0.4, 0.4, 0.4});
        Cases cases = ((Cells) found.by("disagreements", config(2)).get(0)).onlyLeft();

        assertThat(cases.total()).isEqualTo(5);
        assertThat(cases.cases())
                .extracting(Cases.Case::chosen)
                .containsExactly("most telling", "most telling", "at random", "at random");
        assertThat(ids(cases).subList(0, 2)).containsExactly("e2", "e1");
        assertThat(ids(cases).subList(2, 4)).isSubsetOf("e0", "e3", "e4").doesNotHaveDuplicates();
    }

    @Test
    void showTheSurestOfThoseAlike() {
        Cells cells = (Cells) new Found(2, 1, 0, 1, 1, 0, 1)
                .model("a", new double[] {0.6, 0.1, 0.7, 0.4, 0.9, Double.NaN})
                .model("b", new double[] {0.9, 0.1, 0.9, 0.2, 0.9, 0.1})
                .by("disagreements", config(1))
                .get(0);
        assertThat(ids(cells.both()).get(0)).isEqualTo("e1");
        assertThat(ids(cells.neither()).get(0)).isEqualTo("e4");
    }

    @Test
    void showTiesInTheOrderOfTheTestHalf() {
        Cells cells = (Cells) new Found(2, 1, 1, 1, 1)
                .model("a", new double[] {YES, YES, YES, YES})
                .model("b", new double[4])
                .by("disagreements", config(2))
                .get(0);
        assertThat(ids(cells.onlyLeft())).containsExactly("e0", "e1", "e2", "e3");
    }

    @Test
    void areCountedInFullAndListedUpToALimit() {
        Found found = new Found(2, 1, 1, 1, 1, 1)
                .model("a", new double[] {YES, YES, YES, YES, YES})
                .model("b", new double[5]);
        for (int limit : new int[] {0, 1, 2, 5, 6}) {
            Cases cases = ((Cells) found.by("disagreements", config(limit)).get(0)).onlyLeft();
            assertThat(cases.total()).isEqualTo(5);
            assertThat(ids(cases)).hasSize(Math.min(5, 2 * limit)).doesNotHaveDuplicates();
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
                        Cells::left,
                        Cells::right,
                        cells -> cells.onlyLeft().total(),
                        cells -> cells.neither().total())
                .containsExactly(tuple("b", "a", 1, 0), tuple("b", "c", 1, 0), tuple("a", "c", 0, 1));
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
                "x-both");
        Set<String> names = new LinkedHashSet<>();
        int pairs = 0;
        for (String left : models) {
            for (String right : models) {
                for (String prefix : List.of("cells", "both", "neither")) {
                    String name = PairName.of(prefix, left, right);
                    assertThat(name).matches("[a-z][A-Za-z0-9]*");
                    names.add(name);
                    pairs++;
                }
            }
        }
        assertThat(names).hasSize(pairs);
    }

    @Property(tries = 100)
    void theCellsPartitionTheExamples(
            @ForAll @Size(6) List<@DoubleRange(max = 1) Double> left,
            @ForAll @Size(6) List<@DoubleRange(max = 1) Double> right) {
        Found found = new Found(2, 0, 1, 0, 1, 0, 1)
                .model("a", array(left), array(right))
                .model("b", array(right));
        Cells cells = (Cells) found.by("disagreements", config(6)).get(0);
        List<String> all = new ArrayList<>();
        four(cells).forEach(cases -> {
            assertThat(cases.cases()).hasSize(cases.total());
            all.addAll(ids(cases));
        });
        assertThat(all).containsExactlyInAnyOrder("e0", "e1", "e2", "e3", "e4", "e5");
        assertThat(found.by("disagreements", config(2))).isEqualTo(found.by("disagreements", config(2)));
    }

    private static Disagreements.Config config(int examples) {
        return new Disagreements.Config(examples, 32, 200);
    }

    private static List<Cells> of(Found found) {
        return found.by("disagreements").stream()
                .filter(Cells.class::isInstance)
                .map(Cells.class::cast)
                .toList();
    }

    private static List<Cases> four(Cells cells) {
        return List.of(cells.both(), cells.onlyLeft(), cells.onlyRight(), cells.neither());
    }

    private static List<Integer> totals(Found found) {
        return four(of(found).get(0)).stream().map(Cases::total).toList();
    }

    private static List<String> ids(Cases cases) {
        return cases.cases().stream().map(Cases.Case::id).toList();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

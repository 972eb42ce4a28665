package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void aTieIsClassOne() {
        Found found = new Found(2, 1, 0).model("a", new double[] {0.5, 0.5}, new double[] {Math.nextDown(0.5), 0.4});
        assertThat(found.metric("accuracy", 0, 0)).isEqualTo(0.5);
        assertThat(found.metric("accuracy", 0, 0, 1, 0)).isEqualTo(1);
        assertThat(found.metric("accuracy", 0, 1, 1, 0)).isZero();
        assertThat(found.metric("log-loss", 0, 0)).isCloseTo(Math.log(2), within(1e-15));
    }

    @Test
    void ofThreeClassesTheFirstLargestIsPredicted() {
        Found found = new Found(3, 0, 1, 2, 2)
                .model("a", new double[] {0.4, 0.4, 0.2, 0.1, 0.45, 0.45, 0.3, 0.3, 0.4, 0.8, 0.1, 0.1});
        assertThat(found.metric("accuracy", 0, 0)).isEqualTo(0.75);
        assertThat(found.metric("log-loss", 0, 0))
                .isCloseTo(-(Math.log(0.4) + Math.log(0.45) + Math.log(0.4) + Math.log(0.1)) / 4, within(1e-15));
    }

    @Test
    void oneClassAloneIsNoTrouble() {
        Found found = new Found(2, 1, 1, 1).model("a", new double[] {0.9, 0.9, 0.2});
        assertThat(found.metric("accuracy", 0, 0)).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(found.metric("log-loss", 0, 0)).isCloseTo(-(2 * Math.log(0.9) + Math.log(0.2)) / 3, within(1e-15));
    }

    @Test
    void aCertainErrorCostsMuchButNotEverything() {
        Found found = new Found(2, 1, 0).model("a", new double[] {0, 1}, new double[] {1, 0});
        assertThat(found.metric("log-loss", 0, 0)).isCloseTo(52 * Math.log(2), within(1e-12));
        assertThat(found.metric("log-loss", 0, 1)).isZero();
    }

    @Test
    void aModelThatDivergedIsWrongAndItsLossUnknown() {
        Found found = new Found(2, 1, 0).model("a", new double[] {Double.NaN, 0.2});
        assertThat(found.metric("accuracy", 0, 0)).isEqualTo(0.5);
        assertThat(found.metric("log-loss", 0, 0)).isNaN();
    }

    @Test
    void ratesOfNothingAreZeroAndAreasWithoutAClassUnknown() {
        Found nothing = new Found(2, 0, 0).model("a", new double[] {0.1, 0.2});
        for (String name : List.of("precision", "recall", "f1", "mcc")) {
            assertThat(nothing.metric(name, 0, 0)).as(name).isZero();
        }
        for (String name : List.of("roc-auc", "average-precision")) {
            assertThat(nothing.metric(name, 0, 0)).as(name).isNaN();
        }
    }

    @Test
    void ofThreeClassesMeansAreMacroAverages() {
        Found found = new Found(3, 0, 0, 1, 2)
                .model("a", new double[] {0.8, 0.1, 0.1, 0.3, 0.6, 0.1, 0.2, 0.7, 0.1, 0.5, 0.2, 0.3});
        assertThat(found.metric("precision", 0, 0)).isCloseTo((0.5 + 0.5 + 0) / 3, within(1e-15));
        assertThat(found.metric("recall", 0, 0)).isCloseTo((0.5 + 1 + 0) / 3, within(1e-15));
        assertThat(found.metric("f1", 0, 0)).isCloseTo((0.5 + 2 / 3.0 + 0) / 3, within(1e-15));
        assertThat(found.metric("mcc", 0, 0)).isCloseTo((2 * 4 - 6) / Math.sqrt((16 - 8) * (16 - 6)), within(1e-15));
        assertThat(found.metric("roc-auc", 0, 0)).isCloseTo((0.75 + 1 + 1) / 3, within(1e-15));
        assertThat(found.metric("average-precision", 0, 0)).isCloseTo(((1 + 2 / 3.0) / 2 + 1 + 1) / 3, within(1e-15));
        assertThat(found.metric("brier", 0, 0)).isCloseTo((0.06 + 0.86 + 0.14 + 0.78) / 4, within(1e-15));
    }

    @Test
    void aModelThatDivergedIsCountedApart() {
        Found found =
                new Found(2, 1, 0, 1).model("a", new double[] {Double.NaN, 0.2, 0.9}, new double[] {0.7, 0.2, 0.9});
        assertThat(found.metric("recall", 0, 0)).isEqualTo(0.5);
        assertThat(found.metric("precision", 0, 0)).isEqualTo(1);
        assertThat(found.metric("roc-auc", 0, 0)).isNaN();
        assertThat(found.metric("roc-auc", 0, 0, 0, 1, 1)).isEqualTo(1);
        List<List<Object>> rows = ((Table) found.by("confusion-matrix").get(0)).rows();
        assertThat(rows.get(1)).containsExactly("a", "class 1", 0.0, 1.5, 0.5, 0.75, 1.0);
        assertThat(((Curve) found.by("roc-auc").get(1)).lines()).hasSize(1);
        assertThat(((Table) found.by("calibration").get(0)).rows().get(0))
                .element(3)
                .isEqualTo(Double.NaN);
    }

    /** Of two seeds one takes all for class 7, and the other one diverged. */
    @Test
    void ofManyClassesThePairsAreToldThatAreMostOftenTakenForEachOther() {
        int classes = 40;
        int[] labels = IntStream.range(0, 100)
                .map(index -> index < 50 ? 3 : index < 60 ? 7 : index - 60)
                .toArray();
        double[] sevens = new double[labels.length * classes];
        for (int example = 0; example < labels.length; example++) {
            sevens[example * classes + 7] = 1;
        }
        double[] diverged = new double[labels.length * classes];
        Arrays.fill(diverged, Double.NaN);
        Table table = (Table) new Found(classes, labels)
                .model("a", sevens, diverged)
                .by("confusion-matrix")
                .get(0);

        assertThat(table.name()).isEqualTo("confusions");
        assertThat(table.rows()).hasSize(30);
        assertThat(table.rows().subList(0, 4))
                .containsExactly(
                        List.of("a", "class 3", "class 7", 25.5),
                        List.of("a", "class 3", "(no prediction)", 25.5),
                        List.of("a", "class 7", "(no prediction)", 5.5),
                        List.of("a", "class 0", "class 7", 0.5));
    }

    @Test
    void fewExamplesAreWarnedOf() {
        Found few = new Found(2, new int[499]).model("a", new double[499]);
        Found enough = new Found(2, new int[500]).model("a", new double[500]);
        assertThat(((Curve) few.by("average-precision").get(1)).note()).contains("Warning", "500", "499");
        assertThat(((Curve) enough.by("average-precision").get(1)).note()).doesNotContain("Warning");
    }

    @Test
    void pairsGoByTheMajorityOfSeedsAndModelsThatAreAlikeDoNotDiffer() {
        double[] right = {0.9};
        double[] wrong = {0.1};
        Found found = new Found(2, 1).model("a", right, right, wrong).model("b", right);
        List<Object> row = ((Table) found.by("mcnemar").get(0)).rows().get(0);
        assertThat(row.subList(0, 9)).containsExactly("a", "b", 1L, 0L, 0L, 0L, 0.0, 1.0, 1.0);
        assertThat(row.subList(9, 12)).containsExactly(Double.NaN, 1.0, 1.0);
        assertThat((double) ((Table) found.by("mcnemar").get(1)).rows().get(0).get(1))
                .isCloseTo(2 / 3.0, within(1e-15));
    }

    /** Two seeds have no majority on most examples, and three are right more often than each: only one of each votes. */
    @Test
    void equalModelsWithDifferentNumbersOfSeedsDifferNoMoreThanByChance() {
        SplittableRandom random = new SplittableRandom(16);
        int examples = 300;
        int tables = 2_000;
        int[] labels = new int[examples];
        int rejected = 0;
        double sum = 0;
        for (int table = 0; table < tables; table++) {
            double[] p = random.doubles(examples, 0.5, 1).toArray();
            Supplier<double[]> seed = () -> Arrays.stream(p)
                    .map(right -> random.nextDouble() < right ? 0 : 1)
                    .toArray();
            List<Object> row = ((Table) new Found(2, labels)
                            .model("two", seed.get(), seed.get())
                            .model("three", seed.get(), seed.get(), seed.get())
                            .by("mcnemar")
                            .get(0))
                    .rows()
                    .get(0);
            sum += (double) row.get(6);
            rejected += (double) row.get(8) < 0.05 ? 1 : 0;
        }
        assertThat(sum / tables).isCloseTo(0, within(0.003));
        assertThat((double) rejected / tables).isBetween(0.03, 0.065);
    }

    @Test
    void agreementTablesCountAsManySeedsOfBothModels() {
        double[] right = {0.9, 0.9};
        double[] wrong = {0.1, 0.1};
        Found found = new Found(2, 1, 1)
                .model("two", right, wrong)
                .model("three", right, wrong, wrong)
                .model("six", wrong, right, right, wrong, wrong, wrong);
        List<Agreement> pairs = Agreement.all(found.by("disagreements", new Disagreements.Config(0, 1, 0)));
        assertThat(pairs)
                .extracting(
                        pair -> pair.both().total(),
                        pair -> pair.onlyLeft().total(),
                        pair -> pair.onlyRight().total())
                .containsExactly(tuple(2, 0, 0), tuple(0, 2, 0), tuple(0, 0, 2));
        assertThat(((Table) found.by("mcnemar").get(0)).rows())
                .extracting(row -> row.get(12))
                .containsExactly(1L, 1L, 3L);
    }

    @Test
    void accuracyIsFoundFirstForVerdictsAreAboutIt() {
        assertThat(Found.all()).extracting(Evaluator::name).startsWith("accuracy");
    }

    @Test
    void namesOfModelsMakeNamesThatProgramsCanUse() {
        Found found =
                new Found(2, 1, 0).model("simple-rnn", new double[] {1, 1}).model("a1-2", new double[] {0, 0});

        for (Evaluator<?> evaluator : Found.all()) {
            assertThat(found.by(evaluator.name()))
                    .extracting(Finding::name)
                    .allSatisfy(name -> assertThat(name).matches("[a-z][A-Za-z0-9]*"));
        }
    }

    @Test
    void accuracyIsARateToRaiseAndLogLossIsNot() {
        Found found = new Found(2, 1).model("a", new double[] {1});
        Metric accuracy = (Metric) found.by("accuracy").get(0);
        Metric loss = (Metric) found.by("log-loss").get(0);

        assertThat(accuracy.higherIsBetter()).isTrue();
        assertThat(accuracy.rate()).isTrue();
        assertThat(loss.name()).isEqualTo("logLoss");
        assertThat(loss.higherIsBetter()).isFalse();
        assertThat(loss.rate()).isFalse();
    }
}

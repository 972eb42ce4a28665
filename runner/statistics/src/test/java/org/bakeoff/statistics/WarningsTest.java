package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.balanced;
import static org.bakeoff.statistics.Scores.right;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.bakeoff.statistics.Budget.Amount;
import org.bakeoff.statistics.Budget.Data;
import org.bakeoff.statistics.ModelWarning.DifferentBudgets;
import org.junit.jupiter.api.Test;

/** Each thing that must be known to weigh a verdict is found, and nothing where there is nothing to find. */
class WarningsTest {

    private static final int SIZE = 400;
    private static final Budget GIVEN =
            new Budget(2, 20, 300, new Budget.Trials(1, 0, 3), Map.of(), new Budget.Vocabulary(100, "v1"), "s1");
    private static final Entrant BASELINE =
            Entrant.of("low", right(SIZE, 300)).declared(true, true).given(5, GIVEN);

    @Test
    void aSoundComparisonHasNoWarnings() {
        assertThat(warnings(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360))))
                .isEmpty();
    }

    @Test
    void fewSeedsSayLittle() {
        assertThat(warnings(net(right(SIZE, 340)))).containsExactly(new ModelWarning.FewSeeds(List.of("net"), 1));
        assertThat(warnings(net(right(SIZE, 340), right(SIZE, 350))))
                .containsExactly(new ModelWarning.FewSeeds(List.of("net"), 2));
    }

    @Test
    void seedsThatCollapsedOrAreSpreadOddlyAreFound() {
        assertThat(warnings(net(right(SIZE, 360), right(SIZE, 350), right(SIZE, 205), right(SIZE, 201))))
                .containsExactly(new ModelWarning.CollapsedSeeds("net", List.of(0.9, 0.875), List.of(0.5125, 0.5025)));
        assertThat(warnings(net(right(SIZE, 360), right(SIZE, 360), right(SIZE, 280))))
                .containsExactly(new ModelWarning.UnusualSeedGap("net", List.of(0.9, 0.9), List.of(0.7)));
    }

    @Test
    void aModelThatPredictsOneClassIsNamedWithItsSeeds() {
        double[] zeros = new double[SIZE];
        double[] ones = new double[SIZE];
        Arrays.fill(ones, 1);
        assertThat(warnings(net(zeros, right(SIZE, 350), zeros, ones, zeros).diverged(1)))
                .contains(
                        new ModelWarning.OneClassPredicted("net", "class 0", List.of(0L, 2L), 5),
                        new ModelWarning.OneClassPredicted("net", "class 1", List.of(3L), 5));
        Scores oneClass = new Scores(Scores.groups(SIZE, 1)).model(BASELINE).model(net(ones));
        assertThat(oneClass.compare(ACCURACY).conclusion().warnings())
                .noneMatch(ModelWarning.OneClassPredicted.class::isInstance);
    }

    /** 40 test examples, of which the first ones are of class 1; half of the range of the Brier score is not much. */
    @Test
    void aMetricOfTheMajorityClassIsNamed() {
        Metric brier = Metric.mean(
                        "brier",
                        "Brier score",
                        false,
                        (label, predictions, example) -> Math.pow(label - predictions.probability(example, 1), 2))
                .within(0, 1);
        assertThat(majority(4, ACCURACY)).containsExactly(new ModelWarning.MajorityClassMetric("Accuracy", 0.9));
        assertThat(majority(5, ACCURACY)).isEmpty();
        assertThat(majority(4, brier)).hasSize(1);
        assertThat(majority(10, brier)).isEmpty();
        assertThat(majority(4, Scores.MEAN)).isEmpty();
    }

    private static List<Warning> majority(int ones, Metric metric) {
        int size = 40;
        return new Scores(IntStream.range(0, size)
                        .mapToObj(index -> new Example(
                                "e" + index,
                                new int[] {1},
                                index < ones ? 1 : 0,
                                "text " + index,
                                "g" + index,
                                Map.of()))
                        .toList())
                        .trained(size - ones, ones)
                        .model("net", right(size, 30))
                        .compare(metric)
                        .conclusion()
                        .warnings()
                        .stream()
                        .filter(ModelWarning.MajorityClassMetric.class::isInstance)
                        .toList();
    }

    @Test
    void seedsThatDivergedAreCounted() {
        assertThat(warnings(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360))
                        .diverged(2)))
                .containsExactly(new ModelWarning.DivergedSeeds("net", 2, 3));
    }

    @Test
    void aMissingBaselineIsNamed() {
        Scores scores = balanced(SIZE).model(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360)));
        assertThat(scores.compare(ACCURACY).conclusion().warnings()).containsExactly(new ModelWarning.NoBaseline());
    }

    @Test
    void withoutAMetricTheRestIsSaid() {
        ComparisonResult result = balanced(SIZE)
                .model(BASELINE)
                .model(net(right(SIZE, 340)).diverged(1))
                .compare();
        assertThat(result.conclusion().warnings()).containsExactly(new ModelWarning.DivergedSeeds("net", 1, 1));
        assertThat(result.comparisons()).isEmpty();
        assertThat(result.best()).isEmpty();
    }

    @Test
    void nearDuplicatesAreNamed() {
        Scores scores = sound().counted(DataCheck.Kind.NEAR_DUPLICATES_IN_TRAINING_SET, 0, 1);
        assertThat(scores.compare(ACCURACY).conclusion().warnings())
                .containsExactly(new DataWarning.NearDuplicates(2, SIZE, true));
        Scores others = sound().counted(DataCheck.Kind.REPEATED_TEXTS, 0, 1);
        assertThat(others.compare(ACCURACY).conclusion().warnings()).isEmpty();
    }

    @Test
    void groupsOfBothSetsAreNamed() {
        Scores scores = sound().counted(DataCheck.Kind.GROUPS_IN_TRAINING_SET, 0, 1);
        assertThat(scores.compare(ACCURACY).conclusion().warnings())
                .containsExactly(new DataWarning.SharedGroups(2, SIZE, true));
    }

    @Test
    void selectionsByFewExamplesAndFailedOnesAreNamed() {
        assertThat(sound().searched(search(0.9)).compare(ACCURACY).conclusion().warnings())
                .containsExactly(
                        new ModelWarning.FewValidationExamples("net", 1, 100, Math.sqrt(0.9 * (1 - 0.9) / 100)));
        assertThat(sound().searched(search(Double.NaN))
                        .compare(ACCURACY)
                        .conclusion()
                        .warnings())
                .containsExactly(new ModelWarning.FailedSearch("net", 1));
    }

    private static SearchResult search(double accuracy) {
        return new SearchResult(
                "net",
                SearchResult.Criterion.ACCURACY,
                1,
                List.of(new SearchResult.Configuration(1, Map.of(), 1, accuracy, List.of(), 1)));
    }

    @Test
    void aModelWithoutAResultWasGivenNothing() {
        double[] failed = {};
        ComparisonResult result =
                balanced(SIZE).model(BASELINE).model(Entrant.of("gone", failed)).compare(ACCURACY);
        assertThat(result.conclusion().warnings()).isEmpty();
    }

    /** Whatever differs is named, and nothing else. */
    @Property(tries = 64)
    void budgetsThatDifferAreNamed(@ForAll Set<Amount> amounts, @ForAll Set<Data> data) {
        Budget other = new Budget(
                amounts.contains(Amount.EPOCHS) ? 3 : 2,
                amounts.contains(Amount.UPDATES) ? 30.5 : 20,
                amounts.contains(Amount.TOKENS) ? 400 : 300,
                new Budget.Trials(
                        amounts.contains(Amount.CONFIGURATIONS) ? 40 : 1,
                        amounts.contains(Amount.TRIALS) ? 80 : 0,
                        data.contains(Data.VOCABULARY) && !amounts.contains(Amount.TRIALS) ? 5 : 3),
                Map.of("settings", "may differ"),
                new Budget.Vocabulary(100, data.contains(Data.VOCABULARY) ? "v2" : "v1"),
                data.contains(Data.TRAINING_EXAMPLES) ? "s2" : "s1");
        Entrant net = net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360))
                .given(amounts.contains(Amount.PARAMETERS) ? 1234 : 5, other);
        List<Warning> warnings = warnings(net);

        if (amounts.isEmpty() && data.isEmpty()) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).singleElement().isInstanceOfSatisfying(DifferentBudgets.class, budgets -> {
                assertThat(new ArrayList<>(budgets.amounts().keySet()))
                        .isEqualTo(new ArrayList<>(new TreeSet<>(amounts)));
                assertThat(new ArrayList<>(budgets.hashes().keySet())).isEqualTo(new ArrayList<>(new TreeSet<>(data)));
                budgets.hashes()
                        .values()
                        .forEach(different -> assertThat(different).isEqualTo(2));
                if (amounts.contains(Amount.UPDATES)) {
                    assertThat(budgets.amounts().get(Amount.UPDATES)).isEqualTo(Map.of("low", 20.0, "net", 30.5));
                }
            });
        }
    }

    private static Scores sound() {
        return balanced(SIZE).model(BASELINE).model(net(right(SIZE, 340), right(SIZE, 350), right(SIZE, 360)));
    }

    private static Entrant net(double[]... seeds) {
        return Entrant.of("net", seeds).given(5, GIVEN);
    }

    private static List<Warning> warnings(Entrant net) {
        return balanced(SIZE)
                .model(BASELINE)
                .model(net)
                .compare(ACCURACY)
                .conclusion()
                .warnings();
    }

    @Test
    void aClassWithoutTrainingExamplesIsNamed() {
        assertThat(sound().trained(1, 0).compare(ACCURACY).conclusion().warnings())
                .contains(new DataWarning.UntrainedClasses(List.of("class 1")));
        assertThat(sound().trained(1, 1).compare(ACCURACY).conclusion().warnings())
                .noneMatch(DataWarning.UntrainedClasses.class::isInstance);
    }

    @Test
    void everyWarningHasItsPlace() {
        assertThat(Warnings.GRAVEST_FIRST).containsExactlyInAnyOrderElementsOf(kinds(Warning.class));
    }

    @SuppressWarnings("unchecked")
    private static List<Class<? extends Warning>> kinds(Class<? extends Warning> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(kind -> kinds((Class<? extends Warning>) kind).stream())
                        .toList()
                : List.of(type);
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Training;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.Looks;
import org.bakeoff.testplugins.MeanProvider;
import org.bakeoff.training.TrainingHistory;
import org.bakeoff.training.TrialResult;
import org.junit.jupiter.api.Test;

/** Models trained on two examples of 1 and 2 tokens, a third of 1 token being for validation. */
class BudgetsTest {

    private static final MeanProvider.Config DEFAULTS = new MeanProvider().defaults();

    @Test
    void countsWhatEveryModelWasGiven() {
        Budget budget = budget(DEFAULTS, batches(1), 1, 2);

        // Means over seeds of 1 and 2 epochs, each of 2 batches and 3 tokens.
        assertThat(budget.epochs()).isEqualTo(1.5);
        assertThat(budget.updates()).isEqualTo(3);
        assertThat(budget.tokens()).isEqualTo(4.5);
        // By sha256sum of ["","word"] and [["t0","t1"],["t2"]].
        assertThat(budget.vocabulary().sha256())
                .isEqualTo("bb6c8d68b53bcfa53006e915b02633165327721ce33d745c055b74c61f63f4a0");
        assertThat(budget.splitSha256()).isEqualTo("ec5c6d14ae9ac13530aa48f9e54aee6e1cfe4c1c4ceedb08de828fc97faef1ee");
    }

    @Test
    void theLastBatchMayBeSmaller() {
        assertThat(budget(DEFAULTS, batches(2), 3).updates()).isEqualTo(3);
        assertThat(budget(DEFAULTS, batches(64), 3).updates()).isEqualTo(3);
    }

    @Test
    void anUpdateMayTakeSeveralBatches() {
        assertThat(budget(DEFAULTS, batches(1, 2), 3).updates()).isEqualTo(3);
        assertThat(budget(DEFAULTS, batches(1, 1000), 3).updates()).isEqualTo(3);
    }

    @Test
    void settingsAreWhatDiffersFromTheDefaults() {
        Training defaults = Training.defaults();
        assertThat(budget(DEFAULTS, defaults, 1).nonDefaults()).isEmpty();

        Training other = new Training(
                defaults.epochs(),
                defaults.batchSize(),
                0.01,
                Map.of(),
                new SeedPlan.Listed(List.of(7L, 8L)),
                null,
                defaults.validation(),
                defaults.validationStrategy(),
                Training.Padding.LONGEST,
                50,
                "cpu",
                defaults.threads() + 1,
                1.5,
                null,
                Training.Schedule.CONSTANT,
                null,
                0,
                Training.Optimizer.ADAM,
                null,
                null,
                0,
                1);
        assertThat(budget(new MeanProvider.Config(16, 0.25), other, 1).nonDefaults())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "dropout", "0.25",
                        "training.learningRate", "0.01",
                        "training.padding", "\"longest\"",
                        "training.clipNorm", "1.5"));
    }

    @Test
    void aModelWithoutAResultWasGivenNothing() {
        Spec.Model model = model(DEFAULTS, batches(1));
        assertThat(budgets(Map.of()).of(model, List.of())).isEmpty();
    }

    @Test
    void whatAnEarlierRunGaveStays() {
        Spec.Model model = model(DEFAULTS, batches(1));
        Budget given =
                new Budget(2, 20, 300, new Budget.Trials(1, 0, 3), Map.of(), new Budget.Vocabulary(100, "v1"), "s1");
        assertThat(budgets(Map.of("a", given)).of(model, List.of(result(1)))).contains(given);
    }

    private static Budget budget(MeanProvider.Config config, Training training, Integer... epochs) {
        return budgets(Map.of())
                .of(
                        model(config, training),
                        Stream.of(epochs).map(BudgetsTest::result).toList())
                .orElseThrow();
    }

    private static Budgets budgets(Map<String, Budget> known) {
        List<Example> train = List.of(example("t0", 1), example("t1", 2), example("t2", 1));
        TestData test = new TestData(new DatasetInfo(List.of("no", "yes"), List.of("", "word"), 1), List.of());
        return new Budgets(
                new Comparer.Data(
                        ExampleTable.of(train),
                        new ValidationSplit(new int[] {0, 1}, new int[] {2}),
                        test,
                        0,
                        List.of(),
                        new ImportedModels(Map.of(), List.of()),
                        model -> Optional.empty()),
                new Comparer.Trials(List.of(), Map.of(), known, List.of(), Looks.NONE, List.of(), Optional.empty()));
    }

    private static Example example(String id, int tokens) {
        return new Example(id, new int[tokens], 0, "train " + id, id, Map.of());
    }

    private static Spec.Model model(MeanProvider.Config config, Training training) {
        return new Spec.Model("a", new Spec.Chosen<>(new MeanProvider(), config), training);
    }

    private static TrialResult result(int epochs) {
        return new TrialResult(
                List.of(),
                new TrainingHistory(epochs, Optional.empty(), Optional.empty(), epochs, epochs),
                Optional.of(new Predictions(1, 2, new double[0])));
    }

    private static Training batches(int batchSize) {
        return batches(batchSize, 1);
    }

    private static Training batches(int batchSize, int gradientAccumulation) {
        return new Training(
                1,
                batchSize,
                1,
                Map.of(),
                new SeedPlan.Listed(List.of(1L)),
                null,
                0,
                Training.ValidationStrategy.FIRST,
                Training.Padding.FIXED,
                50,
                "cpu",
                1,
                null,
                null,
                Training.Schedule.CONSTANT,
                null,
                0,
                Training.Optimizer.ADAM,
                null,
                null,
                0,
                gradientAccumulation);
    }
}

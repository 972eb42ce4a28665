package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bakeoff.spec.Training;
import org.bakeoff.testplugins.MeanProvider;
import org.junit.jupiter.api.Test;

/** Models trained on two examples of 1 and 2 tokens, a third of 1 token being held out. */
class BudgetsTest {

    private static final double[] SCORES = {0.2, 0.4};
    private static final MeanProvider.Config DEFAULTS = new MeanProvider().defaults();
    private static final Budget GIVEN = new Budget(2, 20, 300, 1, Map.of(), "v1", "s1");

    @Test
    void countsWhatEveryModelWasGiven() {
        Budget budget = budget(Entrant.of("a", SCORES, SCORES).trained(1, 2));

        // Means over seeds of 1 and 2 epochs, each of 2 batches and 3 tokens.
        assertThat(budget.epochs()).isEqualTo(1.5);
        assertThat(budget.updates()).isEqualTo(3);
        assertThat(budget.tokens()).isEqualTo(4.5);
        // By sha256sum of ["","word"] and [["t0","t1"],["t2"]].
        assertThat(budget.vocabularySha256())
                .isEqualTo("bb6c8d68b53bcfa53006e915b02633165327721ce33d745c055b74c61f63f4a0");
        assertThat(budget.splitSha256()).isEqualTo("ec5c6d14ae9ac13530aa48f9e54aee6e1cfe4c1c4ceedb08de828fc97faef1ee");
    }

    @Test
    void theLastBatchMayBeSmaller() {
        assertThat(budget(Entrant.of("a", SCORES).trained(3).set(DEFAULTS, batches(2)))
                        .updates())
                .isEqualTo(3);
        assertThat(budget(Entrant.of("a", SCORES).trained(3).set(DEFAULTS, batches(64)))
                        .updates())
                .isEqualTo(3);
    }

    @Test
    void settingsAreWhatDiffersFromTheDefaults() {
        Training defaults = Training.defaults();
        assertThat(budget(Entrant.of("a", SCORES).set(DEFAULTS, defaults)).nonDefaults())
                .isEmpty();

        Training other = new Training(
                defaults.epochs(),
                defaults.batchSize(),
                0.01,
                List.of(7L, 8L),
                defaults.validation(),
                defaults.validationStrategy(),
                Training.Padding.LONGEST,
                50,
                "cpu",
                defaults.threads() + 1,
                1.5,
                null,
                Training.Schedule.CONSTANT);
        assertThat(budget(Entrant.of("a", SCORES).set(new MeanProvider.Config(16, 0.25), other))
                        .nonDefaults())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "dropout", "0.25",
                        "training.learningRate", "0.01",
                        "training.padding", "\"longest\"",
                        "training.clipNorm", "1.5"));
    }

    @Test
    void aModelWithoutAResultWasGivenNothing() {
        double[] failed = {};
        ComparisonResult result = new Scores(0, 1)
                .model(Entrant.of("a", SCORES).trained(1))
                .model(Entrant.of("b", failed))
                .compare(Scores.MEAN);
        assertThat(result.models().get(1).budget()).isNull();
        assertThat(differences(result)).isEmpty();
    }

    @Test
    void epochsThatDifferAreNamedWithAllThatFollows() {
        ComparisonResult result = new Scores(0, 1)
                .model(Entrant.of("a", SCORES, SCORES).trained(1, 2))
                .model(Entrant.of("b", SCORES, SCORES).trained(1000, 1000))
                .compare(Scores.MEAN);
        assertThat(differences(result))
                .containsExactly(
                        "Budgets differ: epochs (a 1.5, b 1,000); updates (a 3, b 2,000); tokens seen (a 4.5, b"
                                + " 3,000)");
    }

    /** Whatever differs is named, and nothing else. */
    @Property(tries = 64)
    void whatDiffersIsNamed(@ForAll Set<Item> items) {
        ComparisonResult result = new Scores(0, 1)
                .model(Entrant.of("a", SCORES).size(7))
                .model(Entrant.of("b", SCORES).size(7))
                .model(Entrant.of("c", SCORES).size(items.contains(Item.PARAMETERS) ? 1234 : 7))
                .budget("a", GIVEN)
                .budget("b", GIVEN)
                .budget(
                        "c",
                        new Budget(
                                items.contains(Item.EPOCHS) ? 3 : 2,
                                items.contains(Item.UPDATES) ? 30.5 : 20,
                                items.contains(Item.TOKENS) ? 400 : 300,
                                items.contains(Item.TRIED) ? 40 : 1,
                                Map.of("configuration", "may differ"),
                                items.contains(Item.VOCABULARY) ? "v2" : "v1",
                                items.contains(Item.SPLIT) ? "s2" : "s1"))
                .compare(Scores.MEAN);

        List<String> expected = new ArrayList<>();
        for (Item item : Item.values()) {
            if (items.contains(item)) {
                expected.add(item.words);
            }
        }
        assertThat(differences(result))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of("Budgets differ: " + String.join("; ", expected)));
    }

    private enum Item {
        TRIED("configurations tried (a 1, b 1, c 40)"),
        EPOCHS("epochs (a 2, b 2, c 3)"),
        UPDATES("updates (a 20, b 20, c 30.5)"),
        TOKENS("tokens seen (a 300, b 300, c 400)"),
        PARAMETERS("parameters (a 7, b 7, c 1,234)"),
        VOCABULARY("vocabularies (2 different ones, see their hashes)"),
        SPLIT("training examples (2 different ones, see their hashes)");

        private final String words;

        Item(String words) {
            this.words = words;
        }
    }

    private static List<String> differences(ComparisonResult result) {
        return result.conclusion().warnings().stream()
                .filter(warning -> warning.startsWith("Budgets"))
                .toList();
    }

    private static Budget budget(Entrant entrant) {
        ModelResult model =
                new Scores(0, 1).model(entrant).compare(Scores.MEAN).models().get(0);
        return java.util.Objects.requireNonNull(model.budget());
    }

    private static Training batches(int batchSize) {
        return new Training(
                1,
                batchSize,
                1,
                List.of(1L),
                0,
                Training.ValidationStrategy.FIRST,
                Training.Padding.FIXED,
                50,
                "cpu",
                1,
                null,
                null,
                Training.Schedule.CONSTANT);
    }
}

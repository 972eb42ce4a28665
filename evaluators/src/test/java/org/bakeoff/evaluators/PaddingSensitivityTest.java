package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bakeoff.api.Finding.Table;
import org.junit.jupiter.api.Test;

class PaddingSensitivityTest {

    private static final double[] WORDS = {0, 1, -1};

    @Test
    void countsFlipsAndChanges() {
        // Of 40 columns 39 are padding: the logit is 1 + 0.1 * 39 as trained, 1 without, 1 + 0.1 * 79 doubled.
        TinyModel drifting = new TinyModel(1, WORDS).drift(0.1);
        Probed probed = new Probed(2, 3).example(1, 1).example(0, 2).model("a", drifting);
        List<List<Object>> rows = table(probed).rows();

        assertThat(rows.get(0).subList(0, 5)).containsExactly("a", "none", 1L, 1.0, 0.5);
        assertThat(rows.get(1)).containsExactly("a", "as trained", 1L, 0.5, 0.0, 0.0);
        assertThat(rows.get(2).subList(0, 5)).containsExactly("a", "doubled", 1L, 0.5, 0.0);
        double none = (sigmoid(4.9) - sigmoid(1) + sigmoid(2.9) - sigmoid(-1)) / 2;
        double doubled = (sigmoid(8.9) - sigmoid(4.9) + sigmoid(6.9) - sigmoid(2.9)) / 2;
        assertThat((Double) rows.get(0).get(5)).isCloseTo(none, within(1e-12));
        assertThat((Double) rows.get(2).get(5)).isCloseTo(doubled, within(1e-12));
    }

    @Test
    void isTheMeanOverSeeds() {
        Probed probed = new Probed(2, 3)
                .example(1, 1)
                .example(0, 2)
                .model("a", new TinyModel(1, WORDS).drift(0.1), new TinyModel(2, WORDS));
        assertThat(table(probed).rows().get(0).subList(2, 5)).containsExactly(2L, 1.0, 0.25);
        Table first = (Table) probed.by(new PaddingSensitivity(), new PaddingSensitivity.Config(10, 1))
                .get(0);
        assertThat(first.rows().get(0).subList(2, 5)).containsExactly(1L, 1.0, 0.5);
    }

    @Test
    void findsNothingWherePaddingDoesNothing() {
        // What is added to every logit alike leaves three classes' probabilities as they are.
        TinyModel model = new TinyModel(1, new double[] {0, 1, 0}, new double[] {0, 0, 1}, new double[3]).drift(0.5);
        Probed probed = new Probed(3, 3).random(100, 1, 20, model).model("a", model);
        assertThat(table(probed).rows()).hasSize(3).allSatisfy(row -> {
            assertThat(row.get(3)).isEqualTo(1.0);
            assertThat(row.get(4)).isEqualTo(0.0);
            assertThat((Double) row.get(5)).isCloseTo(0, within(1e-12));
        });
    }

    @Test
    void saysWhoRefuses() {
        Probed probed = new Probed(2, 3)
                .example(1, 1)
                .model("short", new TinyModel(1, WORDS).refusingMoreColumns())
                .predictionsOf("baseline", new TinyModel(1, WORDS));
        Table table = table(probed);
        assertThat(table.rows()).hasSize(3);
        assertThat(table.rows().get(2)).containsExactly("short", "doubled", 0L, Double.NaN, Double.NaN, Double.NaN);
        assertThat(table.note())
                .endsWith("Left out: short with padding doubled (it takes 40 columns at most); "
                        + "baseline (only its predictions are available, not the trained model).");
    }

    @Test
    void drawsTheSameSampleTwice() {
        TinyModel model = new TinyModel(1, WORDS).drift(0.1);
        Probed probed = new Probed(2, 3).random(100, 1, 20, model).model("a", model);
        PaddingSensitivity.Config config = new PaddingSensitivity.Config(30, null);
        assertThat(probed.by(new PaddingSensitivity(), config)).isEqualTo(probed.by(new PaddingSensitivity(), config));
        double flipped =
                (Double) ((Table) probed.by(new PaddingSensitivity(), config).get(0))
                        .rows()
                        .get(0)
                        .get(4);
        assertThat(flipped * 30)
                .isCloseTo(Math.rint(flipped * 30), within(1e-9))
                .isPositive();
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static Table table(Probed probed) {
        return (Table) probed.by(new PaddingSensitivity()).get(0);
    }
}

package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Table;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AttributionsTest {

    private static final double[] WORDS = {0, 2, -1, 0.5, 0.0004};
    private static final Disagreements DISAGREEMENTS = new Disagreements();

    @Test
    void ofALinearModelAreItsWeightsForTheExamplesOwnClass() {
        Probed probed = new Probed(2, 5)
                .example(1, 1, 2, 4)
                .example(0, 3, 2, 2)
                .model("linear", new TinyModel(7, WORDS))
                .model("other", new TinyModel(8, WORDS));

        Cases.Attribution positive = attribution(probed, "e0", 0);
        assertThat(positive.seed()).isEqualTo(7);
        assertThat(positive.scores()).containsExactly(2.0, -1.0, 0.0);
        assertThat(positive.gap()).isCloseTo(0, within(1e-12));
        Cases.Attribution negative = attribution(probed, "e1", 1);
        assertThat(negative.seed()).isEqualTo(8);
        assertThat(negative.scores()).containsExactly(-0.5, 1.0, 1.0);
    }

    @Test
    void ofMoreClassesSpeakForTheLogitOfTheOwnOne() {
        TinyModel model =
                new TinyModel(1, new double[] {0, 1, 0, 0}, new double[] {0, 0, 3, -1}, new double[] {0, 0, 0, 5});
        Probed probed = new Probed(3, 4)
                .example(0, 1, 2, 3)
                .example(1, 1, 2, 3)
                .example(2, 1, 2, 3)
                .model("a", model)
                .model("b", model);

        assertThat(attribution(probed, "e0", 0).scores()).containsExactly(1.0, 0.0, 0.0);
        assertThat(attribution(probed, "e1", 0).scores()).containsExactly(0.0, 3.0, -1.0);
        assertThat(attribution(probed, "e2", 0).scores()).containsExactly(0.0, 0.0, 5.0);
    }

    @Test
    void missLessOfTheDifferenceWithMoreSteps() {
        Probed probed = new Probed(2, 5)
                .example(0, 1, 1, 3)
                .example(1, 3)
                .model("a", new TinyModel(1, WORDS).squashed())
                .model("b", new TinyModel(1, WORDS));
        double[] gaps = Stream.of(1, 4, 64)
                .mapToDouble(steps -> attribution(probed, "e0", 0, steps).gap())
                .toArray();
        assertThat(Math.abs(gaps[1])).isLessThan(Math.abs(gaps[0]));
        assertThat(Math.abs(gaps[2])).isLessThan(0.01 * Math.abs(gaps[0])).isPositive();

        // One step: the slope at the middle of the path, 1 - tanh²(2.25), times the state of 4.5 against tanh(4.5);
        // the example's class is 0, so that all signs are turned.
        double slope = 1 - Math.pow(Math.tanh(2.25), 2);
        assertThat(gaps[0]).isCloseTo(-(Math.tanh(4.5) - 4.5 * slope), within(0.005));
        String note = agreement(probed, 1).note();
        assertThat(note)
                .contains(String.format(
                        Locale.ROOT,
                        "a: the scores of an example miss at most %.2g%%",
                        100 * (1 - 4.5 * slope / Math.tanh(4.5))))
                .contains("b: the scores of an example miss at most 0.0%");
    }

    @Test
    void areRoundedToThreeDigitsOfTheLargest() {
        Probed probed = new Probed(2, 4)
                .example(1, 1, 2, 3)
                .model("a", new TinyModel(1, new double[] {0, 123.456, 0.7654, -1.3}))
                .model("b", new TinyModel(1, new double[] {0, 0.000123456, 0, -0.00000091}));
        assertThat(attribution(probed, "e0", 0).scores()).containsExactly(123.0, 1.0, -1.0);
        assertThat(attribution(probed, "e0", 1).scores()).containsExactly(0.000123, 0.0, -0.000001);
    }

    @Test
    void areComputedOnceForAllPairs() {
        TinyModel first = new TinyModel(1, WORDS);
        TinyModel second = new TinyModel(2, WORDS);
        Probed probed = new Probed(2, 5)
                .random(50, 2, 10, first)
                .model("a", first, second)
                .model("b", new TinyModel(1, WORDS))
                .model("c", new TinyModel(1, WORDS));
        probed.by(DISAGREEMENTS);
        assertThat(first.integrals).isEqualTo(1);
        assertThat(second.integrals).isZero();
    }

    @Test
    void areGivenForTheModelsOfThePairOnly() {
        Probed probed = new Probed(2, 5)
                .example(1, 1)
                .model("a", new TinyModel(1, WORDS))
                .model("b", new TinyModel(1, WORDS))
                .model("c", new TinyModel(1, WORDS));
        Cases.Case one = agreement(probed, 32).both().cases().get(0);
        assertThat(one.predictions().get(0).attribution()).isNotNull();
        assertThat(one.predictions().get(1).attribution()).isNotNull();
        assertThat(one.predictions().get(2).attribution()).isNull();
    }

    @Test
    void ofAModelWithoutEmbeddingAreLeftOutWithTheReason() {
        Probed probed = new Probed(2, 5)
                .random(30, 5, 9, new TinyModel(1, WORDS))
                .model("bag", new TinyModel(1, WORDS).withoutEmbedding())
                .model("linear", new TinyModel(1, WORDS))
                .predictionsOf("baseline", new TinyModel(1, WORDS));
        Agreement agreement = agreement(probed, 32);
        assertThat(agreement.note()).contains("Without token scores: bag (it has no parameter named \"embedding\").");
        Cases.Case one = agreement.both().cases().get(0);
        assertThat(one.predictions().get(0).attribution()).isNull();
        assertThat(one.predictions().get(1).attribution()).isNotNull();

        Table deletion = deletion(probed);
        assertThat(deletion.rows()).extracting(row -> row.get(0)).containsExactly("linear", "linear");
        assertThat(deletion.note())
                .contains("bag (it has no parameter", "baseline (only its predictions are available");
    }

    @Test
    void ofAModelThatDivergedAreLeftOut() {
        double[] broken = {0, Double.NaN, 1};
        Probed probed = new Probed(2, 3)
                .example(1, 1, 2)
                .example(1, 2, 2)
                .model("a", new TinyModel(3, broken))
                .model("b", new TinyModel(1, new double[] {0, 1, 1}));
        Agreement agreement = agreement(probed, 32);
        assertThat(agreement.onlyRight().cases().get(0).predictions().get(0).attribution())
                .isNull();
        assertThat(agreement.both().cases().get(0).predictions().get(0).attribution())
                .isNotNull();
        assertThat(agreement.note()).contains("a (its logits are not finite with seed 3)");
    }

    @Test
    void standTheDeletionCheckOnlyIfTheyMeanSomething() {
        double[] weights = new double[50];
        Random random = new Random(4);
        Arrays.setAll(weights, token -> token == 0 ? 0 : 0.3 * random.nextGaussian());
        TinyModel truth = new TinyModel(1, weights);
        Probed probed = new Probed(2, 50)
                .random(300, 20, 40, truth)
                .model("linear", truth)
                .model("scrambled", new TinyModel(1, weights).scrambled());
        List<List<Object>> rows = deletion(probed).rows();

        assertThat(rows).extracting(row -> row.get(0)).containsExactly("linear", "linear", "scrambled", "scrambled");
        assertThat(rows.get(1).get(2)).isEqualTo(200L);
        for (List<Object> row : rows.subList(0, 2)) {
            assertThat(number(row, 5)).isGreaterThan(number(row, 6) + 0.8);
            assertThat(number(row, 3)).isGreaterThan(number(row, 4));
            assertThat(number(row, 7)).isGreaterThan(0.95);
        }
        for (List<Object> row : rows.subList(2, 4)) {
            assertThat(number(row, 5)).isCloseTo(number(row, 6), within(0.25));
            assertThat(number(row, 7)).isBetween(0.3, 0.7);
        }
        assertThat(deletion(probed)).isEqualTo(deletion(probed));
    }

    @Test
    void deletionOfATenthTakesTheTokenThatSpeaksMost() {
        double[] weights = {0, 1, 0.25};
        Probed probed = new Probed(2, 3)
                .example(1, 2, 2, 2, 1, 2)
                .model("a", new TinyModel(1, weights))
                .model("b", new TinyModel(1, weights));
        List<Object> row = deletion(probed).rows().get(0);
        assertThat(row.get(2)).isEqualTo(1L);
        assertThat(number(row, 5)).isCloseTo(1, within(1e-9));
        assertThat(number(row, 3)).isCloseTo(1 / (1 + Math.exp(-2)) - 1 / (1 + Math.exp(-1)), within(1e-12));
        assertThat(number(row, 6)).isBetween(0.2499, 0.9);
    }

    @Test
    void takeLittleRoomInAReport() {
        double[] weights = new double[5000];
        Random random = new Random(4);
        Arrays.setAll(weights, token -> token == 0 ? 0 : 0.05 * random.nextGaussian());
        double[] other = new double[5000];
        Arrays.setAll(other, token -> token == 0 ? 0 : 0.05 * random.nextGaussian());
        Probed probed = new Probed(2, 5000)
                .random(200, 500, 500, new TinyModel(1, weights))
                .model("a", new TinyModel(1, weights).memory(0.99))
                .model("b", new TinyModel(1, other))
                .model("c", new TinyModel(1, other).memory(0.97));
        List<Finding> findings = probed.by(DISAGREEMENTS, new Disagreements.Config(6, 2, 0));

        assertThat(findings.stream()
                        .filter(Cases.class::isInstance)
                        .flatMap(cases -> ((Cases) cases).groups().stream())
                        .mapToInt(group -> group.cases().size()))
                .hasSize(12)
                .allMatch(size -> size == 12);
        assertThat(JsonMapper.shared().writeValueAsBytes(findings)).hasSizeLessThan(1_600_000);
    }

    private static double number(List<Object> row, int column) {
        return (Double) row.get(column);
    }

    private static Table deletion(Probed probed) {
        List<Finding> findings = probed.by(DISAGREEMENTS);
        return (Table) findings.get(findings.size() - 1);
    }

    private static Agreement agreement(Probed probed, int steps) {
        return Agreement.of(
                probed.by(DISAGREEMENTS, new Disagreements.Config(3, steps, 0)).get(0));
    }

    private static Cases.Attribution attribution(Probed probed, String id, int model) {
        return attribution(probed, id, model, 32);
    }

    private static Cases.Attribution attribution(Probed probed, String id, int model, int steps) {
        Cases.Attribution found = agreement(probed, steps).groups().stream()
                .flatMap(group -> group.cases().stream())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .predictions()
                .get(model)
                .attribution();
        assertThat(found).isNotNull();
        return found;
    }
}

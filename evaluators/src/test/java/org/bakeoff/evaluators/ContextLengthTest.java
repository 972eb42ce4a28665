package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.junit.jupiter.api.Test;

class ContextLengthTest {

    private static final ContextLength MEMORY = new ContextLength();
    private static final double[] WORDS = words(60);

    @Test
    void ofAModelThatLooksAtTheLastFiveTokensIsFive() {
        TinyModel five = new TinyModel(1, WORDS).sees(5);
        Probed probed = new Probed(2, 60).random(400, 8, 40, five).model("five", five);

        assertThat(lengths(probed).rows()).containsExactly(List.of("five", 1L, 1.0, 5L, 5L, 5L));
        List<Curve.Point> accuracy =
                line(probed, "contextLengthAccuracy", "five", "").points();
        assertThat(accuracy).extracting(Curve.Point::x).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 40.0);
        assertThat(accuracy.get(1).y()).isBetween(0.6, 0.9);
        assertThat(accuracy.subList(2, 6)).extracting(Curve.Point::y).containsOnly(1.0);
        assertThat(accuracy).extracting(Curve.Point::low).containsOnly(Double.NaN);
    }

    @Test
    void liesOnTheGrid() {
        TinyModel seven = new TinyModel(1, WORDS).sees(7);
        Probed probed = new Probed(2, 60).random(400, 8, 12, seven).model("seven", seven);
        assertThat(lengths(probed).rows().get(0).subList(3, 6)).containsExactly(10L, 10L, 10L);
        assertThat(TruncatedPredictions.grid(500)).containsExactly(1, 2, 5, 10, 20, 50, 100, 200, 500);
        assertThat(TruncatedPredictions.grid(437)).containsExactly(1, 2, 5, 10, 20, 50, 100, 200, 437);
        assertThat(TruncatedPredictions.grid(1)).containsExactly(1);
    }

    @Test
    void toleratesExactlyOnePoint() {
        for (int wrong = 0; wrong <= 2; wrong++) {
            Probed probed = new Probed(2, 3);
            for (int index = 0; index < 100; index++) {
                // The last token alone is taken for class 1; the one before it decides for class 0.
                probed = index < wrong ? probed.example(0, 1, 2) : probed.example(1, 2);
            }
            probed.example(1, 2, 2).model("a", new TinyModel(1, new double[] {0, -5, 1}));
            Table table = lengths(probed, new ContextLength.Config(1000, null, 0));
            // 1 of 101 is less than a point, 2 of 101 is more.
            assertThat(table.rows().get(0).get(3)).isEqualTo(wrong < 2 ? 1L : 2L);
        }
        Probed hundred = new Probed(2, 3).example(0, 1, 2);
        for (int index = 1; index < 100; index++) {
            hundred.example(1, 2);
        }
        hundred.model("a", new TinyModel(1, new double[] {0, -5, 1}));
        assertThat(lengths(hundred).rows().get(0).subList(2, 4)).containsExactly(1.0, 1L);
        // A draw that holds the one example twice or more loses over a point: a quarter of the draws.
        assertThat(lengths(hundred).rows().get(0).get(5)).isEqualTo(2L);
    }

    @Test
    void agreesWithThePredictionRightOrWrong() {
        TinyModel model = new TinyModel(1, new double[] {0, 1, -3});
        Probed probed = new Probed(2, 3)
                .example(1, 2, 1) // whole: class 0, wrong; last token: class 1, right
                .example(0, 2, 1) // whole: class 0, right; last token: class 1, wrong
                .example(0, 1) // always class 1, wrong; shorter than any other k
                .model("a", model);
        assertThat(line(probed, "contextLengthAccuracy", "a", "").points())
                .containsExactly(new Curve.Point(1, 1 / 3.0), new Curve.Point(2, 1 / 3.0));
        assertThat(line(probed, "contextLengthAgreement", "a", "").points())
                .containsExactly(new Curve.Point(1, 1 / 3.0), new Curve.Point(2, 1));
    }

    @Test
    void accuracyAnswersWhyAndAgreementDoesNot() {
        Probed probed = new Probed(2, 3).example(1, 2, 1).model("a", new TinyModel(1, new double[] {0, 1, -3}));

        assertThat(((Curve) find(probed, "contextLengthAccuracy")).x().input()).contains("the last {} tokens");
        assertThat(((Curve) find(probed, "contextLengthAgreement")).x().input()).isEmpty();
    }

    @Test
    void drawsSeedsAndGroups() {
        TinyModel all = new TinyModel(1, WORDS);
        TinyModel five = new TinyModel(2, WORDS).sees(5);
        Probed probed = new Probed(2, 60).random(400, 8, 40, all).model("mixed", five, all);
        List<Object> row = lengths(probed).rows().get(0);
        assertThat((Long) row.get(3)).isGreaterThan(5L);
        assertThat(row.get(4)).isEqualTo(5L);
        assertThat((Long) row.get(5)).isGreaterThanOrEqualTo((Long) row.get(3));
        Curve.Point band =
                line(probed, "contextLengthAgreement", "mixed", "").points().get(2);
        assertThat(band.high()).isEqualTo(1);
        assertThat(band.low()).isLessThan(0.95);
        assertThat(band.y()).isCloseTo((band.low() + band.high()) / 2, within(1e-12));

        List<Object> first =
                lengths(probed, new ContextLength.Config(1000, 1, 0)).rows().get(0);
        assertThat(first.subList(3, 6)).containsExactly(5L, 5L, 5L);
        assertThat(first.get(1)).isEqualTo(1L);

        Probed single = new Probed(2, 3);
        Probed many = new Probed(2, 3);
        for (int index = 0; index < 100; index++) {
            int[] tokens = index == 0 ? new int[] {1, 2} : new int[] {2};
            single.example("one", index == 0 ? 0 : 1, tokens);
            many.example(index == 0 ? 0 : 1, tokens);
        }
        TinyModel model = new TinyModel(1, new double[] {0, -5, 1});
        assertThat(lengths(single.model("a", model)).rows().get(0).subList(3, 6))
                .containsExactly(1L, 1L, 1L);
        assertThat(lengths(many.model("a", model)).rows().get(0).subList(3, 6)).containsExactly(1L, 1L, 2L);
    }

    @Test
    void ofThreeClassesIsMeasuredAlike() {
        TinyModel five = new TinyModel(1, words(30), words(31), words(32)).sees(5);
        Probed probed = new Probed(3, 30).random(300, 6, 20, five).model("five", five);
        assertThat(lengths(probed).rows().get(0).subList(3, 6)).containsExactly(5L, 5L, 5L);
        assertThat(line(probed, "contextLengthGradients", "five", "")
                        .points()
                        .get(5)
                        .y())
                .isEqualTo(1e-12);
    }

    @Test
    void takesASampleOfTheSizeAskedFor() {
        TinyModel model = new TinyModel(1, WORDS);
        Probed probed = new Probed(2, 60).random(300, 5, 30, model).model("a", model);
        Table table = lengths(probed, new ContextLength.Config(50, null, 0));
        assertThat(table.note()).contains("On 50 test examples").contains("The largest class holds");
        List<Finding> findings = probed.by(MEMORY, new ContextLength.Config(50, null, 0));
        double height = ((Curve) findings.get(1)).lines().get(0).points().get(0).y();
        assertThat(height * 50).isCloseTo(Math.rint(height * 50), within(1e-9));
        assertThat(findings).isEqualTo(probed.by(MEMORY, new ContextLength.Config(50, null, 0)));
    }

    @Test
    void gradientsOfAnExponentialMemoryFallOffExponentially() {
        TinyModel half = new TinyModel(1, WORDS).memory(0.5);
        Probed probed =
                new Probed(2, 60).random(200, 3, 30, half).model("half", half, new TinyModel(2, WORDS).memory(0.25));
        Curve curve = (Curve) find(probed, "contextLengthGradients");
        assertThat(curve.y().logarithmic()).isTrue();
        assertThat(curve.note()).contains("no number is taken from it", "ten times farther");

        // Of two seeds, pooled, the quartiles are theirs and the median lies between.
        List<Curve.Point> points =
                line(probed, "contextLengthGradients", "half", "").points();
        assertThat(points.get(0)).isEqualTo(new Curve.Point(1, 1, 1, 1));
        assertThat(points.get(4).low()).isCloseTo(Math.pow(0.25, 4), within(1e-7));
        assertThat(points.get(4).y()).isCloseTo((Math.pow(0.25, 4) + Math.pow(0.5, 4)) / 2, within(1e-7));
        assertThat(points.get(4).high()).isCloseTo(Math.pow(0.5, 4), within(1e-7));
        assertThat(line(probed, "contextLengthGradients", "half", "untrained").points())
                .allSatisfy(point -> assertThat(point.y()).isEqualTo(1));
    }

    @Test
    void gradientsAreThoseOfTheSameLongExamples() {
        TinyModel model = new TinyModel(1, WORDS).sees(3);
        Probed probed = new Probed(2, 60);
        for (int length = 1; length <= 40; length++) {
            probed.example(0, IntStream.rangeClosed(1, length).toArray());
        }
        probed.model("three", model);
        Curve curve = (Curve) find(probed, "contextLengthGradients");
        assertThat(curve.note()).contains("over 10 test examples of at least 31 tokens");
        List<Curve.Point> points = curve.lines().get(0).points();
        assertThat(points).hasSize(31);
        assertThat(points.subList(0, 3)).extracting(Curve.Point::y).containsOnly(1.0);
        assertThat(points.subList(3, 31)).extracting(Curve.Point::y).containsOnly(1e-12);
    }

    @Test
    void leavesOutWhatCantBeAsked() {
        TinyModel model = new TinyModel(1, WORDS);
        Probed probed = new Probed(2, 60)
                .random(60, 5, 12, model)
                .model("bag", new TinyModel(1, WORDS).withoutEmbedding())
                .predictionsOf("baseline", model)
                .model("a", model);
        assertThat(lengths(probed).rows()).extracting(row -> row.get(0)).containsExactly("bag", "a");
        assertThat(lengths(probed).note()).contains("Left out: baseline (only its predictions are available");
        Curve gradients = (Curve) find(probed, "contextLengthGradients");
        assertThat(gradients.lines()).extracting(Curve.Line::model).containsExactly("a", "a");
        assertThat(gradients.note()).contains("bag (it has no parameter named \"embedding\")", "baseline (only");

        Probed nothing = new Probed(2, 60).random(20, 1, 3, model).predictionsOf("baseline", model);
        assertThat(nothing.by(MEMORY)).hasSize(1);
        assertThat(lengths(nothing).rows()).isEmpty();
        Probed empty = new Probed(2, 60).example(1).model("a", model);
        assertThat(empty.by(MEMORY)).hasSize(1);
        assertThat(lengths(empty).rows()).isEmpty();
    }

    private static double[] words(int count) {
        double[] words = new double[count];
        Random random = new Random(count);
        Arrays.setAll(words, token -> token == 0 ? 0 : random.nextGaussian());
        return words;
    }

    private static Table lengths(Probed probed) {
        return (Table) find(probed, "contextLength");
    }

    private static Table lengths(Probed probed, ContextLength.Config config) {
        return (Table) probed.by(MEMORY, config).get(0);
    }

    private static Curve.Line line(Probed probed, String curve, String model, String variant) {
        return ((Curve) find(probed, curve))
                .lines().stream()
                        .filter(line ->
                                line.model().equals(model) && line.variant().equals(variant))
                        .findFirst()
                        .orElseThrow();
    }

    private static Finding find(Probed probed, String name) {
        return probed.by(MEMORY).stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

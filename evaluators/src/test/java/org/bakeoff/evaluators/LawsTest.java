package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of every metric for any predictions, drawn here from seeds with many ties. */
class LawsTest {

    private static final int MANY = Boolean.getBoolean("bakeoff.endurance") ? 9_000 : 3_000;

    private static final List<String> METRICS = List.of(
            "accuracy", "precision", "recall", "f1", "mcc", "roc-auc", "average-precision", "log-loss", "brier");

    @Property(tries = 200)
    void aWeightCountsAsSoManyCopies(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = labels(random, classes, 12);
        double[] probabilities = probabilities(random, classes, labels.length);
        int[] weights = random.ints(labels.length, 0, 4).toArray();
        weights[0]++;
        int[] copies = IntStream.range(0, weights.length)
                .flatMap(index -> IntStream.generate(() -> index).limit(weights[index]))
                .toArray();
        int columns = probabilities.length / labels.length;
        Found weighted = new Found(classes, labels).model("a", probabilities);
        Found repeated = new Found(
                        classes, Arrays.stream(copies).map(copy -> labels[copy]).toArray())
                .model(
                        "a",
                        Arrays.stream(copies)
                                .boxed()
                                .flatMapToDouble(
                                        copy -> Arrays.stream(probabilities, copy * columns, (copy + 1) * columns))
                                .toArray());

        for (String name : METRICS) {
            double value = weighted.metric(name, 0, 0, weights);
            double expected = repeated.metric(name, 0, 0);
            if (Double.isNaN(expected)) {
                assertThat(value).as(name).isNaN();
            } else {
                assertThat(value).as(name).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Property(tries = 100)
    void rankingsDependOnTheOrderAlone(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = labels(random, 2, 30);
        double[] probabilities = probabilities(random, 2, 30);
        Found found = new Found(2, labels)
                .model("a", probabilities)
                .model("b", Arrays.stream(probabilities).map(p -> p * p / 3).toArray());

        for (String name : List.of("roc-auc", "average-precision")) {
            assertThat(found.metric(name, 1, 0)).isEqualTo(found.metric(name, 0, 0));
        }
    }

    @Property(tries = 100)
    void theAreaIsTheShareOfPairsInOrder(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = labels(random, 2, 20);
        labels[0] = 0;
        labels[1] = 1;
        double[] p = probabilities(random, 2, 20);
        double inOrder = 0;
        int pairs = 0;
        for (int one = 0; one < 20; one++) {
            for (int other = 0; other < 20; other++) {
                if (labels[one] == 1 && labels[other] == 0) {
                    pairs++;
                    inOrder += p[one] > p[other] ? 1 : p[one] == p[other] ? 0.5 : 0;
                }
            }
        }
        assertThat(new Found(2, labels).model("a", p).metric("roc-auc", 0, 0))
                .isCloseTo(inOrder / pairs, within(1e-12));
    }

    @Property(tries = 100)
    void correlationKnowsNoSides(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] one = labels(random, classes, 15);
        int[] other = labels(random, classes, 15);
        double there =
                new Found(classes, one).model("a", certain(other, classes)).metric("mcc", 0, 0);
        double back =
                new Found(classes, other).model("a", certain(one, classes)).metric("mcc", 0, 0);

        assertThat(there).isCloseTo(back, within(1e-12)).isBetween(-1.0, 1 + 1e-12);
    }

    @Property(tries = 50)
    void curvesRiseAndFallWithinTheSquare(@ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = labels(random, classes, 40);
        for (int index = 0; index < classes; index++) {
            labels[index] = index;
        }
        Found found = new Found(classes, labels)
                .model("a", probabilities(random, classes, 40), probabilities(random, classes, 40));

        for (String name : List.of("roc-auc", "average-precision", "calibration")) {
            List<Curve.Point> points =
                    ((Curve) found.by(name).get(1)).lines().get(0).points();
            assertThat(points).hasSizeLessThanOrEqualTo(101).allSatisfy(point -> {
                assertThat(point.x()).isBetween(0.0, 1.0);
                assertThat(point.y()).isBetween(point.low(), point.high()).isBetween(0.0, 1.0);
            });
            assertThat(points).extracting(Curve.Point::x).isSorted();
        }
        List<Curve.Point> roc =
                ((Curve) found.by("roc-auc").get(1)).lines().get(0).points();
        assertThat(roc).extracting(Curve.Point::y).isSorted().endsWith(1.0);
    }

    @Test
    void theCurvesAreaIsTheMetric() {
        SplittableRandom random = new SplittableRandom(7);
        int[] labels = labels(random, 2, 4000);
        double[] p = Arrays.stream(labels)
                .mapToDouble(label -> Math.min(1, 0.6 * random.nextDouble() + 0.3 * label))
                .toArray();
        Found found = new Found(2, labels).model("a", p);

        for (String name : List.of("roc-auc", "average-precision")) {
            List<Curve.Point> points =
                    ((Curve) found.by(name).get(1)).lines().get(0).points();
            double area = IntStream.range(1, points.size())
                    .mapToDouble(index ->
                            (points.get(index).y() + points.get(index - 1).y()) / 200)
                    .sum();
            assertThat(area).as(name).isCloseTo(found.metric(name, 0, 0), within(0.005));
        }
    }

    @Property(tries = 8)
    void perfectProbabilitiesHaveTheErrorOfChance(@ForAll long seed, @ForAll @IntRange(min = 2, max = 3) int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 4000;
        double[] p = new double[classes == 2 ? n : n * classes];
        int[] labels = new int[n];
        for (int example = 0; example < n; example++) {
            double[] shares = random.doubles(classes, 0.01, 1).toArray();
            double sum = DoubleStream.of(shares).sum();
            double point = random.nextDouble() * sum;
            while (point > shares[labels[example]] && labels[example] < classes - 1) {
                point -= shares[labels[example]++];
            }
            for (int index = 0; index < classes; index++) {
                if (classes > 2) {
                    p[example * classes + index] = shares[index] / sum;
                } else {
                    p[example] = shares[1] / sum;
                }
            }
        }
        Found found = new Found(classes, labels)
                .model("perfect", p)
                .model("bold", Arrays.stream(p).map(x -> x * x * x).toArray());
        List<List<Object>> rows = ((Table) found.by("calibration").get(0)).rows();

        assertThat((double) rows.get(0).get(3))
                .isBetween(
                        0.2 * (double) rows.get(0).get(4),
                        2.2 * (double) rows.get(0).get(4));
        assertThat((double) rows.get(0).get(5))
                .isGreaterThan((double) rows.get(0).get(4));
        assertThat((double) rows.get(1).get(3))
                .isGreaterThan(3 * (double) rows.get(1).get(5));
    }

    /** With few examples, with many, with shared probabilities and with near certainty: what labels drawn one by one give, in four standard errors. */
    @Tag("rounds")
    @Test
    void theErrorOfPerfectCalibrationIsThatOfDrawnLabels() {
        SplittableRandom random = new SplittableRandom(2012);
        double[] few = random.doubles(90).toArray();
        double[] many = random.doubles(MANY, 0.01, 0.99).toArray();
        double[] shared =
                random.ints(MANY, 0, 4).mapToDouble(tenth -> 0.2 + tenth / 10.0).toArray();
        double[] certain = random.doubles(MANY, 0, 0.01).toArray();
        int draws = MANY / 30;
        for (double[] p : List.of(few, many, shared, certain)) {
            double[] errors = new double[draws];
            double expected = Double.NaN;
            for (int draw = 0; draw < draws; draw++) {
                int[] labels = Arrays.stream(p)
                        .mapToInt(one -> random.nextDouble() < one ? 1 : 0)
                        .toArray();
                List<Object> row = calibration(new Found(2, labels).model("a", p));
                errors[draw] = (double) row.get(3);
                expected = (double) row.get(4);
            }
            double mean = Arrays.stream(errors).average().orElseThrow();
            double variance = Arrays.stream(errors)
                            .map(error -> (error - mean) * (error - mean))
                            .sum()
                    / (draws - 1);
            assertThat(expected).isCloseTo(mean, within(4 * Math.sqrt(variance / draws + variance / 200)));
        }
    }

    /** Labels drawn from the probabilities, a thousand times: the debiased error is 0 on average, and the usual one is not. */
    @Test
    void theDebiasedErrorOfPerfectProbabilitiesIsCentredAtZero() {
        SplittableRandom random = new SplittableRandom(2019);
        int n = 300;
        int draws = 1_000;
        double debiased = 0;
        double squares = 0;
        double usual = 0;
        double root = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] p = random.doubles(n).toArray();
            int[] labels = Arrays.stream(p)
                    .mapToInt(one -> random.nextDouble() < one ? 1 : 0)
                    .toArray();
            List<Object> row = calibration(new Found(2, labels).model("a", p));
            usual += (double) row.get(3) / draws;
            debiased += (double) row.get(6) / draws;
            squares += Math.pow((double) row.get(6), 2) / draws;
            root += (double) row.get(7) / draws;
        }
        double error = Math.sqrt((squares - debiased * debiased) / draws);
        assertThat(debiased).isCloseTo(0, within(4 * error));
        assertThat(usual).isGreaterThan(0.05);
        assertThat(root).isLessThan(usual);
    }

    /** Two probabilities, as after binning: the formula by hand, whatever the order of the examples. */
    @Test
    void theDebiasedErrorIsThatOfKumarAndOthers() {
        int[] labels = {1, 0, 1, 1, 0, 0, 1, 0, 0, 0};
        double[] p = {0.8, 0.8, 0.8, 0.8, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3};
        double high = Math.pow(0.8 - 0.75, 2) - 0.75 * 0.25 / 3;
        double low = Math.pow(0.3 - 1 / 6.0, 2) - 1 / 6.0 * 5 / 6.0 / 5;
        List<Object> row = calibration(new Found(2, labels).model("a", p));
        assertThat((double) row.get(6)).isCloseTo(0.4 * high + 0.6 * low, within(1e-15));
        assertThat((double) row.get(7)).isZero();
    }

    private static List<Object> calibration(Found found) {
        return ((Table) found.by("calibration").get(0)).rows().get(0);
    }

    private static int[] labels(SplittableRandom random, int classes, int count) {
        return random.ints(count, 0, classes).toArray();
    }

    /** Multiples of a tenth, so that many are alike. */
    private static double[] probabilities(SplittableRandom random, int classes, int count) {
        return random.ints(classes == 2 ? count : (long) count * classes, 0, 11)
                .mapToDouble(tenths -> tenths / 10.0)
                .toArray();
    }

    private static double[] certain(int[] predicted, int classes) {
        if (classes == 2) {
            return Arrays.stream(predicted).asDoubleStream().toArray();
        }
        double[] probabilities = new double[predicted.length * classes];
        for (int example = 0; example < predicted.length; example++) {
            probabilities[example * classes + predicted[example]] = 1;
        }
        return probabilities;
    }
}

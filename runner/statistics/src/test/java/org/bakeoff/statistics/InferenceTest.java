package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;

class InferenceTest {

    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final Metric RECALL =
            Metric.of("recall", "Recall", true, InferenceTest::recall).within(0, 1);

    /** A metric for every kind of range, of one value an example and of all of them. */
    private static final List<Metric> METRICS = List.of(
            Scores.ACCURACY,
            Scores.MEAN.within(0, 1),
            Metric.mean("brier", "Brier score", false, Scores.MEAN.score()).within(0, 2),
            Metric.mean(
                            "loss",
                            "Loss",
                            false,
                            (label, predictions, example) -> loss(predictions.probability(example, label)))
                    .within(0, INFINITE),
            Metric.mean(
                            "gain",
                            "Gain",
                            true,
                            (label, predictions, example) -> -loss(predictions.probability(example, label)))
                    .within(-INFINITE, 0),
            RECALL,
            Metric.of(
                            "balance",
                            "Balance",
                            true,
                            (labels, predictions) ->
                                    weights -> 2 * recall(labels, predictions).value(weights) - 1)
                    .within(-1, 1));

    /** Two seeds: by scipy, the mean of t(150) and t(1) at 97.5%, weighted by the variances. */
    @Test
    void twoSeedsHaveTheQuantileOfCochranAndCox() {
        Inference inference = new Inference(
                0.1,
                List.of(
                        new Inference.Component(0.0003, 0.0003, 150),
                        new Inference.Component(0.0002, 0.0004, 1),
                        new Inference.Component(0, 0.0001, 1)),
                1);
        double quantile = 0.6 * 1.9759053308966 + 0.4 * 12.706204736175;
        assertThat(inference.interval(0.05).high()).isCloseTo(0.1 + quantile * Math.sqrt(0.0005), within(1e-9));
    }

    /** Three seeds: Satterthwaite's degrees of freedom, and no fewer than the component that has the fewest. */
    @Test
    void theDegreesOfFreedomHaveAMinimum() {
        Inference little = new Inference(
                0, List.of(new Inference.Component(0.0001, 0.0001, 100), new Inference.Component(0, 0.0009, 2)), 1);
        assertThat(little.freedom()).isEqualTo(2);
        Inference both = new Inference(
                0,
                List.of(new Inference.Component(0.0001, 0.0001, 100), new Inference.Component(0.0001, 0.0001, 2)),
                1);
        assertThat(both.freedom()).isCloseTo(4e-8 / (1e-8 / 100 + 1e-8 / 2), within(1e-9));
    }

    @Property(tries = 500)
    void testAndIntervalAgreeAtEveryLevel(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int seeds,
            @ForAll @Scale(9) @DoubleRange(min = 1e-6, max = 0.5) double alpha) {
        SplittableRandom random = new SplittableRandom(seed);
        double of = random.nextDouble(0.0001, 0.01);
        Inference inference = new Inference(
                random.nextDouble(-0.5, 0.5),
                List.of(
                        new Inference.Component(of, of, random.nextDouble(1, 200)),
                        new Inference.Component(of * random.nextInt(3), of * random.nextInt(2, 5), seeds)),
                1);
        double p = inference.p();
        Estimate interval = inference.interval(alpha);

        assertThat(p).isBetween(0.0, 1.0);
        if (Math.abs(p - alpha) > 1e-6 * alpha) {
            assertThat(interval.excludesZero()).isEqualTo(p < alpha);
        }
        assertThat(inference.interval(p).low() * inference.interval(p).high()).isCloseTo(0, within(1e-6));
    }

    /** Every cluster of three has two right predictions: rounding leaves a tiny variance, which is none. */
    @Test
    void equalClustersHaveMoreThanAPointForAnInterval() {
        int[] labels = new int[30];
        Part part = Part.all(Clusters.of(IntStream.range(0, 30)
                .mapToObj(index -> Scores.example("e" + index, "g" + index / 3, "t" + index))
                .toList()));
        double[] probabilities = IntStream.range(0, 30)
                .mapToDouble(index -> index % 3 == 0 ? 0.9 : 0.1)
                .toArray();
        for (int seeds = 1; seeds <= 4; seeds++) {
            List<Predictions> predictions = IntStream.range(0, seeds)
                    .mapToObj(index -> new Predictions(index, 2, probabilities))
                    .toList();
            for (Metric metric : METRICS) {
                if (metric.rate()) {
                    Estimate own = new SeedSamples(Sample.of(metric, labels, part, predictions)).own(metric, part);
                    assertThat(own.high() - own.low()).isGreaterThan(0.1);
                }
            }
        }
    }

    /** Whatever the world: every own interval is within the range of its metric, holds the value, and is more than a point. */
    @Property(tries = 300)
    void ownIntervalsNeverLeaveTheRange(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 80) int examples,
            @ForAll @IntRange(min = 1, max = 4) int seeds,
            @ForAll @IntRange(max = 3) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = random.ints(examples, 0, 100).map(of -> of < 95 ? 0 : 1).toArray();
        int[] groups = random.ints(examples, 0, 1 + random.nextInt(examples)).toArray();
        Part part = Part.all(Clusters.of(IntStream.range(0, examples)
                .mapToObj(index ->
                        Scores.example("e" + index, "g" + groups[index], "t" + (kind == 0 ? index : index % 7)))
                .toList()));
        List<Predictions> predictions = IntStream.range(0, seeds)
                .mapToObj(index -> new Predictions(index, 2, probabilities(random, labels, kind)))
                .toList();
        for (Metric metric : METRICS) {
            SeedSamples samples = new SeedSamples(Sample.of(metric, labels, part, predictions));
            Estimate own = samples.own(metric, part);

            if (own.hasInterval()) {
                assertThat(own.low()).isBetween(metric.low(), own.value() + 1e-12);
                assertThat(own.high()).isBetween(own.value() - 1e-12, metric.high());
                assertThat(own.high()).isGreaterThan(own.low());
            } else {
                assertThat(own.low()).isNaN();
                assertThat(own.high()).isNaN();
            }
            if (metric.rate()) {
                assertThat(own.hasInterval()).isEqualTo(part.count() > 1);
            }
        }
    }

    /** And every difference is within what two values of the metric can differ by. */
    @Property(tries = 200)
    void differencesNeverExceedTheRange(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int examples,
            @ForAll @IntRange(min = 1, max = 3) int seeds,
            @ForAll @Scale(9) @DoubleRange(min = 1e-6, max = 0.3) double alpha) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = random.ints(examples, 0, 2).toArray();
        int[] groups = random.ints(examples, 0, 1 + random.nextInt(examples)).toArray();
        Part part = Part.all(Clusters.of(IntStream.range(0, examples)
                .mapToObj(index -> Scores.example("e" + index, "g" + groups[index], "t" + index))
                .toList()));
        for (Metric metric : METRICS) {
            SeedSamples left = samples(metric, random, labels, part, seeds);
            SeedSamples right = samples(metric, random, labels, part, seeds);
            Pair pair = Pair.of(metric, new Pair.Entry("a", true, 0), new Pair.Entry("b", true, 0), left, right, part);
            Estimate difference = pair.test().interval(alpha);
            double span = metric.high() - metric.low();

            if (difference.hasInterval()) {
                assertThat(difference.low()).isBetween(-span, difference.value());
                assertThat(difference.high()).isBetween(difference.value(), span);
                assertThat(difference.high()).isGreaterThan(difference.low());
                double p = pair.test().p();
                assertThat(p).isBetween(0.0, 1.0);
                if (Math.abs(p - alpha) > 1e-6) {
                    assertThat(difference.low() <= 0 && difference.high() >= 0)
                            .isEqualTo(p >= alpha || difference.low() == 0 || difference.high() == 0);
                }
            }
        }
    }

    private static SeedSamples samples(Metric metric, SplittableRandom random, int[] labels, Part part, int seeds) {
        return new SeedSamples(Sample.of(
                metric,
                labels,
                part,
                IntStream.range(0, seeds)
                        .mapToObj(index -> new Predictions(index, 2, probabilities(random, labels, random.nextInt(4))))
                        .toList()));
    }

    private static double[] probabilities(SplittableRandom random, int[] labels, int kind) {
        double[] probabilities = new double[labels.length];
        Arrays.setAll(probabilities, index -> switch (kind) {
            case 0 -> random.nextDouble();
            case 1 -> labels[index];
            case 2 -> 1 - labels[index];
            default -> random.nextInt(10) == 0 ? 1 - labels[index] : labels[index];
        });
        return probabilities;
    }

    private static double loss(double probability) {
        return -Math.log(Math.max(1e-15, probability));
    }

    private static Metric.Weighted recall(int[] labels, Predictions predictions) {
        return weights -> {
            double found = 0;
            double all = 0;
            for (int example = 0; example < labels.length; example++) {
                all += weights[example] * labels[example];
                found += weights[example] * labels[example] * predictions.predicted(example);
            }
            return found / all;
        };
    }
}

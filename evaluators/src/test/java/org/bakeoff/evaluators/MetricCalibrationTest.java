package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.bakeoff.evaluators.CalibrationTable.Bound;
import org.bakeoff.evaluators.CalibrationTable.Draw;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often a model's own interval holds the truth where few examples are positive; see {@link CalibrationTest}. */
@Tag("endurance")
class MetricCalibrationTest {

    private static final CalibrationTable TABLE = new CalibrationTable();

    @AfterAll
    static void writeTable() throws IOException {
        TABLE.write("metrics");
    }

    @Test
    void ownIntervalsWhereFewExamplesArePositive() {
        List<Evaluator<?>> evaluators =
                List.of(new RocAuc(), new AveragePrecision(), new Recall(), new Precision(), new F1(), new Mcc());
        SoftAssertions.assertSoftly(softly -> {
            Rare population = Rare.draw(400_000, new SplittableRandom(1));
            for (Evaluator<?> evaluator : evaluators) {
                double truth = population.value(evaluator);
                TABLE.row(
                        softly,
                        "own interval of " + evaluator.name() + ", 1% positives, 300 examples",
                        Bound.AT_LEAST_90,
                        Bound.SHOWN,
                        random -> rare(evaluator, truth, random));
            }
        });
    }

    /**
     * Examples of which 1% are positive, with scores that are normal around 2 for positives and 0 for others; above 2.5 is
     * predicted to be positive.
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Rare(int[] labels, double[] probabilities) {

        static Rare draw(int size, SplittableRandom random) {
            int[] labels = new int[size];
            double[] probabilities = new double[size];
            for (int index = 0; index < size; index++) {
                labels[index] = random.nextDouble() < 0.01 ? 1 : 0;
                probabilities[index] = 1 / (1 + Math.exp(2.5 - 2 * labels[index] - random.nextGaussian()));
            }
            return new Rare(labels, probabilities);
        }

        double value(Evaluator<?> evaluator) {
            int[] once = new int[labels.length];
            Arrays.fill(once, 1);
            Metric metric = (Metric) SimulatedExperiment.metric(evaluator);
            return metric.function()
                    .of(labels, new Predictions(1, 2, probabilities))
                    .value(once);
        }
    }

    private static Draw rare(Evaluator<?> evaluator, double truth, SplittableRandom random) {
        Rare drawn = Rare.draw(300, random);
        List<Example> examples = IntStream.range(0, drawn.labels().length)
                .mapToObj(index ->
                        SimulatedExperiment.example(index, drawn.labels()[index], "g" + index, "text " + index))
                .toList();
        ComparisonResult result = SimulatedExperiment.compare(
                examples,
                List.of(List.of(new Predictions(1, 2, drawn.probabilities()))),
                true,
                ComparisonInput.Rules.DEFAULT,
                evaluator);
        ModelResult.Measured measured =
                result.model("m0").metrics().values().iterator().next();
        boolean interval = Double.isFinite(measured.low());
        if (interval) {
            double least = evaluator instanceof Mcc ? -1 : 0;
            assertThat(measured.low()).isBetween(least, measured.value());
            assertThat(measured.high()).isBetween(measured.value(), 1.0);
        }
        return new Draw(
                interval && measured.low() <= truth && truth <= measured.high() ? 1 : 0,
                interval ? 1 : 0,
                false,
                !interval,
                measured.value() - truth);
    }
}

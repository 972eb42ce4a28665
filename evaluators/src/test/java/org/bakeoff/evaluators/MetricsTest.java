package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
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

    @Property(tries = 100)
    void aWeightCountsAsSoManyCopies(
            @ForAll @Size(min = 1, max = 8) List<@DoubleRange(max = 1) Double> probabilities,
            @ForAll @Size(min = 8, max = 8) List<@IntRange(max = 4) Integer> weights,
            @ForAll @Size(min = 8, max = 8) List<@IntRange(max = 1) Integer> labels) {
        int[] once = weights.stream()
                .mapToInt(Integer::intValue)
                .limit(probabilities.size())
                .toArray();
        once[0]++;
        int[] copies = IntStream.range(0, once.length)
                .flatMap(index -> IntStream.generate(() -> index).limit(once[index]))
                .toArray();
        Found weighted = new Found(
                        2, IntStream.range(0, once.length).map(labels::get).toArray())
                .model(
                        "a",
                        probabilities.stream().mapToDouble(Double::doubleValue).toArray());
        Found repeated = new Found(2, Arrays.stream(copies).map(labels::get).toArray())
                .model(
                        "a",
                        Arrays.stream(copies).mapToDouble(probabilities::get).toArray());

        for (String name : List.of("accuracy", "log-loss")) {
            assertThat(weighted.metric(name, 0, 0, once)).isCloseTo(repeated.metric(name, 0, 0), within(1e-12));
        }
    }

    @Test
    void whatIsFoundHasNamesThatProgramsCanUse() {
        Found found =
                new Found(2, 1, 0).model("simple-rnn", new double[] {1, 1}).model("a1-2", new double[] {0, 0});

        assertThat(Found.all()).extracting(Evaluator::name).contains("accuracy", "log-loss", "disagreements");
        for (Evaluator<?> evaluator : Found.all()) {
            assertThat(evaluator.name()).matches("[a-z][a-z0-9-]*");
            assertThat(evaluator.description()).isNotBlank().doesNotContain("\n");
            for (Finding finding : found.by(evaluator.name())) {
                assertThat(finding.name()).matches("[a-z][A-Za-z0-9]*");
                assertThat(finding.title()).isNotBlank();
            }
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

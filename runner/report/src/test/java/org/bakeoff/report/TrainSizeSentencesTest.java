package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.LearningCurve;
import org.bakeoff.statistics.benchmark.LearningCurve.Extrapolation;
import org.bakeoff.statistics.benchmark.LearningCurve.Goal;
import org.bakeoff.statistics.benchmark.LearningCurve.MissingExtrapolation;
import org.bakeoff.statistics.benchmark.LearningCurve.Needed;
import org.bakeoff.statistics.benchmark.LearningCurves;
import org.bakeoff.statistics.benchmark.OrderTurn;
import org.bakeoff.statistics.benchmark.PowerLaw;
import org.junit.jupiter.api.Test;

class TrainSizeSentencesTest {

    private static final double NONE = Double.NaN;
    private static final OrderTurn TURN = new OrderTurn("words", "lstm", new Estimate(1123, 640, 1890));

    @Test
    void sayWhichModelOvertakesWhichAndWhatEachNeeds() {
        LearningCurve lstm = extrapolated("lstm", goal("words", 0.82, needed(2134, 1512, 3049), 14));
        LearningCurve words = extrapolated("words", goal("lstm", 0.841, needed(25_210, 17_900, NONE), 190));

        assertThat(sentences(List.of(TURN), lstm, words))
                .containsExactly(
                        "At about 1,100 training examples (640 to 1,900) lstm overtakes words",
                        "lstm needs 2,100 (1,500 to 3,000) training examples, 14.0 s of training, to be as good as"
                                + " words with 10,000 (accuracy 82.0%)",
                        "words needs 25,000 (18,000 to more than 40,000) training examples, 3 min 10 s of training, to"
                                + " be as good as lstm with 10,000 (accuracy 84.1%)",
                        "With 20,000 training examples, twice the largest size, expect lstm at 85.0% (84.0 to 86.0) and"
                                + " words at 85.0% (84.0 to 86.0), if their curves go on as power laws");
    }

    @Test
    void sayWhatIsNotReachedAndWhyNothingIsExtrapolated() {
        LearningCurve lstm =
                curve("lstm", MissingExtrapolation.TOO_UNCERTAIN, goal("words", 0.82, needed(100, 100, 240), NONE));
        LearningCurve words =
                curve("words", MissingExtrapolation.NO_POWER_LAW, goal("lstm", 0.9, needed(NONE, 9300, NONE), NONE));

        assertThat(sentences(List.of(), lstm, words))
                .containsExactly(
                        "No model is shown to overtake another one between 100 and 10,000 training examples",
                        "lstm needs 100 or fewer (100 or fewer to 240) training examples to be as good as words with"
                                + " 10,000 (accuracy 82.0%)",
                        "words needs more than 10,000 (9,300 at the earliest) training examples to be as good as lstm"
                                + " with 10,000 (accuracy 90.0%)",
                        "words isn't extrapolated: the values are farther from a power law than their intervals allow",
                        "lstm isn't extrapolated: twice the examples might give anything that was measured");
        assertThat(sentences(List.of(), curve("lstm", MissingExtrapolation.FEW_SIZES, Optional.empty())))
                .containsExactly("lstm isn't extrapolated: that takes values at four sizes");
    }

    @Test
    void overManyDataSetsOnlyTheTurnsAreSaid() {
        LearningCurves curves = new LearningCurves(
                "data", List.of(100, 10_000), List.of(extrapolated("lstm", Optional.empty())), List.of());
        assertThat(TrainSizeSentences.of(results(List.of(curves, curves, curves, curves, curves), List.of(TURN))))
                .containsExactly(
                        "At about 1,100 training examples (640 to 1,900) lstm overtakes words over all data sets");
    }

    @Test
    void onFewDataSetsTheSameIsSaidOnce() {
        LearningCurve lstm = curve("lstm", MissingExtrapolation.FEW_SIZES, Optional.empty());
        LearningCurve words = extrapolated("words", goal("lstm", 0.841, needed(25_210, 17_900, 33_000), 190));
        List<LearningCurves> all = List.of(
                new LearningCurves("near", List.of(100, 10_000), List.of(lstm, words), List.of(TURN)),
                new LearningCurves("far", List.of(100, 10_000), List.of(lstm, words), List.of()),
                new LearningCurves("wide", List.of(100, 10_000), List.of(lstm, words), List.of()));

        assertThat(TrainSizeSentences.of(results(all, List.of())))
                .containsExactly(
                        "At about 1,100 training examples (640 to 1,900) lstm overtakes words on near",
                        "No model is shown to overtake another one between 100 and 10,000 training examples on far and wide",
                        "words needs 25,000 (18,000 to 33,000) training examples on near, far and wide, 3 min 10 s of"
                                + " training, to be as good as lstm with 10,000 (accuracy 84.1%)",
                        "lstm isn't extrapolated on near, far and wide: that takes values at four sizes",
                        "With 20,000 training examples on near, far and wide, twice the largest size, expect words at"
                                + " 85.0% (84.0 to 86.0), if its curve goes on as a power law");
    }

    private static LearningCurve extrapolated(String model, Optional<Goal> goal) {
        Estimate value = new Estimate(0.85, 0.84, 0.86);
        return new LearningCurve(
                model,
                Optional.of(new PowerLaw(0.9, -1, 0.3)),
                List.of(new Extrapolation(20_000, value), new Extrapolation(40_000, value)),
                Optional.empty(),
                goal);
    }

    private static LearningCurve curve(String model, MissingExtrapolation missing, Optional<Goal> goal) {
        return new LearningCurve(model, Optional.empty(), List.of(), Optional.of(missing), goal);
    }

    private static Optional<Goal> goal(String model, double value, Needed examples, double seconds) {
        return Optional.of(new Goal(model, value, examples, needed(seconds, NONE, NONE)));
    }

    private static Needed needed(double... figures) {
        List<OptionalDouble> all = DoubleStream.of(figures)
                .mapToObj(figure -> Double.isNaN(figure) ? OptionalDouble.empty() : OptionalDouble.of(figure))
                .toList();
        return new Needed(all.get(0), all.get(1), all.get(2));
    }

    private static List<String> sentences(List<OrderTurn> turns, LearningCurve... models) {
        LearningCurves curves = new LearningCurves("data", List.of(100, 10_000), List.of(models), turns);
        return TrainSizeSentences.of(results(List.of(curves), List.of()));
    }

    private static BenchmarkResults results(List<LearningCurves> curves, List<OrderTurn> turns) {
        BenchmarkResult result = new BenchmarkResult(
                "benchmark",
                new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new BenchmarkResults(
                "benchmark", List.of(new BenchmarkResults.OfTrainSize(OptionalInt.of(10_000), result)), curves, turns);
    }
}

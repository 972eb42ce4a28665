package org.bakeoff.statistics.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.LearningCurve.MissingExtrapolation;
import org.bakeoff.statistics.benchmark.LearningCurve.Needed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Learning curves of given values; curves.py has the figures by scipy and numpy. */
class LearningCurvesTest {

    private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);
    private static final MeasuredMetrics.Metric RATE = new MeasuredMetrics.Metric("score", "Score", true, true);
    private static final MeasuredMetrics.Metric LOSS = new MeasuredMetrics.Metric("score", "Score", false, false);
    private static final String ELSEWHERE = "elsewhere";
    private static final int[] SIZES = {100, 300, 1000, 3000, 10_000};

    @ParameterizedTest
    @CsvFileSource(files = "src/test/resources/fixtures/curves.csv", numLinesToSkip = 1)
    void areThoseOfScipy(String kind, String at, String of, String around, String expected) {
        int[] sizes = Arrays.stream(numbers(at)).mapToInt(size -> (int) size).toArray();
        double[] values = numbers(of);
        double[] errors = numbers(around);
        double[] theirs = numbers(expected);
        switch (kind) {
            case "rate", "loss" -> {
                LearningCurve curve = model(results(
                        kind.equals("rate") ? RATE : LOSS,
                        sizes,
                        index -> Map.of("a", estimate(values, errors, index))));
                PowerLaw law = curve.law().orElseThrow();
                assertThat(new double[] {law.asymptote(), law.factor(), law.exponent()})
                        .containsExactly(Arrays.copyOf(theirs, 3), within(1e-4));
                assertThat(curve.extrapolated().stream()
                                .mapToDouble(more -> more.value().value())
                                .toArray())
                        .containsExactly(Arrays.copyOfRange(theirs, 3, 5), within(1e-6));
            }
            case "bootstrap" -> {
                Estimate twice = model(results(RATE, sizes, index -> Map.of("a", estimate(values, errors, index))))
                        .extrapolated()
                        .get(0)
                        .value();
                // Other random numbers.
                double near = 0.1 * (theirs[1] - theirs[0]);
                assertThat(new double[] {twice.low(), twice.high()}).containsExactly(theirs, within(near));
            }
            case "goal" -> {
                Map<String, Estimate> rival = Map.of("b", new Estimate(0.75, 0.75, 0.75));
                BenchmarkResults results = results(RATE, sizes, index -> {
                    Map<String, Estimate> both = new LinkedHashMap<>(rival);
                    both.put("a", estimate(values, errors, index));
                    return both;
                });
                LearningCurve.Goal goal = results.curves().get(0).models().stream()
                        .filter(curve -> curve.model().equals("a"))
                        .flatMap(curve -> curve.goal().stream())
                        .findFirst()
                        .orElseThrow();
                assertThat(goal.model()).isEqualTo("b");
                assertThat(figures(goal.examples())).containsExactly(theirs, within(1e-9 * theirs[0]));
                // A training takes a thousandth of a second an example.
                assertThat(goal.seconds().value().orElseThrow()).isCloseTo(theirs[0] / 1000, within(1e-9));
            }
            default -> {
                BenchmarkResults results = differences(sizes, index -> estimate(values, errors, index));
                assertThat(results.curves().get(0).turns()).singleElement().satisfies(turn -> {
                    assertThat(turn.before()).isEqualTo("b");
                    assertThat(turn.after()).isEqualTo("a");
                    assertThat(figures(turn.examples())).containsExactly(theirs, within(1e-9 * theirs[0]));
                });
                assertThat(differences(
                                        sizes,
                                        index -> estimate(values, errors, index).negated())
                                .curves()
                                .get(0)
                                .turns())
                        .containsExactly(new OrderTurn(
                                "a", "b", results.curves().get(0).turns().get(0).examples()));
            }
        }
    }

    @Test
    void theOrderTurnsPastASizeWithoutADifference() {
        double[] differences = {-0.1, Double.NaN, 0.1};
        assertThat(differences(
                                new int[] {100, 1000, 10_000},
                                index -> new Estimate(
                                        differences[index], differences[index] - 0.01, differences[index] + 0.01))
                        .curves()
                        .get(0)
                        .turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.examples().value()).isCloseTo(1000, within(1e-9)));
    }

    @Test
    void nothingIsSaidOfMoreExamplesForAModelThatWasTrainedElsewhere() {
        List<LearningCurve> curves = results(
                        RATE,
                        SIZES,
                        index -> Map.of(
                                "a",
                                new Estimate(0.6 + 0.05 * index, 0.55 + 0.05 * index, 0.65 + 0.05 * index),
                                ELSEWHERE,
                                new Estimate(0.7, 0.69, 0.71)))
                .curves()
                .get(0)
                .models();

        assertThat(curves)
                .filteredOn(curve -> curve.model().equals(ELSEWHERE))
                .containsExactly(LearningCurve.ofElsewhere(ELSEWHERE));
        assertThat(curves)
                .filteredOn(curve -> curve.model().equals("a"))
                .allSatisfy(
                        curve -> assertThat(curve.goal().orElseThrow().model()).isEqualTo(ELSEWHERE));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] figures(Needed needed) {
        return Stream.of(needed.value(), needed.low(), needed.high())
                .mapToDouble(OptionalDouble::orElseThrow)
                .toArray();
    }

    private static double[] figures(Estimate estimate) {
        return new double[] {estimate.value(), estimate.low(), estimate.high()};
    }

    private static Estimate estimate(double[] values, double[] errors, int index) {
        return new Estimate(values[index], values[index] - Z * errors[index], values[index] + Z * errors[index]);
    }

    private static LearningCurve model(BenchmarkResults results) {
        return results.curves().get(0).models().get(0);
    }

    private static BenchmarkResults results(
            MeasuredMetrics.Metric metric, int[] sizes, IntFunction<Map<String, Estimate>> values) {
        return results(metric, sizes, values, index -> List.of());
    }

    /** Models a and b, left minus right. */
    private static BenchmarkResults differences(int[] sizes, IntFunction<Estimate> differences) {
        return results(
                RATE,
                sizes,
                index -> Map.of("a", Estimate.withoutInterval(0.5), "b", Estimate.withoutInterval(0.5)),
                index -> {
                    Estimate difference = differences.apply(index);
                    return List.of(new PairwiseComparison(
                            "score",
                            "a",
                            "b",
                            difference,
                            new Significance(Double.NaN, Double.NaN, difference),
                            difference.low() > 0
                                    ? Verdict.LEFT_BETTER
                                    : difference.high() < 0 ? Verdict.RIGHT_BETTER : Verdict.NO_SIGNIFICANT_DIFFERENCE,
                            List.of()));
                });
    }

    private static BenchmarkResults results(
            MeasuredMetrics.Metric metric,
            int[] sizes,
            IntFunction<Map<String, Estimate>> values,
            IntFunction<List<PairwiseComparison>> comparisons) {
        List<BenchmarkResults.OfTrainSize> results = new ArrayList<>();
        for (int index = 0; index < sizes.length; index++) {
            Map<String, Double> seconds = new LinkedHashMap<>();
            double time = sizes[index] / 1000.0;
            values.apply(index).keySet().stream()
                    .filter(model -> !model.equals(ELSEWHERE))
                    .forEach(model -> seconds.put(model, time));
            results.add(new BenchmarkResults.OfTrainSize(
                    OptionalInt.of(sizes[index]),
                    new BenchmarkResult(
                            "benchmark",
                            metric,
                            List.of(),
                            List.of(new DatasetResult(
                                    "data",
                                    new DatasetResult.Data(
                                            sizes[index], 1000, 2, DatasetResult.Folds.ONE, Optional.empty()),
                                    values.apply(index),
                                    seconds,
                                    comparisons.apply(index),
                                    List.of(),
                                    Optional.empty())),
                            List.of(),
                            List.of())));
        }
        return BenchmarkResults.of("benchmark", results);
    }

    @Test
    void whatCannotBeExtrapolatedSaysWhy() {
        assertThat(missing(new double[] {0.6, 0.7, 0.8}, 0.01)).contains(MissingExtrapolation.FEW_SIZES);
        assertThat(missing(new double[] {0.6, 0.7, 0.8, 0.85, 0.88}, Double.NaN))
                .contains(MissingExtrapolation.NO_INTERVAL);
        assertThat(missing(new double[] {0.6, 0.7, 0.8, 0.85, 0.88}, 0)).contains(MissingExtrapolation.NO_INTERVAL);
        assertThat(missing(new double[] {0.5, 0.5, 0.5, 0.9, 0.9}, 0.01)).contains(MissingExtrapolation.NO_POWER_LAW);
        assertThat(missing(new double[] {0.9, 0.85, 0.8, 0.75, 0.7}, 0.01)).contains(MissingExtrapolation.NO_POWER_LAW);
        assertThat(missing(new double[] {0.7, 0.71, 0.69, 0.7, 0.71}, 0.02))
                .contains(MissingExtrapolation.TOO_UNCERTAIN);
        assertThat(missing(new double[] {0.6, 0.7, 0.8, 0.85, 0.88}, 0.005)).isEmpty();
        // By its errors a curve that rises ever faster may be a power law, but for one that gives less than was
        // measured.
        assertThat(ofLoss(
                        new double[] {0.6918, 0.6899, 0.6803, 0.6705, 0.6632, 0.5884},
                        new double[] {0.0046, 0.0032, 0.0053, 0.008, 0.0075, 0.0188}))
                .contains(MissingExtrapolation.NO_POWER_LAW);
    }

    private static Optional<MissingExtrapolation> ofLoss(double[] values, double... errors) {
        return model(results(
                        LOSS,
                        new int[] {20, 40, 80, 160, 400, 1600},
                        index -> Map.of("a", estimate(values, errors, index))))
                .missing();
    }

    private static Optional<MissingExtrapolation> missing(double[] values, double error) {
        double[] errors = new double[values.length];
        Arrays.fill(errors, error);
        LearningCurve curve = model(results(
                RATE, Arrays.copyOf(SIZES, values.length), index -> Map.of("a", estimate(values, errors, index))));
        assertThat(curve.extrapolated()).hasSize(curve.missing().isPresent() ? 0 : 2);
        assertThat(curve.goal()).isEmpty();
        return curve.missing();
    }

    @Test
    void whatIsNotReachedWithinFourTimesTheLargestSizeIsLeftOpen() {
        double[] errors = {0.003, 0.003, 0.003, 0.003, 0.003};
        double[] slow = {0.5, 0.56, 0.61, 0.65, 0.685};
        double[] fast = {0.6, 0.75, 0.85, 0.9, 0.93};
        BenchmarkResults results = results(
                RATE,
                SIZES,
                index -> Map.of("slow", estimate(slow, errors, index), "fast", estimate(fast, errors, index)));

        Map<String, LearningCurve> curves = new LinkedHashMap<>();
        results.curves().get(0).models().forEach(curve -> curves.put(curve.model(), curve));
        LearningCurve.Goal ofSlow = curves.get("slow").goal().orElseThrow();
        assertThat(ofSlow.model()).isEqualTo("fast");
        assertThat(ofSlow.value()).isEqualTo(0.93);
        Needed open = new Needed(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        assertThat(ofSlow.examples()).isEqualTo(open);
        assertThat(ofSlow.seconds()).isEqualTo(open);
        LearningCurve.Goal ofFast = curves.get("fast").goal().orElseThrow();
        assertThat(ofFast.examples().value().orElseThrow()).isBetween(100.0, 300.0);
        assertThat(results.curves().get(0).turns()).isEmpty();
    }

    @Test
    void aGoalBeyondTheLargestSizeIsExtrapolatedTo() {
        PowerLaw law = new PowerLaw(0.95, -1.5, 0.4);
        BenchmarkResults results = results(
                RATE,
                SIZES,
                index -> Map.of(
                        "a", around(law.at(SIZES[index]), 0.001), "b", around(law.at(2.5 * SIZES[index]), 0.001)));
        LearningCurve.Goal goal = results.curves().get(0).models().stream()
                .filter(curve -> curve.model().equals("a"))
                .findFirst()
                .flatMap(LearningCurve::goal)
                .orElseThrow();
        double[] examples = figures(goal.examples());
        assertThat(examples[0]).isCloseTo(25_000, within(1.0));
        assertThat(examples[1]).isBetween(15_000.0, 24_000.0);
        assertThat(examples[2]).isBetween(26_000.0, 40_000.0);
        assertThat(goal.seconds().value().orElseThrow()).isCloseTo(25, within(0.001));
    }

    private static Estimate around(double value, double error) {
        return new Estimate(value, value - Z * error, value + Z * error);
    }

    @Test
    void noTurnIsClaimedFromWhatIsNotSignificant() {
        double[] differences = {-0.1, 0.02, -0.02, 0.02, 0.01};
        double[] errors = {0.01, 0.02, 0.02, 0.02, 0.02};
        assertThat(differences(SIZES, index -> estimate(differences, errors, index))
                        .curves()
                        .get(0)
                        .turns())
                .isEmpty();
    }

    /** How often intervals hold the truth. */
    @Tag("rounds")
    @Test
    void intervalsHoldWhatIsTrue() {
        SplittableRandom random = new SplittableRandom(1);
        PowerLaw law = new PowerLaw(0.92, -1.5, 0.4);
        double error = 0.004;
        int rounds = Boolean.getBoolean("bakeoff.endurance") ? 200 : 100;
        int twice = 0;
        int extrapolated = 0;
        int turns = 0;
        int found = 0;
        for (int round = 0; round < rounds; round++) {
            LearningCurve curve = model(results(RATE, SIZES, values(law, error, random)));
            if (curve.missing().isEmpty()) {
                extrapolated++;
                twice += holds(curve.extrapolated().get(0).value(), law.at(20_000)) ? 1 : 0;
            }
            // On these lines the difference is 0 at 1,000 examples, a size between those that were tried.
            Estimate[] differences = IntStream.of(100, 500, 2000, 10_000)
                    .mapToObj(size -> around(0.02 * Math.log(size / 1000.0) + error * random.nextGaussian(), error))
                    .toArray(Estimate[]::new);
            List<OrderTurn> all = differences(new int[] {100, 500, 2000, 10_000}, index -> differences[index])
                    .curves()
                    .get(0)
                    .turns();
            found += all.size();
            turns += all.stream().allMatch(turn -> holds(turn.examples(), 1000)) ? 1 : 0;
        }
        assertThat(extrapolated).isGreaterThan(rounds * 9 / 10);
        assertThat((double) twice / extrapolated).isBetween(0.9, 0.99);
        assertThat(found).isEqualTo(rounds);
        assertThat((double) turns / rounds).isGreaterThan(0.92);
    }

    private static IntFunction<Map<String, Estimate>> values(PowerLaw law, double error, SplittableRandom random) {
        Estimate[] drawn = IntStream.of(SIZES)
                .mapToObj(size -> around(law.at(size) + error * random.nextGaussian(), error))
                .toArray(Estimate[]::new);
        return index -> Map.of("a", drawn[index]);
    }

    private static boolean holds(Estimate estimate, double truth) {
        return estimate.low() <= truth && truth <= estimate.high();
    }
}

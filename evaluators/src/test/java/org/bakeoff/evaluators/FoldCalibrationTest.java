package org.bakeoff.evaluators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.evaluators.CalibrationTable.Bound;
import org.bakeoff.evaluators.CalibrationTable.Draw;
import org.bakeoff.evaluators.SimulatedTexts.Text;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.benchmark.BenchmarkComparison;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.toolkit.text.FoldedTexts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the interval over folds holds the true difference, and a verdict over folds is false; see {@link CalibrationTest}. The
 * true difference is that of the expected accuracies of two models that are trained on other texts of the population, as many as
 * those of a fold, with other seeds. All models are really trained, on the cut of the texts that a dataset plugin makes.
 */
@Tag("endurance")
class FoldCalibrationTest {

    private static final int COMMON = 20;
    /** Words that each model knows alone: as many, or more and fewer. */
    private static final int[] EQUAL = {10, 10};

    private static final int[] UNEQUAL = {14, 6};

    /** How many models the truth is estimated from; a trial takes longer than other training. */
    private static final int SAMPLES = 1000;

    private static final int TRIALS = 100;

    private CalibrationTable table = new CalibrationTable();

    /** What is simulated: a learner on a number of texts cut into folds. */
    private record World(WordLearner learner, int texts, int group, int folds) {

        int train() {
            return texts * (folds - 1) / folds;
        }

        SimulatedTexts population(int... own) {
            return new SimulatedTexts(group, COMMON, own);
        }

        String name(int repeats, int seeds) {
            return String.format(
                    Locale.ROOT,
                    "%s, %,d texts%s, %d folds, %d repeat%s, %d seed%s",
                    learner.name().toLowerCase(Locale.ROOT),
                    texts,
                    group > 1 ? " in groups of " + group : "",
                    folds,
                    repeats,
                    repeats > 1 ? "s" : "",
                    seeds,
                    seeds > 1 ? "s" : "");
        }

        /** Estimates the true accuracies, from models that are trained and tested on texts of their own. */
        double[] truth(SimulatedTexts population) {
            double[][] found = IntStream.range(0, learner == WordLearner.TRIAL ? TRIALS : SAMPLES)
                    .parallel()
                    .mapToObj(sample -> {
                        SplittableRandom random = new SplittableRandom(sample);
                        List<Text> train = population.draw(train(), random);
                        List<Text> test = population.draw(500, random);
                        return new double[] {
                            accuracy(population, 0, train, test, sample), accuracy(population, 1, train, test, sample)
                        };
                    })
                    .toArray(double[][]::new);
            return IntStream.range(0, 2)
                    .mapToDouble(model -> Arrays.stream(found)
                            .mapToDouble(one -> one[model])
                            .average()
                            .orElseThrow())
                    .toArray();
        }

        double accuracy(SimulatedTexts population, int model, List<Text> train, List<Text> test, long seed) {
            return learner.correct(population.words(model), model, train, test, seed);
        }

        /** Trains with so many seeds on every fold of every repeat. */
        List<List<Tested>> draw(SimulatedTexts population, int repeats, int seeds, SplittableRandom random) {
            List<Text> drawn = population.draw(texts, random);
            int first = random.nextInt(1 << 20);
            return IntStream.rangeClosed(1, repeats)
                    .mapToObj(repeat -> IntStream.rangeClosed(1, folds)
                            .mapToObj(fold -> test(population, cut(drawn, new Fold(fold, folds, repeat)), first, seeds))
                            .toList())
                    .toList();
        }

        private FoldedTexts<Text> cut(List<Text> drawn, Fold fold) {
            try {
                return FoldedTexts.of(drawn, fold, group > 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Tested test(SimulatedTexts population, FoldedTexts<Text> cut, int first, int seeds) {
            double[][] accuracies = new double[2][seeds];
            for (int model = 0; model < accuracies.length; model++) {
                for (int seed = 0; seed < seeds; seed++) {
                    accuracies[model][seed] = accuracy(population, model, cut.train(), cut.test(), first + seed);
                }
            }
            return new Tested(cut.train().size(), cut.test().size(), accuracies);
        }
    }

    /** What two models gave on a fold, by model and seed. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Tested(int train, int test, double[][] accuracies) {

        ComparisonResult run(int seeds) {
            return SimulatedRun.of(
                    train, test, Arrays.copyOf(accuracies[0], seeds), Arrays.copyOf(accuracies[1], seeds));
        }
    }

    /** Compares by some of the repeats and seeds. */
    private static DatasetResult compare(List<List<Tested>> tested, int repeats, int seeds) {
        List<ComparisonResult> runs = new ArrayList<>();
        List<Integer> ofRuns = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (Tested fold : tested.get(repeat)) {
                runs.add(fold.run(seeds));
                ofRuns.add(repeat);
            }
        }
        return BenchmarkComparison.compare(new BenchmarkInput(
                        "simulated",
                        SimulatedRun.ACCURACY,
                        List.of(new BenchmarkInput.Model("m0", false), new BenchmarkInput.Model("m1", false)),
                        List.of(new BenchmarkInput.Runs("texts", runs, ofRuns, Optional.empty()))))
                .datasets()
                .get(0);
    }

    /** Trains with all repeats and seeds once, and compares by one of each, too. */
    private void world(SoftAssertions softly, World world, int repeats, int seeds, Bound coverage, Bound claims) {
        SimulatedTexts equal = world.population(EQUAL);
        SimulatedTexts unequal = world.population(UNEQUAL);
        double[] truth = world.truth(unequal);
        List<int[]> parts = new ArrayList<>();
        // Two folds have no interval without a repeat.
        for (int some : IntStream.of(world.folds() == 2 ? repeats : 1, repeats)
                .distinct()
                .toArray()) {
            for (int few : IntStream.of(1, seeds).distinct().toArray()) {
                parts.add(new int[] {some, few});
            }
        }
        List<CalibrationTable.Row> rows = new ArrayList<>();
        for (int[] part : parts) {
            String name = world.name(part[0], part[1]);
            rows.add(new CalibrationTable.Row(name, coverage, claims));
            rows.add(new CalibrationTable.Row("own accuracy, " + name, coverage, Bound.SHOWN));
        }
        table.rows(softly, rows, random -> {
            List<List<Tested>> effect = world.draw(unequal, repeats, seeds, random);
            List<List<Tested>> without = world.draw(equal, repeats, seeds, random);
            return parts.stream()
                    .flatMap(part -> {
                        DatasetResult better = compare(effect, part[0], part[1]);
                        return Stream.of(
                                Draw.of(
                                        better.comparisons().get(0).difference(),
                                        truth[0] - truth[1],
                                        compare(without, part[0], part[1]).comparisons()),
                                Draw.of(better.value("m0").orElseThrow(), truth[0]));
                    })
                    .toList();
        });
    }

    private void world(World world, int repeats, int seeds) {
        SoftAssertions.assertSoftly(softly -> world(softly, world, repeats, seeds, Bound.NEAR_95, Bound.NEAR_5));
    }

    /**
     * Few replications couldn't tell what the whole correction of Nadeau and Bengio makes too wide, and no correction too narrow,
     * which fewer texts show best.
     */
    @Test
    void oneRepeatOfManySamples() throws IOException {
        table = new CalibrationTable(4000);
        world(new World(WordLearner.LOGISTIC, 100, 1, 10), 1, 1);
        table.write("folds-one-repeat");
    }

    @ParameterizedTest
    @CsvSource({
        "LOGISTIC,  300,  1, 10, 3, 3",
        "LOGISTIC,  300, 10, 10, 3, 3",
        "LOGISTIC,  300,  1,  2, 3, 1",
        "LOGISTIC,  300,  1,  3, 3, 1",
        "LOGISTIC,  300, 10,  3, 3, 1",
        "LOGISTIC, 1000,  1, 10, 2, 1",
        "LOGISTIC, 1000, 10, 10, 2, 1",
        "LOGISTIC, 3000,  1,  5, 2, 1",
        "LOGISTIC, 3000, 10,  5, 2, 1",
        "NETWORK,   300,  1,  5, 3, 3",
        "NETWORK,   300, 10,  5, 3, 3",
        "TRIAL,     300,  1,  5, 1, 1"
    })
    void worlds(WordLearner learner, int texts, int group, int folds, int repeats, int seeds) throws IOException {
        world(new World(learner, texts, group, folds), repeats, seeds);
        table.write(String.format(
                Locale.ROOT, "folds-%s-%d-%d-%d", learner.name().toLowerCase(Locale.ROOT), texts, group, folds));
    }

    /** Its intervals may hold the truth less often. */
    @Test
    void anUnstableLearner() throws IOException {
        SoftAssertions.assertSoftly(softly ->
                world(softly, new World(WordLearner.UNSTABLE, 300, 1, 10), 3, 1, Bound.AT_LEAST_90, Bound.SHOWN));
        table.write("folds-unstable");
    }
}

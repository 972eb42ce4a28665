package org.bakeoff.statistics.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparedPairs;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DifferenceTest;
import org.bakeoff.statistics.DifferenceTest.PartOfVariance;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Holm;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.Verdicts;

/** Compares models on the folds of one data set. */
final class FoldComparison {

    /** What limits a comparison of single runs, and with it that of all. */
    private static final Set<Caveat> OF_RUNS =
            Set.of(Caveat.DIVERGED_TRIALS, Caveat.SEEDS_ADDED, Caveat.SINGLE_SEED, Caveat.TWO_SEEDS);

    private final BenchmarkInput input;
    private final List<List<Run>> repeats;
    private final List<Run> runs;
    /** How many repeats the different test sets would make. */
    private final double cuts;

    /** Test examples for each training example. */
    private final double share;
    /** Independent test examples of a repeat, where the metric is a rate of them; else infinity. */
    private final double examples;

    FoldComparison(BenchmarkInput input, BenchmarkInput.Runs dataset) {
        this.input = input;
        this.repeats = dataset.byRepeat().stream()
                .map(repeat -> repeat.stream().map(run -> Run.of(input, run)).toList())
                .toList();
        this.runs = repeats.stream().flatMap(List::stream).toList();
        this.cuts = DatasetComparison.folds(dataset).differentRepeats();
        double test = 0;
        double train = 0;
        double clusters = 0;
        for (ComparisonResult run : dataset.runs()) {
            test += run.dataset().test();
            clusters += run.dataset().clusters();
            train += run.dataset().description().train()
                    + run.dataset().description().validation();
        }
        this.share = test / train;
        this.examples = input.metric().rate() ? clusters / repeats.size() : Double.POSITIVE_INFINITY;
    }

    /**
     * The run of one fold.
     *
     * @param result its result
     * @param pairs how it compares the models of the benchmark
     * @param defined whether the metric says something there; where not, it counts for no model
     */
    private record Run(ComparisonResult result, ComparedPairs<PairwiseComparison> pairs, boolean defined) {

        static Run of(BenchmarkInput input, ComparisonResult result) {
            return new Run(
                    result,
                    ComparedPairs.of(DatasetComparison.comparisons(input, result)),
                    DatasetComparison.isDefined(input, result));
        }

        Optional<ModelResult> model(String name) {
            return result.models().stream()
                    .filter(model -> model.name().equals(name))
                    .findFirst();
        }
    }

    /**
     * Returns the test of the mean of what runs gave, where they gave something.
     *
     * @param models the models that it is of
     */
    private DifferenceTest test(ToDoubleFunction<Run> value, double span, String... models) {
        List<double[]> values = repeats.stream()
                .map(repeat -> repeat.stream()
                        .filter(Run::defined)
                        .mapToDouble(value)
                        .filter(Double::isFinite)
                        .toArray())
                .filter(repeat -> repeat.length > 0)
                .toList();
        List<PartOfVariance> seeds = Arrays.stream(models)
                .flatMap(model -> SeedEffects.of(seeds(model)).stream())
                .toList();
        return FoldTest.of(values, cuts, share, span, examples, seeds);
    }

    /** Returns what each seed of a model gave in each run. */
    private List<Map<Long, OptionalDouble>> seeds(String model) {
        return defined()
                .flatMap(run -> run.model(model).stream())
                .map(one -> DatasetComparison.seeds(input, one))
                .filter(seeds -> !seeds.isEmpty())
                .toList();
    }

    Map<String, Estimate> values() {
        Map<String, Estimate> values = new LinkedHashMap<>();
        for (BenchmarkInput.Model model : input.models()) {
            if (defined().anyMatch(run -> Double.isFinite(value(run, model.name())))) {
                values.put(
                        model.name(),
                        input.metric()
                                .within(test(run -> value(run, model.name()), Double.POSITIVE_INFINITY, model.name())
                                        .interval(DifferenceTest.ALPHA)));
            }
        }
        return values;
    }

    private Stream<Run> defined() {
        return runs.stream().filter(Run::defined);
    }

    private double value(Run run, String model) {
        return run.model(model)
                .map(one -> one.metrics().get(input.metric().name()))
                .map(ModelResult.Measured::value)
                .orElse(Double.NaN);
    }

    List<PairwiseComparison> comparisons() {
        List<PairwiseComparison> pairs = new ArrayList<>();
        List<DifferenceTest> tests = new ArrayList<>();
        for (int left = 0; left < input.models().size(); left++) {
            for (int right = left + 1; right < input.models().size(); right++) {
                String first = input.models().get(left).name();
                String second = input.models().get(right).name();
                Optional<PairwiseComparison> found = runs.stream()
                        .flatMap(run -> run.pairs().find(first, second).stream())
                        .findFirst();
                found.ifPresent(pairs::add);
                found.ifPresent(pair -> tests.add(test(first, second)));
            }
        }
        double[] levels = new double[tests.size()];
        Arrays.fill(levels, DifferenceTest.ALPHA);
        List<Significance> significance = Holm.adjust(tests, levels);
        List<PairwiseComparison> comparisons = new ArrayList<>();
        for (int index = 0; index < levels.length; index++) {
            comparisons.add(comparison(
                    pairs.get(index).left(), pairs.get(index).right(), tests.get(index), significance.get(index)));
        }
        return comparisons;
    }

    /**
     * Tests the difference of two models over the runs in which both have a value; without an interval if some run lacks one in which the
     * metric is defined.
     */
    private DifferenceTest test(String left, String right) {
        ToDoubleFunction<Run> difference = run -> run.pairs()
                .find(left, right)
                .map(pair -> pair.difference().value())
                .orElse(Double.NaN);
        DifferenceTest test = test(difference, input.metric().span(), left, right);
        return defined().mapToDouble(difference).allMatch(Double::isFinite)
                ? test
                : DifferenceTest.student(test.value(), Double.NaN, 0, 0);
    }

    private boolean complete(String model) {
        return runs.stream()
                .allMatch(run -> run.model(model).filter(ModelResult::complete).isPresent());
    }

    private PairwiseComparison comparison(String left, String right, DifferenceTest test, Significance significance) {
        OptionalDouble margin = runs.get(0).result().conclusion().margin();
        boolean complete = complete(left) && complete(right);
        Verdict verdict = complete
                ? PairwiseComparison.verdict(
                        significance, margin, input.metric().higherIsBetter())
                : Verdict.UNDETERMINED;
        Estimate difference = test.interval(DifferenceTest.ALPHA);
        Set<Caveat> caveats = EnumSet.noneOf(Caveat.class);
        runs.stream()
                .flatMap(run -> run.pairs().find(left, right).stream())
                .flatMap(pair -> pair.caveats().stream())
                .filter(OF_RUNS::contains)
                .forEach(caveats::add);
        if (!complete) {
            caveats.add(Caveat.FAILED_TRIALS);
        }
        if (!difference.hasInterval() || Double.isNaN(significance.p())) {
            caveats.add(Caveat.NO_INTERVAL);
        }
        if (verdict == Verdict.NO_SIGNIFICANT_DIFFERENCE && significance.beforeHolm()) {
            caveats.add(Caveat.NOT_SIGNIFICANT_AFTER_HOLM);
        }
        return new PairwiseComparison(
                input.metric().name(), left, right, difference, significance, verdict, List.copyOf(caveats));
    }

    /** Returns the models with a value that no other beats; those with failed trials only if all have some. */
    List<String> best() {
        List<String> valued = List.copyOf(values().keySet());
        List<String> complete = valued.stream().filter(this::complete).toList();
        return new Verdicts(comparisons()).unbeaten(complete.isEmpty() ? valued : complete);
    }
}

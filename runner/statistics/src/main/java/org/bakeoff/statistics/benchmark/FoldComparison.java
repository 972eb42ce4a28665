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
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparedPair;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DifferenceTest;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Holm;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.Verdicts;

/**
 * Compares models on the folds of one data set, of which every pair of training sets shares examples. What runs differ by is
 * enlarged for that, but for what seeds cause, which runs don't share.
 *
 * <p>Sources: Nadeau and Bengio, "Inference for the generalization error", Machine Learning 52, 2003; Bouckaert and Frank,
 * "Evaluating the replicability of significance tests for comparing learning algorithms", PAKDD 2004, for repeats.
 */
final class FoldComparison {

    /** What limits a comparison of single runs, and with it that of all. */
    private static final Set<Caveat> OF_RUNS = Set.of(Caveat.DIVERGED_TRIALS, Caveat.SEEDS_ADDED);

    private final BenchmarkInput input;
    private final List<ComparisonResult> runs;
    private final List<List<PairwiseComparison>> compared;
    /** Test examples for each training example. */
    private final double share;

    FoldComparison(BenchmarkInput input, List<ComparisonResult> runs) {
        this.input = input;
        this.runs = runs;
        this.compared = runs.stream()
                .map(run -> DatasetComparison.comparisons(input, run))
                .toList();
        double test = 0;
        double train = 0;
        for (ComparisonResult run : runs) {
            test += run.dataset().test();
            train += run.dataset().description().train()
                    + run.dataset().description().validation();
        }
        this.share = test / train;
    }

    /** Returns how far the difference of two values may be from 0. */
    static double span(MeasuredMetrics.Metric metric) {
        return metric.rate() ? 1 : Double.POSITIVE_INFINITY;
    }

    /**
     * What several runs gave.
     *
     * @param value a model's mean over seeds, or the difference of two
     * @param ofSeeds the part of its variance that seeds cause
     */
    private record OfRun(double value, double ofSeeds) {}

    private DifferenceTest test(List<OfRun> found, double span) {
        int count = found.size();
        Spread spread = Spread.of(found.stream().mapToDouble(OfRun::value).toArray());
        double ofSeeds = found.stream().mapToDouble(OfRun::ofSeeds).average().orElse(Double.NaN);
        double variance = Math.max(0, spread.variance() - ofSeeds) * (1.0 / count + share) + ofSeeds / count;
        return DifferenceTest.student(spread.mean(), variance, count - 1.0, span);
    }

    Map<String, Estimate> values() {
        Map<String, Estimate> values = new LinkedHashMap<>();
        for (BenchmarkInput.Model model : input.models()) {
            List<OfRun> found = runs.stream()
                    .flatMap(run -> model(run, model.name()).stream())
                    .map(one -> new OfRun(value(one), ofSeeds(one)))
                    .filter(one -> Double.isFinite(one.value()))
                    .toList();
            if (!found.isEmpty()) {
                values.put(
                        model.name(),
                        inRange(test(found, Double.POSITIVE_INFINITY).interval(DifferenceTest.ALPHA)));
            }
        }
        return values;
    }

    private Estimate inRange(Estimate estimate) {
        return input.metric().rate()
                ? new Estimate(estimate.value(), Math.max(0, estimate.low()), Math.min(1, estimate.high()))
                : estimate;
    }

    private static Optional<ModelResult> model(ComparisonResult run, String name) {
        return run.models().stream().filter(model -> model.name().equals(name)).findFirst();
    }

    private double value(ModelResult model) {
        ModelResult.Measured measured = model.metrics().get(input.metric().name());
        return measured == null ? Double.NaN : measured.value();
    }

    /** Returns the variance of a mean over seeds that comes from them; 0 with a single seed, whose part the variance between runs holds. */
    private double ofSeeds(ModelResult model) {
        double[] seeds = model.trials().stream()
                .filter(trial -> trial.status() != ModelResult.Status.FAILED)
                .mapToDouble(
                        trial -> trial.metrics().getOrDefault(input.metric().name(), Double.NaN))
                .toArray();
        return seeds.length < 2 ? 0 : Spread.of(seeds).variance() / seeds.length;
    }

    List<PairwiseComparison> comparisons() {
        List<PairwiseComparison> pairs = new ArrayList<>();
        List<DifferenceTest> tests = new ArrayList<>();
        for (int left = 0; left < input.models().size(); left++) {
            for (int right = left + 1; right < input.models().size(); right++) {
                String first = input.models().get(left).name();
                String second = input.models().get(right).name();
                List<PairwiseComparison> found = compared.stream()
                        .flatMap(some -> ComparedPair.find(some, first, second).stream())
                        .toList();
                if (!found.isEmpty()) {
                    tests.add(test(first, second));
                    pairs.add(found.get(0));
                }
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

    /** Tests the difference of two models over the runs in which both have a value; without an interval if some run lacks one. */
    private DifferenceTest test(String left, String right) {
        List<OfRun> found = new ArrayList<>();
        for (int index = 0; index < runs.size(); index++) {
            ComparisonResult run = runs.get(index);
            ComparedPair.find(compared.get(index), left, right)
                    .map(pair ->
                            new OfRun(pair.difference().value(), ofSeeds(run.model(left)) + ofSeeds(run.model(right))))
                    .filter(one -> Double.isFinite(one.value()))
                    .ifPresent(found::add);
        }
        DifferenceTest test = test(found, span(input.metric()));
        return found.size() == runs.size() ? test : DifferenceTest.student(test.value(), Double.NaN, 0, 0);
    }

    private boolean complete(String model) {
        return runs.stream()
                .allMatch(run -> model(run, model).filter(ModelResult::complete).isPresent());
    }

    private PairwiseComparison comparison(String left, String right, DifferenceTest test, Significance significance) {
        OptionalDouble margin = runs.get(0).conclusion().margin();
        boolean complete = complete(left) && complete(right);
        Verdict verdict = complete
                ? PairwiseComparison.verdict(
                        significance, margin, input.metric().higherIsBetter())
                : Verdict.UNDETERMINED;
        Estimate difference = test.interval(DifferenceTest.ALPHA);
        Set<Caveat> caveats = EnumSet.noneOf(Caveat.class);
        compared.stream()
                .flatMap(some -> ComparedPair.find(some, left, right).stream())
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

package org.bakeoff.statistics.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparedPairs;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DifferenceTest;
import org.bakeoff.statistics.DifferenceTest.PartOfVariance;
import org.bakeoff.statistics.Holm;
import org.bakeoff.statistics.LetterDisplay;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;

/**
 * Compares every pair of models over data sets, which count alike. They are a sample of those that models may meet: what varies
 * between them is the error of the mean difference, and it holds what varies within each. What seeds have in common over all of them,
 * since models begin with the same random numbers on each, is added ({@link SeedEffects}).
 *
 * <p>Sources: Demsar, "Statistical comparisons of classifiers over multiple data sets", Journal of Machine Learning Research 7,
 * 2006; Benavoli, Corani and Mangili, "Should we really use post-hoc tests based on mean-ranks?", same journal 17, 2016: whether
 * two models differ must not depend on the others, so letters come from signed-rank tests.
 */
final class OverallComparisons {

    private final BenchmarkInput input;
    private final OptionalDouble margin;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<OverallComparison> comparisons = new ArrayList<>();

    OverallComparisons(BenchmarkInput input, List<DatasetResult> datasets) {
        this.input = input;
        this.margin = margin(input);
        List<ComparedPairs<PairwiseComparison>> known = datasets.stream()
                .map(dataset -> ComparedPairs.of(dataset.comparisons()))
                .toList();
        for (int left = 0; left < input.models().size(); left++) {
            for (int right = left + 1; right < input.models().size(); right++) {
                Pair pair = Pair.of(input, left, right, known);
                if (!pair.datasets.isEmpty()) {
                    pairs.add(pair);
                }
            }
        }
        double[] levels = new double[pairs.size()];
        Arrays.fill(levels, DifferenceTest.ALPHA);
        List<Significance> significance =
                Holm.adjust(pairs.stream().map(Pair::test).toList(), levels);
        double[] wilcoxon = pairs.stream().mapToDouble(Pair::wilcoxon).toArray();
        double[] adjusted = Holm.adjust(wilcoxon);
        for (int index = 0; index < wilcoxon.length; index++) {
            comparisons.add(comparison(
                    pairs.get(index),
                    significance.get(index),
                    new OverallComparison.Wilcoxon(wilcoxon[index], adjusted[index])));
        }
    }

    /** Returns the margin of equivalence that all runs have; empty if there is none. */
    private static OptionalDouble margin(BenchmarkInput input) {
        List<OptionalDouble> margins = input.datasets().stream()
                .flatMap(dataset -> dataset.runs().stream())
                .map(run -> run.conclusion().margin())
                .distinct()
                .toList();
        return margins.size() == 1 ? margins.get(0) : OptionalDouble.empty();
    }

    /**
     * Two models.
     *
     * @param left the position of the model that stands first
     * @param right that of the other
     * @param datasets how they compare on each data set on which both have a value and no failed trial, left minus right
     * @param test of the mean difference
     * @param lucky whether seeds do the same on all data sets, as far as is shown
     */
    private record Pair(int left, int right, List<PairwiseComparison> datasets, DifferenceTest test, boolean lucky) {

        static Pair of(BenchmarkInput input, int left, int right, List<ComparedPairs<PairwiseComparison>> datasets) {
            List<PairwiseComparison> found = datasets.stream()
                    .flatMap(dataset ->
                            dataset
                                    .find(
                                            input.models().get(left).name(),
                                            input.models().get(right).name())
                                    .stream())
                    .filter(pair -> Double.isFinite(pair.difference().value())
                            && !pair.caveats().contains(Caveat.FAILED_TRIALS))
                    .toList();
            double[] differences = differences(found);
            Spread spread = Spread.of(differences);
            double variance = spread.variance() / differences.length;
            List<PartOfVariance> seeds = variance > 0 ? seeds(input, left, right) : List.of();
            return new Pair(
                    left,
                    right,
                    found,
                    DifferenceTest.student(
                            spread.mean(),
                            new PartOfVariance(variance, variance, differences.length - 1.0),
                            seeds,
                            input.metric().span()),
                    !seeds.isEmpty());
        }

        /** Returns what the seeds of both models, which are the same on all data sets, add. */
        private static List<PartOfVariance> seeds(BenchmarkInput input, int... models) {
            return Arrays.stream(models)
                    .mapToObj(model -> input.models().get(model).name())
                    .flatMap(model -> SeedEffects.of(input.datasets().stream()
                                    .map(dataset -> SeedEffects.mean(dataset.runs().stream()
                                            .filter(run -> DatasetComparison.isDefined(input, run))
                                            .map(run -> seeds(input, run, model))
                                            .toList()))
                                    .filter(seeds -> !seeds.isEmpty())
                                    .toList())
                            .stream())
                    .toList();
        }

        /** Returns what each seed of a model gave in a run; nothing of a model that has failed trials, which isn't compared. */
        private static Map<Long, OptionalDouble> seeds(BenchmarkInput input, ComparisonResult run, String model) {
            return run.models().stream()
                    .filter(one -> one.name().equals(model) && one.complete())
                    .findFirst()
                    .map(one -> DatasetComparison.seeds(input, one))
                    .orElse(Map.of());
        }

        private static double[] differences(List<PairwiseComparison> found) {
            return found.stream().mapToDouble(pair -> pair.difference().value()).toArray();
        }

        /** Returns the p of the signed-rank test: where a seed's luck is in all ranks, which can't show it, no less than the mean's, which holds it. */
        double wilcoxon() {
            double p = SignedRank.p(differences(datasets));
            return lucky ? Math.max(p, test.p()) : p;
        }

        OverallComparison.Tally tally() {
            return new OverallComparison.Tally(
                    count(Verdict.LEFT_BETTER),
                    count(Verdict.EQUIVALENT, Verdict.NO_SIGNIFICANT_DIFFERENCE),
                    count(Verdict.RIGHT_BETTER),
                    datasets.size());
        }

        private int count(Verdict... wanted) {
            return (int) datasets.stream()
                    .filter(pair -> List.of(wanted).contains(pair.verdict()))
                    .count();
        }

        /** Returns by how much the right model ranks behind on average: 1 where it is worse, a half where both are equal. */
        double behind(boolean higherIsBetter) {
            double sum =
                    DoubleStream.of(SignedRank.signs(differences(datasets))).sum();
            return 0.5 + (higherIsBetter ? sum : -sum) / (2 * datasets.size());
        }
    }

    private OverallComparison comparison(Pair pair, Significance significance, OverallComparison.Wilcoxon wilcoxon) {
        return new OverallComparison(
                input.models().get(pair.left).name(),
                input.models().get(pair.right).name(),
                pair.tally(),
                pair.test.interval(DifferenceTest.ALPHA),
                significance,
                wilcoxon,
                pair.datasets.size() < OverallComparison.LEAST_DATASETS
                        ? Verdict.UNDETERMINED
                        : PairwiseComparison.verdict(
                                significance, margin, input.metric().higherIsBetter()));
    }

    List<OverallComparison> comparisons() {
        return comparisons;
    }

    /** Returns the models that are compared, the best mean rank first. */
    List<MeanRank> ranks() {
        double[] ranks = new double[input.models().size()];
        Arrays.fill(ranks, 1);
        for (Pair pair : pairs) {
            double behind = pair.behind(input.metric().higherIsBetter());
            ranks[pair.right] += behind;
            ranks[pair.left] += 1 - behind;
        }
        List<Integer> order = IntStream.range(0, ranks.length)
                .filter(model -> pairs.stream().anyMatch(pair -> pair.left == model || pair.right == model))
                .boxed()
                .sorted(Comparator.comparingDouble(model -> ranks[model]))
                .toList();
        List<String> names =
                order.stream().map(model -> input.models().get(model).name()).toList();
        ComparedPairs<OverallComparison> compared = ComparedPairs.of(comparisons);
        List<String> letters = LetterDisplay.of(
                names.size(),
                (one, other) -> compared.find(names.get(one), names.get(other))
                        .filter(pair -> pair.wilcoxon().afterHolm())
                        .isPresent());
        return IntStream.range(0, names.size())
                .mapToObj(index -> new MeanRank(names.get(index), ranks[order.get(index)], letters.get(index)))
                .toList();
    }
}

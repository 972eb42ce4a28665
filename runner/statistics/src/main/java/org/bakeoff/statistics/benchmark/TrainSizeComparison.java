package org.bakeoff.statistics.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bakeoff.statistics.ComparedPair;
import org.bakeoff.statistics.ComparedPairs;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.PairwiseComparison;

/** Says what more training examples do, from the results with several numbers of them. */
final class TrainSizeComparison {

    private final List<BenchmarkResults.OfTrainSize> sizes;
    private final MeasuredMetrics.Metric metric;

    /** Takes the results by ascending size. */
    TrainSizeComparison(List<BenchmarkResults.OfTrainSize> sizes) {
        this.sizes = sizes;
        this.metric = sizes.get(0).result().metric();
    }

    /** A data set with one number of training examples. */
    private record AtSize(int examples, DatasetResult dataset) {}

    /** Returns the learning curves on each data set with results for several sizes. */
    List<LearningCurves> curves() {
        List<LearningCurves> curves = new ArrayList<>();
        for (DatasetResult dataset : sizes.get(0).result().datasets()) {
            List<AtSize> results = sizes.stream()
                    .flatMap(size -> size.result().datasets().stream()
                            .filter(one -> one.name().equals(dataset.name())
                                    && !one.values().isEmpty())
                            .map(one -> new AtSize(size.trainSize().orElseThrow(), one)))
                    .toList();
            if (results.size() > 1) {
                List<Integer> examples = results.stream().map(AtSize::examples).toList();
                curves.add(new LearningCurves(
                        dataset.name(),
                        examples,
                        models(results),
                        turns(
                                examples,
                                results.stream()
                                        .map(result -> result.dataset().comparisons())
                                        .toList(),
                                PairwiseComparison::difference)));
            }
        }
        return curves;
    }

    private List<LearningCurve> models(List<AtSize> results) {
        DatasetResult last = results.get(results.size() - 1).dataset();
        Comparator<String> order = Comparator.comparingDouble(
                model -> last.value(model).orElseThrow().value());
        List<String> best = last.values().keySet().stream()
                .sorted(metric.higherIsBetter() ? order.reversed() : order)
                .toList();
        return last.values().keySet().stream()
                .map(model -> {
                    if (results.stream()
                            .noneMatch(one -> one.dataset().trainSeconds().containsKey(model))) {
                        return LearningCurve.ofElsewhere(model);
                    }
                    Optional<String> rival =
                            best.stream().filter(other -> !other.equals(model)).findFirst();
                    return new CurveAnalysis(metric, points(model, results))
                            .curve(
                                    model,
                                    rival,
                                    rival.flatMap(last::value)
                                            .map(Estimate::value)
                                            .orElse(Double.NaN));
                })
                .toList();
    }

    private static List<CurveAnalysis.Point> points(String model, List<AtSize> results) {
        return results.stream()
                .flatMap(result -> result.dataset().value(model).stream()
                        .map(value -> new CurveAnalysis.Point(
                                result.examples(),
                                value,
                                result.dataset().trainSeconds().getOrDefault(model, Double.NaN))))
                .toList();
    }

    /** Returns where the order of two models turns over all data sets. */
    List<OrderTurn> turns() {
        return turns(
                sizes.stream().map(size -> size.trainSize().orElseThrow()).toList(),
                sizes.stream().map(size -> size.result().comparisons()).toList(),
                OverallComparison::difference);
    }

    private <P extends ComparedPair<P>> List<OrderTurn> turns(
            List<Integer> examples, List<List<P>> comparisons, Function<P, Estimate> difference) {
        List<ComparedPairs<P>> pairs =
                comparisons.stream().map(ComparedPairs::of).toList();
        List<OrderTurn> turns = new ArrayList<>();
        for (P pair : comparisons.get(comparisons.size() - 1)) {
            List<Difference> differences = IntStream.range(0, examples.size())
                    .boxed()
                    .flatMap(index -> pairs.get(index).find(pair.left(), pair.right()).stream()
                            .map(found -> new Difference(
                                    examples.get(index),
                                    metric.higherIsBetter()
                                            ? difference.apply(found)
                                            : difference.apply(found).negated(),
                                    found.isBetter(pair.left()),
                                    found.isBetter(pair.right()))))
                    .filter(one -> Double.isFinite(one.gain().value()))
                    .toList();
            turns.addAll(turns(pair.left(), pair.right(), differences));
        }
        return turns;
    }

    /**
     * Says how two models differ with one number of training examples.
     *
     * @param examples how many
     * @param gain by how much the left one is better
     * @param left whether the verdict is that it is
     * @param right whether the verdict is that the right one is
     */
    private record Difference(int examples, Estimate gain, boolean left, boolean right) {

        private Difference reversed() {
            return new Difference(examples, gain.negated(), right, left);
        }
    }

    /** Returns the turns of one pair: from each verdict to the next one of the other kind. */
    private static List<OrderTurn> turns(String left, String right, List<Difference> differences) {
        List<OrderTurn> turns = new ArrayList<>();
        int decided = -1;
        for (int index = 0; index < differences.size(); index++) {
            Difference now = differences.get(index);
            if (!now.left() && !now.right()) {
                continue;
            }
            if (decided >= 0 && differences.get(decided).left() != now.left()) {
                List<Difference> between = differences.subList(decided, index + 1);
                turns.add(
                        now.left()
                                ? new OrderTurn(right, left, equal(between))
                                : new OrderTurn(
                                        left,
                                        right,
                                        equal(between.stream()
                                                .map(Difference::reversed)
                                                .toList())));
            }
            decided = index;
        }
        return turns;
    }

    /**
     * Returns at how many examples a difference that goes from below 0 to above it is 0, on the lines between the sizes; of several
     * such places the middle one. The interval has the sizes at which that of the difference holds 0. The ends of the
     * intervals are joined by lines, too, which is as wide as that of a point between them can be.
     */
    private static Estimate equal(List<Difference> differences) {
        double[] sizes = differences.stream().mapToDouble(Difference::examples).toArray();
        List<Double> zeros = new ArrayList<>();
        for (int index = 1; index < sizes.length; index++) {
            double before = differences.get(index - 1).gain().value();
            double after = differences.get(index).gain().value();
            if (before < 0 != after < 0) {
                zeros.add(sizes[index - 1] * Math.pow(sizes[index] / sizes[index - 1], before / (before - after)));
            }
        }
        return new Estimate(
                zeros.get(zeros.size() / 2),
                new Interpolation(
                                sizes,
                                differences.stream()
                                        .mapToDouble(one -> one.gain().high())
                                        .toArray())
                        .first(0),
                new Interpolation(
                                sizes,
                                differences.stream()
                                        .mapToDouble(one -> one.gain().low())
                                        .toArray())
                        .last(0));
    }
}

package org.bakeoff.statistics;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/** An unmodifiable list of comparisons in several metrics that has those of each metric at hand. */
final class ComparisonsByMetric extends AbstractList<PairwiseComparison> implements RandomAccess {

    private final List<PairwiseComparison> all;
    private final Map<String, ComparedPairs<PairwiseComparison>> byMetric;

    private ComparisonsByMetric(List<PairwiseComparison> comparisons) {
        this.all = List.copyOf(comparisons);
        this.byMetric = all.stream()
                .collect(groupingBy(PairwiseComparison::metric, collectingAndThen(toList(), ComparedPairs::of)));
    }

    /** Copies comparisons that aren't such a list already. */
    static ComparisonsByMetric of(List<PairwiseComparison> comparisons) {
        return comparisons instanceof ComparisonsByMetric known ? known : new ComparisonsByMetric(comparisons);
    }

    /** Returns those in a metric. */
    ComparedPairs<PairwiseComparison> in(String metric) {
        return byMetric.getOrDefault(metric, ComparedPairs.<PairwiseComparison>of(List.of()));
    }

    @Override
    public PairwiseComparison get(int index) {
        return all.get(index);
    }

    @Override
    public int size() {
        return all.size();
    }
}

package org.bakeoff.experiment;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;

/** The primary metric of a benchmark, of which the classes of a data set decide the range and the title. */
final class BenchmarkMetric {

    /** So many titles are named at most. */
    private static final int SHOWN = 3;

    private BenchmarkMetric() {}

    /** Returns the primary metric of runs that have one: at least one, of one name. */
    static MeasuredMetrics.Metric of(List<ComparisonResult> runs) {
        MeasuredMetrics.Metric joined = runs.stream()
                .map(BenchmarkMetric::primary)
                .reduce(MeasuredMetrics.Metric::joined)
                .orElseThrow();
        boolean same = titles(runs, run -> primary(run).title()).size() == 1;
        return same
                ? joined
                : joined.titled(titles(runs, BenchmarkMetric::ofEach).stream()
                        .limit(SHOWN)
                        .collect(Collectors.joining(" or ")));
    }

    private static List<String> titles(List<ComparisonResult> runs, Function<ComparisonResult, String> title) {
        return runs.stream().map(title).distinct().toList();
    }

    private static MeasuredMetrics.Metric primary(ComparisonResult run) {
        return run.primaryMetric().orElseThrow();
    }

    /** Returns the title without the name of the positive class, such as "F1 of each data set's positive class". */
    private static String ofEach(ComparisonResult run) {
        String title = primary(run).title();
        return run.classOfPrimaryMetric()
                .map(positive ->
                        title.substring(0, title.length() - positive.length()) + "each data set's positive class")
                .orElse(title);
    }
}

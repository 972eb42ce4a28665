package org.bakeoff.report.leaderboard;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bakeoff.report.run.ComparisonSummary.Model;
import org.bakeoff.report.run.ComparisonSummary.TestSet;
import org.bakeoff.statistics.MeasuredMetrics.Metric;

/**
 * The models of all runs on one test set, or of all benchmarks on the same folds, by one primary metric.
 *
 * @param test the test set, with the most evaluations that a run or the cache knew of; of folds all their hashes, the examples that each has on
 *     average, and the evaluations on all of them
 * @param folds how many folds the values are means of; 0 for a single test set
 * @param datasets the names of the dataset plugins that gave it, of folds those of the data sets
 * @param metric the primary metric
 * @param entries the models of all runs, the earliest run first; trials that several runs hold, as a comparison of runs does, stand
 *     once
 */
public record Leaderboard(TestSet test, int folds, List<String> datasets, Metric metric, List<Entry> entries) {

    /** Copies the lists. */
    public Leaderboard {
        datasets = List.copyOf(datasets);
        entries = List.copyOf(entries);
    }

    /**
     * A model of a run.
     *
     * @param place the run directory, or the folder of the benchmark
     * @param started when the run started; empty if unknown
     * @param model the model
     */
    public record Entry(String place, Optional<Instant> started, Model model) {

        private double value() {
            return model.value().orElse(Double.NaN);
        }
    }

    /**
     * A row of the ranking.
     *
     * @param entry the model in its best run
     * @param runs how many runs have a model of its name
     */
    public record Row(Entry entry, int runs) {}

    /**
     * Returns a row for each name of a model, the best value first. A model is that of its best run; one that failed in part, or has no
     * value, stands in only if no run has a whole one, and comes last.
     */
    public List<Row> ranking() {
        return byName().values().stream()
                .map(models -> new Row(models.stream().min(order()).orElseThrow(), models.size()))
                .sorted(Comparator.comparing(Row::entry, order())
                        .thenComparing(row -> row.entry().model().name()))
                .toList();
    }

    /** Returns the models by their names, each in its runs, the earliest first; the best name first. */
    public Map<String, List<Entry>> history() {
        Map<String, List<Entry>> models = byName();
        return ranking().stream()
                .map(row -> row.entry().model().name())
                .collect(Collectors.toMap(
                        name -> name,
                        name -> models.getOrDefault(name, List.of()),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    /** Returns the runs of the ranking, that of the best model first. */
    public List<String> runs() {
        return ranking().stream().map(row -> row.entry().place()).distinct().toList();
    }

    /** Returns how many trained models were evaluated on the test set at least: all that a run or the cache knew of, or all that the runs hold. */
    public long evaluations() {
        long held = entries.stream()
                .mapToLong(entry -> entry.model().training().seeds())
                .sum();
        return Math.max(test.evaluations(), held);
    }

    private Map<String, List<Entry>> byName() {
        return entries.stream()
                .collect(Collectors.groupingBy(entry -> entry.model().name(), LinkedHashMap::new, Collectors.toList()));
    }

    private Comparator<Entry> order() {
        Comparator<Entry> byValue = Comparator.comparingDouble(Entry::value);
        return Comparator.comparing((Entry entry) -> !entry.model().isWhole())
                .thenComparing(entry -> entry.model().value().isEmpty())
                .thenComparing(metric.higherIsBetter() ? byValue.reversed() : byValue);
    }
}

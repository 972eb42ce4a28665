package org.bakeoff.report.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.report.leaderboard.Leaderboards.Benchmark;
import org.bakeoff.report.leaderboard.Leaderboards.LeftOut;
import org.bakeoff.report.leaderboard.Leaderboards.Reason;
import org.bakeoff.report.leaderboard.Leaderboards.Run;
import org.bakeoff.report.run.BenchmarkSummary;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;

/**
 * The folds of a benchmark's data sets, of which each has another test set: what stands on a leaderboard is the mean over them.
 *
 * @param benchmark the benchmark
 * @param byDataset the runs of the folds, by the name of the data set, with the size of the training set if there are several
 */
record Folds(Benchmark benchmark, Map<String, List<Run>> byDataset) {

    private static final Pattern NAME = Pattern.compile("(.+)-fold\\d+(-repeat\\d+)?");

    /** Finds the folds among the runs of a benchmark. */
    static Folds of(Benchmark benchmark, List<Run> runs) {
        List<String> all = benchmark.summary().map(BenchmarkSummary::runs).orElse(List.of());
        Set<String> datasets = results(benchmark).stream().flatMap(Folds::names).collect(Collectors.toSet());
        // Without folds a run has the name of its data set, which may look like a fold of another one.
        boolean folds = datasets.isEmpty()
                ? all.stream().allMatch(name -> dataset(name).isPresent())
                : !all.containsAll(datasets);
        return new Folds(
                benchmark,
                runs.stream()
                        .filter(run -> folds
                                && dataset(run)
                                        .filter(dataset -> datasets.isEmpty() || datasets.contains(dataset))
                                        .isPresent())
                        .collect(Collectors.groupingBy(run -> dataset(run).orElseThrow())));
    }

    /** Returns the runs of all folds. */
    List<Run> runs() {
        return byDataset.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Returns each data set with the means over its folds, with the most training examples that the benchmark has.
     *
     * @param leftOut gets the benchmark if it has none, or not of all data sets
     */
    List<Candidate> candidates(ToLongFunction<String> evaluations, List<LeftOut> leftOut) {
        Optional<BenchmarkResults> results = results(benchmark);
        if (byDataset.isEmpty()) {
            return List.of();
        }
        if (results.isEmpty()) {
            leftOut.add(new LeftOut(
                    benchmark.place(), benchmark.summary().isEmpty() ? Reason.UNREADABLE : Reason.NOT_ENDED));
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>();
        BenchmarkResults.OfTrainSize largest =
                results.get().sizes().get(results.get().sizes().size() - 1);
        boolean whole = true;
        for (DatasetResult dataset : largest.result().datasets()) {
            List<Run> runs = byDataset.getOrDefault(name(dataset, largest), List.of()).stream()
                    .filter(run -> run.fault().isEmpty())
                    .toList();
            // The means are of those folds that the benchmark had at its end.
            boolean same = runs.size() == dataset.runs() && !dataset.values().isEmpty();
            whole &= same;
            if (same) {
                candidates.add(Candidate.of(benchmark, largest.result(), dataset, runs, evaluations));
            }
        }
        if (!whole) {
            leftOut.add(new LeftOut(benchmark.place(), Reason.FOLDS_MISSING));
        }
        return List.copyOf(candidates);
    }

    private static Optional<BenchmarkResults> results(Benchmark benchmark) {
        return benchmark.summary().filter(BenchmarkSummary::ended).flatMap(BenchmarkSummary::results);
    }

    /** Returns what the name of a fold's run begins with; empty if the run is none of a fold. */
    private static Optional<String> dataset(Run run) {
        return dataset(run.directory().path().getFileName().toString());
    }

    private static Optional<String> dataset(String run) {
        Matcher name = NAME.matcher(run);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static Stream<String> names(BenchmarkResults results) {
        return results.sizes().stream()
                .flatMap(size -> size.result().datasets().stream().map(dataset -> name(dataset, size)));
    }

    private static String name(DatasetResult dataset, BenchmarkResults.OfTrainSize size) {
        return dataset.name()
                + (size.trainSize().isPresent() ? "-" + size.trainSize().getAsInt() : "");
    }
}

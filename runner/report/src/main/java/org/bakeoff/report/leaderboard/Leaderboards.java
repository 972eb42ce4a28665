package org.bakeoff.report.leaderboard;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.leaderboard.Leaderboard.Entry;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.BenchmarkSummary;
import org.bakeoff.report.run.ComparisonSummary.Model;
import org.bakeoff.report.run.ComparisonSummary.TestSet;
import org.bakeoff.report.run.ComparisonSummary.Training;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunFolders;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.RunSummary;
import org.bakeoff.statistics.MeasuredMetrics.Metric;

/**
 * The leaderboards of some runs: one for each test set, or folds of a data set, and primary metric.
 *
 * @param boards those with most models first
 * @param leftOut the runs, benchmarks and models that are on none
 */
public record Leaderboards(List<Leaderboard> boards, List<LeftOut> leftOut) {

    /** Copies the lists. */
    public Leaderboards {
        boards = List.copyOf(boards);
        leftOut = List.copyOf(leftOut);
    }

    /** Says why a run is on no leaderboard. */
    public enum Reason {
        /** It hasn't ended. */
        NOT_ENDED,
        /** Its files are damaged, or those of something else. */
        UNREADABLE,
        /** Its primary metric could not be measured. */
        WITHOUT_METRIC,
        /** All its models are those of other runs. */
        SAME_MODELS,
        /** Of a model: none of its trials has predictions. */
        FAILED,
        /** Of a benchmark: not all folds of a data set have a result, or not one that its own results have. */
        FOLDS_MISSING,
        /** It lies in the folder of a benchmark that has other runs, as an earlier one in that folder leaves them. */
        NOT_OF_BENCHMARK,
        /** Of a folder: it has more folders than are looked at, some of which may be runs. */
        TOO_MANY_FOLDERS
    }

    /**
     * A run that is on no leaderboard, a benchmark whose folds aren't, a model that isn't, or a folder some of whose runs may be on none.
     *
     * @param place the run directory, or the folder; of a model with its name before it
     * @param reason why
     */
    public record LeftOut(String place, Reason reason) {}

    /**
     * A run.
     *
     * @param place the run directory as people know it
     * @param directory the run directory
     * @param summary what a list of runs shows of it
     */
    public record Run(String place, RunDirectory directory, RunSummary summary) {

        Optional<Reason> fault() {
            if (summary.state() != RunState.FINISHED) {
                return Optional.of(Reason.NOT_ENDED);
            }
            if (!summary.readable()
                    || summary.result().test().isEmpty()
                    || summary.models().isEmpty()) {
                return Optional.of(Reason.UNREADABLE);
            }
            return summary.metric().isEmpty() ? Optional.of(Reason.WITHOUT_METRIC) : Optional.empty();
        }
    }

    /**
     * A benchmark.
     *
     * @param place its folder as people know it
     * @param directory its folder
     * @param summary what its files say; empty if they can't be read
     */
    public record Benchmark(String place, BenchmarkDirectory directory, Optional<BenchmarkSummary> summary) {

        /** Returns whether a run in its folder is one of its own, as far as is known. */
        boolean has(Run run) {
            List<String> runs = summary.map(BenchmarkSummary::runs).orElse(List.of());
            return runs.isEmpty()
                    || runs.contains(run.directory().path().getFileName().toString());
        }
    }

    /**
     * Runs and benchmarks to rank.
     *
     * @param runs the runs, those of the benchmarks among them
     * @param benchmarks the benchmarks
     * @param partly the folders, as people know them, that have more folders than were looked at
     */
    public record Found(List<Run> runs, List<Benchmark> benchmarks, List<String> partly) {

        /** Copies the lists. */
        public Found {
            runs = List.copyOf(runs);
            benchmarks = List.copyOf(benchmarks);
            partly = List.copyOf(partly);
        }
    }

    private record Key(String test, Metric metric) {}

    /** Holds what no two trainings have in common: time alone distinguishes those of the same seeds. */
    private record TrainingKey(String name, double value, Training training) {

        static TrainingKey of(Model model) {
            // A model that was trained elsewhere took no time.
            boolean timed = model.training().seconds() > 0;
            return new TrainingKey(timed ? "" : model.name(), model.value().orElse(Double.NaN), model.training());
        }
    }

    /**
     * Reads the runs and benchmarks at and below some folders, of each run no more than the beginning of its comparison.json.
     *
     * @throws IOException if a folder can't be looked at
     */
    public static Found read(List<Path> folders) throws IOException {
        Map<Path, Run> runs = new LinkedHashMap<>();
        Map<Path, Benchmark> benchmarks = new LinkedHashMap<>();
        List<String> partly = new ArrayList<>();
        for (Path folder : folders) {
            Path root = RegularFiles.namedFolder(folder);
            RunFolders found = RunFolders.below(root);
            if (!found.whole()) {
                partly.add(folder.toString());
            }
            for (Path path : found.runs()) {
                RunDirectory directory = new RunDirectory(path);
                runs.computeIfAbsent(
                        directory.path(),
                        key -> new Run(place(folder, root, path), directory, RunSummary.read(directory)));
            }
            for (Path path : found.benchmarks()) {
                BenchmarkDirectory directory = new BenchmarkDirectory(path);
                benchmarks.computeIfAbsent(
                        directory.path(), key -> new Benchmark(place(folder, root, path), directory, read(directory)));
            }
        }
        return new Found(List.copyOf(runs.values()), List.copyOf(benchmarks.values()), partly);
    }

    private static String place(Path folder, Path root, Path path) {
        Path place = path.equals(root) ? folder : folder.resolve(root.relativize(path));
        return place.normalize().toString();
    }

    private static Optional<BenchmarkSummary> read(BenchmarkDirectory directory) {
        try {
            return Optional.of(directory.summary());
        } catch (BakeoffException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the leaderboards of runs. The folds of a benchmark's data set stand on one, by its own means over them.
     *
     * @param evaluations returns how many trained models were evaluated on the test set with a SHA-256, as far as is known besides
     */
    public static Leaderboards of(Found found, ToLongFunction<String> evaluations) {
        List<LeftOut> leftOut = new ArrayList<>();
        found.partly().forEach(folder -> leftOut.add(new LeftOut(folder, Reason.TOO_MANY_FOLDERS)));
        Map<Path, List<Run>> ofBenchmarks = found.runs().stream()
                .filter(run -> BenchmarkDirectory.ofRun(run.directory().path()).isPresent())
                .collect(Collectors.groupingBy(
                        run -> BenchmarkDirectory.ofRun(run.directory().path()).orElseThrow()));
        Set<Run> earlier = new HashSet<>();
        List<Folds> folds = new ArrayList<>();
        for (Benchmark benchmark : found.benchmarks()) {
            List<Run> there = ofBenchmarks.getOrDefault(benchmark.directory().path(), List.of());
            List<Run> own = there.stream().filter(benchmark::has).toList();
            folds.add(Folds.of(benchmark, own));
            there.stream().filter(run -> !own.contains(run)).forEach(earlier::add);
        }
        Set<Run> joined = folds.stream().flatMap(one -> one.runs().stream()).collect(Collectors.toSet());
        List<Candidate> candidates = new ArrayList<>();
        for (Run run : found.runs()) {
            if (earlier.contains(run)) {
                leftOut.add(new LeftOut(run.place(), Reason.NOT_OF_BENCHMARK));
            } else if (!joined.contains(run)) {
                run.fault()
                        .ifPresentOrElse(
                                reason -> leftOut.add(new LeftOut(run.place(), reason)),
                                () -> candidates.add(Candidate.of(run)));
            }
        }
        folds.forEach(one -> candidates.addAll(one.candidates(evaluations, leftOut)));
        Map<Key, List<Candidate>> groups = candidates.stream()
                .sorted(Comparator.comparing((Candidate one) -> one.started().orElse(Instant.MAX))
                        .thenComparing(Candidate::place))
                .collect(Collectors.groupingBy(
                        one -> new Key(one.test().sha256(), one.metric()), LinkedHashMap::new, Collectors.toList()));
        List<Leaderboard> boards = new ArrayList<>();
        groups.forEach((key, group) -> boards.add(board(key, group, evaluations, leftOut)));
        boards.sort(Comparator.comparingInt(board -> -board.entries().size()));
        return new Leaderboards(boards, leftOut);
    }

    /** Returns the leaderboard of what has one test set, of which the earliest comes first. */
    private static Leaderboard board(
            Key key, List<Candidate> candidates, ToLongFunction<String> evaluations, List<LeftOut> leftOut) {
        Set<TrainingKey> seen = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        for (Candidate candidate : candidates) {
            int before = entries.size();
            for (Model model : candidate.models()) {
                if (model.training().seeds() == 0) {
                    leftOut.add(new LeftOut(model.name() + " of " + candidate.place(), Reason.FAILED));
                } else if (seen.add(TrainingKey.of(model))) {
                    entries.add(new Entry(candidate.place(), candidate.started(), model));
                }
            }
            if (entries.size() == before) {
                leftOut.add(new LeftOut(candidate.place(), Reason.SAME_MODELS));
            }
        }
        TestSet test = candidates.stream()
                .map(Candidate::test)
                .max(Comparator.comparingLong(TestSet::evaluations))
                .orElseThrow();
        long known = Math.max(test.evaluations(), evaluations.applyAsLong(key.test()));
        return new Leaderboard(
                new TestSet(test.sha256(), test.examples(), known),
                candidates.get(0).folds(),
                candidates.stream()
                        .map(Candidate::dataset)
                        .filter(dataset -> !dataset.isEmpty())
                        .distinct()
                        .toList(),
                key.metric(),
                entries);
    }
}

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
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.leaderboard.Leaderboard.Entry;
import org.bakeoff.report.run.ComparisonSummary;
import org.bakeoff.report.run.ComparisonSummary.Model;
import org.bakeoff.report.run.ComparisonSummary.TestSet;
import org.bakeoff.report.run.ComparisonSummary.Training;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunFolders;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.RunSummary;
import org.bakeoff.statistics.MeasuredMetrics.Metric;

/**
 * The leaderboards of some runs: one for each test set and primary metric.
 *
 * @param boards those with most models first
 * @param leftOut the runs that are on none
 */
public record Leaderboards(List<Leaderboard> boards, List<LeftOut> leftOut) {

    /** Copies the lists. */
    public Leaderboards {
        boards = List.copyOf(boards);
        leftOut = List.copyOf(leftOut);
    }

    /** Why a run is on no leaderboard. */
    public enum Reason {
        /** It hasn't ended. */
        NOT_ENDED,
        /** Its files are damaged, or those of something else. */
        UNREADABLE,
        /** Its primary metric could not be measured. */
        WITHOUT_METRIC,
        /** All its models are those of other runs. */
        SAME_MODELS
    }

    /**
     * A run that is on no leaderboard.
     *
     * @param place the run directory
     * @param reason why
     */
    public record LeftOut(String place, Reason reason) {}

    /**
     * A run.
     *
     * @param place the run directory as people know it
     * @param summary what a list of runs shows of it
     */
    public record Run(String place, RunSummary summary) {

        private Optional<Reason> fault() {
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

    private record Key(String test, Metric metric) {}

    /** What no two trainings have in common: time alone distinguishes those of the same seeds. */
    private record Trained(String name, double value, Training training) {

        static Trained of(Model model) {
            // A model that was trained elsewhere took no time.
            boolean timed = model.training().seconds() > 0;
            return new Trained(timed ? "" : model.name(), model.value().orElse(Double.NaN), model.training());
        }
    }

    /**
     * Reads the runs at and below some folders, of each no more than the beginning of its comparison.json.
     *
     * @throws IOException if a folder can't be looked at
     */
    public static List<Run> read(List<Path> folders) throws IOException {
        Map<Path, Run> runs = new LinkedHashMap<>();
        for (Path folder : folders) {
            Path root = RegularFiles.namedFolder(folder);
            for (Path path : RunFolders.below(root).runs()) {
                RunDirectory directory = new RunDirectory(path);
                Path place = path.equals(root) ? folder : folder.resolve(root.relativize(path));
                runs.computeIfAbsent(
                        directory.path(), key -> new Run(place.normalize().toString(), RunSummary.read(directory)));
            }
        }
        return List.copyOf(runs.values());
    }

    /**
     * Returns the leaderboards of runs.
     *
     * @param evaluations returns how many trained models were evaluated on the test set with a SHA-256, as far as is known besides
     */
    public static Leaderboards of(List<Run> runs, ToLongFunction<String> evaluations) {
        List<LeftOut> leftOut = new ArrayList<>();
        Map<Key, List<Run>> groups = new LinkedHashMap<>();
        runs.stream()
                .sorted(Comparator.comparing(
                                (Run run) -> run.summary().started().orElse(Instant.MAX))
                        .thenComparing(Run::place))
                .forEach(run -> run.fault()
                        .ifPresentOrElse(
                                reason -> leftOut.add(new LeftOut(run.place(), reason)),
                                () -> groups.computeIfAbsent(key(run.summary().result()), key -> new ArrayList<>())
                                        .add(run)));
        List<Leaderboard> boards = new ArrayList<>();
        groups.forEach((key, group) -> boards.add(board(key, group, evaluations, leftOut)));
        boards.sort(Comparator.comparingInt(board -> -board.entries().size()));
        return new Leaderboards(boards, leftOut);
    }

    private static Key key(ComparisonSummary result) {
        return new Key(result.test().orElseThrow().sha256(), result.metric().orElseThrow());
    }

    /** Returns the leaderboard of runs on one test set, of which the earliest comes first. */
    private static Leaderboard board(
            Key key, List<Run> runs, ToLongFunction<String> evaluations, List<LeftOut> leftOut) {
        Set<Trained> seen = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        for (Run run : runs) {
            int before = entries.size();
            run.summary().models().stream()
                    .filter(model -> seen.add(Trained.of(model)))
                    .forEach(model ->
                            entries.add(new Entry(run.place(), run.summary().started(), model)));
            if (entries.size() == before) {
                leftOut.add(new LeftOut(run.place(), Reason.SAME_MODELS));
            }
        }
        TestSet test = runs.stream()
                .flatMap(run -> run.summary().result().test().stream())
                .max(Comparator.comparingLong(TestSet::evaluations))
                .orElseThrow();
        long known = Math.max(test.evaluations(), evaluations.applyAsLong(key.test()));
        return new Leaderboard(
                new TestSet(test.sha256(), test.examples(), known),
                runs.stream()
                        .map(run -> run.summary().dataset())
                        .filter(dataset -> !dataset.isEmpty())
                        .distinct()
                        .toList(),
                key.metric(),
                entries);
    }
}

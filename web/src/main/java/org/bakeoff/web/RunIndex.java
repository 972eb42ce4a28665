package org.bakeoff.web;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.BenchmarkSummary;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunFolders;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.RunSummary;
import org.bakeoff.report.run.TrialReader;
import org.jspecify.annotations.Nullable;

/** Finds the run directories below a folder. No link is followed, so nothing outside of it is ever looked at. */
final class RunIndex {

    /** Pages ask every few seconds: a search that takes longer, in nanoseconds, isn't made for each of them. */
    private static final long LONG = 300_000_000;

    /** So many times what it took, a search that took long is good for: it takes a tenth of the time. */
    private static final int SHARE = 10;

    private final Path root;
    private @Nullable Found last;
    private final Map<String, Remembered> summaries = new ConcurrentHashMap<>();
    private final Map<String, ReadBenchmark> benchmarks = new ConcurrentHashMap<>();

    /** A summary, what the run's files were like when it was read, and what is known of its trials. */
    private record Remembered(String stamp, RunSummary summary, TrialReader trials) {}

    /**
     * A run directory.
     *
     * @param place its path below the folder, with {@code /} between the levels
     * @param directory the run directory
     * @param summary what the list shows of it
     * @param trials reads its trials, and knows those that it has read
     */
    record Entry(String place, RunDirectory directory, RunSummary summary, TrialReader trials) {}

    /** A benchmark, and what its file was like when it was read. */
    private record ReadBenchmark(String stamp, Benchmark benchmark) {}

    /**
     * A benchmark.
     *
     * @param place its path below the folder, with {@code /} between the levels
     * @param directory its folder
     * @param summary what its files say; empty if they can't be read
     * @param fault why they can't be; empty if they can
     */
    record Benchmark(String place, BenchmarkDirectory directory, Optional<BenchmarkSummary> summary, String fault) {}

    /** Looks below a folder, which must be there. */
    RunIndex(Path folder) throws IOException {
        root = RegularFiles.namedFolder(folder);
    }

    Path root() {
        return root;
    }

    /**
     * The runs that were read within some time.
     *
     * @param runs these runs, the newest first
     * @param unread how many there are besides
     * @param whole whether all folders were looked at, which are too many otherwise
     */
    record Listing(List<Entry> runs, int unread, boolean whole) {

        /** Copies the list. */
        Listing {
            runs = List.copyOf(runs);
        }
    }

    /** Returns the runs that there are now, the newest first. */
    List<Entry> runs() {
        List<Path> found = new ArrayList<>(found().folders().runs());
        // A request that comes meanwhile begins with the newest.
        Collections.reverse(found);
        return sorted(found.stream().map(this::entry));
    }

    /** Returns those runs that are known, or can be read before so much time has passed, the last ones to change first. */
    Listing runs(Duration patience) {
        return runs(patience, run -> true);
    }

    /** Returns the same of the runs that belong to no benchmark. */
    Listing single(Duration patience) {
        return runs(patience, found().folders()::isSingle);
    }

    /** Returns the same of the runs of a benchmark. */
    Listing of(Benchmark benchmark, Duration patience) {
        Path folder = benchmark.directory().path();
        return runs(
                patience,
                run -> BenchmarkDirectory.ofRun(run).filter(folder::equals).isPresent());
    }

    private Listing runs(Duration patience, Predicate<Path> which) {
        RunFolders all = found().folders();
        List<Path> found = all.runs().stream().filter(which).toList();
        long end = System.nanoTime() + patience.toNanos();
        List<Entry> runs = sorted(found.parallelStream()
                .filter(path -> summaries.containsKey(place(path)) || System.nanoTime() < end)
                .map(this::entry));
        return new Listing(runs, found.size() - runs.size(), all.whole());
    }

    /** Returns the benchmarks that there are now. */
    List<Benchmark> benchmarks() {
        return found().folders().benchmarks().stream()
                .map(path -> benchmark(place(path), path))
                .toList();
    }

    /** Returns a benchmark by its path below the folder; empty if there is none, or a link is on the way. */
    Optional<Benchmark> findBenchmark(String place) {
        return path(place).filter(BenchmarkDirectory::hasRuns).map(path -> benchmark(place, path));
    }

    private Benchmark benchmark(String place, Path path) {
        String stamp = stamp(path, List.of("benchmark.json", "spec.json"));
        return benchmarks
                .compute(
                        place,
                        (key, known) -> known != null && known.stamp().equals(stamp)
                                ? known
                                : new ReadBenchmark(stamp, read(place, new BenchmarkDirectory(path))))
                .benchmark();
    }

    private static Benchmark read(String place, BenchmarkDirectory directory) {
        Optional<String> refusal = ReadingLimit.refusal(directory);
        if (refusal.isPresent()) {
            return new Benchmark(place, directory, Optional.empty(), refusal.get());
        }
        try {
            return new Benchmark(place, directory, Optional.of(directory.summary()), "");
        } catch (BakeoffException e) {
            return new Benchmark(place, directory, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** The runs in the order of their last change, the benchmarks, and what it took to find them. */
    private record Found(RunFolders folders, long at, long nanos) {}

    /** Looks through the folders. Requests that wait meanwhile share that, and of many folders those that come for a while. */
    private synchronized Found found() {
        Found before = last;
        if (before != null && before.nanos() > LONG && System.nanoTime() - before.at() < SHARE * before.nanos()) {
            return before;
        }
        long start = System.nanoTime();
        Found found = look(start);
        last = found;
        return found;
    }

    private Found look(long start) {
        RunFolders folders = RunFolders.below(root);
        List<Path> found = new ArrayList<>(folders.runs());
        Map<Path, Long> changed = new HashMap<>();
        found.forEach(path -> changed.put(path, -path.toFile().lastModified()));
        found.sort(Comparator.comparing(path -> changed.getOrDefault(path, 0L)));
        return new Found(
                new RunFolders(found, folders.benchmarks(), folders.whole()), start, System.nanoTime() - start);
    }

    private static List<Entry> sorted(Stream<Entry> runs) {
        return runs.sorted(Comparator.comparing(
                                (Entry run) -> run.summary().started(),
                                Comparator.comparing(started ->
                                        started.map(at -> -at.toEpochMilli()).orElse(Long.MAX_VALUE)))
                        .thenComparing(Entry::place))
                .toList();
    }

    private String place(Path path) {
        return root.relativize(path).toString().replace(File.separatorChar, '/');
    }

    /** Returns a run by its path below the folder; empty if there is none, or a link is on the way. */
    Optional<Entry> find(String place) {
        return path(place).filter(RunSummary::isRun).map(path -> entry(place, path));
    }

    /** Returns a folder by its path below the folder; empty if there is none, or a link is on the way. */
    private Optional<Path> path(String place) {
        try {
            Path path = place.isEmpty() ? root : RegularFiles.within(root, place);
            // A run has one name, or what is known of it would be kept under many.
            return place.equals(place(path)) && RegularFiles.isFolder(path) ? Optional.of(path) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Entry entry(Path path) {
        return entry(place(path), path);
    }

    private Entry entry(String place, Path path) {
        RunDirectory directory = new RunDirectory(path);
        String stamp = stamp(path, List.of("", "comparison.json", "run.json", "spec.json"));
        RunState state = RunState.of(directory);
        // Requests at the same time share one reading.
        Remembered read = summaries.compute(
                place,
                (key, known) -> known != null
                                && known.stamp().equals(stamp)
                                && known.summary().state() == state
                        ? known
                        : new Remembered(
                                stamp, RunSummary.read(directory), known == null ? new TrialReader() : known.trials()));
        return new Entry(place, directory, read.summary(), read.trials());
    }

    /** Returns a text that differs once a file has changed that a summary is of; one that comes or goes changes the folder. */
    private static String stamp(Path path, List<String> names) {
        StringBuilder stamp = new StringBuilder();
        for (String name : names) {
            try {
                BasicFileAttributes file =
                        Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                stamp.append(file.lastModifiedTime().toMillis()).append('/').append(file.size());
            } catch (IOException e) {
                stamp.append('-');
            }
            stamp.append(' ');
        }
        return stamp.toString();
    }
}

package org.bakeoff.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.RunSummary;

/** Finds the run directories below a folder. No link is followed, so nothing outside of it is ever looked at. */
final class RunIndex {

    /** How many levels of folders may hold run directories. */
    private static final int DEEPEST = 4;

    private static final int MOST_FOLDERS = 100_000;

    private final Path root;
    private final Map<String, Remembered> summaries = new ConcurrentHashMap<>();

    /** A summary and what the run's files were like when it was read. */
    private record Remembered(String stamp, RunSummary summary) {}

    /**
     * A run directory.
     *
     * @param place its path below the folder, with {@code /} between the levels
     * @param directory the run directory
     * @param summary what the list shows of it
     */
    record Entry(String place, RunDirectory directory, RunSummary summary) {}

    /** Looks below a folder, which must be there. */
    RunIndex(Path folder) throws IOException {
        root = RegularFiles.namedFolder(folder);
    }

    Path root() {
        return root;
    }

    /** Returns the runs that there are now, the newest first. Who asks at the same time waits, and finds what the first one read. */
    synchronized List<Entry> runs() {
        List<Path> found = new ArrayList<>();
        int[] looked = {0};
        collect(root, 0, found, looked);
        List<Entry> runs = new ArrayList<>(found.parallelStream()
                .map(path -> entry(root.relativize(path).toString().replace('\\', '/'), path))
                .toList());
        runs.sort(Comparator.comparing(
                        (Entry run) -> run.summary().started(),
                        Comparator.comparing(
                                started -> started.map(at -> -at.toEpochMilli()).orElse(Long.MAX_VALUE)))
                .thenComparing(Entry::place));
        return runs;
    }

    /** Returns a run by its path below the folder; empty if there is none, or a link is on the way. */
    Optional<Entry> find(String place) {
        try {
            Path path = place.isEmpty() ? root : RegularFiles.within(root, place);
            return RegularFiles.isFolder(path) && RunSummary.isRun(path) && !place.contains("\\")
                    ? Optional.of(entry(place, path))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void collect(Path folder, int depth, List<Path> found, int[] looked) {
        if (RunSummary.isRun(folder)) {
            found.add(folder);
            return;
        }
        if (depth == DEEPEST) {
            return;
        }
        try {
            for (Path inner : RegularFiles.list(folder)) {
                if (RegularFiles.isFolder(inner) && looked[0]++ < MOST_FOLDERS) {
                    collect(inner, depth + 1, found, looked);
                }
            }
        } catch (IOException e) {
            // It was deleted in between, or isn't ours to read.
        }
    }

    private Entry entry(String place, Path path) {
        RunDirectory directory = new RunDirectory(path);
        String stamp = stamp(path);
        Remembered known = summaries.get(place);
        if (known == null || !known.stamp().equals(stamp) || known.summary().state() != RunState.OVER) {
            known = new Remembered(stamp, RunSummary.read(directory));
            summaries.put(place, known);
        }
        return new Entry(place, directory, known.summary());
    }

    private static String stamp(Path path) {
        StringBuilder stamp = new StringBuilder();
        for (String name : List.of("comparison.json", "run.json", "run.lock", "run.lease")) {
            try {
                Path file = path.resolve(name);
                stamp.append(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                                .toMillis())
                        .append('/')
                        .append(Files.size(file));
            } catch (IOException e) {
                stamp.append('-');
            }
            stamp.append(' ');
        }
        return stamp.toString();
    }
}

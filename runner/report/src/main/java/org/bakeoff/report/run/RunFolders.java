package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.io.RegularFiles;

/**
 * The run directories and benchmarks at or below a folder, at up to four levels. No link is followed, so nothing outside of it is ever looked at.
 *
 * @param runs the paths of the run directories, those of benchmarks among them
 * @param benchmarks the paths of the benchmarks
 * @param whole whether all folders were looked at, which are too many otherwise
 */
public record RunFolders(List<Path> runs, List<Path> benchmarks, boolean whole) {

    private static final int DEEPEST = 4;

    /** No more folders are looked at. */
    public static final int MOST_FOLDERS = 100_000;

    /** The runs of a benchmark are so many levels below it. */
    private static final int OF_BENCHMARK = 2;

    /** Copies the lists. */
    public RunFolders {
        runs = List.copyOf(runs);
        benchmarks = List.copyOf(benchmarks);
    }

    /** Looks through a folder, which {@link RegularFiles#namedFolder} has returned. */
    public static RunFolders below(Path root) {
        Search search = new Search();
        search.collect(root, DEEPEST, false);
        return new RunFolders(search.runs, search.benchmarks, search.looked <= MOST_FOLDERS);
    }

    /** Returns the names of what a folder holds; none if it can't be read, or is a link. */
    static Set<String> names(Path folder) {
        try {
            return RegularFiles.isFolder(folder)
                    ? RegularFiles.list(folder).stream()
                            .map(path -> path.getFileName().toString())
                            .collect(Collectors.toSet())
                    : Set.of();
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Returns whether a run belongs to none of the benchmarks. */
    public boolean isSingle(Path run) {
        return BenchmarkDirectory.ofRun(run).filter(benchmarks::contains).isEmpty();
    }

    /** Holds what was found so far. */
    private static final class Search {

        private final List<Path> runs = new ArrayList<>();
        private final List<Path> benchmarks = new ArrayList<>();
        private int looked;

        /**
         * Looks into a folder.
         *
         * @param levels so many levels below it
         * @param within whether it lies in a benchmark, in which no other adds levels
         */
        void collect(Path folder, int levels, boolean within) {
            if (RunSummary.isRun(folder)) {
                runs.add(folder);
                return;
            }
            boolean benchmark = !within && BenchmarkDirectory.hasRuns(folder);
            if (benchmark) {
                benchmarks.add(folder);
            }
            int left = benchmark ? Math.max(levels, OF_BENCHMARK) : levels;
            if (left == 0) {
                return;
            }
            try {
                for (Path inner : RegularFiles.list(folder)) {
                    if (RegularFiles.isFolder(inner) && looked++ < MOST_FOLDERS) {
                        collect(inner, left - 1, within || benchmark);
                    }
                }
            } catch (IOException e) {
                // It was deleted in between, or isn't ours to read.
            }
        }
    }
}

package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.io.RegularFiles;

/**
 * The run directories at or below a folder, at up to four levels. No link is followed, so nothing outside of it is ever looked at.
 *
 * @param runs their paths
 * @param whole whether all folders were looked at, which are too many otherwise
 */
public record RunFolders(List<Path> runs, boolean whole) {

    private static final int DEEPEST = 4;
    private static final int MOST_FOLDERS = 100_000;

    /** Copies the list. */
    public RunFolders {
        runs = List.copyOf(runs);
    }

    /** Looks through a folder, which {@link RegularFiles#namedFolder} has returned. */
    public static RunFolders below(Path root) {
        List<Path> found = new ArrayList<>();
        int[] looked = {0};
        collect(root, 0, found, looked);
        return new RunFolders(found, looked[0] <= MOST_FOLDERS);
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
}

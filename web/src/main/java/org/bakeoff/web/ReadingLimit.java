package org.bakeoff.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProgress;

/**
 * Limits how much a page reads of a run: files that need most of the memory as trees are refused, as others run out of it, too, and some of
 * Java's own threads end for good. Those of trials would take hours.
 */
final class ReadingLimit {

    /** A tree may take twenty times the memory of its file, and a page has several. */
    private static final int SHARE = 128;

    /** No run's file is refused up to so many bytes. */
    private static final long SMALL = 8 << 20;

    /** All trials of a run together may have so many bytes in what a page reads: it takes some ten seconds. */
    private static final long MOST_OF_TRIALS = 128L << 20;

    private ReadingLimit() {}

    /** Returns why a benchmark can't be shown; empty if it can. */
    static Optional<String> refusal(BenchmarkDirectory directory) {
        return refusal(directory.path(), BenchmarkDirectory.names());
    }

    /** Returns why a run can't be shown; empty if it can. */
    static Optional<String> refusal(RunDirectory directory) {
        return refusal(directory.path(), RunDirectory.names()).or(() -> ofTrials(RunProgress.bytes(directory)));
    }

    private static Optional<String> refusal(Path folder, List<String> names) {
        long most = Math.max(SMALL, Runtime.getRuntime().maxMemory() / SHARE);
        return names.stream()
                .filter(name -> name.endsWith(".json"))
                .filter(name -> folder.resolve(name).toFile().length() > most)
                .findFirst()
                .map(name -> name + " of this run has "
                        + (folder.resolve(name).toFile().length() >> 20) + " MiB, and a page reads at most "
                        + (most >> 20)
                        + " MiB with the memory that Java may take. BAKEOFF_JAVA_OPTIONS=-Xmx16g allows more.");
    }

    private static Optional<String> ofTrials(long bytes) {
        return bytes <= MOST_OF_TRIALS
                ? Optional.empty()
                : Optional.of("The histories and results of this run's trials have " + (bytes >> 20)
                        + " MiB, and a page reads at most " + (MOST_OF_TRIALS >> 20)
                        + " MiB. The command bakeoff report has no such limit.");
    }
}

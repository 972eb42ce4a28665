package org.bakeoff.report.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bakeoff.statistics.benchmark.BenchmarkResults;

/**
 * Holds what the files of a benchmark say of it.
 *
 * @param title what it is called
 * @param started when it was first started
 * @param runs the names of its runs, in the order in which they are run
 * @param results its results; while it goes on again, those of the last time
 * @param ended whether it has ended
 */
public record BenchmarkSummary(
        RunSummary.Title title,
        Optional<Instant> started,
        List<String> runs,
        Optional<BenchmarkResults> results,
        boolean ended) {

    /** Copies the list. */
    public BenchmarkSummary {
        runs = List.copyOf(runs);
    }
}

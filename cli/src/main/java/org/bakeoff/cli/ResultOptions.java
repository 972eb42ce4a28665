package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.report.MarkdownSummary;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that end with a comparison. */
final class ResultOptions {

    @Option(names = "--verbose", description = "Prints everything that was found, not the answer alone.")
    private boolean verbose;

    @Option(
            names = "--summary-md",
            paramLabel = "FILE",
            description = "Writes the answer as Markdown, for a pull request.")
    private @Nullable Path summary;

    /**
     * Checks that the summary replaces no file of another kind, before anything is computed.
     *
     * @throws IOException if it does
     */
    void check() throws IOException {
        if (summary != null) {
            AtomicFile.requireReplaceable(summary, MarkdownSummary.BEGINNING);
        }
    }

    /**
     * Writes the summary if there is to be one.
     *
     * @throws IOException if it can't be written
     */
    void summarize(ComparisonResult result) throws IOException {
        if (summary != null) {
            AtomicFile.writeNamed(summary, MarkdownSummary.of(result), MarkdownSummary.BEGINNING);
        }
    }

    /**
     * Prints the answer, and writes the summary if there is to be one.
     *
     * @param place in which folder or at which address the report is; empty if there is none
     * @throws IOException if the summary can't be written
     */
    void show(ComparisonResult result, Optional<String> place, PrintWriter out) throws IOException {
        new ResultText(result, out).print(place, verbose);
        // The summary may go there, too.
        out.flush();
        summarize(result);
    }

    /** Writes the summary of a benchmark if there is to be one; see {@link #summarize(ComparisonResult)}. */
    void summarize(BenchmarkResults results) throws IOException {
        if (summary != null) {
            AtomicFile.writeNamed(summary, MarkdownSummary.of(results), MarkdownSummary.BEGINNING);
        }
    }

    /** Prints the answer of a benchmark, and writes the summary if there is to be one. */
    void show(BenchmarkResults results, String place, PrintWriter out) throws IOException {
        new BenchmarkText(results, out).print(place, verbose);
        out.flush();
        summarize(results);
    }
}

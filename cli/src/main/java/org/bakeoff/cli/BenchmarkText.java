package org.bakeoff.cli;

import java.io.File;
import java.io.PrintWriter;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.BenchmarkSentences;
import org.bakeoff.report.BenchmarkTables;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.TextTable;
import org.bakeoff.report.TrainSizeSentences;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;

/** Prints a benchmark for people: the answer first, then the models by data sets. */
record BenchmarkText(BenchmarkResults results, PrintWriter out) {

    /** More pairs are for the report, or for those who ask. */
    private static final int MOST_PAIRS = 6;

    /**
     * Prints the answer, and where everything else is.
     *
     * @param place in which folder the report is
     * @param verbose whether to print every pair, data set and training size, too
     */
    void print(String place, boolean verbose) {
        BenchmarkResult result = results.largest();
        out.println();
        paragraph(BenchmarkSentences.headline(results).joined(": "));
        out.println();
        out.println(TableText.narrow(Paragraph.WIDTH, BenchmarkTables.matrix(result, false, " *", "+")));
        paragraph(result.metric().title() + (result.metric().rate() ? " in %" : "")
                + "; + no other model is better there by its verdict; * baseline");
        if (verbose) {
            table("Data sets", BenchmarkTables.datasets(result));
        }
        TextTable pairs = BenchmarkTables.pairs(result);
        if (!pairs.rows().isEmpty() && (verbose || pairs.rows().size() <= MOST_PAIRS)) {
            table("", pairs);
        }
        if (results.sizes().size() > 1) {
            table("", BenchmarkTables.sizes(results));
            TrainSizeSentences.of(results).forEach(sentence -> paragraph("- " + sentence));
        }
        if (verbose && !results.curves().isEmpty()) {
            table("More training examples", BenchmarkTables.curves(results));
        }
        BenchmarkSentences.caveats(results).forEach(caveat -> paragraph("- " + caveat));
        out.println("Report: " + TerminalText.of(place + File.separator + "report.html"));
    }

    private void table(String title, TextTable table) {
        out.println();
        if (!title.isEmpty()) {
            out.println(title);
        }
        out.println(TableText.within(Paragraph.WIDTH, table));
        out.println();
    }

    private void paragraph(String text) {
        out.println(Paragraph.wrapped(TerminalText.of(Sentence.ended(text))));
    }
}

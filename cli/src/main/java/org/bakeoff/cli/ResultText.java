package org.bakeoff.cli;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.AnswerSentences;
import org.bakeoff.report.HeadlineSentence;
import org.bakeoff.report.ResultSentences;
import org.bakeoff.report.ResultTables;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.VerdictSentences;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.RankedModel;

/** Prints a comparison for people: the answer first, on one screen. */
record ResultText(ComparisonResult result, PrintWriter out) {

    private static final int MOST_CAVEATS = 5;
    private static final int MOST_DIFFERENCES = 3;
    private static final String BASELINE = " *";

    /**
     * Prints the answer, and where everything else is.
     *
     * @param place in which folder or at which address the report is; empty if there is none
     * @param verbose whether to print everything else, too
     */
    void print(Optional<String> place, boolean verbose) {
        out.println();
        paragraph(HeadlineSentence.of(result).joined(": ") + ".");
        List<RankedModel> ranked = result.rankedModels();
        if (!ranked.isEmpty()) {
            out.println();
            out.println(TableText.narrow(Paragraph.WIDTH, ResultTables.ranking(result, BASELINE)));
            paragraph(ResultSentences.ranking(result, BASELINE) + ".");
            differences(ranked.get(0).name());
        }
        caveats(verbose);
        answers(place);
        if (verbose) {
            new DetailText(result, out).print(place.isPresent());
        }
        place.ifPresent(folder -> {
            out.println("Report: " + TerminalText.of(folder + File.separator + "report.html"));
        });
    }

    /** Returns a folder as one would type it: from the working directory on if it is in there. */
    private static String fromHere(String folder) {
        String here = Path.of("").toAbsolutePath() + File.separator;
        return folder.startsWith(here) ? folder.substring(here.length()) : folder;
    }

    /** Prints the first differences that the ranking doesn't show. */
    private void differences(String first) {
        List<PairwiseComparison> others = result.comparisons().stream()
                .filter(PairwiseComparison::hasWinner)
                .filter(pair -> !pair.left().equals(first) && !pair.right().equals(first))
                .toList();
        VerdictSentences sentences = new VerdictSentences(result);
        if (!others.isEmpty()) {
            out.println();
            others.stream()
                    .limit(MOST_DIFFERENCES)
                    .map(sentences::verdict)
                    .forEach(sentence -> paragraph(sentence.claim() + "."));
            more(others.size() - MOST_DIFFERENCES);
        }
    }

    private void answers(Optional<String> place) {
        out.println();
        AnswerSentences.of(
                        result,
                        Bakeoff.command() + " predict "
                                + place.map(ResultText::fromHere).orElse("RUN"))
                .forEach(answer -> paragraph(answer.topic() + ": " + answer.text() + "."));
    }

    private void caveats(boolean all) {
        List<Sentence> caveats = ResultSentences.caveats(result);
        if (!caveats.isEmpty()) {
            out.println();
            caveats.stream()
                    .limit(all ? TableText.MOST_ROWS : MOST_CAVEATS)
                    .forEach(caveat -> paragraph("- " + (all ? caveat.joined("; ") : caveat.claim()) + "."));
            more(caveats.size() - (all ? TableText.MOST_ROWS : MOST_CAVEATS));
        }
    }

    private void more(int lines) {
        if (lines > 0) {
            out.println(TableText.more(lines));
        }
    }

    /** Prints a text in lines that a terminal shows whole. */
    private void paragraph(String text) {
        out.println(Paragraph.wrapped(TerminalText.of(text)));
    }
}

package org.bakeoff.cli;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bakeoff.io.ShellWord;
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
        List<String> answer =
                new ArrayList<>(ScreenText.lines(HeadlineSentence.of(result).joined(": ")));
        List<RankedModel> ranked = result.rankedModels();
        if (!ranked.isEmpty()) {
            answer.add("");
            TableText.plain(TableText.narrowed(Paragraph.WIDTH, ResultTables.ranking(result, BASELINE)))
                    .lines()
                    .forEach(answer::add);
            answer.addAll(ScreenText.lines(ResultSentences.ranking(result, BASELINE)));
        }
        List<String> more = answers(place);
        Optional<String> report =
                place.map(folder -> "Report: " + TerminalText.of(folder + File.separator + "report.html"));
        int room = ScreenText.LINES - answer.size() - more.size() - (report.isPresent() ? 1 : 0);
        List<String> caveats = verbose
                ? ScreenText.listed(caveats(caveat -> caveat.joined("; ")), 1, TableText.MOST_ROWS, Integer.MAX_VALUE)
                : ScreenText.listed(caveats(Sentence::claim), 1, MOST_CAVEATS, room);
        List<String> differences = ranked.isEmpty()
                ? List.of()
                : ScreenText.listed(
                        differences(ranked.get(0).name()),
                        0,
                        MOST_DIFFERENCES,
                        verbose ? Integer.MAX_VALUE : room - caveats.size());
        out.println();
        Stream.of(answer, differences, caveats, more).flatMap(List::stream).forEach(out::println);
        if (verbose) {
            new DetailText(result, out).print(place.isPresent());
        }
        report.ifPresent(out::println);
    }

    /** Returns a folder as one would type it: from the working directory on if it is in there. */
    private static String fromHere(String folder) {
        String here = Path.of("").toAbsolutePath() + File.separator;
        return folder.startsWith(here) ? folder.substring(here.length()) : folder;
    }

    /** Returns the differences that the ranking shows by its letters alone. */
    private List<List<String>> differences(String first) {
        VerdictSentences sentences = new VerdictSentences(result);
        return result.comparisons().stream()
                .filter(PairwiseComparison::hasWinner)
                .filter(pair -> !pair.left().equals(first) && !pair.right().equals(first))
                .map(pair -> ScreenText.lines(sentences.verdict(pair).claim()))
                .toList();
    }

    private List<String> answers(Optional<String> place) {
        List<String> answers = new ArrayList<>(List.of(""));
        AnswerSentences.of(
                        result,
                        Bakeoff.command() + " predict "
                                + place.map(ResultText::fromHere)
                                        .map(ShellWord::of)
                                        .orElse("RUN") + " \"A text\"")
                .forEach(answer -> answers.addAll(ScreenText.lines(answer.topic() + ": " + answer.text())));
        return answers;
    }

    private List<List<String>> caveats(Function<Sentence, String> text) {
        return ResultSentences.caveats(result).stream()
                .map(caveat -> ScreenText.item(text.apply(caveat)))
                .toList();
    }
}

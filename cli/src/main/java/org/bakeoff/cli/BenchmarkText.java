package org.bakeoff.cli;

import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.BenchmarkAnswers;
import org.bakeoff.report.BenchmarkSentences;
import org.bakeoff.report.BenchmarkTables;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.TextTable;
import org.bakeoff.report.TrainSizeSentences;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.OverallComparison;

/** Prints a benchmark for people: the answer first, on one screen. */
record BenchmarkText(BenchmarkResults results, PrintWriter out) {

    private static final int MOST_CAVEATS = 5;
    private static final int MOST_NEEDS = 3;

    /**
     * Prints the answer, and where everything else is.
     *
     * @param place in which folder the report is
     * @param verbose whether to print every pair, data set and training size, too
     */
    void print(String place, boolean verbose) {
        List<String> answer = answer();
        List<String> more = new ArrayList<>(List.of(""));
        BenchmarkAnswers.of(results, "which the report links to")
                .forEach(one -> more.addAll(ScreenText.lines(one.topic() + ": " + one.text())));
        int room = verbose ? Integer.MAX_VALUE / 2 : ScreenText.LINES - answer.size() - more.size() - 1;
        List<String> caveats = ScreenText.listed(
                items(BenchmarkSentences.caveats(results)), 1, verbose ? TableText.MOST_ROWS : MOST_CAVEATS, room);
        List<String> pairs = pairs(room - caveats.size(), verbose);
        List<String> needs = ScreenText.listed(
                items(TrainSizeSentences.needs(results)),
                0,
                verbose ? TableText.MOST_ROWS : MOST_NEEDS,
                room - caveats.size() - pairs.size());
        out.println();
        Stream.of(answer, pairs, needs, caveats, more).flatMap(List::stream).forEach(out::println);
        if (verbose) {
            table("Data sets", BenchmarkTables.datasets(results.largest()));
            if (results.sizes().size() > 1) {
                table("Training sizes", BenchmarkTables.sizes(results));
            }
            if (!results.curves().isEmpty()) {
                table("More training examples", BenchmarkTables.curves(results));
            }
        }
        out.println("Report: " + TerminalText.of(place + File.separator + "report.html"));
    }

    /** Returns the headline and the models by data sets. */
    private List<String> answer() {
        BenchmarkResult result = results.largest();
        List<String> answer = new ArrayList<>(
                ScreenText.lines(BenchmarkSentences.headline(results).joined(": ")));
        TextTable matrix = BenchmarkTables.matrix(result, false, " *", "+");
        TextTable shown = TableText.narrowed(Paragraph.WIDTH, matrix);
        answer.add("");
        TableText.plain(shown).lines().forEach(answer::add);
        int hidden = matrix.columns().size() - shown.columns().size();
        answer.addAll(ScreenText.lines(result.metric().title()
                + (result.metric().rate() ? " in %" : "")
                + "; + no other model is better there by its verdict; * baseline"
                + (hidden == 0
                        ? ""
                        : "; " + Numbers.count(hidden) + (hidden == 1 ? " more data set is" : " more data sets are")
                                + " in the report")));
        return answer;
    }

    /** Returns the pairs of models with a verdict over all data sets: all of them, or only those of the first model, or none, as there is room. */
    private List<String> pairs(int room, boolean all) {
        BenchmarkResult result = results.largest();
        int measured = result.measured().size();
        if (!all && measured > 1 && measured < OverallComparison.LEAST_DATASETS) {
            return List.of();
        }
        return Stream.of(BenchmarkTables.pairs(result), BenchmarkTables.pairsOfBest(result))
                .filter(pairs -> !pairs.rows().isEmpty())
                .map(pairs -> Stream.concat(
                                Stream.of(""),
                                TableText.within(Paragraph.WIDTH, pairs).lines())
                        .toList())
                .filter(pairs -> pairs.size() <= room)
                .filter(pairs -> all || pairs.stream().allMatch(line -> line.length() <= Paragraph.WIDTH))
                .findFirst()
                .orElse(List.of());
    }

    private static List<List<String>> items(List<String> sentences) {
        return sentences.stream().map(ScreenText::item).toList();
    }

    private void table(String title, TextTable table) {
        out.println();
        out.println(title);
        out.println(TableText.within(Paragraph.WIDTH, table));
    }
}

package org.bakeoff.report;

import java.util.List;
import java.util.stream.Collectors;
import org.bakeoff.io.TerminalText;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;

/** Writes the answer of a comparison as Markdown, as GitHub and GitLab show it in a pull request. */
public final class MarkdownSummary {

    /** What every summary begins with, and no other file; Markdown shows nothing of it. */
    public static final String BEGINNING = "<!-- Bakeoff's answer -->\n";

    static final String BASELINE = " (baseline)";

    private MarkdownSummary() {}

    /** Returns the headline, the ranking and the caveats. */
    public static String of(ComparisonResult result) {
        StringBuilder text = beginning(HeadlineSentence.of(result));
        TextTable ranking = ResultTables.ranking(result, BASELINE);
        if (!ranking.rows().isEmpty()) {
            text.append('\n').append(table(ranking));
            text.append('\n').append(plain(ResultSentences.ranking(result, ""))).append(".\n");
        }
        List<Sentence> caveats = ResultSentences.caveats(result);
        if (!caveats.isEmpty()) {
            text.append('\n');
            caveats.forEach(caveat ->
                    text.append("- ").append(plain(caveat.joined("; "))).append(".\n"));
        }
        return text.toString();
    }

    /** Returns the headline, the models by data sets, every pair over all of them, and the caveats of a benchmark. */
    public static String of(BenchmarkResults results) {
        StringBuilder text = beginning(BenchmarkSentences.headline(results));
        text.append('\n').append(table(BenchmarkTables.matrix(results.largest(), true, BASELINE, "")));
        TextTable pairs = BenchmarkTables.pairs(results.largest());
        if (!pairs.rows().isEmpty()) {
            text.append('\n').append(table(pairs));
        }
        if (results.sizes().size() > 1) {
            text.append('\n').append(table(BenchmarkTables.sizes(results)));
        }
        TrainSizeSentences.of(results)
                .forEach(sentence -> text.append("\n- ").append(plain(sentence)).append(".\n"));
        BenchmarkSentences.caveats(results)
                .forEach(caveat -> text.append("\n- ")
                        .append(plain(Sentence.ended(caveat)))
                        .append("\n"));
        return text.toString();
    }

    private static StringBuilder beginning(Sentence headline) {
        return new StringBuilder(BEGINNING)
                .append("**")
                .append(plain(headline.claim()))
                .append("**")
                .append(headline.evidence().isEmpty() ? "" : ": " + plain(headline.evidence()))
                .append(".\n");
    }

    static String table(TextTable table) {
        return row(table.columns().stream()
                        .map(TextTable.Column::title)
                        .map(MarkdownSummary::plain)
                        .toList())
                + row(table.columns().stream()
                        .map(column -> column.numeric() ? "---:" : "---")
                        .toList())
                + table.rows().stream()
                        .map(cells ->
                                row(cells.stream().map(MarkdownSummary::plain).toList()))
                        .collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** Returns a text in one line that Markdown shows as it is. */
    static String plain(String text) {
        return TerminalText.of(text.replaceAll("\\s+", " ")).replaceAll("([\\\\`*_\\[\\]<>|~&@#])", "\\\\$1");
    }
}

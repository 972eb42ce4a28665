package org.bakeoff.report;

import java.util.stream.Collectors;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.leaderboard.Leaderboard;
import org.bakeoff.report.leaderboard.Leaderboards;

/** Writes leaderboards as Markdown, as GitHub and GitLab show it in a pull request. */
public final class LeaderboardMarkdown {

    /** What every such file begins with, and no other file; Markdown shows nothing of it. */
    public static final String BEGINNING = "<!-- Bakeoff's leaderboards -->\n";

    private LeaderboardMarkdown() {}

    /**
     * Returns each leaderboard with its history, and what was left out.
     *
     * @param command how Bakeoff is called
     */
    public static String of(Leaderboards boards, String command) {
        return BEGINNING
                + boards.boards().stream().map(board -> board(board, command)).collect(Collectors.joining("\n"))
                + (boards.boards().isEmpty() ? "" : "\n" + MarkdownSummary.plain(LeaderboardSentences.REUSE) + ".\n")
                + LeaderboardSentences.leftOut(boards).stream()
                        .map(sentence -> "\n- " + MarkdownSummary.plain(sentence) + ".\n")
                        .collect(Collectors.joining());
    }

    private static String board(Leaderboard board, String command) {
        TextTable history = LeaderboardSentences.history(board);
        return "**" + MarkdownSummary.plain(LeaderboardSentences.title(board)) + "**: "
                + MarkdownSummary.plain(LeaderboardSentences.facts(board)) + ".\n\n"
                + MarkdownSummary.table(LeaderboardSentences.ranking(board, MarkdownSummary.BASELINE)) + "\n"
                + MarkdownSummary.plain(LeaderboardSentences.reading(board, ""))
                + LeaderboardSentences.comparison(board, command, place -> place)
                        .map(line -> ":\n\n    " + TerminalText.of(line) + "\n\n")
                        .orElse(".\n\n")
                + MarkdownSummary.plain(LeaderboardSentences.usage(board)) + ".\n\n"
                + (history.rows().isEmpty() ? "" : MarkdownSummary.table(history));
    }
}

package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.EvaluationLog;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.NearestName;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.LeaderboardMarkdown;
import org.bakeoff.report.LeaderboardSentences;
import org.bakeoff.report.Reports;
import org.bakeoff.report.TextTable;
import org.bakeoff.report.leaderboard.Leaderboard;
import org.bakeoff.report.leaderboard.Leaderboards;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ranks the models of many runs. */
@Command(
        description = {
            "Ranks the models of all runs on the same test set, and shows the history of each.",
            "It needs nothing but the run directories. Of a benchmark over folds it ranks the means over them."
        })
final class LeaderboardCommand extends Subcommand {

    private static final String BASELINE = " *";
    private static final String INDENT = "  ";
    private static final String DIR = "DIR is a run directory, or a folder in which some are, such as runs; "
            + Bakeoff.command() + " run makes one";

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description =
                    "Run directories, or folders of them, at up to four levels; links aren't followed. Default: runs.")
    private List<Path> folders = List.of(Path.of("runs"));

    @Option(names = "--md", paramLabel = "FILE", description = "Writes the same as Markdown, for a pull request.")
    private @Nullable Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the same as a page.")
    private @Nullable Path html;

    @Override
    boolean run(PrintWriter out) throws IOException {
        if (markdown != null) {
            AtomicFile.requireReplaceable(markdown, LeaderboardMarkdown.BEGINNING);
        }
        if (html != null) {
            Reports.requireLeaderboardPage(html);
        }
        folders.forEach(this::requireFolder);
        Leaderboards boards = Leaderboards.of(
                Leaderboards.read(folders), test -> EvaluationLog.known(CacheFolder.ofPlatform(), test));
        if (boards.boards().isEmpty()) {
            throw misuse(
                    boards.leftOut().isEmpty()
                            ? "there is no run in " + named(folders) + ". " + DIR
                            : "no run in " + named(folders) + " has a result. "
                                    + String.join(". ", LeaderboardSentences.leftOut(boards)));
        }
        boards.boards().forEach(board -> print(board, out));
        out.println();
        out.println(wrapped(LeaderboardSentences.REUSE + "."));
        LeaderboardSentences.leftOut(boards).forEach(sentence -> {
            out.println();
            out.println(wrapped(sentence + "."));
        });
        out.flush();
        if (markdown != null) {
            AtomicFile.writeNamed(
                    markdown, LeaderboardMarkdown.of(boards, Bakeoff.command()), LeaderboardMarkdown.BEGINNING);
        }
        if (html != null) {
            new Reports().write(boards, Bakeoff.command(), html.toAbsolutePath());
            out.println();
            out.println("Page: " + TerminalText.of(html.toString()));
        }
        return true;
    }

    private void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw misuse(
                    Files.exists(folder)
                            ? folder + " is no folder. " + DIR
                            : "there is no folder " + folder
                                    + NearestName.instead(folder, "", "runs", RegularFiles::isFolder)
                                            .map(near -> "; did you mean '" + near + "'?")
                                            .orElse(". " + DIR));
        }
    }

    private static String named(List<Path> folders) {
        return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static void print(Leaderboard board, PrintWriter out) {
        out.println();
        out.println(wrapped(LeaderboardSentences.title(board)));
        out.println(wrapped(LeaderboardSentences.facts(board)));
        out.println();
        out.println(TableText.within(Paragraph.WIDTH, LeaderboardSentences.ranking(board, BASELINE)));
        out.println();
        Optional<String> comparison = LeaderboardSentences.comparison(board, Bakeoff.command(), place -> place);
        out.println(wrapped(LeaderboardSentences.reading(board, BASELINE) + (comparison.isPresent() ? ":" : ".")));
        comparison.ifPresent(command -> out.println(INDENT + TerminalText.of(command)));
        out.println();
        out.println(wrapped(LeaderboardSentences.usage(board) + "."));
        TextTable history = LeaderboardSentences.history(board);
        if (!history.rows().isEmpty()) {
            out.println();
            out.println(history.columns().get(1).title() + ":");
            history.rows().forEach(row -> out.println(wrapped(INDENT + row.get(0) + ": " + row.get(1))));
        }
    }

    private static String wrapped(String text) {
        return Paragraph.wrapped(TerminalText.of(text));
    }
}

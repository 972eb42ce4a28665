package org.bakeoff.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.io.ShellWord;
import org.bakeoff.io.SomeNames;
import org.bakeoff.report.leaderboard.Leaderboard;
import org.bakeoff.report.leaderboard.Leaderboards;
import org.bakeoff.report.run.ComparisonSummary;
import org.bakeoff.report.run.RunFolders;
import org.bakeoff.statistics.Estimate;

/** Puts leaderboards into tables and sentences, without the full stop. */
public final class LeaderboardSentences {

    /** What it means that a test set is used often. */
    public static final String REUSE =
            "The more often the results on a test set decide what is tried next, the less they say of new data (adaptive"
                    + " overfitting; Blum & Hardt, 2015, The Ladder). Before a decision, evaluate the best models on examples"
                    + " that no run has used";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final String ARROW = " -> ";

    /** So many values of a model's history are shown; of more the first one, and the last ones. */
    private static final int MOST_VALUES = 8;

    /** As many digits of a SHA-256 as distinguish test sets. */
    private static final int DIGITS = 12;

    /** The runs that are named in one sentence. */
    private static final int MOST_RUNS = 5;

    private LeaderboardSentences() {}

    /** Returns what a leaderboard is about. */
    public static String title(Leaderboard board) {
        String datasets = String.join(", ", board.datasets());
        String metric = Page.capitalised(board.metric().title());
        String examples = Numbers.count(board.test().examples()) + " test examples";
        return board.folds() > 0
                ? metric + " over " + Numbers.count(board.folds()) + " folds of " + datasets + ", with " + examples
                        + " each on average"
                : metric + " on " + examples + (datasets.isEmpty() ? "" : " of " + datasets);
    }

    /** Returns which runs it has. */
    public static String facts(Leaderboard board) {
        List<Leaderboard.Entry> entries = board.entries();
        long runs = entries.stream().map(Leaderboard.Entry::place).distinct().count();
        List<String> dates = Stream.of(entries.get(0), entries.get(entries.size() - 1))
                .flatMap(entry -> entry.started().stream())
                .map(DATE::format)
                .distinct()
                .toList();
        return Numbers.count(runs) + " " + unit(board) + (runs == 1 ? "" : "s")
                + (dates.isEmpty() ? "" : " of " + String.join(" to ", dates))
                + (board.folds() > 0
                        ? ""
                        : ", test set "
                                + board.test()
                                        .sha256()
                                        .substring(
                                                0,
                                                Math.min(
                                                        DIGITS,
                                                        board.test().sha256().length())));
    }

    private static String unit(Leaderboard board) {
        return board.folds() > 0 ? "benchmark" : "run";
    }

    /**
     * Returns the ranking.
     *
     * @param mark what follows the name of a baseline
     */
    public static TextTable ranking(Leaderboard board, String mark) {
        boolean rate = board.metric().rate();
        List<Leaderboard.Row> rows = board.ranking();
        record Ranked(int rank, String run, Leaderboard.Entry entry) {}
        return TextTable.of(
                IntStream.range(0, rows.size())
                        .mapToObj(index -> new Ranked(
                                index + 1, run(rows.get(index)), rows.get(index).entry()))
                        .toList(),
                TextTable.number("", row -> row.entry().model().isWhole() ? Integer.toString(row.rank()) : "-"),
                TextTable.text(
                        "model",
                        row -> row.entry().model().name() + (row.entry().model().baseline() ? mark : "")),
                TextTable.text(
                        ResultTables.lowerCase(board.metric()) + (rate ? " in %" : ""),
                        row -> estimate(row.entry())
                                .map(value -> ResultTables.ranked(value, rate))
                                .orElse("-")),
                TextTable.number(board.folds() > 0 ? "trials" : "seeds", row -> seeds(row.entry())),
                TextTable.number(
                        "params",
                        row -> ResultTables.parameters(
                                row.entry().model().training().parameters())),
                TextTable.text(
                        "date", row -> row.entry().started().map(DATE::format).orElse("-")),
                TextTable.text(unit(board), Ranked::run));
    }

    /** Returns the value of a model with its interval; empty without a value. */
    static Optional<Estimate> estimate(Leaderboard.Entry entry) {
        ComparisonSummary.Model model = entry.model();
        return model.value().stream()
                .mapToObj(value -> new Estimate(value, model.low(), model.high()))
                .findFirst();
    }

    private static String seeds(Leaderboard.Entry entry) {
        int seeds = entry.model().training().seeds();
        int trials = entry.model().training().trials();
        return seeds == trials ? Integer.toString(seeds) : seeds + " of " + trials;
    }

    private static String run(Leaderboard.Row row) {
        return row.entry().place() + (row.runs() == 1 ? "" : " (best of " + Numbers.count(row.runs()) + ")");
    }

    /** Returns the history of each model of several runs: its name and its values by date, the earliest first. */
    public static TextTable history(Leaderboard board) {
        return TextTable.of(
                board.history().entrySet().stream()
                        .filter(entry -> entry.getValue().size() > 1)
                        .toList(),
                TextTable.text("model", entry -> entry.getKey()),
                TextTable.text(
                        Page.capitalised(board.metric().title())
                                + (board.metric().rate() ? " in %" : "") + " by date",
                        entry -> values(entry.getValue(), board.metric().rate())));
    }

    private static String values(List<Leaderboard.Entry> runs, boolean rate) {
        List<String> dates = dates(runs);
        int more = Math.max(0, runs.size() - MOST_VALUES);
        return IntStream.range(0, runs.size())
                .filter(index -> more == 0 || index == 0 || index > more)
                .mapToObj(index -> value(runs.get(index), rate)
                        + dates.get(index)
                        + (more > 0 && index == 0 ? ARROW + Numbers.count(more) + " more" : ""))
                .collect(Collectors.joining(ARROW));
    }

    /** Returns when runs started: the date where it is another than that of the run before, the time where several have a date. */
    private static List<String> dates(List<Leaderboard.Entry> runs) {
        List<String> dates = runs.stream()
                .map(run -> run.started().map(DATE::format).orElse(""))
                .toList();
        Map<String, Long> runsOf = dates.stream().collect(Collectors.groupingBy(date -> date, Collectors.counting()));
        return IntStream.range(0, runs.size())
                .mapToObj(index -> runs.get(index).started().map(started -> {
                    String date = dates.get(index);
                    boolean first = index == 0 || !date.equals(dates.get(index - 1));
                    boolean several = runsOf.getOrDefault(date, 0L) > 1;
                    return " (" + (first ? date : "") + (first && several ? " " : "")
                            + (several ? TIME.format(started) : "") + ")";
                }))
                .map(date -> date.orElse(""))
                .toList();
    }

    private static String value(Leaderboard.Entry run, boolean rate) {
        return estimate(run)
                .map(value -> ResultTables.ranked(new Estimate(value.value(), Double.NaN, Double.NaN), rate))
                .orElse("-");
    }

    /**
     * Returns how to read a ranking; what {@link #comparison} returns follows it.
     *
     * @param mark what marks a baseline; empty if nothing has to be explained
     */
    public static String reading(Leaderboard board, String mark) {
        List<Leaderboard.Row> rows = board.ranking();
        boolean several = rows.stream().anyMatch(row -> row.runs() > 1);
        boolean baseline = rows.stream().anyMatch(row -> row.entry().model().baseline());
        return "In brackets: 95% intervals of each model alone"
                + (!mark.isEmpty() && baseline ? "; " + mark.strip() + " baseline" : "")
                + (several
                        ? ". A model of several " + unit(board)
                                + "s stands in its best one, and the best of several looks better than it is"
                        : "")
                + comparing(board);
    }

    private static String comparing(Leaderboard board) {
        boolean single = board.runs().size() < 2;
        if (board.folds() > 0) {
            return single
                    ? ". The report of the benchmark compares models, in pairs and by the same folds"
                    : ". Intervals of different benchmarks don't compare models. A benchmark of all these models does, in"
                            + " pairs and by the same folds";
        }
        return single
                ? ". The report of the run compares models, in pairs and by the same test examples"
                : ". Intervals of different runs don't compare models. This does, in pairs and by the same test examples";
    }

    /**
     * Returns the command that compares the runs of the ranking, of many the first ones; empty for a single run, and for benchmarks.
     *
     * @param command how Bakeoff is called
     * @param folder returns the path of a run as the command needs it
     */
    public static Optional<String> comparison(Leaderboard board, String command, UnaryOperator<String> folder) {
        List<String> runs = board.runs();
        return runs.size() < 2 || board.folds() > 0
                ? Optional.empty()
                : Optional.of(command + " compare "
                        + runs.stream()
                                .limit(MOST_RUNS)
                                .map(folder)
                                .map(ShellWord::of)
                                .collect(Collectors.joining(" ")));
    }

    /** Returns how often the test set was used, or the folds; {@link #REUSE} says what that means. */
    public static String usage(Leaderboard board) {
        long evaluations = board.evaluations();
        return "At least " + Numbers.count(evaluations)
                + (evaluations == 1 ? " trained model was" : " trained models were")
                + " evaluated on " + (board.folds() > 0 ? "these folds" : "this test set");
    }

    /** Returns which runs and models are on no leaderboard, and why: a sentence for each reason. */
    public static List<String> leftOut(Leaderboards boards) {
        return Stream.of(Leaderboards.Reason.values())
                .flatMap(reason -> {
                    List<String> places = boards.leftOut().stream()
                            .filter(one -> one.reason() == reason)
                            .map(Leaderboards.LeftOut::place)
                            .toList();
                    return places.isEmpty()
                            ? Stream.of()
                            : Stream.of((reason == Leaderboards.Reason.TOO_MANY_FOLDERS
                                            ? "Some runs may be missing, since "
                                            : "Left out, since ")
                                    + reason(reason, places.size() > 1) + ": " + SomeNames.of(places, MOST_RUNS));
                })
                .toList();
    }

    private static String reason(Leaderboards.Reason reason, boolean several) {
        String its = several ? "their" : "its";
        return switch (reason) {
            case NOT_ENDED -> several ? "these runs haven't ended" : "the run hasn't ended";
            case UNREADABLE -> its + " files are damaged, of another format, or no run's";
            case WITHOUT_METRIC -> its + " primary metric couldn't be measured";
            case FOLDS_MISSING ->
                "not all " + its + " folds have a result that counts, and "
                        + (several ? "their reports have" : "its report has") + " the others";
            case NOT_OF_BENCHMARK ->
                (several ? "they are" : "it is") + " of an earlier benchmark in " + its
                        + " folder, whose present one has other runs";
            case FAILED -> "all trials of " + (several ? "these models" : "the model") + " failed";
            case SAME_MODELS -> "all " + its + " models are those of other runs";
            case TOO_MANY_FOLDERS ->
                "more folders lie there than the " + Numbers.count(RunFolders.MOST_FOLDERS)
                        + " that are looked at, so name those that hold runs";
        };
    }
}

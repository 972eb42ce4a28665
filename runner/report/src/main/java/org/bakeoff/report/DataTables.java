package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.statistics.ComparisonInput.DataCount;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DataSummary;
import org.bakeoff.statistics.DataSummary.ExampleSet;
import org.bakeoff.statistics.DataSummary.Shown;

/** Makes tables and sentences of the data, for terminal and page alike. */
public final class DataTables {

    private static final int MOST_CLASSES = 12;

    private DataTables() {}

    /** Returns the sizes of the sets and of their classes; of many classes the smallest and the largest. */
    public static TextTable sizes(DataSummary data) {
        List<TextTable.Field<ExampleSet>> fields = new ArrayList<>(List.of(
                text("set", ExampleSet::name),
                number("examples", set -> Numbers.count(set.examples())),
                number("groups", set -> Numbers.count(set.groups()))));
        for (int label : shownClasses(data)) {
            fields.add(number(
                    data.classes().get(label), set -> share(set.classSizes().get(label), set.examples())));
        }
        return TextTable.of(data.sets(), fields);
    }

    /** Returns which classes have a column, and how many have none. */
    private static List<Integer> shownClasses(DataSummary data) {
        List<Integer> all = IntStream.range(0, data.classes().size()).boxed().toList();
        if (all.size() <= MOST_CLASSES) {
            return all;
        }
        List<Long> sizes = data.sets().get(0).classSizes();
        List<Integer> bySize =
                all.stream().sorted(Comparator.comparing(sizes::get)).toList();
        List<Integer> ends = new ArrayList<>(bySize.subList(0, MOST_CLASSES / 2));
        ends.addAll(bySize.subList(bySize.size() - MOST_CLASSES / 2, bySize.size()));
        return ends.stream().sorted().toList();
    }

    /** Returns which classes the table of sizes leaves out; empty if it has all. */
    public static Optional<String> otherClasses(DataSummary data) {
        int others = data.classes().size() - shownClasses(data).size();
        return others == 0
                ? Optional.empty()
                : Optional.of("The smallest and the largest classes of the training set; " + Numbers.count(others)
                        + " others are not shown.");
    }

    private static String share(long count, long all) {
        return Numbers.count(count) + (all == 0 ? "" : " (" + Numbers.percent((double) count / all) + ")");
    }

    /** Returns how long the texts are, and how much of them the models see. */
    public static TextTable lengths(DataSummary data) {
        List<TextTable.Field<ExampleSet>> fields = new ArrayList<>();
        fields.add(text("set", ExampleSet::name));
        for (int index = 0; index < DataSummary.PERCENTILES.size(); index++) {
            int position = index;
            int percent = DataSummary.PERCENTILES.get(index);
            fields.add(number(
                    percent == 100 ? "longest" : percent == 50 ? "median" : percent + "%",
                    set -> Numbers.count(set.lengths().percentiles().get(position))));
        }
        fields.add(number("truncated", set -> share(set.lengths().truncated(), set.examples())));
        fields.add(number(
                "unknown words", set -> share(set.words().unknown(), set.words().all())));
        return TextTable.of(data.sets(), fields);
    }

    /** Returns what to make of the lengths. */
    public static String length(DataSummary data) {
        int most = data.lengths().most();
        if (data.lengths().suggested().isEmpty()) {
            return "Tokens of a text, " + Numbers.count(most)
                    + " at most (\"length\"); the dataset doesn't say how long the texts were before truncation.";
        }
        int suggested = data.lengths().suggested().getAsInt();
        return "Tokens of a text before truncation to " + Numbers.count(most) + " (\"length\"). "
                + (suggested == most
                        ? "That holds 95% of the training texts whole."
                        : "A length of " + Numbers.count(suggested) + " would hold 95% of the training texts whole"
                                + (suggested < most ? ", and train faster." : "."));
    }

    /** Returns whether what was counted could mislead, unlike the sizes that other tables show. */
    static boolean misleads(DataCheck.Subject what) {
        return switch (what.kind()) {
            case CLASS_SIZE, SMALLEST_CLASS, LARGEST_CLASS, TRUNCATED -> false;
            default -> true;
        };
    }

    /** Returns what was counted that could mislead, but for the sizes that other tables show. */
    public static TextTable checks(DataSummary data) {
        List<DataCount> counts = data.checks().counts().stream()
                .filter(count -> misleads(count.what()))
                .toList();
        return TextTable.of(
                counts,
                text(
                        "counted",
                        count -> ResultSentences.title(
                                count.what(), data.lengths().most())),
                number("found", count -> Numbers.count(count.count())),
                number("of", count -> Numbers.count(count.total())),
                number("share", count -> Numbers.percent((double) count.count() / count.total())));
    }

    /** Returns an example of each class. */
    public static List<Shown> examples(DataSummary data) {
        List<Integer> classes = shownClasses(data);
        return data.sets().get(0).shown().stream()
                .filter(shown -> classes.contains(data.classes().indexOf(shown.className())))
                .toList();
    }

    /** Returns the warnings, a sentence each. */
    public static List<String> warnings(DataSummary data) {
        return data.checks().warnings().stream()
                .map(warning -> Sentence.ended(WarningSentences.of(warning).joined("; ")))
                .toList();
    }
}

package org.bakeoff.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.ResultTables;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.TextTable;
import org.bakeoff.report.VerdictSentences;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SlicesResult;

/** Prints what stands behind the answer of a comparison. */
record DetailText(ComparisonResult result, PrintWriter out) {

    private static final int EXCERPT = 240;
    private static final int GROUPS = 2;

    /**
     * Prints everything.
     *
     * @param report whether there is a report, which shows more
     */
    void print(boolean report) {
        conclusion();
        apart("Models");
        print(ResultTables.models(result));
        if (!result.metrics().exploratory().isEmpty()) {
            out.println();
            print(ResultTables.metrics(result));
        }
        differences();
        if (!result.searches().isEmpty()) {
            apart("Configurations selected by the validation examples");
            print(ResultTables.tuning(result));
        }
        checks();
        result.evaluation().findings().forEach(this::print);
        result.models().stream()
                .filter(model -> !model.description().layers().isEmpty())
                .forEach(model -> {
                    apart(model.name());
                    print(ResultTables.layers(model));
                });
        if (report) {
            inTheReport();
        }
    }

    private void print(Finding finding) {
        if (finding instanceof Cases cases) {
            print(cases);
        } else if (finding instanceof Table table) {
            apart(TerminalText.of(table.title()));
            out.println(TableText.start(ResultTables.table(table)));
        }
    }

    /** Prints a single group in full; of several groups, prints the sizes and the first example of the first two. */
    private void print(Cases cases) {
        Cases.Group first = cases.groups().get(0);
        if (cases.groups().size() > 1) {
            apart(TerminalText.of(cases.title()));
            out.println("    "
                    + cases.groups().stream()
                            .map(group -> TerminalText.of(group.title()) + " " + Numbers.count(group.total()))
                            .collect(Collectors.joining(", ")));
            cases.groups().stream()
                    .limit(GROUPS)
                    .flatMap(group -> group.cases().stream().limit(1))
                    .forEach(this::print);
        } else if (!first.cases().isEmpty()) {
            apart(TerminalText.of(cases.title()) + ": " + Numbers.count(first.total()) + " examples");
            first.cases().forEach(this::print);
        }
    }

    private void print(Cases.Case one) {
        out.println(TerminalText.of(one.id()) + ", " + TerminalText.of(one.label()) + ": "
                + TerminalText.excerpt(one.text(), EXCERPT));
        out.println("    "
                + one.predictions().stream()
                        .map(prediction -> prediction.model() + " right in " + prediction.timesRight() + " of "
                                + prediction.seeds() + " (p " + Numbers.probability(prediction.probability()) + ")")
                        .collect(Collectors.joining(", ")));
    }

    /** Names what only the report shows: charts and long tables. */
    private void inTheReport() {
        Stream<String> titles = Stream.concat(
                result.evaluation().findings().stream()
                        .filter(Curve.class::isInstance)
                        .map(Finding::title),
                result.evaluation().slices().stream().map(SlicesResult::title));
        String all = titles.map(TerminalText::of).collect(Collectors.joining("; "));
        if (!all.isEmpty()) {
            apart("In the report: " + all);
        }
    }

    /** Prints the differences in the primary metric; those in other metrics are too many for a screen. */
    private void differences() {
        List<PairwiseComparison> comparisons = result.comparisons();
        if (!comparisons.isEmpty()) {
            result.primaryMetric()
                    .ifPresent(metric -> apart(
                            "Differences in " + ResultTables.lowerCase(metric) + ", the first model less the second"));
            out.println(TableText.start(ResultTables.comparisons(comparisons)));
        }
        if (!result.conclusion().power().isEmpty()) {
            apart("Detectable differences");
            out.println(TableText.start(ResultTables.power(result)));
            out.println(ResultTables.POWER);
        }
    }

    private void checks() {
        List<DataCheck> found = result.dataset().checks().stream()
                .filter(check -> check.count() > 0)
                .toList();
        if (!found.isEmpty()) {
            apart("Data checks");
            print(ResultTables.checks(result, found));
        }
        if (!result.dataset().notes().isEmpty()) {
            apart("Assumed in reading the data");
            result.dataset().notes().stream()
                    .limit(TableText.MOST_ROWS)
                    .forEach(note -> out.println(TerminalText.of(note)));
        }
    }

    private void conclusion() {
        VerdictSentences sentences = new VerdictSentences(result);
        sentences(texts(sentences.unusualSeeds()));
        sentences(texts(sentences.baselines()));
        sentences(texts(sentences.verdicts()));
        if (!result.comparisons().isEmpty()) {
            apart(sentences.scope());
        }
    }

    private static List<String> texts(List<Sentence> sentences) {
        return sentences.stream().map(Sentence::text).toList();
    }

    private void sentences(List<String> sentences) {
        if (!sentences.isEmpty()) {
            apart(sentences.stream()
                    .limit(TableText.MOST_ROWS)
                    .map(Sentence::ended)
                    .collect(Collectors.joining(System.lineSeparator())));
            if (sentences.size() > TableText.MOST_ROWS) {
                out.println(TableText.more(sentences.size() - TableText.MOST_ROWS));
            }
        }
    }

    private void apart(String text) {
        out.println();
        out.println(TerminalText.lines(text));
    }

    private void print(TextTable table) {
        out.println(TableText.of(table));
    }
}

package org.bakeoff.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Figures;
import org.bakeoff.report.Grid;
import org.bakeoff.report.Grids;
import org.bakeoff.report.PairGrids;
import org.bakeoff.report.ResultSentences;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.VerdictSentences;
import org.bakeoff.report.WarningSentences;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SlicesResult;

/** Prints a comparison for people. The verdicts come last, where they are on screen when the run ends. */
final class ResultText {

    private final ComparisonResult result;
    private final PrintWriter out;

    ResultText(ComparisonResult result, PrintWriter out) {
        this.result = result;
        this.out = out;
    }

    void print() {
        result.models().stream()
                .filter(model -> !model.description().layers().isEmpty())
                .forEach(model -> {
                    apart(model.name());
                    print(Grids.layers(model));
                });
        new FindingsText(out).print(result.evaluation().findings());
        inTheReport();
        checks();
        if (!result.searches().isEmpty()) {
            apart("Configurations selected by the validation examples");
            print(Grids.tuning(result));
        }
        apart("Models");
        print(Grids.models(result));
        out.println("on " + Figures.count(result.dataset().test()) + " test examples in "
                + Figures.count(result.dataset().clusters()) + " clusters; means over seeds");
        if (!result.metrics().exploratory().isEmpty()) {
            out.println();
            print(Grids.metrics(result));
        }
        differences();
        ResultSentences.trials(result).forEach(this::apart);
        ResultSentences.evaluators(result).forEach(this::apart);
        conclusion();
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
                    .ifPresent(metric -> apart("Differences in "
                            + metric.title().toLowerCase(Locale.ROOT) + ", the first model less the second"));
            out.println(GridText.start(PairGrids.comparisons(comparisons)));
        }
        if (!result.conclusion().power().isEmpty()) {
            apart("Detectable differences");
            out.println(GridText.start(PairGrids.power(result)));
            out.println(PairGrids.POWER);
        }
    }

    /** Prints the data checks whose count is not zero. */
    private void checks() {
        List<DataCheck> found = result.dataset().checks().stream()
                .filter(check -> check.count() > 0)
                .toList();
        if (!found.isEmpty()) {
            apart("Data checks");
            print(Grids.checks(result, found));
        }
    }

    private void conclusion() {
        VerdictSentences sentences = new VerdictSentences(result);
        sentences("", texts(sentences.baselines()));
        sentences("", texts(sentences.verdicts()));
        if (!result.comparisons().isEmpty()) {
            apart(VerdictSentences.SCOPE);
        }
        sentences("Warning: ", WarningSentences.of(result));
    }

    private static List<String> texts(List<Sentence> sentences) {
        return sentences.stream().map(Sentence::text).toList();
    }

    private void sentences(String before, List<String> sentences) {
        if (!sentences.isEmpty()) {
            apart(sentences.stream()
                    .limit(GridText.MOST_ROWS)
                    .map(sentence -> before + sentence + ".")
                    .collect(Collectors.joining(System.lineSeparator())));
            if (sentences.size() > GridText.MOST_ROWS) {
                out.println(GridText.more(sentences.size() - GridText.MOST_ROWS));
            }
        }
    }

    private void apart(String text) {
        out.println();
        out.println(TerminalText.lines(text));
    }

    private void print(Grid grid) {
        out.println(GridText.of(grid));
    }
}

package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.statistics.ComparedPair;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.LearningCurve;
import org.bakeoff.statistics.benchmark.LearningCurves;
import org.bakeoff.statistics.benchmark.OverallComparison;

/**
 * Holds what the report of a benchmark shows.
 *
 * @param results the results
 * @param runs the names of its runs that have a result
 * @param address returns where the report of a run is
 */
public record BenchmarkPage(BenchmarkResults results, List<String> runs, UnaryOperator<String> address) {

    /** Copies the list. */
    public BenchmarkPage {
        runs = List.copyOf(runs);
    }

    /** Returns the results with the most training examples. */
    public BenchmarkResult result() {
        return results.largest();
    }

    /** Returns the headline. */
    public Sentence headline() {
        return BenchmarkSentences.headline(results);
    }

    /** Returns the models by data sets. */
    public MatrixView matrix() {
        return MatrixView.of(result(), dataset -> runs.contains(dataset) ? report(dataset) : "");
    }

    /** Returns what follows on the headline. */
    public List<AnswerSentences.Answer> answers() {
        return BenchmarkAnswers.of(results, "linked below");
    }

    /** Returns what limits the answer. */
    public List<String> caveats() {
        return BenchmarkSentences.caveats(results);
    }

    /** Returns how to read the models by data sets. */
    public String reading(MatrixView matrix) {
        boolean intervals = matrix.rows().stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell -> !cell.ends().isEmpty());
        return result().metric().title()
                + (result().metric().rate() ? " in percent" : "")
                + (intervals ? ", with 95% intervals" : "")
                + (result().models().size() > 1 ? "; * no other model is better there by its verdict" : "");
    }

    /** Returns the title of the metric within a sentence. */
    public String metric() {
        return BenchmarkSentences.metric(result());
    }

    /** Returns what is found of differences; empty if nothing is compared. */
    public String differences() {
        List<? extends ComparedPair<?>> pairs =
                result().measured().size() == 1 ? result().measured().get(0).comparisons() : result().comparisons();
        return pairs.stream().anyMatch(pair -> pair.verdict() != Verdict.UNDETERMINED) || pairs.isEmpty()
                ? Topics.differences(pairs)
                : "no verdicts";
    }

    /** Returns what is found of training sizes; empty with a single one. */
    public String sizes() {
        List<BenchmarkResults.OfTrainSize> sizes = results.sizes();
        return sizes.size() < 2
                ? ""
                : sizes.stream().map(BenchmarkTables::trainSize).collect(Collectors.joining(", "))
                        + " training examples";
    }

    /** Returns where models overtake others over all data sets, if these are enough to generalise. */
    public List<String> turns() {
        return results.curves().size() < OverallComparison.LEAST_DATASETS
                ? List.of()
                : TrainSizeSentences.turns(results).stream()
                        .map(Page::capitalised)
                        .toList();
    }

    /** Returns which data sets there are. */
    public String datasets() {
        return Topics.list(result().datasets().stream().map(DatasetResult::name).toList());
    }

    /** Returns the critical-difference diagram. */
    public RankDiagram diagram() {
        return RankDiagram.of(result());
    }

    /** Returns the colours of the models. */
    public Palette palette() {
        return new Palette(
                result().models().stream().map(BenchmarkInput.Model::name).toList());
    }

    /** Returns the scripts and the style sheet. */
    public Assets assets() {
        return curves().isEmpty() ? Assets.ofReports().withoutScripts() : Assets.ofReports();
    }

    /** Returns where the report of a run is. */
    public String report(String run) {
        return address.apply(run);
    }

    /**
     * Says what more training examples do on one data set.
     *
     * @param sentences the answer
     * @param chart the learning curves
     */
    public record Learning(List<String> sentences, Chart chart) {}

    /** Returns the learning curves for each data set; none without several numbers of training examples. */
    public List<Learning> curves() {
        List<Learning> found = new ArrayList<>();
        for (LearningCurves curves : results.curves()) {
            List<Curve.Line> lines = new ArrayList<>();
            for (LearningCurve curve : curves.models()) {
                List<Curve.Point> points = new ArrayList<>();
                for (BenchmarkResults.OfTrainSize size : results.sizes()) {
                    value(size.result(), curves.dataset(), curve.model())
                            .ifPresent(
                                    value -> points.add(point(size.trainSize().orElseThrow(), value)));
                }
                lines.add(new Curve.Line(curve.model(), "", points));
                if (!curve.extrapolated().isEmpty()) {
                    lines.add(new Curve.Line(
                            curve.model(),
                            "extrapolated",
                            Stream.concat(
                                            Stream.of(points.get(points.size() - 1)),
                                            curve.extrapolated().stream()
                                                    .map(more -> point(more.examples(), more.value())))
                                    .toList()));
                }
            }
            found.add(new Learning(
                    TrainSizeSentences.of(results, curves),
                    CurveCharts.of(curve(curves.dataset(), lines), "curve-" + found.size(), palette())));
        }
        return found;
    }

    private static Curve.Point point(long examples, Estimate value) {
        return new Curve.Point(examples, value.value(), value.low(), value.high());
    }

    private Curve curve(String dataset, List<Curve.Line> lines) {
        return new Curve(
                dataset,
                "Learning curve on " + dataset,
                "Bands are 95% intervals"
                        + (lines.stream().allMatch(line -> line.variant().isEmpty())
                                ? "."
                                : "; those of extrapolated values hold if the curves go on as power laws."),
                new Curve.Axis("training examples", true),
                new Curve.Axis(BenchmarkSentences.metric(result()), false),
                false,
                lines);
    }

    private static Optional<Estimate> value(BenchmarkResult result, String dataset, String model) {
        return result.datasets().stream()
                .filter(one -> one.name().equals(dataset))
                .flatMap(one -> one.value(model).stream())
                .findFirst();
    }
}

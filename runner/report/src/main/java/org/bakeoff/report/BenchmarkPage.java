package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.LearningCurve;
import org.bakeoff.statistics.benchmark.LearningCurves;

/**
 * What the report of a benchmark shows.
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

    /** Returns the critical-difference diagram. */
    public RankDiagram diagram() {
        return RankDiagram.of(result());
    }

    /** Returns whether there are verdicts over all data sets, or intervals at least. */
    public boolean overall() {
        return result().measured().size() > 1;
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
     * What more training examples do on one data set.
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

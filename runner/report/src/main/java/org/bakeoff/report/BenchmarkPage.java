package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;

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

    /** Returns a learning curve for each data set; none without several numbers of training examples. */
    public List<Chart> curves() {
        if (results.sizes().size() < 2 || results.sizes().get(0).trainSize().isEmpty()) {
            return List.of();
        }
        List<Chart> charts = new ArrayList<>();
        for (DatasetResult dataset : result().datasets()) {
            List<Curve.Line> lines = new ArrayList<>();
            for (BenchmarkInput.Model model : result().models()) {
                List<Curve.Point> points = new ArrayList<>();
                for (BenchmarkResults.OfTrainSize size : results.sizes()) {
                    value(size.result(), dataset.name(), model.name())
                            .ifPresent(value -> points.add(new Curve.Point(
                                    size.trainSize().orElseThrow(), value.value(), value.low(), value.high())));
                }
                if (!points.isEmpty()) {
                    lines.add(new Curve.Line(model.name(), "", points));
                }
            }
            if (!lines.isEmpty()) {
                charts.add(CurveCharts.of(curve(dataset, lines), "curve-" + charts.size(), palette()));
            }
        }
        return charts;
    }

    private Curve curve(DatasetResult dataset, List<Curve.Line> lines) {
        return new Curve(
                dataset.name(),
                "Learning curve on " + dataset.name(),
                "Bands are 95% intervals.",
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

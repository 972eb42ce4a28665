package org.bakeoff.report.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics.Metric;
import org.bakeoff.statistics.ModelResult;

/**
 * The summary in a comparison.json: what a list of runs shows of a result. It follows from the rest of the file,
 * and has a checksum of its own, as a list doesn't read the rest.
 *
 * @param dataset the name of the dataset's plugin
 * @param metric the primary metric; empty if it couldn't be measured
 * @param models the models, in the order of the spec
 */
record ComparisonSummary(String dataset, Optional<Metric> metric, List<RunSummary.Model> models) {

    /** Copies the list. */
    ComparisonSummary {
        models = List.copyOf(models);
    }

    static ComparisonSummary of(ComparisonResult result) {
        Set<String> best = Set.copyOf(result.best());
        return new ComparisonSummary(
                result.dataset().description().plugin(),
                result.primaryMetric(),
                result.models().stream()
                        .map(model -> new RunSummary.Model(
                                model.name(),
                                result.metrics()
                                        .primary()
                                        .map(model.metrics()::get)
                                        .map(ModelResult.Measured::value)
                                        .filter(Double::isFinite)
                                        .map(OptionalDouble::of)
                                        .orElse(OptionalDouble.empty()),
                                best.contains(model.name())))
                        .toList());
    }
}

package org.bakeoff.report.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.MeasuredMetrics.Metric;
import org.bakeoff.statistics.ModelResult;

/**
 * The summary in a comparison.json: what lists of runs and leaderboards show of a result. It follows from the rest of the file,
 * and has a checksum of its own, as they don't read the rest.
 *
 * @param dataset the name of the dataset's plugin; empty if no file names it
 * @param test the test set; empty without a result
 * @param metric the primary metric; empty if it couldn't be measured
 * @param models the models, in the order of the spec
 */
public record ComparisonSummary(String dataset, Optional<TestSet> test, Optional<Metric> metric, List<Model> models) {

    /** Copies the list. */
    public ComparisonSummary {
        models = List.copyOf(models);
    }

    /**
     * The test set.
     *
     * @param sha256 the SHA-256 of its examples' ids, labels and texts
     * @param examples how many examples it has
     * @param evaluations how many trained models were evaluated on it so far, as far as the run's cache knew
     */
    public record TestSet(String sha256, int examples, long evaluations) {}

    /**
     * A model.
     *
     * @param name its name in the spec
     * @param baseline whether it is a baseline
     * @param value its primary metric, the mean over seeds; empty without one
     * @param low the lower end of its 95% interval; NaN without one
     * @param high the upper end; NaN without one
     * @param training what its trials came to
     * @param best whether no other model of the run is better by the verdicts
     */
    public record Model(
            String name,
            boolean baseline,
            OptionalDouble value,
            double low,
            double high,
            Training training,
            boolean best) {

        /** Returns a model of which only its name is known. */
        static Model named(String name) {
            return new Model(
                    name,
                    false,
                    OptionalDouble.empty(),
                    Double.NaN,
                    Double.NaN,
                    new Training(0, 0, 0, Double.NaN),
                    false);
        }

        /** Returns whether it has a value to which every trial contributed. */
        public boolean isWhole() {
            return value.isPresent() && training.seeds() == training.trials();
        }
    }

    /**
     * Holds what the trials of a model came to.
     *
     * @param trials how many there are
     * @param seeds how many of them have predictions
     * @param parameters how many numbers the model learns; 0 if unknown
     * @param seconds how long a trial with predictions trained, on average; NaN without one
     */
    public record Training(int trials, int seeds, long parameters, double seconds) {}

    static ComparisonSummary of(ComparisonResult result) {
        Set<String> best = Set.copyOf(result.best());
        DatasetDescription dataset = result.dataset().description();
        return new ComparisonSummary(
                dataset.plugin(),
                Optional.of(new TestSet(dataset.testSha256(), result.dataset().test(), dataset.evaluations())),
                result.primaryMetric(),
                result.models().stream()
                        .map(model -> of(
                                model,
                                result.metrics().primary().map(model.metrics()::get),
                                best.contains(model.name())))
                        .toList());
    }

    private static Model of(ModelResult model, Optional<ModelResult.Measured> measured, boolean best) {
        return new Model(
                model.name(),
                model.baseline(),
                measured.map(ModelResult.Measured::value)
                        .filter(Double::isFinite)
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()),
                measured.map(ModelResult.Measured::low).orElse(Double.NaN),
                measured.map(ModelResult.Measured::high).orElse(Double.NaN),
                new Training(
                        model.trials().size(),
                        model.seeds(),
                        model.description().parameters(),
                        model.trainSeconds()),
                best);
    }
}

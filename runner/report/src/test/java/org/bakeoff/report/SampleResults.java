package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bakeoff.statistics.ComparedDataset;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.EvaluatorFindings;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.MissingReason;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;

/** Results and their parts, of which sentences are made. */
final class SampleResults {

    private SampleResults() {}

    static final Map<String, ModelResult.Measured> ACCURATE =
            Map.of("accuracy", new ModelResult.Measured(0.861, 0.857, 0.866, Double.NaN, 0.002, Optional.empty()));

    static final MeasuredMetrics.Metric ACCURACY = new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true);

    static final MeasuredMetrics.Metric LOSS = new MeasuredMetrics.Metric("logLoss", "Log loss", false, false);

    static PairwiseComparison pair(String left, String right, Verdict verdict) {
        Estimate difference = new Estimate(0.02, 0.01, 0.03);
        return new PairwiseComparison(
                "accuracy", left, right, difference, new Significance(0.01, 0.01, difference), verdict, List.of());
    }

    static ModelResult model(String name, boolean baseline) {
        return new ModelResult(
                name, baseline, description(), List.of(trial(1, ModelResult.Status.DONE, "")), ACCURATE, 0.95);
    }

    static ModelResult model(
            String name,
            ModelResult.Status first,
            ModelResult.Status second,
            Map<String, ModelResult.Measured> metrics) {
        return new ModelResult(
                name, false, description(), List.of(trial(1, first, ""), trial(2, second, "")), metrics, 0.95);
    }

    static ModelResult.Measured unmeasured() {
        return new ModelResult.Measured(
                Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Optional.of(MissingReason.LABELS_ONLY));
    }

    static ModelDescription description() {
        return new ModelDescription("plugin", 0, 0, List.of(), Optional.empty());
    }

    static ModelResult.Trial trial(long seed, ModelResult.Status status, String reason) {
        return new ModelResult.Trial(seed, status, Optional.of(reason).filter(text -> !text.isEmpty()), Map.of(), 1, 1);
    }

    static ComparisonResult result(
            MeasuredMetrics.Metric primary,
            List<PairwiseComparison> comparisons,
            List<PairwiseComparison> majority,
            List<ModelResult> models) {
        return result(conclusion(OptionalDouble.empty(), comparisons, majority), primary, models);
    }

    static Conclusion conclusion(
            OptionalDouble margin, List<PairwiseComparison> comparisons, List<PairwiseComparison> majority) {
        return new Conclusion(
                margin,
                comparisons,
                new MajorityClassBaseline(Map.of("accuracy", 0.5), majority),
                List.of(),
                SeedRounds.NONE,
                List.of());
    }

    static ComparisonResult result(Conclusion conclusion, MeasuredMetrics.Metric primary, List<ModelResult> models) {
        List<EvaluatorFailure> failures = new ArrayList<>();
        for (EvaluatorFailure.Step step : EvaluatorFailure.Step.values()) {
            failures.add(new EvaluatorFailure(
                    step,
                    "odd",
                    Optional.of(new EvaluatorFailure.Plugin("strange", "/plugins/strange.jar")),
                    "it threw something; this is a fault of the plugin"));
        }
        return new ComparisonResult(
                "sentences",
                new ComparedDataset(
                        new DatasetDescription("reviews", 20_000, 64, List.of("no", "yes"), 500, "", 0),
                        Optional.of("yes"),
                        25_000,
                        3_581,
                        6.2,
                        List.of(),
                        List.of()),
                new MeasuredMetrics(Optional.of(primary.name()), List.of(primary)),
                models,
                conclusion,
                List.of(),
                new EvaluatorFindings(List.of(), List.of(), failures));
    }
}

package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Metric;
import org.bakeoff.io.Cancellation;
import org.bakeoff.plugins.PluginCode;
import org.bakeoff.spec.Spec;

/**
 * Lets evaluators look at a comparison. One that fails costs its own findings, not the comparison.
 *
 * @param problems what failed, in sentences
 */
record Evaluation(List<String> problems) {

    /** The findings of all evaluators. */
    List<Finding> findings(Spec spec, Comparison comparison) {
        List<Finding> findings = new ArrayList<>();
        if (comparison.models().isEmpty()) {
            return findings;
        }
        for (Spec.Chosen<Evaluator<?>> evaluator : spec.evaluators()) {
            String name = "the evaluator '" + evaluator.plugin().name() + "'";
            attempt(
                    name,
                    "this is a fault of the plugin",
                    () -> findings.addAll(evaluate(evaluator.plugin(), evaluator.config(), comparison)));
        }
        return findings;
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> List<Finding> evaluate(
            Evaluator<C> evaluator, Record config, Comparison comparison) {
        List<Finding> findings = PluginCode.run(evaluator, () -> evaluator.evaluate((C) config, comparison));
        if (findings == null) {
            throw new IllegalStateException("it gives null for its findings");
        }
        return findings;
    }

    /** Measures by all metrics that there are. */
    void measure(List<Finding> findings, Measurements measurements) {
        for (Finding finding : findings) {
            if (finding instanceof Metric metric) {
                attempt(
                        "the metric '" + metric.name() + "'",
                        "this is a fault of its evaluator",
                        () -> measurements.measure(metric));
            }
        }
    }

    /** The primary metric in all slices that there are; none without a metric. */
    List<SlicesResult> slices(List<Finding> findings, Measurements measurements, Optional<Metric> primary) {
        List<SlicesResult> results = new ArrayList<>();
        primary.map(metric -> new SliceComparisons(
                        metric, measurements.how(), measurements.part().clusters()))
                .ifPresent(comparisons -> {
                    for (Finding finding : findings) {
                        if (finding instanceof Slices slices) {
                            attempt(
                                    "the slices '" + slices.name() + "'",
                                    "this is a fault of their evaluator",
                                    () -> results.add(comparisons.of(slices)));
                        }
                    }
                });
        return results;
    }

    /** Does what may fail, and remembers it if it does. */
    void attempt(String what, String whose, Runnable action) {
        Cancellation.check();
        try {
            action.run();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError | OutOfMemoryError e) {
            Cancellation.check(e);
            problems.add(what + " failed: " + PluginCode.fault(e, whose));
        }
    }
}

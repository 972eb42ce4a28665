package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.io.Cancellation;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.EvaluatorGuard;

/** Runs evaluators on a comparison. A failing evaluator loses its own findings only. */
final class GuardedEvaluators extends EvaluatorGuard {

    /** Returns the findings of all evaluators; none if no model has predictions. */
    List<Finding> findings(List<Spec.Chosen<Evaluator<?>>> evaluators, Comparison comparison) {
        List<Finding> findings = new ArrayList<>();
        if (!comparison.models().isEmpty()) {
            for (Spec.Chosen<Evaluator<?>> evaluator : evaluators) {
                run(
                        EvaluatorFailure.Step.EVALUATOR,
                        evaluator.plugin().name(),
                        () -> findings.addAll(evaluate(evaluator.plugin(), evaluator.config(), comparison)));
            }
        }
        return findings;
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> List<Finding> evaluate(
            Evaluator<C> evaluator, Record config, Comparison comparison) {
        List<Finding> findings = PluginInvoker.run(evaluator, () -> evaluator.evaluate((C) config, comparison));
        if (findings == null) {
            throw new IllegalStateException("it gives null for its findings");
        }
        return findings;
    }

    @Override
    public void run(EvaluatorFailure.Step step, String name, Runnable code) {
        Cancellation.check();
        try {
            code.run();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError | OutOfMemoryError e) {
            Cancellation.check(e);
            String whose = step == EvaluatorFailure.Step.EVALUATOR
                    ? "this is a fault of the plugin"
                    : "this is a fault of its evaluator";
            failed(new EvaluatorFailure(step, name, PluginInvoker.fault(e, whose)));
        }
    }
}

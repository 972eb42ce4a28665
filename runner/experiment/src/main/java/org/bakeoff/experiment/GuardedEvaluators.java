package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.data.TestData;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.plugins.FindingValidator;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.plugins.PluginOrigin;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.EvaluatorGuard;
import org.bakeoff.statistics.MetricFaultException;
import org.bakeoff.training.progress.Progress;

/** Runs evaluators on a comparison. A failing evaluator loses its own findings only. */
final class GuardedEvaluators extends EvaluatorGuard {

    /** Who gave a finding, by its name. */
    private final Map<String, Evaluator<?>> givers = new HashMap<>();

    private final Consumer<Progress> listener;

    GuardedEvaluators() {
        this(event -> {});
    }

    /**
     * Prepares to run evaluators.
     *
     * @param listener hears which one works
     */
    GuardedEvaluators(Consumer<Progress> listener) {
        this.listener = listener;
    }

    /**
     * Returns the findings of all evaluators; none if no model has predictions.
     *
     * @param test the test set, of which each evaluator gets copies
     */
    List<Finding> findings(List<Spec.Chosen<Evaluator<?>>> evaluators, Comparison comparison, TestData test) {
        List<Finding> findings = new ArrayList<>();
        if (!comparison.models().isEmpty()) {
            FindingValidator validator = new FindingValidator(comparison);
            for (int done = 0; done < evaluators.size(); done++) {
                Spec.Chosen<Evaluator<?>> evaluator = evaluators.get(done);
                Evaluator<?> plugin = evaluator.plugin();
                listener.accept(new Progress.Evaluating(Optional.of(plugin.name()), done, evaluators.size()));
                run(EvaluatorFailure.Step.EVALUATOR, plugin.name(), Optional.of(plugin), () -> {
                    List<Finding> own = PluginInvoker.run(
                            plugin,
                            () -> validator.check(evaluate(
                                    plugin,
                                    evaluator.config(),
                                    new Comparison(
                                            comparison.data(),
                                            test.table().copies(),
                                            comparison.models(),
                                            comparison.positive()))));
                    own.forEach(finding -> givers.put(finding.name(), plugin));
                    findings.addAll(own);
                });
            }
            listener.accept(new Progress.Evaluating(Optional.empty(), evaluators.size(), evaluators.size()));
        }
        return findings;
    }

    private static EvaluatorFailure.Plugin plugin(Evaluator<?> evaluator) {
        return new EvaluatorFailure.Plugin(
                evaluator.name(), PluginOrigin.of(evaluator).location().toString());
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> List<Finding> evaluate(
            Evaluator<C> evaluator, Record config, Comparison comparison) {
        return evaluator.evaluate((C) config, comparison);
    }

    @Override
    public void run(EvaluatorFailure.Step step, String name, Runnable code) {
        run(step, name, Optional.ofNullable(givers.get(name)), code);
    }

    @Override
    public void check() {
        Cancellation.check();
    }

    private void run(EvaluatorFailure.Step step, String name, Optional<Evaluator<?>> giver, Runnable code) {
        Optional<EvaluatorFailure.Plugin> plugin = giver.map(GuardedEvaluators::plugin);
        check();
        try {
            code.run();
        } catch (FindingValidator.InvalidFindingException | MetricFaultException e) {
            failed(new EvaluatorFailure(step, name, plugin, e.getMessage() + "; this is a fault of the plugin"));
        } catch (BakeoffException e) {
            failed(new EvaluatorFailure(step, name, plugin, String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            // An interrupt is the user's; whatever else is thrown, an Error among it, is the plugin's.
            Cancellation.check(e);
            failed(new EvaluatorFailure(
                    step,
                    name,
                    plugin,
                    PluginInvoker.fault(giver.<Class<?>>map(Object::getClass).orElse(Evaluator.class), e)));
        }
    }
}

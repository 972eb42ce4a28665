package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.TestData;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.ModelComparison;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialResult;
import org.bakeoff.training.progress.Layer;

/** Compares the models of an experiment once all trials have ended: turns outcomes into predictions, and runs evaluators. */
final class Comparer {

    /**
     * Compares the models.
     *
     * @param spec the experiment
     * @param data what the models are compared on
     * @param trials how the trials ended
     */
    ComparisonResult compare(Spec spec, ComparedData data, ComparedTrials trials) {
        TestData test = data.test();
        Map<String, List<TrialOutcome>> outcomes = new LinkedHashMap<>();
        spec.models().forEach(model -> outcomes.put(model.name(), new ArrayList<>()));
        trials.outcomes()
                .forEach(outcome -> outcomes.computeIfAbsent(
                                outcome.trial().model().name(), name -> new ArrayList<>())
                        .add(outcome));
        GuardedEvaluators evaluators = new GuardedEvaluators();
        Comparison comparison = new Comparison(test.info(), test.examples(), predictions(outcomes, trials.trained()));
        Budgets budgets = new Budgets(data, trials);
        ComparisonInput input = new ComparisonInput(
                spec.name(),
                dataset(spec, data),
                new ComparisonInput.Training(classSizes(data), trials.searches(), trials.warnings()),
                test.examples(),
                spec.models().stream()
                        .map(model -> model(model, outcomes.getOrDefault(model.name(), List.of()), budgets))
                        .toList(),
                new DataCounts(
                                data.train(),
                                test.examples(),
                                test.info().classes(),
                                test.info().length())
                        .all(),
                Optional.ofNullable(spec.comparison().primaryMetric()));
        return ModelComparison.compare(input, evaluators.findings(spec.evaluators(), comparison), evaluators);
    }

    private static DatasetDescription dataset(Spec spec, ComparedData data) {
        TestData test = data.test();
        return new DatasetDescription(
                spec.dataset().plugin().name(),
                data.split().train().length,
                data.split().validation().length,
                test.info().classes(),
                test.info().length(),
                test.sha256(),
                data.evaluations());
    }

    /** Counts the training examples of each class. */
    private static List<Integer> classSizes(ComparedData data) {
        int[] sizes = new int[data.test().info().classes().size()];
        for (int index : data.split().train()) {
            sizes[data.train().get(index).label()]++;
        }
        return IntStream.of(sizes).boxed().toList();
    }

    private static ComparisonInput.Model model(Spec.Model model, List<TrialOutcome> outcomes, Budgets budgets) {
        List<TrialResult> results = outcomes.stream()
                .flatMap(outcome -> outcome.findResult().stream())
                .toList();
        // The layers of all seeds are the same.
        List<Layer> layers =
                results.isEmpty() ? List.of() : results.get(results.size() - 1).layers();
        return new ComparisonInput.Model(
                model.name(),
                model.provider().plugin().isBaseline(),
                model.provider().plugin().deterministic(),
                new ModelDescription(
                        model.provider().plugin().name(),
                        outcomes.stream()
                                .mapToInt(outcome -> outcome.trial().configuration())
                                .findFirst()
                                .orElse(0),
                        layers.stream().mapToLong(Layer::parameters).sum(),
                        layers.stream()
                                .map(layer ->
                                        new ModelDescription.Layer(layer.name(), layer.output(), layer.parameters()))
                                .toList(),
                        budgets.of(model, results)),
                outcomes.stream().map(Comparer::trial).toList());
    }

    private static ComparisonInput.Trial trial(TrialOutcome outcome) {
        long seed = outcome.trial().seed();
        if (outcome instanceof TrialOutcome.Failed failed) {
            return new ComparisonInput.Trial(
                    seed,
                    ModelResult.Status.FAILED,
                    Optional.of(failed.reason()),
                    Optional.empty(),
                    Double.NaN,
                    Double.NaN);
        }
        TrialResult result = outcome.findResult().orElseThrow();
        Optional<String> diverged =
                outcome instanceof TrialOutcome.Diverged one ? Optional.of(one.reason()) : Optional.empty();
        return new ComparisonInput.Trial(
                seed,
                diverged.isPresent() ? ModelResult.Status.DIVERGED : ModelResult.Status.DONE,
                diverged,
                result.predictions(),
                result.trainSeconds(),
                result.examplesPerSecond());
    }

    private static List<ModelPredictions> predictions(
            Map<String, List<TrialOutcome>> byModel, Map<String, TrainedModel> trained) {
        List<ModelPredictions> models = new ArrayList<>();
        byModel.forEach((name, outcomes) -> {
            List<Predictions> seeds = new ArrayList<>();
            List<TrainedModel> ready = new ArrayList<>();
            for (TrialOutcome outcome : outcomes) {
                outcome.findResult().ifPresent(result -> {
                    seeds.add(result.predictions().orElseThrow());
                    Optional.ofNullable(trained.get(outcome.trial().name())).ifPresent(ready::add);
                });
            }
            if (!seeds.isEmpty()) {
                models.add(new ModelPredictions(name, seeds, ready.size() == seeds.size() ? ready : List.of()));
            }
        });
        return models;
    }
}

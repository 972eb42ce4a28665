package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.ModelEncoding;
import org.bakeoff.data.ModelInput;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.ModelComparison;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialResult;
import org.bakeoff.training.progress.Layer;
import org.bakeoff.training.progress.Progress;

/** Compares the models of an experiment once all trials have ended: turns outcomes into predictions, and runs evaluators. */
final class Comparer {

    private Comparer() {}

    /**
     * Holds the data that models are compared on.
     *
     * @param train the training examples, those for validation among them
     * @param evaluations how many trained models were evaluated on these test examples so far
     * @param notes what was assumed in reading the data
     * @param imported the predictions of models from elsewhere
     * @param own the encoded data of a model with an encoding of its own; empty for others
     */
    record Data(
            ExampleTable train,
            ValidationSplit split,
            TestData test,
            long evaluations,
            List<String> notes,
            ImportedModels imported,
            Function<Spec.Model, Optional<EncodedFile>> own) {

        /** Returns the same data after another number of evaluations. */
        Data evaluated(long number) {
            return new Data(train, split, test, number, notes, imported, own);
        }

        /** Returns the training examples with the token ids that a model takes. */
        ExampleTable train(Spec.Model model) {
            return own.apply(model).map(EncodedFile::train).orElse(train);
        }

        /** Describes what a model takes. */
        ModelInput input(Spec.Model model) {
            return own.apply(model).map(EncodedFile::input).orElse(new ModelInput(test.info(), Optional.empty()));
        }
    }

    /**
     * Holds the trials whose models are compared.
     *
     * @param trained the available trained models, by the trial's name
     * @param budgets the budgets of models with other training data, by the model's name
     * @param searches the hyperparameter searches, by model that was tuned
     * @param looks the looks at the results before this one
     * @param warnings further warnings about the origin of the models
     * @param pairs the pairs of models that have verdicts; empty for all
     */
    record Trials(
            List<TrialOutcome> outcomes,
            Map<String, TrainedModel> trained,
            Map<String, Budget> budgets,
            List<SearchResult> searches,
            Looks looks,
            List<Warning> warnings,
            Optional<List<ComparisonInput.ModelPair>> pairs) {}

    /** Compares the models of an experiment. */
    static ComparisonResult compare(Spec spec, Data data, Trials trials, Consumer<Progress> listener) {
        GuardedEvaluators evaluators = new GuardedEvaluators(listener);
        List<Finding> findings = evaluators.findings(
                spec.evaluators(), comparison(spec, data, trials.outcomes(), trials.trained()), data.test());
        spec.comparison().checkMargin(spec.name(), metrics(findings));
        return ModelComparison.compare(input(spec, data, trials, true), findings, evaluators);
    }

    private static Comparison comparison(
            Spec spec, Data data, List<TrialOutcome> outcomes, Map<String, TrainedModel> trained) {
        TestData test = data.test();
        return new Comparison(
                test.info(),
                test.examples(),
                predictions(spec, data, byModel(outcomes), trained),
                positive(spec, data));
    }

    static OptionalInt positive(Spec spec, Data data) {
        int[] sizes = new int[data.test().info().classes().size()];
        // All folds of a data set have the same examples together, so that their metrics are about the same class.
        for (ExampleTable set : List.of(data.train(), data.test().table())) {
            IntStream.range(0, set.size()).forEach(index -> sizes[set.label(index)]++);
        }
        return spec.comparison()
                .positive(
                        data.test().info().classes(),
                        IntStream.of(sizes).boxed().toList());
    }

    /**
     * Returns what models are compared on.
     *
     * @param checked whether the data is checked, which decides nothing and reads all texts
     */
    private static ComparisonInput input(Spec spec, Data data, Trials trials, boolean checked) {
        TestData test = data.test();
        Map<String, List<TrialOutcome>> outcomes = byModel(trials.outcomes());
        Budgets budgets = new Budgets(data, trials);
        DataCounts counts = new DataCounts(trained(spec, data, trials), test);
        return new ComparisonInput(
                spec.name(),
                dataset(spec, data),
                new ComparisonInput.Training(
                        classSizes(data, IntStream.of(data.split().train())),
                        trials.searches(),
                        Stream.of(
                                        checked ? warnings(spec, counts) : List.<Warning>of(),
                                        checked ? validation(spec, data, trials) : List.<Warning>of(),
                                        trials.warnings(),
                                        data.imported().warnings())
                                .flatMap(List::stream)
                                .toList(),
                        data.notes()),
                test.examples(),
                spec.compared().stream()
                        .map(one -> one instanceof Spec.Model model
                                ? model(model, outcomes.getOrDefault(model.name(), List.of()), budgets, test)
                                : data.imported().compared(one.name(), ((Spec.ImportedModel) one).baseline()))
                        .toList(),
                checked ? counts.all() : List.of(),
                new ComparisonInput.Rules(
                        Optional.ofNullable(spec.comparison().primaryMetric()),
                        positive(spec, data),
                        spec.comparison().equivalenceMargin(),
                        trials.looks(),
                        trials.pairs()));
    }

    /** Returns the warnings of the data; none of the dataset's encoding where every model has one of its own. */
    private static List<Warning> warnings(Spec spec, DataCounts counts) {
        boolean read = spec.models().stream()
                .anyMatch(model -> ModelEncoding.of(model.provider()).isEmpty());
        return read ? counts.warnings() : counts.ofContent();
    }

    /** Warns of validation examples of a single class, where something is selected by them. */
    private static List<Warning> validation(Spec spec, Data data, Trials trials) {
        boolean selects = !trials.searches().isEmpty()
                || spec.models().stream().anyMatch(model -> model.training().earlyStopping() != null);
        int[] labels = IntStream.of(data.split().validation())
                .map(data.train()::label)
                .distinct()
                .toArray();
        return selects && labels.length == 1
                ? List.of(new ModelWarning.OneValidationClass(
                        data.test().info().classes().get(labels[0]),
                        data.split().validation().length))
                : List.of();
    }

    /** Returns the training examples that models were trained or validated on; of runs that used other ones, all there are. */
    private static ExampleTable trained(Spec spec, Data data, Trials trials) {
        boolean others = trials.outcomes().stream()
                .map(outcome -> outcome.trial().model().training())
                .anyMatch(training ->
                        !Objects.equals(training.examples(), spec.training().examples()));
        return others ? data.train() : data.train().only(data.split().used());
    }

    /** Returns the primary metric, as an evaluator gives it without the trained models; empty if none does. */
    static Optional<Metric> primaryMetric(Spec spec, Data data, List<TrialOutcome> outcomes) {
        List<Metric> metrics = metrics(new GuardedEvaluators()
                .findings(spec.evaluators(), comparison(spec, data, outcomes, Map.of()), data.test()));
        spec.comparison().checkMargin(spec.name(), metrics);
        String name = spec.comparison().primaryMetric();
        return metrics.stream()
                .filter(metric -> name == null || name.equals(metric.name()))
                .findFirst();
    }

    /** Compares models that may get more seeds, in the primary metric. */
    static SeedRounds.Next look(Spec spec, Data data, Trials trials, Metric primary) {
        return ModelComparison.look(input(spec, data, trials, false), primary, new GuardedEvaluators());
    }

    /** Compares what was trained so far in the primary metric, without checking the data; empty if no evaluator gives that metric. */
    static Optional<ComparisonResult> compareInPrimaryMetric(
            Spec spec, Data data, List<TrialOutcome> outcomes, Looks looks) {
        Trials trials = new Trials(outcomes, Map.of(), Map.of(), List.of(), looks, List.of(), Optional.empty());
        return primaryMetric(spec, data, outcomes)
                .map(primary -> ModelComparison.compare(
                        input(spec, data, trials, false), List.of(primary), new GuardedEvaluators()));
    }

    static List<Metric> metrics(List<Finding> findings) {
        return findings.stream()
                .filter(Metric.class::isInstance)
                .map(Metric.class::cast)
                .toList();
    }

    private static Map<String, List<TrialOutcome>> byModel(List<TrialOutcome> outcomes) {
        return outcomes.stream()
                .collect(
                        Collectors.groupingBy(outcome -> outcome.trial().model().name()));
    }

    private static DatasetDescription dataset(Spec spec, Data data) {
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

    /** Counts some of the training examples of each class. */
    private static List<Integer> classSizes(Data data, IntStream examples) {
        int[] sizes = new int[data.test().info().classes().size()];
        examples.forEach(index -> sizes[data.train().label(index)]++);
        return IntStream.of(sizes).boxed().toList();
    }

    private static ComparisonInput.Model model(
            Spec.Model model, List<TrialOutcome> outcomes, Budgets budgets, TestData test) {
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
                        described(layers),
                        budgets.of(model, results)),
                outcomes.stream().map(outcome -> trial(outcome, test)).toList());
    }

    private static List<ModelDescription.Layer> described(List<Layer> layers) {
        return layers.stream()
                .map(layer -> new ModelDescription.Layer(
                        layer.name(), layer.output(), layer.parameters(), layer.frozen(), described(layer.layers())))
                .toList();
    }

    private static ComparisonInput.Trial trial(TrialOutcome outcome, TestData test) {
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
                predictions(outcome, test),
                result.history().epochs() == 0 ? Double.NaN : result.trainSeconds(),
                result.examplesPerSecond());
    }

    /** Returns the predictions of a trial; one that diverged guesses, or the class that wins ties would give its accuracy. */
    private static Optional<Predictions> predictions(TrialOutcome outcome, TestData test) {
        Optional<Predictions> predictions = outcome.findResult().flatMap(TrialResult::predictions);
        return outcome instanceof TrialOutcome.Diverged
                ? predictions.map(undecided -> TieBreaker.guess(undecided, test))
                : predictions;
    }

    private static List<ModelPredictions> predictions(
            Spec spec, Data data, Map<String, List<TrialOutcome>> outcomes, Map<String, TrainedModel> trained) {
        List<ModelPredictions> models = new ArrayList<>();
        for (Spec.ComparedModel model : spec.compared()) {
            if (model instanceof Spec.ImportedModel) {
                models.add(new ModelPredictions(model.name(), data.imported().of(model.name()), List.of()));
                continue;
            }
            List<Predictions> seeds = new ArrayList<>();
            List<TrainedModel> ready = new ArrayList<>();
            for (TrialOutcome outcome : outcomes.getOrDefault(model.name(), List.of())) {
                outcome.findResult().ifPresent(result -> {
                    seeds.add(predictions(outcome, data.test()).orElseThrow());
                    Optional.ofNullable(trained.get(outcome.trial().name())).ifPresent(ready::add);
                });
            }
            if (!seeds.isEmpty()) {
                models.add(new ModelPredictions(
                        model.name(),
                        seeds,
                        ready.size() == seeds.size() ? ready : List.of(),
                        data.own().apply((Spec.Model) model).map(EncodedModels::test)));
            }
        }
        return models;
    }
}

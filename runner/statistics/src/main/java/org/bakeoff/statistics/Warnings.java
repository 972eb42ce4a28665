package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.bakeoff.statistics.ModelWarning.DifferentBudgets;

/** Finds the warnings that a reader needs to judge the verdicts. */
record Warnings(ComparisonInput input, List<ModelResult> models, Measurements measurements) {

    /** With fewer validation examples, selecting a configuration is largely chance. */
    private static final int ENOUGH_VALIDATION_EXAMPLES = 1000;

    /** The part of a metric's range that a constant prediction may reach in a metric that says something of models. */
    private static final double MOST_OF_RANGE = 0.9;

    /** What makes the figures themselves wrong stands before what limits how far they reach. */
    static final List<Class<? extends Warning>> GRAVEST_FIRST = List.of(
            PredictionWarning.DoubtfulPredictions.class,
            PredictionWarning.AmbiguousLabels.class,
            PredictionWarning.ContradictoryLabels.class,
            RunWarning.DifferentGroups.class,
            RunWarning.DifferentMajorityClass.class,
            DataWarning.RowLikeTexts.class,
            DataWarning.NearDuplicates.class,
            DataWarning.SharedGroups.class,
            RunWarning.OfRuns.class,
            DataWarning.UntrainedClasses.class,
            ModelWarning.DivergedSeeds.class,
            ModelWarning.OneValidationClass.class,
            ModelWarning.OneClassPredicted.class,
            ModelWarning.CollapsedSeeds.class,
            ModelWarning.FailedSearch.class,
            ModelWarning.UnusualSeedGap.class,
            ModelWarning.FewSeeds.class,
            ModelWarning.MajorityClassMetric.class,
            DataWarning.AlikeClasses.class,
            DataWarning.EmptyLikeClasses.class,
            DataWarning.EmptyLikeGroups.class,
            RunWarning.DifferentMargins.class,
            RunWarning.ChangedPlugins.class,
            RunWarning.ChangedEncoding.class,
            RunWarning.UnaskedModel.class,
            RunWarning.UnfittingWeights.class,
            RunWarning.UnknownConfiguration.class,
            ModelWarning.FewValidationExamples.class,
            DataWarning.UnknownWords.class,
            DataWarning.TruncatedExamples.class,
            DataWarning.RareClasses.class,
            ModelWarning.DifferentBudgets.class,
            RunWarning.TrainingNotInSpec.class,
            ModelWarning.NoBaseline.class);

    /** Returns the warnings, the gravest first. */
    List<Warning> all(Optional<Metric> primary, Map<String, Double> majority, List<DataCheck> checks) {
        List<Warning> warnings = new ArrayList<>();
        for (ModelResult model : models) {
            if (model.diverged() > 0) {
                warnings.add(new ModelWarning.DivergedSeeds(
                        model.name(), model.diverged(), model.trials().size()));
            }
        }
        input.models().forEach(model -> oneClass(model, warnings));
        primary.ifPresent(metric -> {
            few(metric, warnings);
            double baseline = majority.getOrDefault(metric.name(), Double.NaN);
            double reached = metric.higherIsBetter() ? baseline - metric.low() : metric.high() - baseline;
            double range = metric.high() - metric.low();
            if (Double.isFinite(range) && reached >= MOST_OF_RANGE * range) {
                warnings.add(new ModelWarning.MajorityClassMetric(metric.title(), baseline));
            }
            models.forEach(model -> seeds(model, metric, baseline, warnings));
        });
        leaks(checks, warnings);
        untrained(warnings);
        input.training().searches().forEach(search -> selection(search, warnings));
        warnings.addAll(input.training().warnings());
        budgets(warnings);
        if (models.stream().noneMatch(ModelResult::baseline)) {
            warnings.add(new ModelWarning.NoBaseline());
        }
        warnings.sort(gravestFirst());
        return warnings;
    }

    /** Orders warnings; one of runs stands where it would if all had it. */
    static Comparator<Warning> gravestFirst() {
        return Comparator.comparingInt(warning -> GRAVEST_FIRST.indexOf(
                (warning instanceof RunWarning.OfRuns some ? some.warning() : warning).getClass()));
    }

    /** Names the seeds with which a model predicts one class alone, class by class. */
    private void oneClass(ComparisonInput.Model model, List<Warning> warnings) {
        if (input.test().stream().map(Example::label).distinct().count() < 2) {
            return;
        }
        Map<Integer, List<Long>> seeds = new TreeMap<>();
        for (ComparisonInput.Trial trial : model.trials()) {
            if (trial.status() == ModelResult.Status.DONE && trial.predictions().isPresent()) {
                Predictions predictions = trial.predictions().get();
                int[] predicted = IntStream.range(0, predictions.size())
                        .map(predictions::predicted)
                        .distinct()
                        .limit(2)
                        .toArray();
                if (predicted.length == 1 && predicted[0] >= 0) {
                    seeds.computeIfAbsent(predicted[0], index -> new ArrayList<>())
                            .add(trial.seed());
                }
            }
        }
        seeds.forEach((index, some) -> warnings.add(new ModelWarning.OneClassPredicted(
                model.name(),
                input.dataset().classes().get(index),
                some,
                model.trials().size())));
    }

    /** Names the models with too few seeds to estimate their spread. */
    private void few(Metric metric, List<Warning> warnings) {
        for (int seeds = 1; seeds < SeedDistributionCheck.FEWEST; seeds++) {
            List<String> names = new ArrayList<>();
            for (ModelResult model : models) {
                SeedSamples samples = measurements.of(metric, model.name());
                if (samples != null && !samples.deterministic() && samples.seeds() == seeds) {
                    names.add(model.name());
                }
            }
            if (!names.isEmpty()) {
                warnings.add(new ModelWarning.FewSeeds(names, seeds));
            }
        }
    }

    private void seeds(ModelResult model, Metric metric, double majority, List<Warning> warnings) {
        SeedSamples samples = measurements.of(metric, model.name());
        if (samples == null || samples.deterministic() || samples.seeds() < SeedDistributionCheck.FEWEST) {
            return;
        }
        SeedDistributionCheck check = new SeedDistributionCheck(samples);
        double error = Math.sqrt(samples.mean().variance());
        int collapsed = (int) check.collapsed(majority, metric.higherIsBetter(), error);
        if (collapsed > 0) {
            warnings.add(new ModelWarning.CollapsedSeeds(
                    model.name(), better(samples, metric, collapsed), worse(samples, metric, collapsed)));
        } else if (check.gap()) {
            int worse = metric.higherIsBetter() ? check.belowGap() : samples.seeds() - check.belowGap();
            warnings.add(new ModelWarning.UnusualSeedGap(
                    model.name(), better(samples, metric, worse), worse(samples, metric, worse)));
        }
    }

    /** Returns the values of all seeds but the worst ones. */
    private static List<Double> better(SeedSamples samples, Metric metric, int worst) {
        return values(samples, sample -> !isAmong(samples, metric, worst, sample));
    }

    /** Returns the values of the worst seeds. */
    private static List<Double> worse(SeedSamples samples, Metric metric, int worst) {
        return values(samples, sample -> isAmong(samples, metric, worst, sample));
    }

    private static boolean isAmong(SeedSamples samples, Metric metric, int worst, Sample sample) {
        return samples.samples().stream()
                        .filter(other -> metric.higherIsBetter()
                                ? other.value() < sample.value()
                                : other.value() > sample.value())
                        .count()
                < worst;
    }

    private static List<Double> values(SeedSamples samples, Predicate<Sample> wanted) {
        return samples.samples().stream().filter(wanted).map(Sample::value).toList();
    }

    private static void leaks(List<DataCheck> checks, List<Warning> warnings) {
        for (DataCheck check : checks) {
            if (check.what().kind() == DataCheck.Kind.NEAR_DUPLICATES_IN_TRAINING_SET && check.count() > 0) {
                warnings.add(new DataWarning.NearDuplicates(
                        check.count(), check.total(), check.without().isPresent()));
            }
            if (check.what().kind() == DataCheck.Kind.GROUPS_IN_TRAINING_SET && check.count() > 0) {
                warnings.add(new DataWarning.SharedGroups(
                        check.count(), check.total(), check.without().isPresent()));
            }
        }
    }

    private void untrained(List<Warning> warnings) {
        List<Integer> sizes = input.training().classSizes();
        List<String> classes = IntStream.range(0, sizes.size())
                .filter(index -> sizes.get(index) == 0)
                .mapToObj(input.dataset().classes()::get)
                .toList();
        if (!classes.isEmpty() && budgets().findAny().isPresent()) {
            warnings.add(new DataWarning.UntrainedClasses(classes));
        }
    }

    private void selection(SearchResult search, List<Warning> warnings) {
        SearchResult.Configuration best = search.best();
        int configurations = search.configurations().size();
        int examples = input.dataset().validation();
        if (Double.isNaN(best.score(search.selectBy()))) {
            warnings.add(new ModelWarning.FailedSearch(search.model(), configurations));
        } else if (examples < ENOUGH_VALIDATION_EXAMPLES) {
            double error = Math.sqrt(best.accuracy() * (1 - best.accuracy()) / examples);
            warnings.add(new ModelWarning.FewValidationExamples(search.model(), configurations, examples, error));
        }
    }

    /** Compares the training budgets of the models that have a result. */
    private void budgets(List<Warning> warnings) {
        Map<Budget.Amount, Map<String, Double>> amounts = new EnumMap<>(Budget.Amount.class);
        amount(Budget.Amount.CONFIGURATIONS, budget -> budget.trials().configurations(), amounts);
        if (budgets().anyMatch(budget -> budget.trials().searched() > 0)) {
            // Without a search, more trials only mean more seeds.
            amount(Budget.Amount.TRIALS, budget -> budget.trials().total(), amounts);
        }
        amount(Budget.Amount.EPOCHS, Budget::epochs, amounts);
        amount(Budget.Amount.UPDATES, Budget::updates, amounts);
        amount(Budget.Amount.TOKENS, Budget::tokens, amounts);
        differences(Budget.Amount.PARAMETERS, model -> model.description().parameters(), amounts);
        Map<Budget.Data, Integer> hashes = new EnumMap<>(Budget.Data.class);
        hash(Budget.Data.VOCABULARY, budget -> budget.vocabulary().sha256(), hashes);
        hash(Budget.Data.TRAINING_EXAMPLES, Budget::splitSha256, hashes);
        if (!amounts.isEmpty() || !hashes.isEmpty()) {
            warnings.add(new DifferentBudgets(amounts, hashes));
        }
    }

    private Stream<Budget> budgets() {
        return models.stream().flatMap(model -> model.description().budget().stream());
    }

    private void amount(
            Budget.Amount amount, ToDoubleFunction<Budget> figure, Map<Budget.Amount, Map<String, Double>> amounts) {
        differences(
                amount,
                model -> model.description().budget().map(figure::applyAsDouble).orElse(Double.NaN),
                amounts);
    }

    private void differences(
            Budget.Amount amount,
            ToDoubleFunction<ModelResult> figure,
            Map<Budget.Amount, Map<String, Double>> amounts) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (ModelResult model : models) {
            if (model.description().budget().isPresent()) {
                values.put(model.name(), figure.applyAsDouble(model));
            }
        }
        if (values.values().stream().distinct().count() > 1) {
            amounts.put(amount, values);
        }
    }

    private void hash(Budget.Data data, Function<Budget, String> hash, Map<Budget.Data, Integer> hashes) {
        int different = (int) budgets().map(hash).distinct().count();
        if (different > 1) {
            hashes.put(data, different);
        }
    }
}

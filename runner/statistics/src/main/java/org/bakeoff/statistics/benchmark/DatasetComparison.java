package org.bakeoff.statistics.benchmark;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MissingReason;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PredictionWarning;
import org.bakeoff.statistics.Warning;

/** Compares the models of a benchmark on one data set. */
final class DatasetComparison {

    /** Why a metric has no value where a test set lacks a class. */
    private static final Set<MissingReason> OF_CLASSES =
            EnumSet.of(MissingReason.ONE_CLASS, MissingReason.CLASS_WITHOUT_EXAMPLES);

    /** The name of Matthews' correlation, which is 0 for 0/0 in a test set of one class. */
    private static final String CORRELATION = "mcc";

    private DatasetComparison() {}

    static DatasetResult compare(BenchmarkInput input, BenchmarkInput.Runs dataset) {
        if (dataset.runs().size() > 1) {
            FoldComparison folds = new FoldComparison(input, dataset);
            return result(input, dataset, folds.values(), folds.comparisons(), folds.best());
        }
        return dataset.runs().stream()
                .filter(run -> isDefined(input, run))
                .findFirst()
                .map(run -> ofOne(input, dataset, run))
                .orElseGet(() -> result(input, dataset, Map.of(), List.of(), List.of()));
    }

    /** One run says all itself. */
    private static DatasetResult ofOne(BenchmarkInput input, BenchmarkInput.Runs dataset, ComparisonResult run) {
        String metric = input.metric().name();
        Map<String, Estimate> values = new LinkedHashMap<>();
        for (BenchmarkInput.Model model : input.models()) {
            run.models().stream()
                    .filter(one -> one.name().equals(model.name()))
                    .map(one -> one.metrics().get(metric))
                    .filter(one -> one != null && Double.isFinite(one.value()))
                    .forEach(one -> values.put(model.name(), one.estimate()));
        }
        return result(input, dataset, values, comparisons(input, run), run.best());
    }

    /** Returns how a run compares the models of the benchmark. */
    static List<PairwiseComparison> comparisons(BenchmarkInput input, ComparisonResult run) {
        Set<String> models =
                input.models().stream().map(BenchmarkInput.Model::name).collect(Collectors.toSet());
        return run.conclusion().comparisons(input.metric().name()).stream()
                .filter(pair -> models.contains(pair.left()) && models.contains(pair.right()))
                .toList();
    }

    /** Returns what each seed of a model gave in a run, if anything. */
    static Map<Long, OptionalDouble> seeds(BenchmarkInput input, ModelResult model) {
        Map<Long, OptionalDouble> seeds = new LinkedHashMap<>();
        for (ModelResult.Trial trial : model.trials()) {
            Double value = trial.metrics().get(input.metric().name());
            seeds.put(
                    trial.seed(),
                    value == null || !Double.isFinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value));
        }
        return seeds;
    }

    private static DatasetResult result(
            BenchmarkInput input,
            BenchmarkInput.Runs dataset,
            Map<String, Estimate> values,
            List<PairwiseComparison> comparisons,
            List<String> best) {
        return new DatasetResult(
                dataset.name(),
                new DatasetResult.Data(
                        mean(dataset, run -> run.dataset().description().train()),
                        mean(dataset, run -> run.dataset().test()),
                        mean(
                                dataset,
                                run -> run.dataset().description().classes().size()),
                        folds(dataset),
                        sameTest(input, dataset),
                        doubts(input, dataset)),
                values,
                trainSeconds(values.keySet(), dataset.runs()),
                comparisons,
                best,
                dataset.failure());
    }

    private static DatasetResult.Doubts doubts(BenchmarkInput input, BenchmarkInput.Runs dataset) {
        List<ComparisonResult> defined =
                dataset.runs().stream().filter(run -> isDefined(input, run)).toList();
        List<DataCheck> leaks = checks(dataset, DataCheck.Kind.NEAR_DUPLICATES_IN_TRAINING_SET);
        List<DataCheck> groups = checks(dataset, DataCheck.Kind.GROUPS_IN_TRAINING_SET);
        return new DatasetResult.Doubts(
                dataset.runs().size() - defined.size(),
                leaks.stream().mapToLong(DataCheck::count).sum(),
                leaks.stream().mapToLong(DataCheck::total).sum(),
                groups.stream().mapToLong(DataCheck::count).sum(),
                groups.stream().mapToLong(DataCheck::total).sum(),
                dataset.runs().stream()
                        .flatMap(run -> ofTrials(input, run))
                        .distinct()
                        .sorted()
                        .toList(),
                defined.stream()
                        .flatMapToDouble(
                                run -> run
                                        .conclusion()
                                        .majorityClassBaseline()
                                        .metric(input.metric().name())
                                        .stream())
                        .average());
    }

    /** Returns what a run says of its trials; a single model has no pairs that would. */
    private static Stream<DatasetResult.Doubt> ofTrials(BenchmarkInput input, ComparisonResult run) {
        Stream<DatasetResult.Doubt> warned =
                run.conclusion().warnings().stream().flatMap(warning -> ofTrials(run, warning));
        return comparisons(input, run).stream().anyMatch(pair -> pair.caveats().contains(Caveat.SEEDS_ADDED))
                ? Stream.concat(warned, Stream.of(DatasetResult.Doubt.SEEDS_ADDED))
                : warned;
    }

    private static Stream<DatasetResult.Doubt> ofTrials(ComparisonResult run, Warning warning) {
        if (warning instanceof ModelWarning.FewSeeds few && few.seeds() == 1) {
            return few.models().stream()
                    .map(model -> run.model(model).description().trainedElsewhere()
                            ? DatasetResult.Doubt.SINGLE_FILE
                            : DatasetResult.Doubt.SINGLE_SEED);
        }
        return warning instanceof ModelWarning.DivergedSeeds
                ? Stream.of(DatasetResult.Doubt.DIVERGED_TRIALS)
                : warning instanceof ModelWarning.CollapsedSeeds
                        ? Stream.of(DatasetResult.Doubt.COLLAPSED_SEEDS)
                        : warning instanceof PredictionWarning
                                ? Stream.of(DatasetResult.Doubt.DOUBTFUL_PREDICTIONS)
                                : Stream.of();
    }

    private static List<DataCheck> checks(BenchmarkInput.Runs dataset, DataCheck.Kind kind) {
        return dataset.runs().stream()
                .flatMap(run -> run.dataset().checks().stream())
                .filter(check -> check.what().kind() == kind)
                .toList();
    }

    /**
     * Returns whether the metric says something in a run: not where it is about the positive class, or about all, and the test set lacks
     * one, as the test set of a fold may. There recall is 0 for 0/0, whatever a model does, and so is Matthews' correlation where the test set
     * has a single class.
     */
    static boolean isDefined(BenchmarkInput input, ComparisonResult run) {
        List<DataCheck> sizes = run.dataset().checks().stream()
                .filter(check -> check.what().kind() == DataCheck.Kind.CLASS_SIZE
                        && check.what().examples() == DataCheck.Examples.TEST)
                .toList();
        Optional<String> positive = run.classOfPrimaryMetric();
        boolean lacksPositive = positive.isPresent()
                && sizes.stream().anyMatch(check -> check.what().className().equals(positive) && check.count() == 0);
        boolean lacksOthers = input.metric().name().equals(CORRELATION)
                && sizes.stream().filter(check -> check.count() > 0).count() == 1;
        List<ModelResult.Measured> values = run.models().stream()
                .flatMap(model ->
                        Optional.ofNullable(model.metrics().get(input.metric().name())).stream())
                .toList();
        boolean lacksAny = !values.isEmpty()
                && values.stream()
                        .allMatch(value -> Double.isNaN(value.value())
                                && value.missing().filter(OF_CLASSES::contains).isPresent());
        return !lacksPositive && !lacksOthers && !lacksAny;
    }

    static DatasetResult.Folds folds(BenchmarkInput.Runs dataset) {
        return new DatasetResult.Folds(
                dataset.runs().size(), dataset.byRepeat().size(), tests(dataset).size());
    }

    /** Returns an earlier data set with a test set of this one. */
    private static Optional<String> sameTest(BenchmarkInput input, BenchmarkInput.Runs dataset) {
        Set<String> tests = tests(dataset);
        return input.datasets().stream()
                .takeWhile(other -> !other.name().equals(dataset.name()))
                .filter(other -> tests(other).stream().anyMatch(tests::contains))
                .map(BenchmarkInput.Runs::name)
                .findFirst();
    }

    /** Returns the SHA-256 of each test set. */
    private static Set<String> tests(BenchmarkInput.Runs dataset) {
        return dataset.runs().stream()
                .map(run -> run.dataset().description().testSha256())
                .collect(Collectors.toSet());
    }

    private static Map<String, Double> trainSeconds(Set<String> models, List<ComparisonResult> runs) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String name : models) {
            runs.stream()
                    .flatMap(run ->
                            run.models().stream().filter(model -> model.name().equals(name)))
                    .mapToDouble(ModelResult::trainSeconds)
                    .filter(Double::isFinite)
                    .average()
                    .ifPresent(mean -> seconds.put(name, mean));
        }
        return seconds;
    }

    private static int mean(BenchmarkInput.Runs dataset, ToIntFunction<ComparisonResult> count) {
        return (int)
                Math.round(dataset.runs().stream().mapToInt(count).average().orElse(0));
    }
}

package org.bakeoff.report.run;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.bakeoff.io.TerminalText;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.LearningCurve;
import org.bakeoff.statistics.benchmark.LearningCurves;
import org.bakeoff.statistics.benchmark.MeanRank;
import org.bakeoff.statistics.benchmark.OrderTurn;
import org.bakeoff.statistics.benchmark.OverallComparison;

/** Checks a benchmark that was read from a file, which anybody may have written: the names of its runs become paths, and its pages count on the rest. */
final class BenchmarkCheck {

    /** The names of data sets and of runs. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

    private static final int SHOWN = 40;

    /** As many as a spec may have. */
    private static final int MOST_RUNS = 10_000;

    private BenchmarkCheck() {}

    /** Throws {@link RecordReader.InvalidRecordException} for names that no runs have. */
    static void checkRuns(List<String> runs) {
        require(runs.size() <= MOST_RUNS, "it has more runs than any benchmark");
        runs.forEach(run -> requireName(run, "a run"));
        require(new HashSet<>(runs).size() == runs.size(), "it names a run twice");
    }

    /** Throws {@link RecordReader.InvalidRecordException} for what no benchmark has. */
    static void check(BenchmarkResults results) {
        require(!results.sizes().isEmpty(), "it has no results");
        List<String> models = models(results.largest());
        for (BenchmarkResults.OfTrainSize size : results.sizes()) {
            require(
                    results.sizes().size() == 1 || size.trainSize().orElse(0) > 0,
                    "it doesn't say with how many training examples");
            require(models(size.result()).equals(models), "not all its results are of the same models");
            check(size.result(), Set.copyOf(models));
        }
        List<Integer> sizes =
                results.sizes().stream().map(size -> size.trainSize().orElse(0)).toList();
        require(sizes.equals(sizes.stream().distinct().sorted().toList()), "its training sizes don't ascend");
        results.curves().forEach(curves -> check(curves, results, Set.copyOf(models)));
        checkTurns(results.turns(), Set.copyOf(models));
    }

    private static void check(LearningCurves curves, BenchmarkResults results, Set<String> models) {
        requireName(curves.dataset(), "a data set");
        require(results.sizes().size() > 1, "it has learning curves of a single size");
        require(curves.sizes().size() > 1 && curves.sizes().get(0) > 0, "a learning curve has no two sizes");
        checkTurns(curves.turns(), models);
        for (LearningCurve curve : curves.models()) {
            require(models.contains(curve.model()), "it has learning curves of other models");
            require(
                    results.sizes().stream()
                            .flatMap(size -> size.result().datasets().stream())
                            .anyMatch(dataset -> dataset.name().equals(curves.dataset())
                                    && dataset.value(curve.model()).isPresent()),
                    "it has a learning curve without values");
            require(
                    curve.missing().isPresent() || !curve.extrapolated().isEmpty(),
                    "it doesn't say why a learning curve isn't extrapolated");
        }
    }

    private static void checkTurns(List<OrderTurn> turns, Set<String> models) {
        turns.forEach(turn -> require(
                models.containsAll(List.of(turn.before(), turn.after())), "it says that other models overtake"));
    }

    private static List<String> models(BenchmarkResult result) {
        List<String> models =
                result.models().stream().map(BenchmarkInput.Model::name).toList();
        require(!models.isEmpty() && new HashSet<>(models).size() == models.size(), "it has no models, or one twice");
        models.forEach(model -> require(
                ModelResult.isName(model), "a model can't be named '" + TerminalText.excerpt(model, SHOWN) + "'"));
        return models;
    }

    private static void check(BenchmarkResult result, Set<String> models) {
        Set<String> datasets = new HashSet<>();
        for (DatasetResult dataset : result.datasets()) {
            requireName(dataset.name(), "a data set");
            require(datasets.add(dataset.name()), "it has a data set twice");
            Set<String> measured = dataset.values().keySet();
            require(
                    models.containsAll(measured)
                            && dataset.values().values().stream().allMatch(Objects::nonNull),
                    "it has values of other models, or none");
            require(measured.containsAll(dataset.best()), "it says that other models are best");
            for (PairwiseComparison pair : dataset.comparisons()) {
                require(models.containsAll(List.of(pair.left(), pair.right())), "it compares other models");
            }
        }
        require(!datasets.isEmpty(), "it has no data set");
        for (OverallComparison pair : result.comparisons()) {
            require(models.containsAll(List.of(pair.left(), pair.right())), "it compares other models");
        }
        Set<String> ranked = new HashSet<>();
        for (MeanRank rank : result.ranks()) {
            require(models.contains(rank.model()) && ranked.add(rank.model()), "it ranks other models, or one twice");
            require(rank.rank() >= 1 && rank.rank() <= models.size(), "no mean rank is " + rank.rank());
            require(result.mean(rank.model()).isPresent(), "it ranks a model that has no value");
        }
    }

    private static void requireName(String name, String of) {
        require(NAME.matcher(name).matches(), of + " can't be named '" + TerminalText.excerpt(name, SHOWN) + "'");
    }

    private static void require(boolean condition, String fault) {
        if (!condition) {
            throw new RecordReader.InvalidRecordException(fault);
        }
    }
}

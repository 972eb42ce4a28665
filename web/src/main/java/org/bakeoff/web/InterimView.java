package org.bakeoff.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.TrialProgress;
import org.bakeoff.report.run.TrialProgress.Status;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.RankedModel;

/**
 * Says how the models of a run under way compare by the trials that have ended.
 *
 * @param sofar how much of the run that is, such as "3 of 5 seeds"
 * @param metric the title of what was measured
 * @param best the best model so far; empty where nothing says how sure a difference is
 * @param rows the models, the best one first
 * @param fault why the test examples can't be looked at, and validation accuracies are shown; empty if they can
 */
public record InterimView(String sofar, String metric, String best, List<Row> rows, String fault) {

    /** Copies the list. */
    public InterimView {
        rows = List.copyOf(rows);
    }

    /**
     * A model.
     *
     * @param model its name
     * @param seeds how many of its trials have ended
     * @param value its mean over these seeds with the interval, or the standard deviation over seeds
     * @param difference its difference to the best model with the interval; empty for that one
     */
    public record Row(String model, String seeds, String value, String difference) {}

    /** Returns what a comparison says. */
    static InterimView of(ComparisonResult result, RunProgress progress) {
        List<RankedModel> ranked = result.rankedModels();
        boolean rate =
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        return new InterimView(
                sofar(progress),
                result.primaryMetric().map(MeasuredMetrics.Metric::title).orElse(""),
                ranked.isEmpty() ? "" : ranked.get(0).name(),
                ranked.stream()
                        .map(model -> new Row(
                                model.name(),
                                seeds(model.name(), result, progress),
                                model.value()
                                        .map(mean -> Numbers.metric(mean.value(), rate) + ends(mean, rate))
                                        .orElse(""),
                                model.toBest()
                                        .map(pair -> Numbers.difference(
                                                        pair.difference().value(), rate)
                                                + ends(pair.simultaneous(), rate))
                                        .orElse("")))
                        .toList(),
                "");
    }

    /** Returns the means of the validation accuracies, for want of test metrics. */
    static InterimView ofValidation(RunProgress progress, String fault) {
        Map<String, List<Double>> accuracies = new TreeMap<>();
        for (TrialProgress trial : progress.trials()) {
            if (trial.status() == Status.DONE && !trial.training().epochs().isEmpty()) {
                Double accuracy = trial.training()
                        .epochs()
                        .get(trial.training().epochs().size() - 1)
                        .validationAccuracy();
                if (accuracy != null) {
                    accuracies
                            .computeIfAbsent(trial.model(), model -> new ArrayList<>())
                            .add(accuracy);
                }
            }
        }
        return new InterimView(
                sofar(progress),
                "Validation accuracy",
                "",
                accuracies.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue((a, b) -> Double.compare(mean(b), mean(a))))
                        .map(model -> new Row(
                                model.getKey(),
                                seeds(model.getKey(), progress),
                                Numbers.percent(mean(model.getValue())) + deviation(model.getValue()),
                                ""))
                        .toList(),
                fault);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }

    private static String deviation(List<Double> values) {
        if (values.size() < 2) {
            return "";
        }
        DoubleStream squares = values.stream().mapToDouble(value -> Math.pow(value - mean(values), 2));
        return " (" + Numbers.difference(Math.sqrt(squares.sum() / (values.size() - 1)), true) + ")";
    }

    private static String ends(Estimate estimate, boolean rate) {
        return estimate.hasInterval() ? " (" + Numbers.ends(estimate.low(), estimate.high(), rate) + ")" : "";
    }

    private static String sofar(RunProgress progress) {
        Map<String, Long> ended = progress.trials().stream()
                .collect(Collectors.groupingBy(
                        TrialProgress::model, Collectors.filtering(TrialProgress::over, Collectors.counting())));
        Map<String, Long> all =
                progress.trials().stream().collect(Collectors.groupingBy(TrialProgress::model, Collectors.counting()));
        boolean seeds = ended.values().stream().distinct().count() == 1
                && all.values().stream().distinct().count() == 1;
        long one = ended.values().stream().findFirst().orElse(0L);
        long of = all.values().stream().findFirst().orElse(0L);
        return seeds && progress.complete()
                ? one + " of " + (of == 1 ? "1 seed" : of + " seeds")
                : Numbers.count(progress.ended())
                        + (progress.complete()
                                ? " of " + Numbers.count(progress.trials().size())
                                : "")
                        + " trials";
    }

    /** Returns how many seeds of a model are compared: a search has trials of other configurations besides. */
    private static String seeds(String model, ComparisonResult result, RunProgress progress) {
        return progress.complete()
                ? seeds(model, progress)
                : result.models().stream()
                        .filter(one -> one.name().equals(model))
                        .map(one -> Integer.toString(one.trials().size()))
                        .findFirst()
                        .orElse("");
    }

    private static String seeds(String model, RunProgress progress) {
        List<TrialProgress> trials = progress.trials().stream()
                .filter(trial -> trial.model().equals(model))
                .toList();
        long ended = trials.stream().filter(TrialProgress::over).count();
        return trials.isEmpty() ? "" : progress.complete() ? ended + " of " + trials.size() : Long.toString(ended);
    }
}

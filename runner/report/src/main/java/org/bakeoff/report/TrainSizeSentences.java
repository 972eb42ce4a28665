package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.LearningCurve;
import org.bakeoff.statistics.benchmark.LearningCurve.Goal;
import org.bakeoff.statistics.benchmark.LearningCurve.MissingExtrapolation;
import org.bakeoff.statistics.benchmark.LearningCurve.Needed;
import org.bakeoff.statistics.benchmark.LearningCurves;
import org.bakeoff.statistics.benchmark.OrderTurn;
import org.bakeoff.statistics.benchmark.OverallComparison;

/** Puts into sentences what more training examples do. */
public final class TrainSizeSentences {

    private static final int DIGITS = 2;

    private TrainSizeSentences() {}

    /** Returns what holds over all data sets, or on the only one; none with a single size. */
    public static List<String> of(BenchmarkResults results) {
        if (results.curves().size() == 1) {
            return of(results, results.curves().get(0));
        }
        return results.curves().size() < OverallComparison.LEAST_DATASETS
                ? List.of()
                : turns(results.turns(), results.curves().get(0).sizes(), " over all data sets");
    }

    /** Returns what holds on one data set. */
    public static List<String> of(BenchmarkResults results, LearningCurves curves) {
        MeasuredMetrics.Metric metric = results.largest().metric();
        String where = results.curves().size() > 1 ? " on " + curves.dataset() : "";
        List<String> sentences = new ArrayList<>();
        if (curves.models().size() > 1) {
            sentences.addAll(turns(curves.turns(), curves.sizes(), where));
        }
        curves.models().stream()
                .flatMap(curve -> goal(curve, curves, metric).stream())
                .forEach(sentences::add);
        extrapolated(curves, metric).ifPresent(sentences::add);
        curves.models().stream()
                .filter(curve -> curve.missing().isPresent())
                .collect(Collectors.groupingBy(
                        curve -> curve.missing().orElseThrow(),
                        TreeMap::new,
                        Collectors.mapping(LearningCurve::model, Collectors.toList())))
                .forEach((reason, models) -> sentences.add(HeadlineSentence.and(models)
                        + (models.size() == 1 ? " isn't" : " aren't") + " extrapolated: " + reason(reason)));
        return sentences;
    }

    private static List<String> turns(List<OrderTurn> turns, List<Integer> sizes, String where) {
        return turns.isEmpty()
                ? List.of("No model overtakes another one between " + Numbers.count(sizes.get(0)) + " and "
                        + Numbers.count(sizes.get(sizes.size() - 1)) + " training examples" + where)
                : turns.stream()
                        .map(turn -> turn.after() + " overtakes " + turn.before() + " at about "
                                + about(turn.examples().value()) + " training examples"
                                + where + " (" + about(turn.examples().low())
                                + " to " + about(turn.examples().high()) + ")")
                        .toList();
    }

    private static Optional<String> goal(LearningCurve curve, LearningCurves curves, MeasuredMetrics.Metric metric) {
        return curve.goal()
                .map(goal -> curve.model() + " needs " + examples(curve, curves) + " training examples"
                        + (goal.seconds().value().isPresent()
                                ? ", " + Numbers.seconds(goal.seconds().value().getAsDouble()) + " of training,"
                                : "")
                        + " to be as good as " + goal.model() + " with "
                        + Numbers.count(largest(curves)) + " (" + ResultTables.lowerCase(metric) + " "
                        + Numbers.metric(goal.value(), metric.rate()) + ")");
    }

    /** Returns how many examples a model needs to reach its goal, with the interval. */
    static String examples(LearningCurve curve, LearningCurves curves) {
        Needed needed = curve.goal().map(Goal::examples).orElseThrow();
        String most = "more than "
                + Numbers.count((long) largest(curves) * (curve.missing().isEmpty() ? LearningCurve.FARTHEST : 1));
        String value = about(needed.value(), curves, most);
        if (needed.low().isEmpty()) {
            return value;
        }
        String least = about(needed.low(), curves, most);
        return value
                + (needed.value().isEmpty()
                        ? " (" + least + " at the earliest)"
                        : " (" + least + " to " + about(needed.high(), curves, most) + ")");
    }

    private static String about(OptionalDouble examples, LearningCurves curves, String most) {
        int smallest = curves.sizes().get(0);
        if (examples.isEmpty()) {
            return most;
        }
        return examples.getAsDouble() <= smallest
                ? Numbers.count(smallest) + " or fewer"
                : about(examples.getAsDouble());
    }

    /** Returns a number of examples by its first digits. */
    private static String about(double examples) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(examples)) + 1 - DIGITS));
        return Numbers.count(unit * Math.round(examples / unit));
    }

    private static int largest(LearningCurves curves) {
        return curves.sizes().get(curves.sizes().size() - 1);
    }

    private static Optional<String> extrapolated(LearningCurves curves, MeasuredMetrics.Metric metric) {
        List<LearningCurve> some = curves.models().stream()
                .filter(curve -> curve.missing().isEmpty())
                .toList();
        if (some.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("With "
                + Numbers.count(some.get(0).extrapolated().get(0).examples())
                + " training examples, twice the largest size, expect "
                + HeadlineSentence.and(some.stream()
                        .map(curve -> curve.model() + " at "
                                + Numbers.metric(curve.extrapolated().get(0).value(), metric.rate()))
                        .toList())
                + (some.size() == 1
                        ? ", if its curve goes on as a power law"
                        : ", if their curves go on as power laws"));
    }

    private static String reason(MissingExtrapolation reason) {
        return switch (reason) {
            case FEW_SIZES -> "that takes values at four sizes";
            case NO_INTERVAL -> "that takes an interval at every size";
            case NO_POWER_LAW -> "the values are farther from a power law than their intervals allow";
            case TOO_UNCERTAIN -> "twice the examples might give anything that was measured";
        };
    }
}

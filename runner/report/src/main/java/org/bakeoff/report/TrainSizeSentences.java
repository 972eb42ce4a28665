package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * A sentence about one data set, or a clause that may be one.
     *
     * @param start what stands before the data set's name
     * @param end what stands after it
     */
    private record Said(String start, String end) {}

    /**
     * Returns in clauses where models overtake others: over all data sets where these are enough to generalise, else on each; none
     * with a single size.
     */
    static List<String> turns(BenchmarkResults results) {
        List<LearningCurves> all = results.curves();
        return all.size() < OverallComparison.LEAST_DATASETS
                ? sentences(all, all.size() > 1, TrainSizeSentences::turns)
                : turns(results.turns(), all.get(0).sizes()).stream()
                        .map(said -> said.start() + " over all data sets" + said.end())
                        .toList();
    }

    /** Returns in clauses what to expect of more training examples; nothing where the data sets are many. */
    static List<String> expected(BenchmarkResults results) {
        return ofFew(results, curves -> extrapolated(curves, results.largest().metric()));
    }

    /** Returns how many training examples each model needs, and why nothing is expected of more; nothing where the data sets are many. */
    public static List<String> needs(BenchmarkResults results) {
        List<String> sentences = new ArrayList<>(
                ofFew(results, curves -> goals(curves, results.largest().metric())));
        sentences.addAll(ofFew(results, TrainSizeSentences::missing));
        return sentences;
    }

    private static List<String> ofFew(BenchmarkResults results, Function<LearningCurves, List<Said>> kind) {
        List<LearningCurves> all = results.curves();
        return all.size() < OverallComparison.LEAST_DATASETS ? sentences(all, all.size() > 1, kind) : List.of();
    }

    /** Returns all of these. */
    public static List<String> of(BenchmarkResults results) {
        return Stream.of(begun(turns(results)), needs(results), begun(expected(results)))
                .flatMap(List::stream)
                .toList();
    }

    /** Returns everything that holds on one data set. */
    public static List<String> of(BenchmarkResults results, LearningCurves curves) {
        MeasuredMetrics.Metric metric = results.largest().metric();
        List<LearningCurves> one = List.of(curves);
        boolean named = results.curves().size() > 1;
        return Stream.of(
                        begun(sentences(one, named, TrainSizeSentences::turns)),
                        sentences(one, named, of -> goals(of, metric)),
                        begun(sentences(one, named, of -> extrapolated(of, metric))),
                        sentences(one, named, TrainSizeSentences::missing))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> begun(List<String> clauses) {
        return clauses.stream().map(Page::capitalised).toList();
    }

    /** Returns sentences about some data sets, one for those of which the same is said. */
    private static List<String> sentences(
            List<LearningCurves> all, boolean named, Function<LearningCurves, List<Said>> kind) {
        Map<Said, List<String>> datasets = new LinkedHashMap<>();
        all.forEach(curves -> kind.apply(curves)
                .forEach(said ->
                        datasets.computeIfAbsent(said, any -> new ArrayList<>()).add(curves.dataset())));
        return datasets.entrySet().stream()
                .map(entry -> entry.getKey().start()
                        + (named ? " on " + HeadlineSentence.and(entry.getValue()) : "")
                        + entry.getKey().end())
                .toList();
    }

    private static List<Said> turns(LearningCurves curves) {
        return curves.models().size() > 1 ? turns(curves.turns(), curves.sizes()) : List.of();
    }

    private static List<Said> turns(List<OrderTurn> turns, List<Integer> sizes) {
        return turns.isEmpty()
                ? List.of(new Said(
                        "no model is shown to overtake another one between " + Numbers.count(sizes.get(0)) + " and "
                                + Numbers.count(sizes.get(sizes.size() - 1)) + " training examples",
                        ""))
                : turns.stream()
                        .map(turn -> new Said(
                                "at about " + about(turn.examples().value()) + " training examples ("
                                        + about(turn.examples().low()) + " to "
                                        + about(turn.examples().high()) + ") " + turn.after() + " overtakes "
                                        + turn.before(),
                                ""))
                        .toList();
    }

    private static List<Said> goals(LearningCurves curves, MeasuredMetrics.Metric metric) {
        return curves.models().stream()
                .flatMap(curve -> curve
                        .goal()
                        .map(goal -> new Said(
                                curve.model() + " needs " + examples(curve, curves) + " training examples",
                                (goal.seconds().value().isPresent()
                                                ? ", "
                                                        + Numbers.seconds(goal.seconds()
                                                                .value()
                                                                .getAsDouble()) + " of training,"
                                                : "")
                                        + " to be as good as " + goal.model() + " with "
                                        + Numbers.count(largest(curves)) + " (" + ResultTables.lowerCase(metric) + " "
                                        + Numbers.metric(goal.value(), metric.rate()) + ")"))
                        .stream())
                .toList();
    }

    private static List<Said> missing(LearningCurves curves) {
        return curves.models().stream()
                .filter(curve -> curve.missing().isPresent())
                .collect(Collectors.groupingBy(
                        curve -> curve.missing().orElseThrow(),
                        TreeMap::new,
                        Collectors.mapping(LearningCurve::model, Collectors.toList())))
                .entrySet()
                .stream()
                .map(entry -> new Said(
                        HeadlineSentence.and(entry.getValue())
                                + (entry.getValue().size() == 1 ? " isn't" : " aren't") + " extrapolated",
                        ": " + reason(entry.getKey())))
                .toList();
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

    private static List<Said> extrapolated(LearningCurves curves, MeasuredMetrics.Metric metric) {
        List<LearningCurve> some = curves.models().stream()
                .filter(curve -> curve.missing().isEmpty())
                .toList();
        if (some.isEmpty()) {
            return List.of();
        }
        return List.of(new Said(
                "with " + Numbers.count(some.get(0).extrapolated().get(0).examples()) + " training examples",
                ", twice the largest size, expect "
                        + HeadlineSentence.and(some.stream()
                                .map(curve -> curve.model() + " at "
                                        + Numbers.metric(
                                                curve.extrapolated().get(0).value(), metric.rate()))
                                .toList())
                        + (some.size() == 1
                                ? ", if its curve goes on as a power law"
                                : ", if their curves go on as power laws")));
    }

    private static String reason(MissingExtrapolation reason) {
        return switch (reason) {
            case TRAINED_ELSEWHERE -> "the predictions come from files and are the same at every size";
            case FEW_SIZES -> "that takes values at four sizes";
            case NO_INTERVAL -> "that takes an interval at every size";
            case NO_POWER_LAW -> "the values are farther from a power law than their intervals allow";
            case TOO_UNCERTAIN -> "twice the examples might give anything that was measured";
        };
    }
}

package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.bakeoff.report.TextTable.Field;
import org.bakeoff.statistics.ComparedPair;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Headline;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.LearningCurve;
import org.bakeoff.statistics.benchmark.LearningCurves;
import org.bakeoff.statistics.benchmark.MeanRank;
import org.bakeoff.statistics.benchmark.OverallComparison;

/** The parts of a benchmark that are tables. */
public final class BenchmarkTables {

    private BenchmarkTables() {}

    /**
     * Returns a row for each model, the best mean rank first, and a column for each data set.
     *
     * @param intervals whether values have their intervals
     * @param baseline what follows the name of a baseline
     * @param best what follows a value that no other model beats on that data set
     */
    public static TextTable matrix(BenchmarkResult result, boolean intervals, String baseline, String best) {
        boolean rate = result.metric().rate();
        List<Field<BenchmarkInput.Model>> fields =
                new ArrayList<>(List.of(text("model", model -> model.name() + (model.baseline() ? baseline : ""))));
        fields.addAll(meanFields(result));
        for (DatasetResult dataset : result.datasets()) {
            fields.add(number(dataset.name(), model -> cell(dataset, model.name(), rate, intervals, best)));
        }
        return TextTable.of(sorted(result), fields);
    }

    /** Returns a row for each model with its mean rank and value over data sets; without columns for a single one. */
    static TextTable means(BenchmarkResult result) {
        return TextTable.of(sorted(result), meanFields(result));
    }

    private static List<Field<BenchmarkInput.Model>> meanFields(BenchmarkResult result) {
        return result.measured().size() < 2
                ? List.of()
                : List.of(
                        number(
                                "rank",
                                model -> rank(result, model)
                                        .map(rank -> Numbers.format("%.1f", rank.rank()))
                                        .orElse("-")),
                        number(
                                "mean",
                                model -> result.mean(model.name()).isPresent()
                                        ? value(
                                                result.mean(model.name()).getAsDouble(),
                                                result.metric().rate())
                                        : "-"));
    }

    private static Optional<MeanRank> rank(BenchmarkResult result, BenchmarkInput.Model model) {
        return result.ranks().stream()
                .filter(rank -> rank.model().equals(model.name()))
                .findFirst();
    }

    /** Returns the models, the best mean rank first, or on a single data set the best value. */
    static List<BenchmarkInput.Model> sorted(BenchmarkResult result) {
        double sign = result.metric().higherIsBetter() ? -1 : 1;
        return result.models().stream()
                .sorted(Comparator.<BenchmarkInput.Model>comparingDouble(
                                model -> rank(result, model).map(MeanRank::rank).orElse(Double.POSITIVE_INFINITY))
                        .thenComparingDouble(
                                model -> sign * result.mean(model.name()).orElse(Double.NaN)))
                .toList();
    }

    /** Returns the value of a model on a data set, or why there is none. */
    static String cell(DatasetResult dataset, String model, boolean rate, boolean intervals, String best) {
        Optional<Estimate> found = dataset.value(model);
        if (found.isEmpty()) {
            return dataset.failure().isPresent() ? "failed" : "-";
        }
        Estimate estimate = found.get();
        return value(estimate.value(), rate)
                + (intervals && estimate.hasInterval()
                        ? " (" + Numbers.ends(estimate.low(), estimate.high(), rate) + ")"
                        : "")
                + (dataset.best().contains(model) ? best : "");
    }

    private static String value(double value, boolean rate) {
        return rate ? Numbers.format("%.1f", 100 * value) : Numbers.decimal(value);
    }

    /** Returns a row for each pair of models over all data sets, or on the only one that has a result. */
    public static TextTable pairs(BenchmarkResult result) {
        return pairs(result, pair -> true);
    }

    /** Returns those rows that compare the first model with others. */
    public static TextTable pairsOfBest(BenchmarkResult result) {
        return sorted(result).stream()
                .findFirst()
                .map(BenchmarkInput.Model::name)
                .map(best -> pairs(
                        result, pair -> pair.left().equals(best) || pair.right().equals(best)))
                .orElseGet(() -> pairs(result));
    }

    private static TextTable pairs(BenchmarkResult result, Predicate<ComparedPair<?>> shown) {
        boolean rate = result.metric().rate();
        String difference = rate ? "difference in points" : "difference";
        List<DatasetResult> measured = result.measured();
        if (measured.size() == 1) {
            return TextTable.of(
                    measured.get(0).comparisons().stream().filter(shown).toList(),
                    text("models", pair -> pair.left() + " - " + pair.right()),
                    text(difference, pair -> withEnds(pair.significance(), rate)),
                    text("p", pair -> Numbers.p(pair.adjustedP())),
                    text("better", pair -> better(pair.left(), pair.right(), pair.verdict(), "no verdict")));
        }
        return TextTable.of(
                result.comparisons().stream().filter(shown).toList(),
                text("models", pair -> pair.left() + " - " + pair.right()),
                text(difference, pair -> withEnds(pair.significance(), rate)),
                text("W-T-L", pair -> pair.wins() + "-" + pair.ties() + "-" + pair.losses()),
                text("Wilcoxon p", pair -> Numbers.p(pair.adjustedWilcoxonP())),
                text(
                        "better",
                        pair -> better(
                                pair.left(),
                                pair.right(),
                                pair.verdict(),
                                pair.datasets() < OverallComparison.LEAST_DATASETS
                                        ? "too few data sets"
                                        : "no verdict")));
    }

    private static String withEnds(Significance significance, boolean rate) {
        String ends = ends(significance, rate);
        return difference(significance, rate) + (ends.isEmpty() ? "" : " (" + ends + ")");
    }

    /** Returns a difference, of a rate in points. */
    static String difference(Significance significance, boolean rate) {
        double value = significance.simultaneous().value();
        return rate ? Numbers.format("%+.1f", 100 * value) : Numbers.signed(value);
    }

    /** Returns the ends of the interval that allows for all pairs; empty without one. */
    static String ends(Significance significance, boolean rate) {
        Estimate simultaneous = significance.simultaneous();
        return simultaneous.hasInterval()
                ? Numbers.interval(
                        simultaneous,
                        significance.afterHolm(),
                        end -> rate ? Numbers.format("%.1f", 100 * end) : Numbers.end(end))
                : "";
    }

    private static String better(String left, String right, Verdict verdict, String undetermined) {
        return switch (verdict) {
            case LEFT_BETTER -> left;
            case RIGHT_BETTER -> right;
            case EQUIVALENT -> "equivalent";
            case NO_SIGNIFICANT_DIFFERENCE -> "undecided";
            case UNDETERMINED -> undetermined;
        };
    }

    /** Returns a row for each data set: its sizes and the models that no other beats there. */
    public static TextTable datasets(BenchmarkResult result) {
        boolean folds = result.datasets().stream().anyMatch(dataset -> dataset.runs() > 1);
        List<Field<DatasetResult>> fields = new ArrayList<>(List.of(
                text("data set", DatasetResult::name),
                number("classes", dataset -> count(dataset, dataset.classes())),
                number("training", dataset -> count(dataset, dataset.train())),
                number("test", dataset -> count(dataset, dataset.test()))));
        if (folds) {
            fields.add(number("runs", dataset -> count(dataset, dataset.runs())));
        }
        fields.add(text(
                "best",
                dataset -> dataset.values().isEmpty() && dataset.failure().isEmpty()
                        ? "-"
                        : best(result.headline(dataset))));
        return TextTable.of(result.datasets(), fields);
    }

    private static String best(Headline headline) {
        if (headline instanceof Headline.Undecided undecided) {
            return undecided.verdict() == Verdict.UNDETERMINED ? "no verdict" : "undecided";
        }
        return headline instanceof Headline.NoResult ? "failed" : String.join(", ", headline.best());
    }

    private static String count(DatasetResult dataset, long count) {
        return dataset.values().isEmpty() ? "-" : Numbers.count(count);
    }

    /** Returns a row for each learning curve: what more examples are expected to give, and how many it takes to be as good as another model. */
    public static TextTable curves(BenchmarkResults results) {
        boolean rate = results.largest().metric().rate();
        record Row(LearningCurves curves, LearningCurve curve) {}
        List<Row> rows = results.curves().stream()
                .flatMap(curves -> curves.models().stream().map(curve -> new Row(curves, curve)))
                .toList();
        List<Field<Row>> fields = new ArrayList<>();
        if (results.curves().size() > 1) {
            fields.add(text("data set", row -> row.curves().dataset()));
        }
        fields.add(text("model", row -> row.curve().model()));
        if (rows.stream().anyMatch(row -> row.curve().missing().isEmpty())) {
            fields.add(text("with twice the examples", row -> extrapolated(row.curve(), 0, rate)));
            fields.add(text("with four times", row -> extrapolated(row.curve(), 1, rate)));
        }
        fields.add(text(
                "to be as good as",
                row -> row.curve().goal().map(LearningCurve.Goal::model).orElse("-")));
        fields.add(text(
                "examples needed",
                row -> row.curve().goal().isPresent() ? TrainSizeSentences.examples(row.curve(), row.curves()) : "-"));
        fields.add(text(
                "training time",
                row -> row.curve()
                        .goal()
                        .map(goal -> goal.seconds().value())
                        .filter(OptionalDouble::isPresent)
                        .map(seconds -> Numbers.seconds(seconds.getAsDouble()))
                        .orElse("-")));
        return TextTable.of(rows, fields);
    }

    private static String extrapolated(LearningCurve curve, int index, boolean rate) {
        return curve.extrapolated().stream()
                .skip(index)
                .findFirst()
                .map(one -> value(one.value().value(), rate) + " ("
                        + Numbers.ends(one.value().low(), one.value().high(), rate) + ")")
                .orElse("-");
    }

    /** Returns the number of training examples. */
    static String trainSize(BenchmarkResults.OfTrainSize size) {
        return size.trainSize().isPresent() ? Numbers.count(size.trainSize().orElseThrow()) : "all";
    }

    /** Returns a row for each model and number of training examples, with its value on every data set. */
    public static TextTable sizes(BenchmarkResults results) {
        boolean rate = results.largest().metric().rate();
        record Row(BenchmarkResults.OfTrainSize size, BenchmarkInput.Model model) {}
        List<Field<Row>> fields = new ArrayList<>(List.of(
                number("training examples", row -> trainSize(row.size())),
                text("model", row -> row.model().name())));
        for (DatasetResult dataset : results.largest().datasets()) {
            fields.add(text(
                    dataset.name(),
                    row -> row.size().result().datasets().stream()
                            .filter(one -> one.name().equals(dataset.name()))
                            .findFirst()
                            .map(one -> cell(one, row.model().name(), rate, true, " *"))
                            .orElse("-")));
        }
        return TextTable.of(
                results.sizes().stream()
                        .flatMap(size -> sorted(size.result()).stream().map(model -> new Row(size, model)))
                        .toList(),
                fields);
    }
}

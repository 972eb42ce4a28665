package org.bakeoff.report;

import static org.bakeoff.report.TextTable.number;
import static org.bakeoff.report.TextTable.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.report.TextTable.Field;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics.Metric;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelDescription.Layer;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.RankedModel;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.SlicesResult;

/** The parts of a comparison that are tables. */
public final class ResultTables {

    /** How {@link #power} is to be read. */
    public static final String POWER =
            "Detectable is the smallest true difference that a run like this would find with 80% power after Holm's correction,"
                    + " estimated from the variances seen here. Then the seeds that each model would need to find another"
                    + " difference: a range, since a few seeds say little of how much seeds differ. \"none\" means that no"
                    + " number suffices, for the test examples alone hide what is smaller than the last column.";

    private ResultTables() {}

    /**
     * Returns the models by the primary metric, the best one first and those that aren't compared last: a rate in percent,
     * differences in points, with simultaneous intervals.
     *
     * @param mark what follows the name of a baseline
     */
    public static TextTable ranking(ComparisonResult result, String mark) {
        Optional<Metric> metric = result.primaryMetric();
        boolean rate = metric.filter(Metric::rate).isPresent();
        String title = metric.map(ResultTables::lowerCase).orElse("") + (rate ? " in %" : "");
        VerdictSentences sentences = new VerdictSentences(result);
        return TextTable.of(
                result.rankedModels(),
                text("", RankedModel::letters),
                text("model", row -> row.name() + (row.baseline() ? mark : "")),
                text(title, row -> row.value().map(value -> ranked(value, rate)).orElse("-")),
                text(
                        "vs. the best",
                        row -> row.isLeftOut()
                                ? leftOut(result.model(row.name()))
                                : row.toBest().map(sentences::figures).orElse("")),
                number(
                        "params",
                        row -> ofModel(
                                result,
                                row,
                                model -> parameters(model.description().parameters()))),
                number("time", row -> ofModel(result, row, model -> Numbers.duration(model.trainSeconds()))));
    }

    /** Says of a model that isn't compared how many of its trials failed; those that diverged have a result. */
    private static String leftOut(ModelResult model) {
        int trials = model.trials().size();
        return model.seeds() == trials
                ? "not compared"
                : Numbers.count(trials - model.seeds()) + " of " + Numbers.count(trials) + " failed";
    }

    private static String ofModel(ComparisonResult result, RankedModel row, Function<ModelResult, String> text) {
        return row.kind() == RankedModel.Kind.MAJORITY_CLASS ? "" : text.apply(result.model(row.name()));
    }

    /** Returns an estimate as a ranking shows it: of a rate in percent, with its interval if it has one. */
    static String ranked(Estimate estimate, boolean rate) {
        String value = rate ? Numbers.format("%.1f", 100 * estimate.value()) : Numbers.decimal(estimate.value());
        return estimate.hasInterval()
                ? value + " (" + Numbers.ends(estimate.low(), estimate.high(), rate) + ")"
                : value;
    }

    static String parameters(long parameters) {
        return parameters == 0 ? "-" : Numbers.rough(parameters);
    }

    /** Returns the models by the primary metric, and what they took. */
    public static TextTable models(ComparisonResult result) {
        List<Field<ModelResult>> fields = new ArrayList<>(List.of(text("model", ModelResult::name)));
        result.primaryMetric().ifPresent(metric -> {
            fields.add(text("test " + lowerCase(metric) + " (95%)", model -> summary(result, model, metric)));
            fields.add(number(
                    "standard deviation over seeds",
                    model -> measured(model, metric, ModelResult.Measured::standardDeviation)));
            fields.add(number(
                    "standard error (test sample)",
                    model -> measured(model, metric, ModelResult.Measured::standardError)));
        });
        fields.add(number("seeds", Numbers::seeds));
        fields.add(number("parameters", ResultTables::parameters));
        fields.add(number("training", model -> Numbers.seconds(model.trainSeconds())));
        fields.add(number("examples/s", model -> Numbers.count(model.examplesPerSecond())));
        return TextTable.of(result.models(), fields);
    }

    /** Returns a model's mean with its interval, or why the interval is unreliable. */
    private static String summary(ComparisonResult result, ModelResult model, Metric metric) {
        return result.conclusion()
                .unusualSeeds(model.name())
                .map(seeds -> measured(model, metric, ModelResult.Measured::value) + " (unreliable: "
                        + (seeds instanceof ModelWarning.CollapsedSeeds
                                ? VerdictSentences.collapsed(seeds)
                                : "an unusual gap between seeds")
                        + ")")
                .orElseGet(() -> estimate(model, metric));
    }

    /** Returns a metric of a model with its interval, or why it can't be had. */
    static String estimate(ModelResult model, Metric metric) {
        return ResultSentences.measured(model.metrics().get(metric.name()), ResultSentences.TEST_SET);
    }

    private static String measured(ModelResult model, Metric metric, ToDoubleFunction<ModelResult.Measured> value) {
        ModelResult.Measured measured = model.metrics().get(metric.name());
        return Numbers.decimal(measured == null ? Double.NaN : value.applyAsDouble(measured));
    }

    private static String parameters(ModelResult model) {
        long parameters = model.description().parameters();
        return parameters == 0 ? "-" : Numbers.count(parameters);
    }

    /** Returns the title of a metric within a sentence: a class in it keeps its letters, as does an abbreviation. */
    public static String lowerCase(Metric metric) {
        return inSentence(metric.title());
    }

    static String inSentence(String title) {
        boolean word = title.length() > 1 && Character.isLowerCase(title.charAt(1));
        return word ? title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1) : title;
    }

    /** Returns all metrics but the primary one: a row a metric, a column a model. */
    public static TextTable metrics(ComparisonResult result) {
        List<Field<Metric>> fields = new ArrayList<>(List.of(text("test metric (95%)", Metric::title)));
        result.models().forEach(model -> fields.add(text(model.name(), metric -> estimate(model, metric))));
        return TextTable.of(result.metrics().exploratory(), fields);
    }

    /** Returns the metric of every model in parts of the test examples: a row a part. */
    public static TextTable sliceModels(SlicesResult slices) {
        List<Field<SlicesResult.Slice>> fields = new ArrayList<>(List.of(
                text("part", SlicesResult.Slice::name),
                number("examples", slice -> Numbers.count(slice.examples())),
                number("clusters", slice -> Numbers.count(slice.clusters()))));
        slices.slices().stream()
                .flatMap(slice -> slice.models().keySet().stream())
                .distinct()
                .forEach(model -> fields.add(text(
                        model, slice -> ResultSentences.measured(slice.models().get(model), "the part"))));
        return TextTable.of(slices.slices(), fields);
    }

    /** Returns the differences of pairs of models in parts of the test examples: a row a part and pair. */
    public static TextTable slices(SlicesResult slices) {
        record Row(SlicesResult.Slice slice, SlicesResult.Difference pair) {}
        return TextTable.of(
                slices.slices().stream()
                        .flatMap(slice -> slice.differences().stream().map(pair -> new Row(slice, pair)))
                        .toList(),
                text("part", row -> row.slice().name()),
                number("examples", row -> Numbers.count(row.slice().examples())),
                text("models", row -> pair(row.pair().left(), row.pair().right())),
                number(
                        "difference",
                        row -> Numbers.signed(row.pair().difference().value())),
                text("95% interval", row -> Numbers.interval(row.pair().difference())),
                number(
                        "against the rest",
                        row -> Numbers.signed(row.pair().versusRest().value())),
                text("95% interval", row -> Numbers.interval(row.pair().versusRest())));
    }

    /** Returns a finding. */
    public static TextTable table(Table table) {
        List<Field<List<Object>>> fields = new ArrayList<>();
        for (int index = 0; index < table.columns().size(); index++) {
            int column = index;
            boolean numeric = !table.rows().isEmpty()
                    && table.rows().stream().noneMatch(row -> row.get(column) instanceof String);
            fields.add(new Field<>(
                    new TextTable.Column(table.columns().get(column), numeric), row -> Numbers.cell(row.get(column))));
        }
        return TextTable.of(table.rows(), fields);
    }

    /** Returns what every model was given. */
    public static TextTable budgets(ComparisonResult result) {
        return TextTable.of(
                result.models().stream()
                        .filter(model -> model.description().budget().isPresent())
                        .toList(),
                text("model", ModelResult::name),
                number("tried", model -> Numbers.count(budget(model).trials().configurations())),
                number(
                        "trials",
                        model -> trials(
                                budget(model).trials().searched(),
                                budget(model).trials().tested())),
                number("epochs", model -> Numbers.cell(budget(model).epochs())),
                number("updates", model -> Numbers.count(budget(model).updates())),
                number("tokens seen", model -> Numbers.count(budget(model).tokens())),
                number("parameters", ResultTables::parameters),
                number("training", model -> Numbers.seconds(model.trainSeconds())),
                text("other than the defaults", model -> nonDefaults(budget(model))),
                number(
                        "vocabulary",
                        model -> Numbers.count(budget(model).vocabulary().size())));
    }

    private static Budget budget(ModelResult model) {
        return model.description().budget().orElseThrow();
    }

    private static String trials(int searched, int tested) {
        return (searched == 0 ? "" : Numbers.count(searched) + " + ") + Numbers.count(tested);
    }

    private static String nonDefaults(Budget budget) {
        String values = budget.nonDefaults().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? "-" : values;
    }

    /** Returns the configurations that were selected of those that were tried. */
    public static TextTable tuning(ComparisonResult result) {
        return TextTable.of(
                result.searches(),
                text("model", SearchResult::model),
                number("tried", search -> Numbers.count(search.configurations().size())),
                number(
                        "search + tested trials",
                        search -> trials(
                                search.trials(),
                                result.model(search.model()).trials().size())),
                number("search epochs at most", search -> Numbers.count(search.epochs())),
                number("configuration", search -> Integer.toString(search.selected())),
                text("values", search -> ResultSentences.values(search.best().values())),
                number(
                        "validation loss",
                        search -> Numbers.decimal(search.best().loss())),
                number(
                        "validation accuracy",
                        search -> Numbers.decimal(search.best().accuracy())));
    }

    /** Returns what was counted in the data. */
    public static TextTable checks(ComparisonResult result, List<DataCheck> checks) {
        int length = result.dataset().description().length();
        return TextTable.of(
                checks,
                text("counted", check -> ResultSentences.title(check.what(), length)),
                number("found", check -> Numbers.count(check.count())),
                number("of", check -> Numbers.count(check.total())),
                number("share", check -> Numbers.percent((double) check.count() / check.total())));
    }

    /**
     * Returns a model's layers and their sum. The layers within another follow it, a hyphen before them for each one that they are
     * in; where the same follows the same, they stand only once.
     */
    public static TextTable layers(ModelResult model) {
        ModelDescription description = model.description();
        List<Layer> rows = new ArrayList<>();
        addLayers(description.layers(), "", rows);
        rows.add(new Layer("total", "", description.parameters(), description.frozenParameters(), List.of()));
        List<Field<Layer>> fields = new ArrayList<>(List.of(
                text("layer", Layer::name),
                text("output", Layer::output),
                number("parameters", layer -> Numbers.count(layer.parameters()))));
        if (description.frozenParameters() > 0) {
            fields.add(number("frozen", layer -> Numbers.count(layer.frozen())));
        }
        return TextTable.of(rows, fields);
    }

    private static void addLayers(List<Layer> layers, String indent, List<Layer> rows) {
        Optional<Layer> before = Optional.empty();
        for (Layer layer : layers) {
            boolean again =
                    !layer.layers().isEmpty() && before.filter(layer::equals).isPresent();
            String name = indent + layer.name() + (again ? ", as above" : "");
            rows.add(new Layer(name, layer.output(), layer.parameters(), layer.frozen(), List.of()));
            if (!again) {
                addLayers(layer.layers(), indent + "- ", rows);
            }
            before = Optional.of(layer);
        }
    }

    /** Returns the differences between models in one metric. */
    public static TextTable comparisons(List<PairwiseComparison> comparisons) {
        return TextTable.of(
                comparisons,
                text("models", ResultTables::pair),
                number(
                        "difference",
                        comparison -> Numbers.signed(comparison.difference().value())),
                text("95% interval", comparison -> Numbers.interval(comparison.difference())),
                text("simultaneous 95% interval", Numbers::simultaneous),
                number("p", comparison -> Numbers.p(comparison.p())),
                number("Holm-adjusted p", comparison -> Numbers.p(comparison.adjustedP())));
    }

    /** Returns the differences between models in all metrics but the primary one, which no correction is made for. */
    public static TextTable exploratory(ComparisonResult result) {
        Map<String, String> titles =
                result.metrics().exploratory().stream().collect(Collectors.toMap(Metric::name, Metric::title));
        return TextTable.of(
                result.conclusion().comparisons().stream()
                        .filter(comparison -> titles.containsKey(comparison.metric()))
                        .toList(),
                text("metric", comparison -> titles.get(comparison.metric())),
                text("models", ResultTables::pair),
                number(
                        "difference",
                        comparison -> Numbers.signed(comparison.difference().value())),
                text("95% interval", comparison -> Numbers.interval(comparison.difference())),
                number("p", comparison -> Numbers.p(comparison.p())));
    }

    /** Returns what differences in the primary metric could be detected, and the seeds that others need: a row a pair. */
    public static TextTable power(ComparisonResult result) {
        return PowerTable.of(result);
    }

    private static String pair(PairwiseComparison comparison) {
        return pair(comparison.left(), comparison.right());
    }

    static String pair(String left, String right) {
        return left + " - " + right;
    }
}

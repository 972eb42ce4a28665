package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;

/** Puts verdicts into sentences, for terminal and page alike. */
public final class VerdictSentences {

    /** What verdicts are about; said once beside them. */
    public static final String SCOPE =
            "Verdicts are about the models as they were configured and trained, on test examples like"
                    + " these; another configuration may lead to another verdict.";

    private final ComparisonResult result;

    /** Makes the sentences of a result. */
    public VerdictSentences(ComparisonResult result) {
        this.result = result;
    }

    /** Returns what verdicts are about, and what their intervals allow for. */
    public String scope() {
        return SCOPE + simultaneous().map(sentence -> " " + sentence).orElse("");
    }

    /** Returns how many comparisons the intervals beside verdicts allow for; empty for a single one. */
    public Optional<String> simultaneous() {
        return simultaneous(result.comparisons().size()
                + result.conclusion().majorityClassBaseline().comparisons().size());
    }

    /** Returns the same for so many comparisons. */
    static Optional<String> simultaneous(int comparisons) {
        return comparisons > 1
                ? Optional.of("Each 95% CI allows for " + Numbers.count(comparisons)
                        + " comparisons at once (Bonferroni), and stops at 0 where Holm's test finds a difference.")
                : Optional.empty();
    }

    /** Returns a sentence for each model whose mean says little since its seeds collapsed or lie far apart. */
    public List<Sentence> unusualSeeds() {
        return result.models().stream()
                .flatMap(model -> result.conclusion().unusualSeeds(model.name()).stream())
                .map(this::unusualSeeds)
                .toList();
    }

    private Sentence unusualSeeds(ModelWarning.UnusualSeeds seeds) {
        String better = values(seeds.better());
        String worse = values(seeds.worse());
        int all = seeds.better().size() + seeds.worse().size();
        String claim = seeds instanceof ModelWarning.CollapsedSeeds
                ? seeds.better().size() + " of " + all + " seeds learned (" + better + "); "
                        + seeds.worse().size() + " stayed at " + worse
                : Numbers.seeds(seeds.better().size()) + " at " + better + ", "
                        + seeds.worse().size() + " at " + worse + ", with an unusual gap between them";
        double mean = result.model(seeds.model()).measured(metric().name()).value();
        return new Sentence(
                seeds.model() + ": " + claim, "their mean, " + value(mean) + ", and its interval are unreliable");
    }

    /** Returns how many seeds collapsed. */
    static String collapsed(ModelWarning.UnusualSeeds seeds) {
        return seeds.worse().size() + " of " + seeds(seeds) + " collapsed";
    }

    static String seeds(ModelWarning.UnusualSeeds seeds) {
        return Numbers.seeds(seeds.better().size() + seeds.worse().size());
    }

    /** Returns values of the metric, such as 86.1, 85.9%. */
    private String values(List<Double> values) {
        return values.stream()
                        .map(value -> metric().rate() ? Numbers.format("%.1f", 100 * value) : Numbers.decimal(value))
                        .collect(Collectors.joining(", "))
                + (metric().rate() ? "%" : "");
    }

    /** Returns a sentence for each pair of models, about the primary metric. */
    public List<Sentence> verdicts() {
        return result.comparisons().stream().map(this::verdict).toList();
    }

    /** Returns a sentence for each pair of models of which one, or none, is a baseline. */
    List<Sentence> verdicts(boolean withBaseline) {
        return result.comparisons().stream()
                .filter(comparison -> withBaseline
                        == (result.model(comparison.left()).baseline()
                                || result.model(comparison.right()).baseline()))
                .map(this::verdict)
                .toList();
    }

    /** Returns the verdict of two models on all test examples. */
    public Sentence verdict(PairwiseComparison comparison) {
        return verdict(comparison, result.dataset().test(), result.dataset().clusters());
    }

    /** Returns the verdict of two models on so many test examples in so many clusters. */
    Sentence verdict(PairwiseComparison comparison, int examples, int clusters) {
        String sample = String.format(
                Locale.ROOT, "%,d examples in %,d %s", examples, clusters, clusters == 1 ? "cluster" : "clusters");
        String pair = comparison.left() + " and " + comparison.right();
        return switch (comparison.verdict()) {
            case LEFT_BETTER -> better(comparison.left(), comparison.right(), comparison, sample);
            case RIGHT_BETTER -> better(comparison.right(), comparison.left(), comparison, sample);
            case EQUIVALENT ->
                new Sentence(
                        pair + " are equivalent" + within(), difference(comparison) + evidence(comparison, sample));
            case NO_SIGNIFICANT_DIFFERENCE ->
                new Sentence(
                        "No significant difference between " + pair
                                + (comparison.caveats().contains(Caveat.NOT_SIGNIFICANT_AFTER_HOLM)
                                        ? " after Holm's correction"
                                        : ""),
                        difference(comparison) + nonInferior(comparison) + evidence(comparison, sample));
            case UNDETERMINED -> new Sentence("No verdict on " + pair, reason(comparison, sample));
        };
    }

    /** What is said of the better one is said from its side. */
    private Sentence better(String better, String worse, PairwiseComparison comparison, String sample) {
        Estimate gain = gain(comparison);
        return new Sentence(
                better + " outperforms " + worse + " by " + distance(gain.value()),
                interval(comparison, gain) + evidence(comparison, sample));
    }

    private static Estimate gain(PairwiseComparison comparison) {
        Estimate difference = comparison.simultaneous();
        return difference.value() > 0 ? difference : difference.negated();
    }

    private String within() {
        OptionalDouble margin = result.conclusion().margin();
        return margin.isPresent() ? " within " + margin(margin.getAsDouble()) : "";
    }

    /** Says which model is not worse by the margin. */
    private String nonInferior(PairwiseComparison comparison) {
        OptionalDouble margin = result.conclusion().margin();
        return Stream.of(comparison, comparison.reversed())
                .filter(one -> margin.isPresent()
                        && one.isNonInferior(one.left(), margin.getAsDouble(), metric().higherIsBetter()))
                .map(one -> "; " + one.left() + " is at most " + end(worse(one)) + unit() + " worse than " + one.right()
                        + ": non-inferior within the margin of " + margin(margin.getAsDouble()))
                .collect(Collectors.joining());
    }

    /** Returns by how much the left model may be worse. */
    private double worse(PairwiseComparison comparison) {
        Estimate difference = comparison.simultaneous();
        return metric().higherIsBetter() ? difference.negated().high() : difference.high();
    }

    private String difference(PairwiseComparison comparison) {
        return "difference " + difference(comparison.difference().value()) + ", "
                + interval(comparison, comparison.simultaneous());
    }

    /** Returns the margin with its unit and all its digits. */
    private String margin(double margin) {
        return Numbers.exact(margin, metric().rate()) + unit();
    }

    /** Returns a difference with its unit, such as 18.3 points. */
    private String difference(double difference) {
        return number(difference) + unit();
    }

    /** Returns by how much a model is better, with its unit; it is never 0. */
    private String distance(double difference) {
        return (metric().rate() ? Numbers.apartFrom(100 * difference, 1, 0) : Numbers.end(difference)) + unit();
    }

    private String unit() {
        return metric().rate() ? " points" : " in " + ResultTables.lowerCase(metric());
    }

    private String interval(PairwiseComparison comparison, Estimate estimate) {
        return "95% CI " + Numbers.interval(estimate, comparison.significance().afterHolm(), this::end);
    }

    /** Returns a difference with its simultaneous interval, of a rate in points, such as -2.9 (-17.9 to 12.2). */
    String figures(PairwiseComparison comparison) {
        Estimate difference = comparison.simultaneous();
        String value = number(difference.value());
        return difference.hasInterval()
                ? value + " ("
                        + Numbers.interval(difference, comparison.significance().afterHolm(), this::end) + ")"
                : value;
    }

    /** Returns an end of an interval without its unit; rounding never moves it across 0 or the margin. */
    private String end(double end) {
        double unit = metric().rate() ? 100 : 1;
        double margin = unit * result.conclusion().margin().orElse(0);
        return Numbers.apartFrom(unit * end, metric().rate() ? 1 : 4, 0, margin, -margin);
    }

    /** Returns a difference without its unit. */
    private String number(double difference) {
        return metric().rate() ? Numbers.format("%.1f", 100 * difference) : Numbers.decimal(difference);
    }

    /** Returns a value of the metric, such as 86.1%. */
    private String value(double value) {
        return Numbers.metric(value, metric().rate());
    }

    private String evidence(PairwiseComparison comparison, String sample) {
        List<String> parts = new ArrayList<>();
        parts.add("");
        parts.add(seeds(comparison) + ", " + sample);
        parts.add(p(comparison));
        if (comparison.caveats().contains(Caveat.SINGLE_SEED)) {
            parts.add("for these trained weights only");
        }
        if (comparison.caveats().contains(Caveat.TWO_SEEDS)) {
            parts.add("two seeds say little of how much seeds differ, so the interval is wide");
        }
        if (comparison.caveats().contains(Caveat.FEW_CLUSTERS)) {
            parts.add("there are few clusters, or a few large ones, so the interval is wide");
        }
        models(comparison)
                .flatMap(model -> result.conclusion().unusualSeeds(model.name()).stream())
                .forEach(seeds -> parts.add((seeds instanceof ModelWarning.CollapsedSeeds
                                ? seeds.worse().size() + " of " + seeds(seeds) + " of " + seeds.model() + " collapsed"
                                : "the seeds of " + seeds.model() + " have an unusual gap")
                        + ", so the interval is unreliable"));
        if (comparison.caveats().contains(Caveat.SEEDS_ADDED)) {
            parts.add("seeds were added after a look at the results, so the interval is wider");
        }
        if (comparison.caveats().contains(Caveat.DIVERGED_TRIALS)) {
            parts.add(diverged(comparison) + ", counted as finding every class equally likely");
        }
        return String.join("; ", parts);
    }

    private static String p(PairwiseComparison comparison) {
        double p = comparison.adjustedP();
        return "Holm-adjusted p " + (p < 0.001 ? "" : "= ") + Numbers.p(p);
    }

    private String seeds(PairwiseComparison comparison) {
        int left = result.model(comparison.left()).seeds();
        int right = result.model(comparison.right()).seeds();
        return left == right ? Numbers.seeds(left) + " each" : Numbers.seeds(left) + " and " + Numbers.seeds(right);
    }

    private String diverged(PairwiseComparison comparison) {
        return String.join(
                ", ",
                models(comparison)
                        .filter(model -> model.diverged() > 0)
                        .map(model -> model.diverged() + " of "
                                + Numbers.seeds(model.trials().size()) + " of " + model.name() + " diverged")
                        .toList());
    }

    private String reason(PairwiseComparison comparison, String sample) {
        if (comparison.caveats().contains(Caveat.FAILED_TRIALS)) {
            List<String> failed = models(comparison)
                    .filter(model -> !model.complete())
                    .map(ModelResult::name)
                    .toList();
            return "trials of " + String.join(" and ", failed) + " failed";
        }
        if (comparison.caveats().contains(Caveat.EXPLORATORY)) {
            return "exploratory";
        }
        String missing = models(comparison)
                .flatMap(model -> missing(model).stream())
                .distinct()
                .collect(Collectors.joining("; "));
        return "no interval can be had for their difference on " + sample + (missing.isEmpty() ? "" : "; " + missing);
    }

    /** Returns why a model has no value of the metric. */
    private Optional<String> missing(ModelResult model) {
        return Optional.ofNullable(model.metrics().get(metric().name()))
                .filter(measured -> Double.isNaN(measured.value()))
                .flatMap(ModelResult.Measured::missing)
                .map(reason -> metric().title() + ": " + ResultSentences.missing(reason, ResultSentences.TEST_SET));
    }

    private Stream<ModelResult> models(PairwiseComparison comparison) {
        return Stream.of(comparison.left(), comparison.right()).map(result::model);
    }

    /** Returns whether each model that is no baseline outperforms the majority class and the baselines. */
    public List<Sentence> baselines() {
        List<Sentence> sentences = new ArrayList<>();
        for (ModelResult model : result.models()) {
            result.conclusion().majorityClassBaseline().comparisons().stream()
                    .filter(comparison -> comparison.left().equals(model.name()))
                    .forEach(comparison -> sentences.add(majority(model, comparison)));
            for (ModelResult baseline : result.models()) {
                if (baseline.baseline() && !model.baseline()) {
                    result.comparisons()
                            .find(model.name(), baseline.name())
                            .ifPresent(comparison -> sentences.add(
                                    new Sentence(claim(comparison, model, "baseline " + baseline.name()), "")));
                }
            }
        }
        return sentences;
    }

    private Sentence majority(ModelResult model, PairwiseComparison comparison) {
        double majority = result.conclusion()
                .majorityClassBaseline()
                .metric(metric().name())
                .orElse(Double.NaN);
        String values = ResultTables.lowerCase(metric()) + " "
                + value(model.measured(metric().name()).value()) + " against " + value(majority);
        String evidence = comparison.verdict() == Verdict.UNDETERMINED
                ? (model.complete()
                        ? "no interval can be had for the difference"
                        : "trials of " + model.name() + " failed")
                : (comparison.hasWinner() ? interval(comparison, gain(comparison)) : difference(comparison)) + "; "
                        + p(comparison);
        return new Sentence(claim(comparison, model, "majority-class baseline"), values + "; " + evidence);
    }

    private String claim(PairwiseComparison comparison, ModelResult model, String baseline) {
        String by = " by " + distance(Math.abs(comparison.difference().value()));
        String pair = model.name() + " and the " + baseline;
        return switch (comparison.verdict()) {
            case LEFT_BETTER, RIGHT_BETTER ->
                comparison.isBetter(model.name())
                        ? model.name() + " outperforms the " + baseline + by
                        : model.name() + " does not outperform the " + baseline + ", which is better" + by;
            case EQUIVALENT -> pair + " are equivalent" + within();
            case NO_SIGNIFICANT_DIFFERENCE -> "No significant difference between " + pair;
            case UNDETERMINED -> "No verdict on " + pair;
        };
    }

    /** Only what was measured has verdicts. */
    private MeasuredMetrics.Metric metric() {
        return result.primaryMetric().orElseThrow();
    }
}

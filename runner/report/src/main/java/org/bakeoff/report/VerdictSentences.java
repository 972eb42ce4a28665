package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;

/** Puts verdicts into sentences, for terminal and page alike. */
public final class VerdictSentences {

    /** What verdicts are about; said once beside them. */
    public static final String SCOPE =
            "Verdicts are about the models as configured and trained here, on test examples like"
                    + " these; another configuration may lead to another verdict.";

    private final ComparisonResult result;

    /** Makes the sentences of a result. */
    public VerdictSentences(ComparisonResult result) {
        this.result = result;
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
                new Sentence(pair + " are equivalent", difference(comparison) + evidence(comparison, sample));
            case NO_SIGNIFICANT_DIFFERENCE ->
                new Sentence(
                        "No significant difference between " + pair
                                + (comparison.caveats().contains(Caveat.NOT_SIGNIFICANT_AFTER_HOLM)
                                        ? " after Holm's correction"
                                        : ""),
                        difference(comparison) + evidence(comparison, sample));
            case UNDETERMINED -> new Sentence("No verdict on " + pair, reason(comparison, sample));
        };
    }

    /** What is said of the better one is said from its side. */
    private Sentence better(String better, String worse, PairwiseComparison comparison, String sample) {
        Estimate difference = comparison.simultaneous();
        Estimate gain = difference.value() > 0 ? difference : difference.negated();
        return new Sentence(
                better + " outperforms " + worse + " by " + difference(gain.value()),
                interval(gain) + evidence(comparison, sample));
    }

    private String difference(PairwiseComparison comparison) {
        return "difference " + difference(comparison.difference().value()) + ", " + interval(comparison.simultaneous());
    }

    /** Returns a difference with its unit, such as 18.3 points. */
    private String difference(double difference) {
        return number(difference) + (metric().rate() ? " points" : " in " + ResultTables.lowerCase(metric()));
    }

    private String interval(Estimate estimate) {
        return "simultaneous 95% CI " + number(estimate.low()) + " to " + number(estimate.high());
    }

    /** Returns a difference without its unit. */
    private String number(double difference) {
        return metric().rate() ? Numbers.format("%.1f", 100 * difference) : Numbers.decimal(difference);
    }

    /** Returns a value of the metric, such as 86.1%. */
    private String value(double value) {
        return metric().rate() ? Numbers.percent(value) : Numbers.decimal(value);
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
        return comparison.caveats().contains(Caveat.EXPLORATORY)
                ? "exploratory"
                : "no interval can be had for their difference on " + sample;
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
                    result.comparisons().stream()
                            .filter(comparison -> comparison.isOf(model.name(), baseline.name()))
                            .forEach(comparison -> sentences.add(
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
                : interval(comparison.simultaneous()) + "; " + p(comparison);
        return new Sentence(claim(comparison, model, "majority-class baseline"), values + "; " + evidence);
    }

    private String claim(PairwiseComparison comparison, ModelResult model, String baseline) {
        String by = " by " + difference(Math.abs(comparison.difference().value()));
        String pair = model.name() + " and the " + baseline;
        return switch (comparison.verdict()) {
            case LEFT_BETTER, RIGHT_BETTER ->
                comparison.isBetter(model.name())
                        ? model.name() + " outperforms the " + baseline + by
                        : model.name() + " does not outperform the " + baseline + ", which is better" + by;
            case EQUIVALENT -> pair + " are equivalent";
            case NO_SIGNIFICANT_DIFFERENCE -> "No significant difference between " + pair;
            case UNDETERMINED -> "No verdict on " + pair;
        };
    }

    /** Only what was measured has verdicts. */
    private MeasuredMetrics.Metric metric() {
        return result.primaryMetric().orElseThrow();
    }
}

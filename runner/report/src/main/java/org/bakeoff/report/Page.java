package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.Json;
import org.bakeoff.io.SomeNames;
import org.bakeoff.report.run.RunFiles;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.SlicesResult;
import tools.jackson.databind.JsonNode;

/**
 * Holds what the templates of report.html show.
 *
 * @param files the run directory's files
 * @param assets scripts and style
 * @param palette the colours of the models
 * @param sentences the sentences about verdicts
 * @param predict how to ask the models
 */
public record Page(RunFiles files, Assets assets, Palette palette, VerdictSentences sentences, String predict) {

    private static final int MOST_SENTENCES = 45;
    private static final int MOST_CLASSES = 30;
    private static final int MOST_CAVEATS = 3;

    static Page of(RunFiles files, String predict) {
        ComparisonResult result = files.result();
        List<String> models = result.models().stream().map(ModelResult::name).toList();
        return new Page(files, Assets.ofReports(), new Palette(models), new VerdictSentences(result), predict);
    }

    /** Returns the comparison. */
    public ComparisonResult result() {
        return files.result();
    }

    /** Returns the names of the classes, or of many the first ones and how many there are. */
    public String classes() {
        List<String> classes = result().dataset().description().classes();
        return classes.size() <= MOST_CLASSES
                ? "Classes: " + String.join(", ", classes)
                : Numbers.count(classes.size()) + " classes: " + SomeNames.of(classes, MOST_CLASSES);
    }

    /** Returns the resolved spec as text. */
    public String spec() {
        return Json.PRETTY.writeValueAsString(files.spec());
    }

    /** Returns run.json as text. */
    public String run() {
        return Json.PRETTY.writeValueAsString(files.run());
    }

    /** Returns the plain values of run.json, by their names. */
    public Map<String, String> provenance() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : files.run().properties()) {
            JsonNode value = entry.getValue();
            if (value.isValueNode()) {
                values.put(entry.getKey(), value.asString());
            } else if (value.isObject()) {
                value.properties().stream()
                        .filter(inner -> inner.getValue().isValueNode())
                        .forEach(inner -> values.put(
                                entry.getKey() + ", " + inner.getKey(),
                                inner.getValue().asString()));
            }
        }
        return values;
    }

    /** Returns what was counted by a check. */
    public String title(DataCheck check) {
        return ResultSentences.title(
                check.what(), result().dataset().description().length());
    }

    /** Returns which models are best. */
    public Sentence headline() {
        return HeadlineSentence.of(result());
    }

    /** Returns why the best model is best, on which examples, and what to do next. */
    public List<AnswerSentences.Answer> answers() {
        return AnswerSentences.of(result(), predict);
    }

    /** Returns the text with a capital first letter, if it has any. */
    public static String capitalised(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + text.substring(Character.charCount(first));
    }

    /** Returns the ranking. */
    public RankingView ranking() {
        return RankingView.of(result());
    }

    /** Returns how to read the ranking. */
    public String rankingNote() {
        return ResultSentences.ranking(result(), "");
    }

    /** Returns the line of each topic. */
    public Topics topics() {
        return new Topics(this);
    }

    /** Returns whether something failed. */
    public boolean failed() {
        return !ResultSentences.failures(result()).isEmpty();
    }

    /** Returns what failed and what limits the verdicts, the gravest first. */
    public List<Sentence> caveats() {
        return ResultSentences.caveats(result());
    }

    /** Returns the caveats that are shown at once. */
    public static <T> List<T> gravest(List<T> caveats) {
        return caveats.subList(0, Math.min(MOST_CAVEATS, caveats.size()));
    }

    /** Returns the other ones. */
    public static <T> List<T> lesser(List<T> caveats) {
        return caveats.subList(gravest(caveats).size(), caveats.size());
    }

    /** Returns the slices that have parts to compare. */
    public List<SlicesResult> slices() {
        return result().evaluation().slices().stream()
                .filter(slices -> slices.slices().size() > 1)
                .toList();
    }

    /** Returns the largest share of seeds that may fail, by model, where one did. */
    public List<String> failureRateBounds() {
        return result().models().stream()
                .filter(model -> Double.isFinite(model.failureRateBound()))
                .filter(model -> !model.complete() || model.diverged() > 0)
                .map(model -> model.name() + " at most " + Numbers.percent(model.failureRateBound()))
                .toList();
    }

    /** Returns what is concluded of the pairs without a baseline, or of all where each has one. */
    public List<Sentence> leading() {
        List<Sentence> leading = sentences.verdicts(false);
        return leading.isEmpty() ? sentences.verdicts(true) : leading;
    }

    /** Returns what is concluded of the other pairs. */
    public List<Sentence> following() {
        return sentences.verdicts(false).isEmpty() ? List.of() : sentences.verdicts(true);
    }

    /** Returns how the models compare without some of the test examples. */
    public List<Sentence> without(DataCheck.Without without) {
        return without.comparisons().stream()
                .map(comparison -> sentences.verdict(comparison, without.examples(), without.clusters()))
                .toList();
    }

    /** Returns how many comparisons the intervals of those verdicts allow for; empty for a single one. */
    public String simultaneous(DataCheck.Without without) {
        // Those with the majority class are among them, and aren't shown.
        int majority =
                result().conclusion().majorityClassBaseline().comparisons().size();
        return VerdictSentences.simultaneous(without.comparisons().size() + majority)
                .orElse("");
    }

    /** Returns as many sentences as one may want to read at once. */
    public static List<Sentence> first(List<Sentence> sentences) {
        return sentences.subList(0, Math.min(MOST_SENTENCES, sentences.size()));
    }

    /** Returns the sentences after the first ones. */
    public static List<Sentence> rest(List<Sentence> sentences) {
        return sentences.subList(first(sentences).size(), sentences.size());
    }

    /** Returns the title of the primary metric within a sentence; empty without one. */
    public String metric() {
        return result().primaryMetric().map(ResultTables::lowerCase).orElse("");
    }

    /** Returns charts of the primary metric by model. */
    public List<Chart> modelCharts() {
        return ModelCharts.of(result(), palette);
    }

    /** Returns charts of the differences. */
    public List<Chart> differenceCharts() {
        return DifferenceCharts.ofPairs(result(), palette);
    }

    /** Returns charts of the differences at each look at the results. */
    public List<Chart> rounds() {
        return DifferenceCharts.ofRounds(result(), palette);
    }

    /** Returns what was tried for the models that were tuned, and their charts. */
    public List<List<Chart>> searches() {
        List<SearchResult> all = result().searches();
        return all.stream()
                .map(search -> SearchCharts.of(search, all.indexOf(search), palette))
                .toList();
    }

    /** Returns what to expect of searches by the number of configurations. */
    public List<Chart> expectedSearches() {
        return SearchCharts.expected(result().searches(), palette);
    }

    /** Returns charts of the loss while training. */
    public List<Chart> losses() {
        return LearningCharts.of(files, LearningCharts.LOSS, palette);
    }

    /** Returns charts of the accuracy while training. */
    public List<Chart> accuracies() {
        return LearningCharts.of(files, LearningCharts.ACCURACY, palette);
    }

    /** Returns charts of the curves. */
    public List<Chart> curves() {
        List<Chart> charts = new ArrayList<>();
        findings(Curve.class)
                .forEach(curve -> charts.add(CurveCharts.of(curve, "chart-curve-" + charts.size(), palette)));
        return charts;
    }

    /** Returns why there are no charts of pairs, where there are too many; else an empty text. */
    public String uncharted() {
        return DifferenceCharts.tooMany(result())
                ? Numbers.count(result().comparisons().size())
                        + " pairs are too many for charts; the table has them all."
                : "";
    }

    /** Returns which pairs are compared in other metrics, where all would be too many; else an empty text. */
    public String leftOutOfOthers() {
        OptionalInt compared = result().comparedInOthers();
        return compared.isEmpty()
                ? ""
                : "Of " + Numbers.count(result().comparisons().size()) + " pairs of models, the differences of "
                        + Numbers.count(compared.getAsInt()) + " are here: those of the best model first.";
    }

    /** Returns charts of the differences in slices; none where there are too many pairs. */
    public List<Chart> charts(SlicesResult slices) {
        if (DifferenceCharts.tooMany(result())) {
            return List.of();
        }
        String metric = result().metrics().all().stream()
                .filter(one -> one.name().equals(slices.metric()))
                .map(MeasuredMetrics.Metric::title)
                .findFirst()
                .orElse(slices.metric());
        return DifferenceCharts.ofSlices(slices, result().evaluation().slices().indexOf(slices), metric, palette);
    }

    /** Returns the examples to read. */
    public List<CasesView> cases() {
        List<CasesView> views = new ArrayList<>();
        findings(Cases.class).forEach(cases -> views.add(new CasesView("cases-" + views.size(), cases)));
        return views;
    }

    /** Returns the parts of a shaded table. */
    public static List<HeatMap> heatMaps(Table table) {
        return HeatMap.of(table);
    }

    /** Returns the tables that evaluators found. */
    public List<Table> tables() {
        return findings(Table.class);
    }

    private <F extends Finding> List<F> findings(Class<F> kind) {
        return result().evaluation().findings().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

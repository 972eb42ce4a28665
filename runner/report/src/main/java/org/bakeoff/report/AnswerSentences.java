package org.bakeoff.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Headline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PowerAnalysis;
import org.bakeoff.statistics.RankedModel;
import org.bakeoff.statistics.SlicesResult;

/** Says what follows on the headline: why the best model is best, on which examples, and what to do next. */
public final class AnswerSentences {

    /** The smallest rise that is worth a sentence. */
    private static final double LEAST_RISE = 0.05;

    private static final int MOST_MODELS = 3;

    private final ComparisonResult result;
    private final String predict;

    private AnswerSentences(ComparisonResult result, String predict) {
        this.result = result;
        this.predict = predict;
    }

    /** An answer with the word that stands before it. */
    public record Answer(String topic, String text) {}

    /**
     * Returns the answers that a result has, in the order in which they are asked for.
     *
     * @param predict the command that asks the models of the result, with a text
     */
    public static List<Answer> of(ComparisonResult result, String predict) {
        AnswerSentences sentences = new AnswerSentences(result, predict);
        return Stream.of(
                        sentences.why().map(text -> new Answer("Why", text)),
                        sentences.examples().map(text -> new Answer("Where", text)),
                        sentences.next().map(text -> new Answer("Next", text)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Names the models by rank, the best one first; none while the result is undecided. */
    private List<String> ranked() {
        Headline headline = result.headline();
        return headline instanceof Headline.OneBest || headline instanceof Headline.SeveralBest
                ? result.rankedModels().stream()
                        .filter(row -> row.kind() == RankedModel.Kind.RANKED)
                        .map(RankedModel::name)
                        .toList()
                : List.of();
    }

    /** Says what the best model gains most from, and what that does for the others. */
    private Optional<String> why() {
        List<String> ranked = ranked();
        return ranked.size() < 2
                ? Optional.empty()
                : findings(Curve.class)
                        .filter(curve -> curve.x().input().isPresent())
                        .findFirst()
                        .flatMap(curve -> rise(
                                curve,
                                Stream.concat(Stream.of(ranked.get(0), beaten(ranked)), ranked.stream())
                                        .distinct()
                                        .toList()));
    }

    private static Optional<String> rise(Curve curve, List<String> models) {
        List<Curve.Line> lines = curve.lines();
        Optional<List<Curve.Point>> best = points(lines, models.get(0));
        return best.flatMap(points -> IntStream.range(1, points.size())
                .boxed()
                .filter(index -> rise(points, index) >= LEAST_RISE)
                .max(Comparator.comparingDouble(index -> rise(points, index)))
                .map(index -> "with "
                        + curve.x().input().orElseThrow().replace("{}", value(points.get(index)))
                        + " instead of " + value(points.get(index - 1)) + ", "
                        + ResultTables.inSentence(curve.y().title()) + " goes from "
                        + models.stream()
                                .flatMap(model -> points(lines, model)
                                        .filter(of -> at(of, index).equals(at(points, index)))
                                        .map(of -> Numbers.percent(
                                                        of.get(index - 1).y()) + " to "
                                                + Numbers.percent(of.get(index).y()) + " (" + model + ")")
                                        .stream())
                                .limit(MOST_MODELS)
                                .collect(Collectors.joining(", "))));
    }

    private static double rise(List<Curve.Point> points, int index) {
        return points.get(index).y() - points.get(index - 1).y();
    }

    /** Returns where a step is; nothing where the line ends before it. */
    private static List<Double> at(List<Curve.Point> points, int index) {
        return index < points.size()
                ? List.of(points.get(index - 1).x(), points.get(index).x())
                : List.of();
    }

    private static String value(Curve.Point point) {
        return Numbers.cell(point.x());
    }

    private static Optional<List<Curve.Point>> points(List<Curve.Line> lines, String model) {
        return lines.stream()
                .filter(line -> line.model().equals(model) && line.variant().isEmpty())
                .map(Curve.Line::points)
                .findFirst();
    }

    /** Returns the first model that the best one is better than; where it is better than none, the next one. */
    private String beaten(List<String> ranked) {
        return result.rankedModels().stream()
                .filter(row -> row.kind() == RankedModel.Kind.RANKED)
                .filter(row -> row.toBest()
                        .filter(pair -> pair.isBetter(ranked.get(0)))
                        .isPresent())
                .findFirst()
                .map(RankedModel::name)
                .orElse(ranked.get(1));
    }

    /** Says in which part of the test set the best model is farthest ahead of one that it beats; without parts, who is right where. */
    private Optional<String> examples() {
        List<String> ranked = ranked();
        if (ranked.size() < 2) {
            return Optional.empty();
        }
        String other = beaten(ranked);
        record Lead(SlicesResult slices, SlicesResult.Slice slice, Estimate difference, Estimate versusRest) {}
        boolean rate =
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        double sign = result.primaryMetric()
                        .filter(MeasuredMetrics.Metric::higherIsBetter)
                        .isPresent()
                ? 1
                : -1;
        List<Lead> leads = result.evaluation().slices().stream()
                .filter(slices -> slices.slices().size() > 1)
                .flatMap(slices -> slices.slices().stream()
                        .flatMap(slice -> slice.differences().stream()
                                .filter(pair ->
                                        List.of(pair.left(), pair.right()).containsAll(List.of(ranked.get(0), other)))
                                .map(pair -> pair.left().equals(ranked.get(0))
                                        ? new Lead(slices, slice, pair.difference(), pair.versusRest())
                                        : new Lead(
                                                slices,
                                                slice,
                                                pair.difference().negated(),
                                                pair.versusRest().negated()))))
                .toList();
        double largest = leads.stream()
                .mapToDouble(lead -> sign * lead.difference().value())
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        return leads.stream()
                .filter(lead -> lead.versusRest().excludesZero()
                        && sign * lead.versusRest().value() > 0)
                .max(Comparator.comparingDouble(lead -> sign * lead.difference().value()))
                .map(lead -> {
                    Estimate gain =
                            sign > 0 ? lead.difference() : lead.difference().negated();
                    return "the lead of " + ranked.get(0) + " over " + other
                            // On a part with few examples it may be larger by chance.
                            + (gain.value() < largest ? " is larger than elsewhere on " : " is largest on ")
                            + lead.slice().name() + " ("
                            + ResultTables.inSentence(lead.slices().title()) + "): "
                            + Numbers.difference(gain.value(), rate) + " ("
                            + Numbers.ends(gain.low(), gain.high(), rate) + "; exploratory)";
                })
                .or(() -> findings(Cases.class)
                        .findFirst()
                        .map(cases -> cases.groups().stream()
                                .map(group -> group.title() + " " + Numbers.count(group.total()))
                                .collect(Collectors.joining(", "))));
    }

    /**
     * Says what to do: to retry what failed, to train better models, to train with more seeds or to test with more examples while
     * that may change the answer, and else to use the models.
     */
    private Optional<String> next() {
        if (result.models().stream()
                .flatMap(model -> model.trials().stream())
                .anyMatch(trial -> trial.status() == ModelResult.Status.FAILED)) {
            return Optional.of("remove the cause, and give the same command again: it retries the trials that failed");
        }
        List<ModelResult> trained = result.models().stream()
                .filter(model -> !model.description().trainedElsewhere())
                .toList();
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = trained.stream().map(ModelResult::name).collect(Collectors.toSet());
        List<PairwiseComparison> majority = result.conclusion().majorityClassBaseline().comparisons().stream()
                .filter(pair -> names.contains(pair.left()))
                .toList();
        if (!majority.isEmpty() && majority.stream().noneMatch(pair -> pair.isBetter(pair.left()))) {
            List<String> models =
                    majority.stream().map(PairwiseComparison::left).toList();
            return Optional.of("train longer, by \"epochs\", or at another \"learningRate\": "
                    + (models.size() == result.models().size()
                            ? "no model is"
                            : HeadlineSentence.and(models) + (models.size() == 1 ? " isn't" : " aren't"))
                    + " shown to be better than the majority class");
        }
        Optional<PowerAnalysis.Wanted> wanted =
                result.headline() instanceof Headline.Undecided undecided ? undecided.seeds() : Optional.empty();
        if (wanted.filter(seeds -> !seeds.possible()).isPresent()) {
            return Optional.of("test with more examples, since more seeds alone can't decide it");
        }
        boolean moreSeeds = wanted.filter(seeds -> seeds.fewest().isPresent()).isPresent()
                || result.conclusion().warnings().stream()
                        .anyMatch(warning -> warning instanceof ModelWarning.FewSeeds few
                                && few.models().stream().anyMatch(names::contains));
        return Optional.of(moreSeeds ? seeds() : "try a text of your own: " + predict);
    }

    /** Asks for seeds that are planned, since those that are added after a look at the result make it exploratory. */
    private String seeds() {
        // A spec with a search or with models whose predictions come from files takes a list alone.
        boolean isAdaptive = result.searches().isEmpty()
                && result.models().stream()
                        .noneMatch(model -> model.description().trainedElsewhere());
        String plan = isAdaptive ? "{\"atLeast\": 3, \"atMost\": 20, \"until\": \"decided\"}" : "[1, 2, 3, 4, 5]";
        return "plan the seeds, such as \"seeds\": " + plan
                + " in \"training\", and run the spec into another folder (--out)";
    }

    private <F> Stream<F> findings(Class<F> kind) {
        return result.evaluation().findings().stream().filter(kind::isInstance).map(kind::cast);
    }
}

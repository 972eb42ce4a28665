package org.bakeoff.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bakeoff.statistics.ComparedPairs;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Headline;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.PowerAnalysis;
import org.bakeoff.statistics.RankedModel;
import org.bakeoff.statistics.Verdict;

/** Puts the headline of a result into one sentence, for terminal, page and pull request alike. */
public final class HeadlineSentence {

    /** Of more models only so many are named. */
    private static final int MOST_NAMES = 6;

    private final ComparisonResult result;
    private final ComparedPairs<PairwiseComparison> toMajorityClass;

    private HeadlineSentence(ComparisonResult result) {
        this.result = result;
        this.toMajorityClass =
                ComparedPairs.of(result.conclusion().majorityClassBaseline().comparisons());
    }

    /**
     * Holds what a headline says of models.
     *
     * @param metric the metric's title in a sentence
     * @param models how many models are compared
     * @param value writes a model's value with its interval
     * @param brief writes it without
     */
    record Figures(String metric, int models, UnaryOperator<String> value, UnaryOperator<String> brief) {

        /** Returns the values of two models with their intervals, or those of more without: a table has them. */
        private String of(List<String> names) {
            return metric + " "
                    + and(names.stream().map(names.size() > 2 ? brief : value).toList());
        }
    }

    /** Returns the headline: as its claim which models are best, as its evidence by which figures. */
    public static Sentence of(ComparisonResult result) {
        HeadlineSentence sentence = new HeadlineSentence(result);
        Headline headline = result.headline();
        Sentence verdicts = of(headline, "", sentence.figures());
        return new Sentence(
                verdicts.claim(),
                verdicts.evidence()
                        + (headline instanceof Headline.Undecided undecided ? sentence.seeds(undecided) : "")
                        + (headline instanceof Headline.NoResult ? sentence.failed() : "")
                        + sentence.majorityClass(headline.best())
                        + sentence.leftOut());
    }

    /**
     * Returns what the verdicts say.
     *
     * @param where on which data, with a space before it; empty if there is no other
     */
    static Sentence of(Headline headline, String where, Figures figures) {
        if (headline instanceof Headline.SingleModel single) {
            return new Sentence(single.model() + where, figures.of(headline.best()));
        }
        if (headline instanceof Headline.OneBest best) {
            return new Sentence(
                    best.model() + " is best" + where,
                    figures.of(best.best())
                            + better(best.best(), best.worse(), figures)
                            + (best.undecided().isEmpty()
                                    ? ""
                                    : "; not shown to be better than " + or(best.undecided())));
        }
        if (headline instanceof Headline.SeveralBest best) {
            return new Sentence(
                    and(best.models())
                            + switch (best.verdict()) {
                                case EQUIVALENT -> " are best and equivalent" + where;
                                case UNDETERMINED -> " are best" + where + " as far as they could be compared";
                                case NO_SIGNIFICANT_DIFFERENCE, LEFT_BETTER, RIGHT_BETTER ->
                                    " are best" + where + ", with no significant difference between them";
                            },
                    figures.of(best.models()) + better(best.models(), best.worse(), figures));
        }
        if (headline instanceof Headline.Undecided undecided) {
            boolean two = undecided.models().size() == 2;
            return new Sentence(
                    "Undecided" + where,
                    (undecided.verdict() == Verdict.UNDETERMINED
                                    ? (two ? "no verdict on " : "not all could be compared of ")
                                    : "no significant difference between " + (two ? "" : "any two of "))
                            + and(undecided.models())
                            + (two ? "; " + figures.of(undecided.models()) : ""));
        }
        return new Sentence("No model has a result", "");
    }

    private Figures figures() {
        return new Figures(
                result.primaryMetric().map(ResultTables::lowerCase).orElse(""),
                (int) result.rankedModels().stream()
                        .filter(row -> row.kind() == RankedModel.Kind.RANKED)
                        .count(),
                model -> Numbers.metric(measured(model).estimate(), isRate()),
                model -> Numbers.metric(measured(model).value(), isRate()));
    }

    /** Says that every trial failed, where that is why there is no result. */
    private String failed() {
        List<ModelResult.Trial> trials = result.models().stream()
                .flatMap(model -> model.trials().stream())
                .toList();
        if (trials.isEmpty() || trials.stream().anyMatch(trial -> trial.status() != ModelResult.Status.FAILED)) {
            return "";
        }
        return trials.size() == 1 ? "the only trial failed" : "all " + Numbers.count(trials.size()) + " trials failed";
    }

    /** Names the models that aren't compared. */
    private String leftOut() {
        List<String> models = result.rankedModels().stream()
                .filter(RankedModel::isLeftOut)
                .map(RankedModel::name)
                .toList();
        return models.isEmpty() ? "" : "; " + and(models) + (models.size() == 1 ? " isn't" : " aren't") + " compared";
    }

    /** Says which models the best ones outperform: those that are not among the best, by their names unless they are many. */
    private static String better(List<String> best, List<String> worse, Figures figures) {
        if (worse.isEmpty()) {
            return "";
        }
        boolean all = best.size() + worse.size() == figures.models();
        return "; better than "
                + (all && worse.size() > MOST_NAMES
                        ? "all " + Numbers.count(worse.size()) + " other models"
                        : and(worse));
    }

    /** Says which of the best models are worse than a constant prediction, or may be no better. */
    private String majorityClass(List<String> models) {
        List<String> worse = models.stream()
                .filter(model -> toMajorityClass(model)
                        .filter(pair -> pair.isBetter(MajorityClassBaseline.NAME))
                        .isPresent())
                .toList();
        List<String> unclear = models.stream()
                .filter(model -> toMajorityClass(model)
                        .filter(pair -> !pair.isBetter(model) && !worse.contains(model))
                        .isPresent())
                .toList();
        return (worse.isEmpty()
                        ? ""
                        : "; " + subject(models, worse, "all of them are ", "") + "worse than the majority class")
                + (unclear.isEmpty()
                        ? ""
                        : "; " + subject(models, unclear, "none of them is ", "not ")
                                + "shown to be better than the majority class");
    }

    /** Returns some of the models as the start of a clause; nothing but its "not" where there is a single model. */
    private static String subject(List<String> models, List<String> some, String all, String not) {
        if (some.size() < models.size()) {
            return and(some) + (some.size() == 1 ? " is " : " are ") + not;
        }
        return models.size() == 1 ? not : all;
    }

    private Optional<PairwiseComparison> toMajorityClass(String model) {
        return toMajorityClass.find(model, MajorityClassBaseline.NAME);
    }

    /** Says how many seeds might decide between the first two. */
    private String seeds(Headline.Undecided undecided) {
        if (undecided.seeds().isEmpty()) {
            return "";
        }
        PowerAnalysis.Wanted wanted = undecided.seeds().get();
        List<String> first = undecided.models().subList(0, 2);
        int[] seeds = first.stream()
                .map(result::model)
                .mapToInt(ModelResult::seeds)
                .distinct()
                .toArray();
        // Of models with other numbers of seeds, each lacks another number.
        boolean alike = seeds.length == 1;
        int has = alike ? seeds[0] : 0;
        String between = undecided.models().size() == 2 ? "it" : "between " + and(first);
        if (!wanted.possible()) {
            return "; more test examples, and not more seeds, could decide " + between;
        }
        if (wanted.fewest().isEmpty()) {
            return "; more than " + Numbers.count(PowerAnalysis.MOST) + " seeds would be needed to decide " + between;
        }
        int fewest = Math.max(1, wanted.fewest().getAsInt() - has);
        OptionalInt most = wanted.most();
        return "; "
                + (most.isEmpty()
                        ? "at least " + Numbers.count(fewest)
                        : range(fewest, Math.max(fewest, most.getAsInt() - has)))
                + (alike ? " more" : "") + " seeds each might decide " + between;
    }

    private static String range(int fewest, int most) {
        return fewest == most ? Numbers.count(fewest) : Numbers.count(fewest) + " to " + Numbers.count(most);
    }

    private ModelResult.Measured measured(String model) {
        return result.model(model).measured(result.metrics().primary().orElseThrow());
    }

    private boolean isRate() {
        return result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
    }

    static String and(List<String> names) {
        return joined(names, " and ");
    }

    private static String or(List<String> names) {
        return joined(names, " or ");
    }

    private static String joined(List<String> names, String last) {
        if (names.size() > MOST_NAMES + 1) {
            return String.join(", ", names.subList(0, MOST_NAMES)) + last + Numbers.count(names.size() - MOST_NAMES)
                    + " more";
        }
        int end = names.size() - 1;
        return end == 0
                ? names.get(0)
                : names.stream().limit(end).collect(Collectors.joining(", ")) + last + names.get(end);
    }
}

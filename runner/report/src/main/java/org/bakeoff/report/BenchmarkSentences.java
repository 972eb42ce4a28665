package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.io.SomeNames;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.OverallComparison;

/** Puts into sentences what a benchmark comes to, for terminal and page alike. */
public final class BenchmarkSentences {

    /** How the table of pairs is to be read. */
    public static final String PAIRS =
            "The difference is the mean over data sets, in brackets with its interval for data sets such as these, which allows"
                    + " for all pairs at once; it decides which model is better. Wins, ties and losses (W-T-L) count the verdicts within"
                    + " the data sets. Wilcoxon is the exact signed-rank test over data sets, with Holm's correction; where seeds"
                    + " do the same on all data sets, its p is no less than that of the difference.";

    private static final int MOST_LETTERS = 200;
    private static final int MOST_NAMES = 10;

    private BenchmarkSentences() {}

    /** Returns which models are best over all data sets, or on the only one; with several training sizes those with the largest. */
    public static Sentence headline(BenchmarkResults results) {
        BenchmarkResult result = results.largest();
        List<DatasetResult> measured = result.measured();
        String at = results.sizes().size() > 1 ? " with " + Numbers.count(largest(results)) + " training examples" : "";
        if (measured.size() > 1 && measured.size() < OverallComparison.LEAST_DATASETS) {
            return new Sentence(
                    "Too few data sets to generalise" + at,
                    "it takes at least " + OverallComparison.LEAST_DATASETS + ", and there are " + measured.size()
                            + counted(result));
        }
        boolean rate = result.metric().rate();
        if (measured.size() == 1) {
            DatasetResult dataset = measured.get(0);
            return HeadlineSentence.of(
                    result.headline(),
                    " on " + dataset.name() + at,
                    new HeadlineSentence.Figures(
                            metric(result),
                            dataset.values().size(),
                            model -> Numbers.metric(dataset.value(model).orElseThrow(), rate),
                            model -> Numbers.metric(
                                    dataset.value(model).orElseThrow().value(), rate)));
        }
        UnaryOperator<String> mean = model -> Numbers.metric(result.mean(model).orElseThrow(), rate);
        return HeadlineSentence.of(
                result.headline(),
                " over " + measured.size() + " data sets" + at,
                new HeadlineSentence.Figures(
                        "mean " + metric(result), result.ranks().size(), mean, mean));
    }

    private static long largest(BenchmarkResults results) {
        return results.sizes().get(results.sizes().size() - 1).trainSize().orElse(0);
    }

    /** Says on how many data sets each model is best, or not beaten by any, unless all of them are everywhere. */
    private static String counted(BenchmarkResult result) {
        boolean all = result.measured().stream()
                .allMatch(dataset -> dataset.best().size() == result.models().size());
        if (all) {
            return "";
        }
        return "; best or among the best: "
                + result.models().stream()
                        .map(BenchmarkInput.Model::name)
                        .map(model -> model + " on "
                                + result.measured().stream()
                                        .filter(dataset -> dataset.best().contains(model))
                                        .count())
                        .collect(Collectors.joining(", "));
    }

    static String metric(BenchmarkResult result) {
        return ResultTables.lowerCase(result.metric());
    }

    /** Returns what limits the answer: runs that failed, trials that diverged, and data sets that are the same. */
    public static List<String> caveats(BenchmarkResults results) {
        List<String> caveats = new ArrayList<>();
        for (BenchmarkResults.OfTrainSize size : results.sizes()) {
            for (DatasetResult dataset : size.result().datasets()) {
                dataset.failure()
                        .ifPresent(failure -> caveats.add((dataset.values().isEmpty()
                                        ? "A run on " + dataset.name() + " failed: "
                                        : "Not all of " + dataset.name() + " counts: ")
                                + cut(failure)));
            }
        }
        say(
                doubted(results, DatasetResult.Doubt.DIVERGED_TRIALS),
                "Trials diverged on ",
                ", and count as guesses; the reports of the runs say which",
                caveats);
        say(
                doubted(results, DatasetResult.Doubt.COLLAPSED_SEEDS),
                "Some seeds of a model are hardly better than the majority class on ",
                ", while others are, so that means and intervals say little of it; the reports of the runs say which",
                caveats);
        say(
                doubted(results, DatasetResult.Doubt.DOUBTFUL_PREDICTIONS),
                "Predictions from files may not be what they should be on ",
                "; the reports of the runs say why",
                caveats);
        say(
                doubted(results, DatasetResult.Doubt.SEEDS_ADDED),
                "Seeds were added after a look at the results on ",
                ", for which verdicts over folds and data sets don't allow; treat these as exploratory",
                caveats);
        results.largest().datasets().forEach(dataset -> doubts(results.largest(), dataset, caveats));
        singleSeeds(results, caveats);
        caveats.addAll(means(results.largest()));
        for (DatasetResult dataset : results.largest().datasets()) {
            if (dataset.data().folds().cutAlike()) {
                caveats.add("Repeats of the folds of " + dataset.name()
                        + " have test sets in common, as few groups make them, which count once");
            }
            dataset.data()
                    .sameTest()
                    .ifPresent(other -> caveats.add(dataset.name() + " and " + other
                            + " have the same test set, so that what holds there counts twice"));
        }
        return caveats;
    }

    /** Says that verdicts are about the random numbers with which models of a single seed begin on all folds and data sets, and at all sizes. */
    private static void singleSeeds(BenchmarkResults results, List<String> caveats) {
        BenchmarkResult result = results.largest();
        boolean several = result.measured().size() > 1;
        boolean sizes = results.sizes().size() > 1;
        String verdicts = result.models().size() > 1 ? "verdicts" : "values";
        List<String> where = new ArrayList<>();
        if (several) {
            where.add("on all data sets");
        } else if (result.measured().stream().anyMatch(dataset -> dataset.runs() > 1)) {
            where.add("on all folds");
        }
        if (sizes) {
            where.add("at all training sizes");
        }
        say(
                ofOne(result, DatasetResult.Doubt.SINGLE_SEED),
                "Models have a single seed on ",
                (where.isEmpty()
                                ? ", and " + verdicts + " are about that"
                                : ", so that each begins with the same random numbers " + String.join(" and ", where)
                                        + ", and " + verdicts + " are about these")
                        + "; several seeds would show what other ones do",
                caveats);
        say(
                ofOne(result, DatasetResult.Doubt.SINGLE_FILE),
                "Predictions on ",
                " come from a single file of a model, that of one seed, and " + verdicts + " are about that",
                caveats);
    }

    /** Adds a sentence about data sets, if there are any. */
    private static void say(List<String> datasets, String before, String after, List<String> caveats) {
        if (!datasets.isEmpty()) {
            caveats.add(before + SomeNames.of(datasets, MOST_NAMES) + after);
        }
    }

    /** Returns on which of the measured data sets there is some doubt. */
    private static List<String> ofOne(BenchmarkResult result, DatasetResult.Doubt doubt) {
        return result.measured().stream()
                .filter(dataset -> dataset.data().doubts().ofTrials().contains(doubt))
                .map(DatasetResult::name)
                .toList();
    }

    /** Returns on which data sets there is some doubt, with any number of training examples. */
    private static List<String> doubted(BenchmarkResults results, DatasetResult.Doubt doubt) {
        return results.sizes().stream()
                .flatMap(size -> ofOne(size.result(), doubt).stream())
                .distinct()
                .toList();
    }

    /** Says what limits what the values on a data set say. */
    private static void doubts(BenchmarkResult result, DatasetResult dataset, List<String> caveats) {
        DatasetResult.Doubts doubts = dataset.data().doubts();
        if (doubts.leaking() > 0) {
            int repeats = dataset.data().folds().repeats();
            caveats.add(Numbers.count(doubts.leaking()) + " of " + Numbers.count(doubts.texts()) + " test texts of "
                    + dataset.name()
                    + (repeats > 1 ? ", each of which counts in all " + repeats + " repeats," : "")
                    + " are in the training set too, word for word or nearly; a model may have memorized"
                    + " them");
        }
        if (doubts.sharedGroups() > 0) {
            caveats.add(Numbers.count(doubts.sharedGroups()) + " of " + Numbers.count(doubts.groups())
                    + " test groups of " + dataset.name() + (doubts.sharedGroups() == 1 ? " is" : " are")
                    + " in the training set too; a model may be worse on new groups");
        }
        if (doubts.undefined() > 0 && dataset.runs() == 1) {
            caveats.add(dataset.name() + " has no " + metric(result)
                    + ", since its test set lacks a class, and doesn't count");
        } else if (doubts.undefined() > 0) {
            boolean one = doubts.undefined() == 1;
            caveats.add(Numbers.count(doubts.undefined()) + " of " + Numbers.count(dataset.runs()) + " folds of "
                    + dataset.name() + (one ? " has no " : " have no ") + metric(result) + ", since "
                    + (one ? "its test set lacks" : "their test sets lack") + " a class, and "
                    + (one ? "doesn't" : "don't") + " count");
        }
        double sign = result.metric().higherIsBetter() ? 1 : -1;
        doubts.majorityClass().stream()
                .filter(majority -> !dataset.values().isEmpty()
                        && dataset.values().values().stream()
                                .allMatch(value -> sign * value.value() <= sign * majority))
                .forEach(majority -> caveats.add("No model is better on " + dataset.name()
                        + " than the majority class, of which " + metric(result) + " is "
                        + Numbers.metric(majority, result.metric().rate())));
    }

    /** Says which models have a mean over other data sets than the rest, which can't be compared with theirs. */
    private static List<String> means(BenchmarkResult result) {
        int all = result.measured().size();
        return result.models().stream()
                .map(BenchmarkInput.Model::name)
                .flatMap(model -> {
                    long some = result.measured().stream()
                            .filter(dataset -> dataset.value(model).isPresent())
                            .count();
                    return some > 0 && some < all
                            ? Stream.of("The mean of " + model + " is over " + some + " of " + all
                                    + " data sets, and can't be compared with means over others; differences are over those"
                                    + " that both models have")
                            : Stream.<String>of();
                })
                .toList();
    }

    private static String cut(String failure) {
        String line = failure.lines().map(String::strip).collect(Collectors.joining(" "));
        return line.length() > MOST_LETTERS ? line.substring(0, MOST_LETTERS) + "..." : line;
    }
}

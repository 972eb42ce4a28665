package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
                    + " the data sets. Wilcoxon is the exact signed-rank test over data sets, with Holm's correction.";

    private static final int MOST_LETTERS = 200;

    private BenchmarkSentences() {}

    /** Returns which models are best over all data sets, or on the only one; with several training sizes those with the largest. */
    public static Sentence headline(BenchmarkResults results) {
        BenchmarkResult result = results.largest();
        List<DatasetResult> measured = measured(result);
        if (measured.isEmpty()) {
            return new Sentence("No model has a result", "");
        }
        String at = results.sizes().size() > 1 ? " with " + Numbers.count(largest(results)) + " training examples" : "";
        if (measured.size() == 1) {
            return best(measured.get(0), result, at);
        }
        if (measured.size() < OverallComparison.LEAST_DATASETS) {
            return new Sentence(
                    "Too few data sets to generalise" + at,
                    measured.size() + ", where " + OverallComparison.LEAST_DATASETS + " are the least; "
                            + counted(result));
        }
        return overall(result, at);
    }

    private static long largest(BenchmarkResults results) {
        return results.sizes().get(results.sizes().size() - 1).trainSize().orElse(0);
    }

    private static Sentence best(DatasetResult dataset, BenchmarkResult result, String at) {
        boolean rate = result.metric().rate();
        String figures = dataset.best().stream()
                .flatMap(model -> dataset.value(model).stream())
                .map(value -> Numbers.metric(value.value(), rate)
                        + (value.hasInterval() ? " (" + Numbers.ends(value.low(), value.high(), rate) + ")" : ""))
                .collect(Collectors.joining(", "));
        boolean all = dataset.best().size() == dataset.values().size();
        if (all && dataset.best().size() > 1) {
            return new Sentence(
                    "Undecided on " + dataset.name() + at,
                    "no significant difference between " + HeadlineSentence.and(dataset.best()));
        }
        return new Sentence(
                HeadlineSentence.and(dataset.best())
                        + (dataset.best().size() == 1 ? " is best on " : " are best on ")
                        + dataset.name()
                        + at,
                metric(result) + " " + figures);
    }

    /** Says on how many data sets each model is best, or not beaten by any. */
    private static String counted(BenchmarkResult result) {
        return "best or among the best: "
                + result.models().stream()
                        .map(BenchmarkInput.Model::name)
                        .map(model -> model + " on "
                                + measured(result).stream()
                                        .filter(dataset -> dataset.best().contains(model))
                                        .count())
                        .collect(Collectors.joining(", "));
    }

    private static Sentence overall(BenchmarkResult result, String at) {
        List<String> compared =
                result.ranks().stream().map(rank -> rank.model()).toList();
        List<String> best = result.best();
        String over = " over " + measured(result).size() + " data sets" + at;
        if (best.size() == compared.size()) {
            return new Sentence(
                    "Undecided" + over, "no significant difference between " + HeadlineSentence.and(compared));
        }
        List<String> beaten = compared.stream()
                .filter(model -> !best.contains(model))
                .filter(model -> best.stream().allMatch(one -> result.isBetter(one, model)))
                .toList();
        return new Sentence(
                HeadlineSentence.and(best)
                        + (best.size() == 1
                                ? " is best" + over
                                : " are best" + over + ", with no significant difference between them"),
                "mean " + metric(result) + " "
                        + HeadlineSentence.and(best.stream()
                                .map(model -> Numbers.metric(
                                        mean(result, model), result.metric().rate()))
                                .toList())
                        + (beaten.isEmpty() ? "" : "; better than " + HeadlineSentence.and(beaten)));
    }

    /** Returns the mean of a model's values over the data sets that have one; NaN if none has. */
    static double mean(BenchmarkResult result, String model) {
        return result.datasets().stream()
                .flatMap(dataset -> dataset.value(model).stream())
                .mapToDouble(estimate -> estimate.value())
                .average()
                .orElse(Double.NaN);
    }

    static List<DatasetResult> measured(BenchmarkResult result) {
        return result.datasets().stream()
                .filter(dataset -> !dataset.values().isEmpty())
                .toList();
    }

    static String metric(BenchmarkResult result) {
        return ResultTables.lowerCase(result.metric());
    }

    /** Returns what limits the answer: runs that failed, and few data sets. */
    public static List<String> caveats(BenchmarkResults results) {
        List<String> caveats = new ArrayList<>();
        for (BenchmarkResults.OfTrainSize size : results.sizes()) {
            for (DatasetResult dataset : size.result().datasets()) {
                dataset.failure()
                        .ifPresent(failure -> caveats.add("A run on " + dataset.name() + " failed: " + cut(failure)));
            }
        }
        int datasets = measured(results.largest()).size();
        if (datasets > 1 && datasets < OverallComparison.LEAST_DATASETS) {
            caveats.add("With " + datasets
                    + " data sets, verdicts hold for each of them alone: how much data sets differ can't be"
                    + " told from fewer than " + OverallComparison.LEAST_DATASETS);
        }
        return caveats;
    }

    private static String cut(String failure) {
        String line = failure.lines().findFirst().orElse("");
        return line.length() > MOST_LETTERS ? line.substring(0, MOST_LETTERS) + "..." : line;
    }
}

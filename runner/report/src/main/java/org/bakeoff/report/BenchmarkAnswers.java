package org.bakeoff.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.report.AnswerSentences.Answer;
import org.bakeoff.statistics.Headline;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.bakeoff.statistics.benchmark.OverallComparison;

/** Says what follows on the headline of a benchmark: on which data sets which models are best, from how many training examples on, and what to do next. */
public final class BenchmarkAnswers {

    private static final int MOST_SIZES = 3;

    private BenchmarkAnswers() {}

    /**
     * Returns the answers that a benchmark has.
     *
     * @param reports where the reports of its runs are
     */
    public static List<Answer> of(BenchmarkResults results, String reports) {
        BenchmarkResult result = results.largest();
        List<Answer> answers = new ArrayList<>();
        if (result.models().size() > 1 && result.measured().size() > 1) {
            answers.add(new Answer("Where", where(result)));
        }
        List<String> sizes = Stream.concat(
                        TrainSizeSentences.turns(results).stream(), TrainSizeSentences.expected(results).stream())
                .toList();
        if (!sizes.isEmpty()) {
            answers.add(new Answer("Sizes", sizes(sizes)));
        }
        answers.add(new Answer("Next", next(results, "see why in the reports of the runs, " + reports)));
        return answers;
    }

    /** Names the best models of each data set, first those that are best on most of them. */
    private static String where(BenchmarkResult result) {
        Map<List<String>, List<String>> datasets = new LinkedHashMap<>();
        for (DatasetResult dataset : result.measured()) {
            Headline headline = result.headline(dataset);
            boolean decided = !(headline instanceof Headline.Undecided || headline instanceof Headline.NoResult);
            datasets.computeIfAbsent(decided ? headline.best() : List.of(), best -> new ArrayList<>())
                    .add(dataset.name());
        }
        int all = result.measured().size();
        return datasets.entrySet().stream()
                .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
                .map(group -> "on "
                        + (group.getValue().size() == all
                                ? "each of the " + all + " data sets"
                                : HeadlineSentence.and(group.getValue()))
                        + best(group.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String best(List<String> models) {
        return models.isEmpty()
                ? " it is undecided"
                : " " + HeadlineSentence.and(models) + (models.size() == 1 ? " is best" : " are best");
    }

    private static String sizes(List<String> clauses) {
        int more = clauses.size() - MOST_SIZES;
        return clauses.stream().limit(MOST_SIZES).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    /** Says what would make the answer whole, or surer, and where to read on. */
    private static String next(BenchmarkResults results, String read) {
        if (!results.complete()) {
            return "remove the cause, and give the same command again: it retries the runs that failed";
        }
        BenchmarkResult result = results.largest();
        int datasets = result.measured().size();
        if (datasets < 2) {
            return result.measured().stream()
                    .filter(dataset -> dataset.runs() > 1)
                    .map(dataset -> deciding(overFolds(dataset), result, read))
                    .findFirst()
                    .orElse(read);
        }
        int few = OverallComparison.LEAST_DATASETS - datasets;
        if (few > 0) {
            return "add " + few + (few == 1 ? " data set" : " data sets")
                    + " or more, since with fewer than " + OverallComparison.LEAST_DATASETS
                    + " verdicts hold for each of them alone; " + read;
        }
        return deciding("more data sets, all added before the next look,", result, read);
    }

    private static String overFolds(DatasetResult dataset) {
        DatasetResult.Folds folds = dataset.data().folds();
        if (folds.cutAlike()) {
            return "more groups, since repeats cut these alike,";
        }
        return folds.runs() == 2
                ? "more folds, or repeats of them, since two folds alone give no interval,"
                : "more repeats of the folds, or more texts,";
    }

    private static String deciding(String more, BenchmarkResult result, String read) {
        Headline headline = result.headline();
        boolean equivalent =
                headline instanceof Headline.SeveralBest several && several.verdict() == Verdict.EQUIVALENT;
        return headline.best().size() < 2 || equivalent
                ? read
                : more + " might decide between " + HeadlineSentence.and(headline.best()) + "; " + read;
    }
}

package org.bakeoff.report.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bakeoff.io.TerminalText;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SearchResult;

/**
 * Checks a comparison that was read from a file, which anybody may have written: its names become paths, and its numbers positions
 * and sizes.
 */
final class ComparisonCheck {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int SHOWN = 40;

    private ComparisonCheck() {}

    /** Throws {@link RecordReader.InvalidRecordException} for what no comparison has. */
    static void check(ComparisonResult result) {
        check(result.dataset().description());
        require(result.dataset().test() > 0, "it has no test examples");
        Set<DataCheck.Subject> counted = new HashSet<>();
        result.dataset()
                .checks()
                .forEach(check -> require(counted.add(check.what()), "it counts the same examples twice"));
        Set<String> models = new HashSet<>();
        Set<String> trials = new HashSet<>();
        for (ModelResult model : result.models()) {
            String name = "'" + TerminalText.excerpt(model.name(), SHOWN) + "'";
            require(ModelResult.isName(model.name()), "a model can't be named " + name);
            require(models.add(model.name()), "it names the model " + name + " twice");
            int configuration = model.description().configuration();
            require(configuration >= 0, "the configuration of " + name + " can't be " + configuration);
            for (ModelResult.Trial trial : model.trials()) {
                require(trial.seed() >= 0, "a seed of " + name + " can't be " + trial.seed());
                require(trials.add(model.name(trial)), "it names the trial " + model.name(trial) + " twice");
            }
        }
        require(
                result.metrics().primary().isEmpty()
                        || result.metrics().primaryMetric().isPresent(),
                "its primary metric is not one of its metrics");
        Set<String> measured = result.models().stream()
                .filter(model -> result.metrics()
                        .primary()
                        .filter(model.metrics()::containsKey)
                        .isPresent())
                .map(ModelResult::name)
                .collect(Collectors.toSet());
        for (PairwiseComparison pair : result.conclusion().comparisons()) {
            require(models.containsAll(List.of(pair.left(), pair.right())), "it compares models that it doesn't have");
            require(measured.containsAll(List.of(pair.left(), pair.right())), "it compares models without the metric");
        }
        for (SearchResult search : result.searches()) {
            require(models.contains(search.model()), "it has a search for a model that it doesn't have");
            require(
                    search.selected() >= 1
                            && search.selected() <= search.configurations().size(),
                    "the search for " + search.model() + " can't have selected the configuration " + search.selected());
        }
    }

    private static void check(DatasetDescription data) {
        require(SHA256.matcher(data.testSha256()).matches(), "testSha256 isn't 64 hexadecimal digits in lowercase");
        require(
                data.train() >= 0 && data.validation() >= 0 && data.length() >= 0 && data.evaluations() >= 0,
                "a number of the dataset is negative");
    }

    private static void require(boolean condition, String fault) {
        if (!condition) {
            throw new RecordReader.InvalidRecordException(fault);
        }
    }
}

package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;

/** Models with given predictions on examples with given groups, compared as an experiment compares them. */
final class Scores {

    /** The probability of class 1 itself: any number is a score. */
    static final Metric MEAN =
            Metric.mean("score", "Score", true, (label, predictions, example) -> predictions.probability(example, 1));

    /** The same as a function that the runner knows nothing of. */
    static final Metric DRAWN = Metric.of("drawn", "Drawn", true, MEAN.function());

    /** The share of examples of probability 1 or more. */
    static final Metric RATE = Metric.rate(
            "accuracy", "Accuracy", true, (label, predictions, example) -> predictions.predicted(example) == 1 ? 1 : 0);

    /** The share of examples whose class was predicted. */
    static final Metric ACCURACY = Metric.rate(
            "accuracy",
            "Accuracy",
            true,
            (label, predictions, example) -> predictions.predicted(example) == label ? 1 : 0);

    private final List<Example> examples;
    private final Map<String, Entrant> models = new LinkedHashMap<>();
    private final List<ComparisonInput.DataCount> counts = new ArrayList<>();
    private final List<SearchResult> searches = new ArrayList<>();
    private List<Integer> classSizes = List.of(1, 1);
    private ComparisonInput.Rules rules = ComparisonInput.Rules.DEFAULT;

    /** Examples of given groups, each with a text of its own. */
    Scores(int... groups) {
        this(IntStream.range(0, groups.length)
                .mapToObj(index -> example("e" + index, "g" + groups[index], "text " + index))
                .toList());
    }

    /** Given test examples. */
    Scores(List<Example> examples) {
        this.examples = List.copyOf(examples);
    }

    /** So many test examples, each a cluster of its own, of class 0 and 1 in turn. */
    static Scores balanced(int size) {
        return new Scores(IntStream.range(0, size)
                .mapToObj(index ->
                        new Example("e" + index, new int[] {1}, index % 2, "text " + index, "e" + index, Map.of()))
                .toList());
    }

    /** The predictions of a model that is right on the first of the {@link #balanced} examples and wrong on the rest. */
    static double[] right(int size, int right) {
        double[] probabilities = new double[size];
        Arrays.setAll(probabilities, index -> index < right ? index % 2 : 1 - index % 2);
        return probabilities;
    }

    static Example example(String id, String group, String text) {
        return new Example(id, new int[] {1}, 1, text, group, Map.of());
    }

    /** So many training examples of each class. */
    Scores trained(Integer... ofClass) {
        classSizes = List.of(ofClass);
        return this;
    }

    /** Other rules for the verdicts. */
    Scores by(ComparisonInput.Rules other) {
        rules = other;
        return this;
    }

    /** Something counted in the data, with the test examples to compare without. */
    Scores counted(DataCheck.Kind kind, Integer... testExamples) {
        counts.add(new ComparisonInput.DataCount(
                new DataCheck.Subject(kind, DataCheck.Examples.TEST, Optional.empty()),
                testExamples.length,
                examples.size(),
                List.of(testExamples)));
        return this;
    }

    /** A hyperparameter search. */
    Scores searched(SearchResult search) {
        searches.add(search);
        return this;
    }

    /** Adds a model by its predictions, one array a seed; an empty array is a trial that failed. */
    Scores model(String name, double[]... seeds) {
        return model(Entrant.of(name, seeds));
    }

    Scores model(Entrant model) {
        models.put(model.name(), model);
        return this;
    }

    ComparisonResult compare(Finding... findings) {
        return compare(EvaluatorGuard.none(), findings);
    }

    ComparisonResult compare(EvaluatorGuard guard, Finding... findings) {
        List<String> classes = IntStream.range(0, classSizes.size())
                .mapToObj(label -> "class " + label)
                .toList();
        return ModelComparison.compare(
                new ComparisonInput(
                        "test",
                        new DatasetDescription("given", 2, 100, classes, 1, "", 0),
                        new ComparisonInput.Training(classSizes, searches, List.of(), List.of()),
                        examples,
                        models.values().stream()
                                .map(model -> model.model(classes.size()))
                                .toList(),
                        counts,
                        rules),
                List.of(findings),
                guard);
    }

    /** The comparison of the first two models, and nothing with the majority class. */
    PairwiseComparison pair(Metric metric) {
        Map<String, Entrant> all = new LinkedHashMap<>(models);
        models.replaceAll((name, model) -> model.declared(true, model.deterministic()));
        ComparisonResult result = compare(metric);
        models.putAll(all);
        return result.conclusion().comparisons().get(0);
    }

    /** As many groups as given, each of so many examples. */
    static int[] groups(int count, int size) {
        return IntStream.range(0, count * size).map(index -> index / size).toArray();
    }
}

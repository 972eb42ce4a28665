package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.spec.ComparisonConfig;
import org.bakeoff.spec.Spec;
import org.bakeoff.testplugins.ParityDataset;
import org.bakeoff.training.TrialOutcome;

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
    private DatasetInfo data = new DatasetInfo(List.of("no", "yes"), List.of("", "word"), 1);
    private List<Example> train = List.of(
            example("t0", "t0", "train 0"),
            new Example("t1", new int[] {1, 1}, 0, "train 1", "t1", Map.of()),
            example("t2", "t2", "train 2"));
    private ValidationSplit split = new ValidationSplit(new int[] {0, 1}, new int[] {2});
    private final Map<String, Entrant> models = new LinkedHashMap<>();
    private final Map<String, Budget> budgets = new LinkedHashMap<>();

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

    /** Trains on these, all of them. */
    Scores train(List<Example> examples) {
        train = examples;
        split = new ValidationSplit(IntStream.range(0, examples.size()).toArray(), new int[0]);
        return this;
    }

    /** Another set of classes, and places for tokens. */
    Scores data(List<String> classes, int length) {
        data = new DatasetInfo(classes, List.of("", "word"), length);
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

    /** Says of a model what it was given on other training data. */
    Scores budget(String model, Budget budget) {
        budgets.put(model, budget);
        return this;
    }

    ComparisonResult compare(Finding... findings) {
        List<TrialOutcome> outcomes = new ArrayList<>();
        List<Spec.Model> specs = new ArrayList<>();
        models.values().forEach(entrant -> {
            Spec.Model model = entrant.model();
            specs.add(model);
            for (int seed = 0; seed < entrant.seeds().size(); seed++) {
                outcomes.add(entrant.outcome(model, seed, data.classes().size()));
            }
        });
        Spec spec = new Spec(
                "test",
                new Spec.Chosen<>(new ParityDataset(), new ParityDataset().defaults()),
                specs,
                Entrant.TRAINING,
                ComparisonConfig.defaults(),
                List.of(new Spec.Chosen<>(new Given(List.of(findings)), new Given.Config())),
                null);
        ComparisonInput input = new ComparisonInput(
                train, split, new TestData(data, examples), 0, Map.of(), budgets, List.of(), List.of());
        return new Comparer().compare(spec, input, outcomes);
    }

    /** The contrast of the first two models in the first metric. */
    PairwiseComparison contrast(Metric metric) {
        return compare(metric).conclusion().comparisons().get(0);
    }

    /** As many groups as given, each of so many examples. */
    static int[] groups(int count, int size) {
        return IntStream.range(0, count * size).map(index -> index / size).toArray();
    }

    /** Gives the findings it is made with. */
    private record Given(List<Finding> findings) implements Evaluator<Given.Config> {

        record Config() {}

        @Override
        public String name() {
            return "given";
        }

        @Override
        public String description() {
            return "the findings it is made with";
        }

        @Override
        public Config defaults() {
            return new Config();
        }

        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            return findings;
        }
    }
}

package org.bakeoff.runner.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DataSpec;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.bakeoff.runner.data.TestData;
import org.bakeoff.runner.data.ValidationSplit;
import org.bakeoff.runner.plugins.MeanProvider;
import org.bakeoff.runner.plugins.ParityDataset;
import org.bakeoff.runner.spec.Spec;
import org.bakeoff.runner.spec.Training;
import org.bakeoff.runner.trial.Outcome;
import org.bakeoff.runner.trial.Trial;
import org.bakeoff.runner.trial.TrialResult;

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

    private final List<Example> examples = new ArrayList<>();
    private List<Example> train = List.of(
            example("t0", "t0", "train 0"),
            new Example("t1", new int[] {1, 1}, 0, "train 1", "t1", Map.of()),
            example("t2", "t2", "train 2"));
    private final Map<String, List<double[]>> models = new LinkedHashMap<>();

    /** Examples of given groups, each with a text of its own. */
    Scores(int... groups) {
        for (int index = 0; index < groups.length; index++) {
            examples.add(example("e" + index, "g" + groups[index], "text " + index));
        }
    }

    static Example example(String id, String group, String text) {
        return new Example(id, new int[] {1}, 1, text, group, Map.of());
    }

    /** Adds a model by its predictions, one array a seed; an empty array is a trial that failed. */
    Scores model(String name, double[]... seeds) {
        models.put(name, List.of(seeds));
        return this;
    }

    ComparisonResult compare(Metric... metrics) {
        TestData test = new TestData(new DataSpec(List.of("no", "yes"), List.of("", "word"), 1), examples);
        List<Outcome> outcomes = new ArrayList<>();
        List<Spec.Model> specs = new ArrayList<>();
        Training training = training();
        models.forEach((name, seeds) -> {
            Spec.Model model = new Spec.Model(
                    name, new Spec.Chosen<>(new MeanProvider(), new MeanProvider().defaults()), training);
            specs.add(model);
            for (int seed = 0; seed < seeds.size(); seed++) {
                outcomes.add(outcome(new Trial(model, seed, "cpu"), seeds.get(seed)));
            }
        });
        Spec spec = new Spec(
                "test",
                new Spec.Chosen<>(new ParityDataset(), new ParityDataset().defaults()),
                specs,
                training,
                List.of(new Spec.Chosen<>(new Given(List.of(metrics)), new Given.Config())));
        Subject subject =
                new Subject(train, new ValidationSplit(new int[] {0, 1}, new int[] {2}), test, 0, Map.of(), Map.of());
        return new Comparer().compare(spec, subject, outcomes);
    }

    /** The contrast of the first two models in the first metric. */
    Contrast contrast(Metric metric) {
        return compare(metric).contrasts().get(0);
    }

    private static Outcome outcome(Trial trial, double[] probabilities) {
        return probabilities.length == 0
                ? new Outcome(trial, null, "it failed")
                : new Outcome(
                        trial,
                        new TrialResult(List.of(), List.of(), new Predictions(trial.seed(), 2, probabilities), null),
                        null);
    }

    private static Training training() {
        return new Training(
                1, 1, 1, List.of(1L), 0, Training.ValidationBy.FIRST, Training.Padding.FIXED, "cpu", 1, null, null);
    }

    /** As many groups as given, each of so many examples. */
    static int[] groups(int count, int size) {
        return IntStream.range(0, count * size).map(index -> index / size).toArray();
    }

    /** Gives the metrics it is made with. */
    private record Given(List<Metric> metrics) implements Evaluator<Given.Config> {

        record Config() {}

        @Override
        public String name() {
            return "given";
        }

        @Override
        public String description() {
            return "the metrics it is made with";
        }

        @Override
        public Config defaults() {
            return new Config();
        }

        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            return List.copyOf(metrics);
        }
    }
}

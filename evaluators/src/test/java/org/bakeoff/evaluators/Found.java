package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;

/** Evaluates as the runner does: with whatever the service loader finds. */
final class Found {

    private final int[] labels;
    private final int classes;
    private final List<ModelPredictions> models = new ArrayList<>();
    private OptionalInt positive;

    Found(int classes, int... labels) {
        this.classes = classes;
        this.labels = labels;
        this.positive = classes == 2 ? OptionalInt.of(1) : OptionalInt.empty();
    }

    /** Adds a model by its probabilities, one array a seed. */
    Found model(String name, double[]... seeds) {
        models.add(new ModelPredictions(
                name,
                IntStream.range(0, seeds.length)
                        .mapToObj(seed -> new Predictions(seed, classes, seeds[seed]))
                        .toList(),
                List.of()));
        return this;
    }

    /** Makes another class than class 1 the positive one. */
    Found positive(int index) {
        positive = OptionalInt.of(index);
        return this;
    }

    Comparison comparison() {
        List<String> names =
                IntStream.range(0, classes).mapToObj(index -> "class " + index).toList();
        List<Example> examples = IntStream.range(0, labels.length)
                .mapToObj(index ->
                        new Example("e" + index, new int[] {1, 2}, labels[index], "Text " + index, "g", Map.of()))
                .toList();
        return new Comparison(new DatasetInfo(names, List.of("", "a", "word"), 2), examples, models, positive);
    }

    /** What an evaluator finds with its defaults. */
    List<Finding> by(String name) {
        return evaluate(evaluator(name));
    }

    List<Finding> by(String name, Record config) {
        return evaluate(evaluator(name), config);
    }

    /** The value of an evaluator's metric for the only model and seed. */
    double metric(String name, Record config) {
        return ((Metric) by(name, config).get(0))
                .function()
                .of(labels, models.get(0).seeds().get(0))
                .value(once());
    }

    /** How many examples an evaluator's metric rests on, for the only model and seed. */
    double support(String name, Record config) {
        return ((Metric) by(name, config).get(0))
                .support()
                .of(labels, models.get(0).seeds().get(0), once());
    }

    private int[] once() {
        int[] once = new int[labels.length];
        Arrays.fill(once, 1);
        return once;
    }

    /** The value of an evaluator's metric for a model and seed. */
    double metric(String name, int model, int seed) {
        return metric(name, model, seed, once());
    }

    double metric(String name, int model, int seed, int... weights) {
        Metric metric = (Metric) by(name).get(0);
        return metric.function().of(labels, models.get(model).seeds().get(seed)).value(weights);
    }

    static List<Evaluator<?>> all() {
        List<Evaluator<?>> all = new ArrayList<>();
        ServiceLoader.load(Evaluator.class).forEach(all::add);
        return all;
    }

    static Evaluator<?> evaluator(String name) {
        return all().stream()
                .filter(evaluator -> evaluator.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private <C extends Record> List<Finding> evaluate(Evaluator<C> evaluator) {
        return evaluator.evaluate(evaluator.defaults(), comparison());
    }

    @SuppressWarnings("unchecked")
    private <C extends Record> List<Finding> evaluate(Evaluator<C> evaluator, Record config) {
        return evaluator.evaluate((C) config, comparison());
    }
}

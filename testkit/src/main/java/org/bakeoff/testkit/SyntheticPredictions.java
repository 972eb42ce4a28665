package org.bakeoff.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;

/**
 * Makes labelled test examples and the predictions of several models for them, without trained models.
 *
 * @param classes the number of classes
 * @param labels the label of every example
 * @param models the models, in their order
 * @param positive with two classes the index of the positive class
 */
@SuppressWarnings("ArrayRecordComponent")
record SyntheticPredictions(int classes, int[] labels, List<Model> models, int positive) {

    /** A model and its probabilities for each seed, as {@link Predictions} takes them. */
    record Model(String name, List<double[]> seeds) {}

    /** Makes examples of random classes, each of which occurs, and no model. */
    static SyntheticPredictions random(int classes, int count) {
        int[] labels = new SplittableRandom(5).ints(count, 0, classes).toArray();
        for (int index = 0; index < classes; index++) {
            labels[index] = index;
        }
        return new SyntheticPredictions(classes, labels, List.of(), 1);
    }

    SyntheticPredictions with(String name, double[]... seeds) {
        List<Model> more = new ArrayList<>(models);
        more.add(new Model(name, List.of(seeds)));
        return new SyntheticPredictions(classes, labels, more, positive);
    }

    SyntheticPredictions reversed() {
        List<Model> turned = new ArrayList<>();
        models.forEach(model -> turned.add(0, model));
        return new SyntheticPredictions(classes, labels, turned, positive);
    }

    /** Selects examples by their positions; a position may occur more than once. */
    SyntheticPredictions at(int... positions) {
        return new SyntheticPredictions(
                classes,
                Arrays.stream(positions).map(position -> labels[position]).toArray(),
                models.stream()
                        .map(model -> new Model(
                                model.name(),
                                model.seeds().stream()
                                        .map(seed -> rows(seed, positions))
                                        .toList()))
                        .toList(),
                positive);
    }

    /** Rounds the probabilities of class 1 so that those of class 0 are their exact complements, as {@link #swapped} needs. */
    SyntheticPredictions rounded() {
        return each(probability -> Math.rint(16 * probability) / 16);
    }

    /** Swaps two classes, of which the positive one stays the same with another index. */
    SyntheticPredictions swapped() {
        SyntheticPredictions other = each(probability -> 1 - probability);
        return new SyntheticPredictions(
                classes, IntStream.of(labels).map(label -> 1 - label).toArray(), other.models, 1 - positive);
    }

    private SyntheticPredictions each(DoubleUnaryOperator change) {
        return new SyntheticPredictions(
                classes,
                labels,
                models.stream()
                        .map(model -> new Model(
                                model.name(),
                                model.seeds().stream()
                                        .map(seed ->
                                                Arrays.stream(seed).map(change).toArray())
                                        .toList()))
                        .toList(),
                positive);
    }

    private double[] rows(double[] probabilities, int... positions) {
        int columns = classes == 2 ? 1 : classes;
        return Arrays.stream(positions)
                .boxed()
                .flatMapToDouble(position -> Arrays.stream(probabilities, position * columns, (position + 1) * columns))
                .toArray();
    }

    /** Returns the probabilities of a model that is certain of the right classes. */
    double[] perfect() {
        return shared(IntStream.of(labels).mapToObj(label -> one(label, 1, 0)).toList());
    }

    /** Returns the probabilities of a model that is certain of wrong classes. */
    double[] inverted() {
        return shared(IntStream.of(labels)
                .mapToObj(label -> one(label, 0, 1.0 / (classes - 1)))
                .toList());
    }

    double[] always(double probability) {
        double[] all = new double[labels.length * (classes == 2 ? 1 : classes)];
        Arrays.fill(all, probability);
        return all;
    }

    /** Returns probabilities with few distinct values, so that many are tied; right more often than wrong. */
    double[] coarse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return shared(IntStream.of(labels)
                .mapToObj(label -> {
                    double own = 0.2 * random.nextInt(1, 5);
                    return one(random.nextInt(4) > 0 ? label : random.nextInt(classes), own, (1 - own) / (classes - 1));
                })
                .toList());
    }

    private double[] one(int favourite, double probability, double others) {
        double[] row = new double[classes];
        Arrays.fill(row, others);
        row[favourite] = probability;
        return row;
    }

    private double[] shared(List<double[]> rows) {
        return rows.stream()
                .flatMapToDouble(row -> classes == 2 ? Arrays.stream(row, 1, 2) : Arrays.stream(row))
                .toArray();
    }

    Comparison comparison() {
        List<Example> examples = new ArrayList<>();
        for (int index = 0; index < labels.length; index++) {
            int[] tokens = IntStream.range(0, 1 + index % 5)
                    .map(place -> 1 + place % 3)
                    .toArray();
            Map<String, String> attributes = Map.of("parity", index % 2 == 0 ? "even" : "odd");
            examples.add(new Example("e" + index, tokens, labels[index], "Text " + index, "g" + index / 2, attributes));
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(index -> "class" + index).toList();
        return new Comparison(
                new DatasetInfo(names, List.of("", "one", "two", "three"), 5),
                examples,
                models.stream()
                        .map(model -> new ModelPredictions(model.name(), predictions(model), List.of()))
                        .toList(),
                classes == 2 ? OptionalInt.of(positive) : OptionalInt.empty());
    }

    List<Predictions> predictions(Model model) {
        return IntStream.range(0, model.seeds().size())
                .mapToObj(seed -> new Predictions(seed, classes, model.seeds().get(seed)))
                .toList();
    }
}

package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ModelPredictions;

/** Groups the test examples by which of two models is right, each by the majority of its votes, and chooses examples to show. */
final class AgreementTable {

    /** Says which of the two is right, in the order to show them. */
    enum Cell {
        ONLY_LEFT,
        ONLY_RIGHT,
        BOTH,
        NEITHER
    }

    record Shown(int example, String chosen) {}

    private final ModelPairs.Pair pair;
    /** The mean probabilities of the examples' own classes. */
    private final double[] byLeft;

    private final double[] byRight;
    private final Map<Cell, Integer> counts = new EnumMap<>(Cell.class);
    private final Map<Cell, List<Shown>> shown = new EnumMap<>(Cell.class);

    /**
     * Groups the examples of a comparison.
     *
     * @param examples how many of the most telling ones, and how many others, each cell shows
     * @param ofLabels for each model the mean probabilities that it gives the examples' own classes
     */
    AgreementTable(
            Comparison comparison, ModelPairs.Pair pair, int examples, Function<ModelPredictions, double[]> ofLabels) {
        this.pair = pair;
        this.byLeft = ofLabels.apply(pair.left());
        this.byRight = ofLabels.apply(pair.right());
        for (Cell cell : Cell.values()) {
            int[] all = IntStream.range(0, comparison.examples().size())
                    .filter(example -> cell(example) == cell)
                    .toArray();
            counts.put(cell, all.length);
            shown.put(cell, choose(cell, all, examples));
        }
    }

    /** Says by which seeds a model is right or wrong. */
    String voters() {
        return pair.voters();
    }

    ModelPredictions left() {
        return pair.left();
    }

    ModelPredictions right() {
        return pair.right();
    }

    boolean isOf(String model) {
        return model.equals(left().model()) || model.equals(right().model());
    }

    int count(Cell cell) {
        return counts.getOrDefault(cell, 0);
    }

    /** Returns the most telling ones by falling weight, then those at random in the order of the test set. */
    List<Shown> shown(Cell cell) {
        return shown.getOrDefault(cell, List.of());
    }

    private Cell cell(int example) {
        if (pair.leftRight().get(example)) {
            return pair.rightRight().get(example) ? Cell.BOTH : Cell.ONLY_LEFT;
        }
        return pair.rightRight().get(example) ? Cell.ONLY_RIGHT : Cell.NEITHER;
    }

    private List<Shown> choose(Cell cell, int[] all, int count) {
        int[] byWeight = Positions.sorted(all, example -> -weight(cell, example));
        int telling = Math.min(count, byWeight.length);
        int[] others = Arrays.copyOfRange(byWeight, telling, byWeight.length);
        List<Shown> result = new ArrayList<>();
        Arrays.stream(byWeight, 0, telling).forEach(example -> result.add(new Shown(example, "most telling")));
        String purpose = left().model() + " " + right().model() + " " + cell;
        Arrays.stream(Positions.drawn(others, count, purpose))
                .forEach(example -> result.add(new Shown(example, "at random")));
        return result;
    }

    /** Returns how telling an example is of its cell; least where a model diverged. */
    private double weight(Cell cell, int example) {
        double weight = switch (cell) {
            case BOTH -> byLeft[example] + byRight[example];
            case ONLY_LEFT -> byLeft[example] - byRight[example];
            case ONLY_RIGHT -> byRight[example] - byLeft[example];
            case NEITHER -> -byLeft[example] - byRight[example];
        };
        return Double.isNaN(weight) ? Double.NEGATIVE_INFINITY : weight;
    }
}

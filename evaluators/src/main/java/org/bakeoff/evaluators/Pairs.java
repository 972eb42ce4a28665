package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ModelPredictions;

/** Every pair of models, by what the majority of each one's seeds gets right. */
final class Pairs {

    private final List<Pair> all = new ArrayList<>();

    /**
     * Two models.
     *
     * @param left the one that comes first in the spec
     * @param right the other
     * @param counts how often they are right on the same examples
     */
    record Pair(ModelPredictions left, ModelPredictions right, Discordance counts) {}

    /** Looks at each model's predictions once, since there are many more pairs than models. */
    Pairs(Comparison comparison) {
        List<ModelPredictions> models = comparison.models();
        int[] labels = comparison.labels();
        List<BitSet> right = models.stream().map(model -> right(model, labels)).toList();
        for (int first = 0; first < models.size(); first++) {
            for (int second = first + 1; second < models.size(); second++) {
                all.add(new Pair(
                        models.get(first),
                        models.get(second),
                        Discordance.of(right.get(first), right.get(second), labels.length)));
            }
        }
    }

    private static BitSet right(ModelPredictions model, int[] labels) {
        BitSet right = new BitSet(labels.length);
        IntStream.range(0, labels.length)
                .filter(example -> model.mostlyRight(example, labels[example]))
                .forEach(right::set);
        return right;
    }

    /** All of them, in the spec's order. */
    List<Pair> all() {
        return all;
    }

    /** So many of them at most, in the spec's order: where there are more, those that differ on most examples. */
    List<Pair> mostDifferent(int most) {
        return IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        index -> -all.get(index).counts().discordant()))
                .limit(most)
                .sorted()
                .map(all::get)
                .toList();
    }
}

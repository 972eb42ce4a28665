package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ModelPredictions;

/** Compares every pair of models by the examples that the majority of each one's seeds gets right. */
final class ModelPairs {

    private final List<Pair> all = new ArrayList<>();

    record Pair(ModelPredictions left, ModelPredictions right, McNemarTest counts) {}

    /** Reads each model's predictions once, since there are many more pairs than models. */
    ModelPairs(Comparison comparison) {
        List<ModelPredictions> models = comparison.models();
        int[] labels = comparison.labels();
        List<BitSet> right = models.stream().map(model -> right(model, labels)).toList();
        for (int first = 0; first < models.size(); first++) {
            for (int second = first + 1; second < models.size(); second++) {
                all.add(new Pair(
                        models.get(first),
                        models.get(second),
                        McNemarTest.of(right.get(first), right.get(second), labels.length)));
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

    /** Returns all pairs, in the order of the spec. */
    List<Pair> all() {
        return all;
    }

    /** Returns at most {@code most} pairs, in the order of the spec: those that differ on most examples. */
    List<Pair> mostDifferent(int most) {
        return IntStream.of(Positions.sorted(
                        Positions.below(all.size()),
                        index -> -all.get(index).counts().discordant()))
                .limit(most)
                .sorted()
                .mapToObj(all::get)
                .toList();
    }

    /**
     * Names a finding about two models, such as {@code agreementSimpleRnnVsLstm}. No two pairs have the same name: a hyphen
     * and a letter become a capital, any other hyphen, and one before v or z, becomes Z. So the only capital V is that of
     * "Vs", and the name can be read backwards.
     */
    static String name(String prefix, String left, String right) {
        return prefix + camel(left) + "Vs" + camel(right);
    }

    private static String camel(String model) {
        StringBuilder name = new StringBuilder(model.substring(0, 1).toUpperCase(Locale.ROOT));
        for (int index = 1; index < model.length(); index++) {
            char letter = model.charAt(index);
            char next = index + 1 < model.length() ? model.charAt(index + 1) : '-';
            if (letter != '-') {
                name.append(letter);
            } else if (next >= 'a' && next <= 'y' && next != 'v') {
                name.append(Character.toUpperCase(next));
                index++;
            } else {
                name.append('Z');
            }
        }
        return name.toString();
    }
}

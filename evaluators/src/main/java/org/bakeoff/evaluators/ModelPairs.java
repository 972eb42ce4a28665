package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;

/**
 * Compares every pair of models by the examples that the majority of each one's seeds gets right. Both have the same, odd number of
 * votes: the majority of three seeds is right more often than one seed, and of an even number there may be none.
 */
final class ModelPairs {

    private final List<Pair> all = new ArrayList<>();

    /**
     * Two models.
     *
     * @param votes how many seeds of each vote, the first ones
     * @param leftRight the examples that most of those get right
     */
    record Pair(
            ModelPredictions left,
            ModelPredictions right,
            int votes,
            BitSet leftRight,
            BitSet rightRight,
            McNemarTest counts) {

        /** Says who votes. */
        String voters() {
            return votes == 1 ? "the first seed" : "more than half of the first " + votes + " seeds";
        }
    }

    /** Reads each model's predictions once for each number of votes, since there are many more pairs than models. */
    ModelPairs(Comparison comparison) {
        List<ModelPredictions> models = comparison.models();
        int[] labels = comparison.labels();
        List<Map<Integer, BitSet>> right = new ArrayList<>();
        models.forEach(model -> right.add(new HashMap<>()));
        for (int first = 0; first < models.size(); first++) {
            for (int second = first + 1; second < models.size(); second++) {
                ModelPredictions one = models.get(first);
                ModelPredictions other = models.get(second);
                int votes = (Math.min(one.seeds().size(), other.seeds().size()) - 1) / 2 * 2 + 1;
                BitSet ofOne = right.get(first).computeIfAbsent(votes, most -> right(one, most, labels));
                BitSet ofOther = right.get(second).computeIfAbsent(votes, most -> right(other, most, labels));
                all.add(new Pair(one, other, votes, ofOne, ofOther, McNemarTest.of(ofOne, ofOther, labels.length)));
            }
        }
    }

    private static BitSet right(ModelPredictions model, int votes, int[] labels) {
        List<Predictions> seeds = model.seeds().subList(0, votes);
        BitSet right = new BitSet(labels.length);
        for (int example = 0; example < labels.length; example++) {
            int wins = 0;
            for (Predictions seed : seeds) {
                wins += seed.predicted(example) == labels[example] ? 1 : 0;
            }
            right.set(example, 2 * wins > votes);
        }
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
     * and a letter become a capital, any other hyphen, and one before v or z, becomes Z. What the models of a spec can't have in
     * their names (capitals, dots, underscores, a digit at the start) becomes its code, after a V unless it is the first. So the only
     * other capital V within a model's name is that of "Vs", and the name can be read backwards.
     */
    static String name(String prefix, String left, String right) {
        return prefix + camel(left) + "Vs" + camel(right);
    }

    private static String camel(String model) {
        char first = model.charAt(0);
        StringBuilder name =
                new StringBuilder(isSmall(first) ? String.valueOf(first).toUpperCase(Locale.ROOT) : code(first));
        for (int index = 1; index < model.length(); index++) {
            char letter = model.charAt(index);
            char next = index + 1 < model.length() ? model.charAt(index + 1) : '-';
            if (isSmall(letter) || isDigit(letter)) {
                name.append(letter);
            } else if (letter != '-') {
                name.append('V').append(code(letter));
            } else if (next >= 'a' && next <= 'y' && next != 'v') {
                name.append(Character.toUpperCase(next));
                index++;
            } else {
                name.append('Z');
            }
        }
        return name.toString();
    }

    private static boolean isSmall(char letter) {
        return letter >= 'a' && letter <= 'z';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Returns two hexadecimal digits, the first of which is no letter. */
    private static String code(char letter) {
        return Integer.toHexString(letter);
    }
}

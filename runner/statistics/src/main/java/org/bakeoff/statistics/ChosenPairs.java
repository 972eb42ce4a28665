package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The pairs of models whose differences are computed in slices or in other metrics than the primary one, or kept of each look at the
 * results: all, unless these would be so many that memory and files couldn't hold them, since pairs as well as slices, metrics and looks
 * may be thousands.
 *
 * @param byLeft the models on the right by the model on the left, both in the order of the spec
 * @param all how many pairs there are
 */
record ChosenPairs(Map<String, List<String>> byLeft, int all) {

    /** The differences in all slices, in all other metrics, or at all looks, of a comparison at most. */
    static final int MOST = 70_000;

    /**
     * Chooses pairs: those of the best model with the others, in the order of the ranking, then those of the second, and so on.
     *
     * @param models the mean of each model over its seeds, in the order of the spec
     * @param higherIsBetter whether the larger mean is the better one
     * @param slices how many slices, other metrics or looks there are in all
     */
    static ChosenPairs of(Map<String, Double> models, boolean higherIsBetter, int slices) {
        List<String> names = List.copyOf(models.keySet());
        int all = names.size() * (names.size() - 1) / 2;
        int most = most(slices);
        // NaN last.
        Comparator<Map.Entry<String, Double>> bestFirst =
                Comparator.comparingDouble(model -> higherIsBetter ? -model.getValue() : model.getValue());
        List<String> ranked = models.entrySet().stream()
                .sorted(bestFirst)
                .map(Map.Entry::getKey)
                .toList();
        Set<List<String>> chosen = new HashSet<>();
        for (int better = 0; better < ranked.size() && chosen.size() < most; better++) {
            for (int other = better + 1; other < ranked.size() && chosen.size() < most; other++) {
                chosen.add(List.of(ranked.get(better), ranked.get(other)));
            }
        }
        Map<String, List<String>> byLeft = new LinkedHashMap<>();
        for (int left = 0; left < names.size(); left++) {
            for (int right = left + 1; right < names.size(); right++) {
                if (chosen.contains(List.of(names.get(left), names.get(right)))
                        || chosen.contains(List.of(names.get(right), names.get(left)))) {
                    byLeft.computeIfAbsent(names.get(left), name -> new ArrayList<>())
                            .add(names.get(right));
                }
            }
        }
        return new ChosenPairs(byLeft, all);
    }

    /** Returns how many pairs are chosen at most. */
    static int most(int slices) {
        return Math.max(1, MOST / Math.max(1, slices));
    }

    /** Returns whether a pair is among them, which has the model that comes first in the spec on the left. */
    boolean has(String left, String right) {
        return byLeft.getOrDefault(left, List.of()).contains(right);
    }

    /** Returns a note with what is left out, if anything is. */
    String noted(String note) {
        int chosen = byLeft.values().stream().mapToInt(List::size).sum();
        return chosen == all
                ? note
                : (note.isEmpty() ? "" : note + " ")
                        + String.format(
                                Locale.ROOT,
                                "Of %,d pairs of models, the differences of %,d are here: those of the best model first.",
                                all,
                                chosen);
    }
}

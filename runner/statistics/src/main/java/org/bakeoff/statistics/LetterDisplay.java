package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Gives things letters, so that two of them share one exactly where they don't differ.
 *
 * <p>Source: the insert-and-absorb algorithm of Piepho, "An algorithm for a letter-based representation of all-pairwise
 * comparisons", Journal of Computational and Graphical Statistics 13, 2004.
 */
public final class LetterDisplay {

    private static final int LETTERS = 26;
    /** So many overlapping groups nobody can read, and more might be exponentially many. */
    private static final int MOST_GROUPS = 52;

    private LetterDisplay() {}

    /**
     * Returns the letters of each of so many things, numbered by their rank: the first has an a, and who shares it with things of a
     * higher rank comes first. Empty texts where there are too many groups.
     */
    public static List<String> of(int things, BiPredicate<Integer, Integer> differ) {
        List<Set<Integer>> groups = new ArrayList<>(List.of(new TreeSet<>()));
        for (int thing = 0; thing < things; thing++) {
            groups.get(0).add(thing);
        }
        for (int first = 0; first < things && groups.size() <= MOST_GROUPS; first++) {
            for (int second = first + 1; second < things && groups.size() <= MOST_GROUPS; second++) {
                if (differ.test(first, second)) {
                    groups = without(groups, first, second);
                }
            }
        }
        if (groups.size() > MOST_GROUPS) {
            return Collections.nCopies(things, "");
        }
        groups.sort(Comparator.comparing(
                group -> group.stream().mapToInt(Integer::intValue).toArray(), Arrays::compare));
        List<String> letters = new ArrayList<>();
        for (int thing = 0; thing < things; thing++) {
            StringBuilder own = new StringBuilder();
            for (int group = 0; group < groups.size(); group++) {
                if (groups.get(group).contains(thing)) {
                    own.append((char) ((group < LETTERS ? 'a' : 'A') + group % LETTERS));
                }
            }
            letters.add(own.toString());
        }
        return letters;
    }

    /** Splits every group that holds two different things, and drops what other groups cover. */
    private static List<Set<Integer>> without(List<Set<Integer>> groups, int first, int second) {
        List<Set<Integer>> split = new ArrayList<>();
        for (Set<Integer> group : groups) {
            if (group.contains(first) && group.contains(second)) {
                for (int thing : List.of(first, second)) {
                    Set<Integer> rest = new TreeSet<>(group);
                    rest.remove(thing);
                    split.add(rest);
                }
            } else {
                split.add(group);
            }
        }
        List<Set<Integer>> kept = new ArrayList<>();
        for (Set<Integer> group : split) {
            if (kept.stream().noneMatch(other -> other.containsAll(group))) {
                kept.removeIf(group::containsAll);
                kept.add(group);
            }
        }
        return kept;
    }
}

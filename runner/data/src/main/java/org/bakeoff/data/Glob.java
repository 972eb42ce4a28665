package org.bakeoff.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A pattern in the syntax of {@link java.nio.file.FileSystem#getPathMatcher}, "glob". That one makes a regular expression of it, which
 * for names like {@code aaaa} and patterns like <code>*a*a*b</code> takes time without end; this takes time proportional to the length
 * of the path times that of the pattern.
 */
final class Glob {

    /** What the step to the next state takes, by states. */
    private final List<IntPredicate> steps = new ArrayList<>();

    /** The states that take any number of what their step takes. */
    private final BitSet repeating = new BitSet();

    /** The states that are reached from another one without a step. */
    private final Map<Integer, List<Integer>> jumps = new HashMap<>();

    private final int[] glob;
    private int at;

    /** Reads a pattern that {@link java.nio.file.FileSystem#getPathMatcher} takes. */
    Glob(String pattern) {
        glob = points(pattern);
        int group = -1;
        List<Integer> ends = new ArrayList<>();
        while (at < glob.length) {
            int next = glob[at++];
            boolean ending = group >= 0 && (next == ',' || next == '}');
            if (next == '{') {
                group = steps.size();
                step(character -> false);
                jump(group, group + 1);
            } else if (ending) {
                ends.add(steps.size());
                step(character -> false);
                if (next == ',') {
                    jump(group, steps.size());
                } else {
                    ends.forEach(end -> jump(end, steps.size()));
                    ends.clear();
                    group = -1;
                }
            } else if (next == '*') {
                boolean folders = at < glob.length && glob[at] == '*';
                at += folders ? 1 : 0;
                repeating.set(steps.size());
                jump(steps.size(), steps.size() + 1);
                step(folders ? character -> true : Glob::isWithin);
            } else {
                step(
                        next == '?'
                                ? Glob::isWithin
                                : next == '[' ? characters() : only(next == '\\' ? glob[at++] : next));
            }
        }
    }

    private static int[] points(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray();
    }

    private void step(IntPredicate taken) {
        steps.add(taken);
    }

    private void jump(int from, int to) {
        jumps.computeIfAbsent(from, state -> new ArrayList<>()).add(to);
    }

    private static boolean isWithin(int character) {
        return character != '/';
    }

    private static IntPredicate only(int wanted) {
        return character -> character == wanted;
    }

    /** Reads what stands in brackets. */
    private IntPredicate characters() {
        boolean negated = glob[at] == '!';
        at += negated ? 1 : 0;
        IntPredicate some = character -> false;
        int first = at;
        while (glob[at] != ']') {
            int low = glob[at++];
            boolean range = at > first && glob[at] == '-' && glob[at + 1] != ']';
            int high = range ? glob[at + 1] : low;
            at += range ? 2 : 0;
            some = some.or(character -> character >= low && character <= high);
        }
        at++;
        return (negated ? some.negate() : some).and(Glob::isWithin);
    }

    /** Returns whether all of a path matches. */
    boolean matches(String path) {
        BitSet states = new BitSet();
        add(0, states);
        for (int character : points(path)) {
            BitSet next = new BitSet();
            states.stream()
                    .filter(state -> state < steps.size() && steps.get(state).test(character))
                    .forEach(state -> add(repeating.get(state) ? state : state + 1, next));
            states = next;
        }
        return states.get(steps.size());
    }

    private void add(int state, BitSet states) {
        if (!states.get(state)) {
            states.set(state);
            jumps.getOrDefault(state, List.of()).forEach(other -> add(other, states));
        }
    }
}

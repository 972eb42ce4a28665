package org.bakeoff.data;

import java.util.Arrays;
import java.util.List;

/**
 * Holds the token ids of many examples in two flat arrays, which are not copied and must not change.
 *
 * @param offsets where each example starts in {@code tokens}, and last where the last one ends
 * @param tokens the token ids, example after example
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenTable(int[] offsets, int[] tokens) {

    /** Copies token ids, one array for each example. */
    public static TokenTable of(List<int[]> examples) {
        int[] offsets = new int[examples.size() + 1];
        for (int example = 0; example < examples.size(); example++) {
            offsets[example + 1] = Math.addExact(offsets[example], examples.get(example).length);
        }
        int[] tokens = new int[offsets[examples.size()]];
        for (int example = 0; example < examples.size(); example++) {
            System.arraycopy(examples.get(example), 0, tokens, offsets[example], examples.get(example).length);
        }
        return new TokenTable(offsets, tokens);
    }

    /** Returns the number of examples. */
    public int size() {
        return offsets.length - 1;
    }

    /** Returns the number of token ids of an example. */
    public int length(int example) {
        return offsets[example + 1] - offsets[example];
    }

    /** Returns the token ids of an example, as a new array. */
    public int[] tokens(int example) {
        return Arrays.copyOfRange(tokens, offsets[example], offsets[example + 1]);
    }

    /**
     * Copies an example's ids.
     *
     * @param last where the last of them goes
     * @param stride how far apart they go
     */
    public void copy(int example, long[] target, int last, int stride) {
        int end = offsets[example + 1] - 1;
        for (int back = 0; back < length(example); back++) {
            target[last - back * stride] = tokens[end - back];
        }
    }
}

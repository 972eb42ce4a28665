package org.bakeoff.data;

import java.util.List;

/** Gives the token ids of many examples, from memory or from a file. Thread-safe. */
public interface TokenTable {

    /** Holds token ids, one array for each example. They are not copied and must not change. */
    static TokenTable of(List<int[]> examples) {
        return new TokenTable() {
            @Override
            public int size() {
                return examples.size();
            }

            @Override
            public int length(int example) {
                return examples.get(example).length;
            }

            @Override
            public int[] tokens(int example) {
                return examples.get(example).clone();
            }
        };
    }

    /** Returns the number of examples. */
    int size();

    /** Returns the number of token ids of an example. */
    int length(int example);

    /** Returns the token ids of an example, as a new array. */
    int[] tokens(int example);

    /**
     * Copies an example's ids.
     *
     * @param last where the last of them goes
     * @param stride how far apart they go
     */
    default void copy(int example, long[] target, int last, int stride) {
        int[] tokens = tokens(example);
        int position = last;
        for (int index = tokens.length - 1; index >= 0; index--) {
            target[position] = tokens[index];
            position -= stride;
        }
    }
}

package org.bakeoff.training;

import org.bakeoff.data.TokenTable;

/**
 * Names the examples that go through a network together.
 *
 * @param examples their positions
 * @param columns how many token ids each has, padding included
 */
@SuppressWarnings("ArrayRecordComponent")
record Batch(int[] examples, int columns) {

    /** Returns the token ids, padded in front with 0. */
    TokenIds tokens(TokenTable table) {
        long[] tokens = new long[examples.length * columns];
        for (int row = 0; row < examples.length; row++) {
            table.copy(examples[row], tokens, (columns - 1) * examples.length + row, examples.length);
        }
        return new TokenIds(tokens, examples.length);
    }

    /** Returns the same examples with twice the columns. */
    Batch doubled() {
        return new Batch(examples, Math.multiplyExact(2, columns));
    }

    int size() {
        return examples.length;
    }
}

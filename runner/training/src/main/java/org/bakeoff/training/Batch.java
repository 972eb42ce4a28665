package org.bakeoff.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.data.TokenTable;

/**
 * Names the examples that go through a network together.
 *
 * @param examples their positions
 * @param columns how many token ids each has, padding included
 */
@SuppressWarnings("ArrayRecordComponent")
record Batch(int[] examples, int columns) {

    /** What an array holds at most. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    /**
     * Returns the token ids, padded in front with 0.
     *
     * @throws OutOfMemoryError if they are more than an array holds, too
     */
    TokenIds tokens(TokenTable table) {
        long count = (long) examples.length * columns;
        if (count > MOST) {
            throw new OutOfMemoryError(count + " token ids in a batch");
        }
        long[] tokens = new long[(int) count];
        for (int row = 0; row < examples.length; row++) {
            table.copy(examples[row], tokens, (columns - 1) * examples.length + row, examples.length);
        }
        return new TokenIds(tokens, examples.length);
    }

    /** Returns the same examples with twice the columns. */
    Batch doubled() {
        return new Batch(examples, Math.multiplyExact(2, columns));
    }

    /** Returns the examples one by one, each with as many columns. */
    Stream<Batch> single() {
        return IntStream.of(examples).mapToObj(example -> new Batch(new int[] {example}, columns));
    }

    /** Returns the first and the second half of the examples, each with as many columns. */
    List<Batch> halves() {
        int middle = examples.length / 2;
        return List.of(
                new Batch(Arrays.copyOf(examples, middle), columns),
                new Batch(Arrays.copyOfRange(examples, middle, examples.length), columns));
    }

    int size() {
        return examples.length;
    }
}

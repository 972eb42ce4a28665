package org.bakeoff.training;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.data.TokenTable;
import org.bakeoff.training.engine.EngineErrorMessage;

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

    /**
     * Does some work with the batch; with its halves, as often as it takes, where all of it takes more memory than PyTorch can have: smaller
     * batches may have been trained.
     *
     * @return what it gave for each part, in the order of the examples
     */
    <T> List<T> inParts(Function<Batch, T> work) {
        try {
            return List.of(work.apply(this));
        } catch (EngineException e) {
            if (examples.length == 1 || !EngineErrorMessage.isMemory(e)) {
                throw e;
            }
        }
        int middle = examples.length / 2;
        List<T> all = new ArrayList<>();
        all.addAll(new Batch(Arrays.copyOf(examples, middle), columns).inParts(work));
        all.addAll(new Batch(Arrays.copyOfRange(examples, middle, examples.length), columns).inParts(work));
        return all;
    }

    int size() {
        return examples.length;
    }
}

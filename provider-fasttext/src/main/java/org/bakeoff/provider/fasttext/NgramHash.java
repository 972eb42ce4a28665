package org.bakeoff.provider.fasttext;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;

/**
 * Numbers the words of a text by their ids, and its runs of words by the buckets behind them.
 *
 * @param vocabulary the number of token ids
 * @param longest how many words the longest run has; 1 for single words only
 * @param buckets the number of buckets
 */
record NgramHash(int vocabulary, int longest, int buckets) {

    /** 2^32 over the golden ratio, as in Knuth's multiplicative hashing. */
    private static final long MULTIPLIER = 2_654_435_761L;

    /** A prime, small enough that its product with the multiplier, or with a vocabulary, is no more than a long holds. */
    private static final long PRIME = Integer.MAX_VALUE;

    /** Returns how many numbers there are. */
    int count() {
        return longest == 1 ? vocabulary : Math.addExact(vocabulary, buckets);
    }

    /**
     * Returns the numbers of all words and runs, 0 for those that padding is part of.
     *
     * @param tokens token ids (N, T) of type {@code INT64}
     * @return (N, F), F the number of columns of T, T - 1, ... together
     */
    NDArray of(NDArray tokens) {
        NDArray prime = number(tokens, PRIME);
        NDList numbers = new NDList(tokens);
        NDArray hash = tokens;
        long columns = tokens.getShape().get(1);
        for (int words = 2; words <= Math.min(longest, columns); words++) {
            NDArray next = tokens.get(new NDIndex(":, " + (words - 1) + ":"));
            hash = hash.get(new NDIndex(":, :-1"))
                    .mul(number(tokens, vocabulary))
                    .add(next)
                    .mod(prime);
            // Padding is in front, so a run has none if its first word isn't.
            NDArray real = tokens.get(new NDIndex(":, :" + (columns - words + 1)))
                    .neq(0)
                    .toType(tokens.getDataType(), false);
            NDArray bucket = hash.mul(number(tokens, MULTIPLIER))
                    .mod(prime)
                    .mod(number(tokens, buckets))
                    .add(number(tokens, vocabulary));
            numbers.add(bucket.mul(real));
        }
        return NDArrays.concat(numbers, 1);
    }

    /** Returns a number of the array's type; DJL would make a float of a Java number that is out of the range of int. */
    private static NDArray number(NDArray like, long value) {
        return like.getManager().create(new long[] {value});
    }
}

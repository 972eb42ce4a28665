package org.bakeoff.provider.bagofwords;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.stream.IntStream;

/**
 * The features of a text: its token ids, and the buckets of its pairs of neighbours behind them. Padding, id 0, is part of
 * none. What an array of PyTorch gives and what Java gives is the same.
 *
 * @param vocabulary the number of token ids
 * @param buckets the number of buckets of pairs; 0 for none
 */
record Features(int vocabulary, int buckets) {

    /** 2^32 over the golden ratio, as in Knuth's multiplicative hashing. */
    private static final long MULTIPLIER = 2_654_435_761L;

    /** A prime, small enough that its product with the multiplier is no more than a long holds. */
    private static final long PRIME = Integer.MAX_VALUE;

    int count() {
        return vocabulary + buckets;
    }

    /** Returns the features that a text has, ascending, each once. */
    int[] of(int[] tokens) {
        IntStream words = IntStream.of(tokens).filter(token -> token != 0);
        IntStream pairs = buckets == 0
                ? IntStream.empty()
                : IntStream.range(1, tokens.length)
                        .filter(end -> tokens[end - 1] != 0 && tokens[end] != 0)
                        .map(end -> pair(tokens[end - 1], tokens[end]));
        return IntStream.concat(words, pairs).sorted().distinct().toArray();
    }

    private int pair(long first, long second) {
        return (int) (vocabulary + (first * vocabulary + second) % PRIME * MULTIPLIER % PRIME % buckets);
    }

    /** Returns the features of token ids (N, T), ascending, with repetitions, 0 for none: (N, T) or (N, 2T - 1). */
    NDArray of(NDArray tokens) {
        if (buckets == 0 || tokens.getShape().get(1) < 2) {
            return tokens.sort(1);
        }
        NDArray first = tokens.get(new NDIndex(":, :-1"));
        NDArray second = tokens.get(new NDIndex(":, 1:"));
        NDArray prime = number(first, PRIME);
        NDArray bucket = first.mul(number(first, vocabulary))
                .add(second)
                .mod(prime)
                .mul(number(first, MULTIPLIER))
                .mod(prime)
                .mod(number(first, buckets))
                .add(number(first, vocabulary));
        NDArray real = first.neq(0).logicalAnd(second.neq(0)).toType(tokens.getDataType(), false);
        return NDArrays.concat(new NDList(tokens, bucket.mul(real)), 1).sort(1);
    }

    /** Returns a number of the array's type; DJL would make a float of a Java number that is out of the range of int. */
    private static NDArray number(NDArray like, long value) {
        return like.getManager().create(new long[] {value});
    }
}

package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Some of the test examples, seen as parts of their clusters.
 *
 * @param clusters the clusters of all test examples
 * @param examples the positions of its examples, ascending
 * @param count how many clusters have an example in it
 */
@SuppressWarnings("ArrayRecordComponent")
record Part(Clusters clusters, int[] examples, int count) {

    static Part all(Clusters clusters) {
        return of(clusters, IntStream.range(0, clusters.of().length).toArray());
    }

    static Part of(Clusters clusters, int[] examples) {
        int count = (int) Arrays.stream(examples)
                .map(example -> clusters.of()[example])
                .distinct()
                .count();
        return new Part(clusters, examples, count);
    }

    /** All examples but those of this part. */
    Part rest() {
        boolean[] in = new boolean[clusters.of().length];
        for (int example : examples) {
            in[example] = true;
        }
        return of(clusters, IntStream.range(0, in.length).filter(i -> !in[i]).toArray());
    }

    /** Gives every example of the part the weight of its cluster, and all others 0. */
    int[] weights(int[] ofClusters) {
        int[] weights = new int[clusters.of().length];
        for (int example : examples) {
            weights[example] = ofClusters[clusters.of()[example]];
        }
        return weights;
    }
}

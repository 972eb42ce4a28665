package org.bakeoff.runner.compare;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Draws of as many clusters as there are, with replacement: the cluster bootstrap. Every use sees the same draws.
 *
 * <p>Source: Davison and Hinkley, "Bootstrap methods and their application", 1997, section 3.8.
 */
final class Draws {

    private static final int COUNT = 2000;
    private static final long SEED = 20_110_601;

    private final Clusters clusters;

    Draws(Clusters clusters) {
        this.clusters = clusters;
    }

    /** How many clusters there are. */
    int clusters() {
        return clusters.count();
    }

    /** Applies a function to the example weights of every draw. */
    double[] map(ToDoubleFunction<int[]> function) {
        return IntStream.range(0, COUNT)
                .parallel()
                .mapToDouble(draw -> function.applyAsDouble(weights(draw)))
                .toArray();
    }

    private int[] weights(int draw) {
        SplittableRandom random = new SplittableRandom(SEED + draw);
        int[] times = new int[clusters.count()];
        for (int index = 0; index < times.length; index++) {
            times[random.nextInt(times.length)]++;
        }
        int[] weights = new int[clusters.of().length];
        for (int index = 0; index < weights.length; index++) {
            weights[index] = times[clusters.of()[index]];
        }
        return weights;
    }
}

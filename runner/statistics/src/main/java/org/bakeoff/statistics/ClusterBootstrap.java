package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.Metric;

/**
 * ClusterBootstrap of as many clusters as there are, with replacement: the cluster bootstrap. Every use sees the same draws.
 *
 * <p>Source: Davison and Hinkley, "Bootstrap methods and their application", 1997, section 3.8.
 */
final class ClusterBootstrap {

    private static final int COUNT = 2000;
    private static final long SEED = 20_110_601;

    private final Part part;

    ClusterBootstrap(Part part) {
        this.part = part;
    }

    /** Returns the values of several functions with the example weights of every draw: an array a draw. */
    double[][] values(List<Metric.Weighted> functions) {
        return IntStream.range(0, COUNT)
                .parallel()
                .mapToObj(draw -> values(functions, part.weights(times(draw))))
                .toArray(double[][]::new);
    }

    /** Returns the values with every example counted once. */
    double[] once(List<Metric.Weighted> functions) {
        int[] once = new int[part.clusters().count()];
        Arrays.fill(once, 1);
        return values(functions, part.weights(once));
    }

    private static double[] values(List<Metric.Weighted> functions, int[] weights) {
        return functions.stream()
                .mapToDouble(function -> function.value(weights))
                .toArray();
    }

    private int[] times(int draw) {
        SplittableRandom random = new SplittableRandom(SEED + draw);
        int[] times = new int[part.clusters().count()];
        for (int index = 0; index < times.length; index++) {
            times[random.nextInt(times.length)]++;
        }
        return times;
    }
}

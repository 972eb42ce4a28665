package org.bakeoff.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusts p-values of several tests so that the chance of any false rejection is bounded.
 *
 * <p>Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
 */
final class Holm {

    private Holm() {}

    /** Returns the adjusted p-values, in the order given. */
    static double[] adjust(List<Double> p) {
        int count = p.size();
        int[] ascending = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[count];
        double largest = 0;
        for (int rank = 0; rank < count; rank++) {
            largest = Math.max(largest, Math.min(1, (count - rank) * p.get(ascending[rank])));
            adjusted[ascending[rank]] = largest;
        }
        return adjusted;
    }
}

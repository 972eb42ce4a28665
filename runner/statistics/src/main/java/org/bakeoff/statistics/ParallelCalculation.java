package org.bakeoff.statistics;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calculates something of many items on all processors. */
final class ParallelCalculation {

    private ParallelCalculation() {}

    /**
     * Returns what a calculation gives for each item. If several throw, the caller gets what the first one in the order of the items
     * threw, as it is; a parallel stream would throw any of them, and wrap it.
     */
    static <T, R> List<R> each(List<T> items, Function<T, R> calculation) {
        List<Supplier<R>> results =
                items.parallelStream().map(item -> attempt(item, calculation)).toList();
        return results.stream().map(Supplier::get).toList();
    }

    /** Returns what gives the result, or throws what the calculation threw. */
    private static <T, R> Supplier<R> attempt(T item, Function<T, R> calculation) {
        try {
            R result = calculation.apply(item);
            return () -> result;
        } catch (RuntimeException | Error e) {
            return () -> {
                throw e;
            };
        }
    }
}

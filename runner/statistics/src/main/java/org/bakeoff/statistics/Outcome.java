package org.bakeoff.statistics;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a calculation in another thread: its result, or what it threw. */
record Outcome<R>(@Nullable R result, @Nullable Throwable thrown) {

    /**
     * Calculates something of each item, on all processors. If several throw, the caller gets what the first one in the order of the
     * items threw, as it is; a parallel stream would throw any of them, and wrap it.
     */
    static <T, R> List<R> each(List<T> items, Function<T, R> calculation) {
        List<Outcome<R>> outcomes =
                items.parallelStream().map(item -> of(item, calculation)).toList();
        return outcomes.stream().map(Outcome::get).toList();
    }

    private static <T, R> Outcome<R> of(T item, Function<T, R> calculation) {
        try {
            return new Outcome<>(calculation.apply(item), null);
        } catch (RuntimeException | Error e) {
            return new Outcome<>(null, e);
        }
    }

    private R get() {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return Objects.requireNonNull(result);
    }
}

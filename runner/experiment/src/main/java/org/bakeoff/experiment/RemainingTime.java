package org.bakeoff.experiment;

import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bakeoff.spec.BenchmarkSpec;

/** Estimates how long the rest of a benchmark takes, by its runs so far, best by those with as many training examples. */
final class RemainingTime {

    private final Map<OptionalInt, DoubleSummaryStatistics> bySize = new HashMap<>();
    private final DoubleSummaryStatistics all = new DoubleSummaryStatistics();

    /** Adds a run that has trained. */
    void add(BenchmarkSpec.Run run, double seconds) {
        bySize.computeIfAbsent(run.trainSize(), size -> new DoubleSummaryStatistics())
                .accept(seconds);
        all.accept(seconds);
    }

    /** Returns about how many seconds some runs take; empty as long as none has ended. */
    OptionalDouble of(List<BenchmarkSpec.Run> runs) {
        return all.getCount() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(runs.stream()
                        .mapToDouble(
                                run -> bySize.getOrDefault(run.trainSize(), all).getAverage())
                        .sum());
    }
}

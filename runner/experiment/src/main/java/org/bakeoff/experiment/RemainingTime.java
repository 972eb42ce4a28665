package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bakeoff.spec.BenchmarkSpec;

/** Estimates how long the rest of a benchmark takes, by its runs so far, best by those with as many training examples. */
final class RemainingTime {

    private record Took(OptionalInt trainSize, double seconds) {}

    private final List<Took> took = new ArrayList<>();

    /** Adds a run that has trained. */
    void add(BenchmarkSpec.Run run, double seconds) {
        took.add(new Took(run.trainSize(), seconds));
    }

    /** Returns about how many seconds some runs take; empty as long as none has ended. */
    OptionalDouble of(List<BenchmarkSpec.Run> runs) {
        return took.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(runs.stream()
                        .mapToDouble(run -> seconds(run.trainSize()))
                        .sum());
    }

    private double seconds(OptionalInt trainSize) {
        return took.stream()
                .filter(run -> run.trainSize().equals(trainSize))
                .mapToDouble(Took::seconds)
                .average()
                .orElseGet(
                        () -> took.stream().mapToDouble(Took::seconds).average().orElse(0));
    }
}

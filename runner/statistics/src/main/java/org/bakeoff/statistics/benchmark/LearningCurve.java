package org.bakeoff.statistics.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.bakeoff.statistics.Estimate;

/**
 * Holds what a model's values with several numbers of training examples come to. The values themselves are those of the sizes.
 *
 * @param model its name
 * @param law the power law that fits its values; empty where none does, or none could be fitted
 * @param extrapolated its values with more examples; empty where {@link #missing} says why
 * @param missing why nothing is extrapolated; empty if something is
 * @param goal how many examples it takes to be as good as another model; empty if it has no other to be compared with, or
 *     was trained elsewhere
 */
public record LearningCurve(
        String model,
        Optional<PowerLaw> law,
        List<Extrapolation> extrapolated,
        Optional<MissingExtrapolation> missing,
        Optional<Goal> goal) {

    /** Nothing is said of more than so many times the largest size. */
    public static final int FARTHEST = 4;

    /** Copies the list. */
    public LearningCurve {
        extrapolated = List.copyOf(extrapolated);
    }

    /** Returns the curve of a model that was trained elsewhere, of which more examples here say nothing. */
    static LearningCurve ofElsewhere(String model) {
        return new LearningCurve(
                model,
                Optional.empty(),
                List.of(),
                Optional.of(MissingExtrapolation.TRAINED_ELSEWHERE),
                Optional.empty());
    }

    /** Says why nothing is extrapolated. */
    public enum MissingExtrapolation {
        /** It was trained elsewhere, with the same examples whatever the size. */
        TRAINED_ELSEWHERE,
        /** There are values at fewer than four sizes. */
        FEW_SIZES,
        /** Some value has no interval. */
        NO_INTERVAL,
        /** The values are farther from any power law than their intervals allow. */
        NO_POWER_LAW,
        /** The interval at twice the largest size is wider than all that was measured. */
        TOO_UNCERTAIN
    }

    /**
     * A value that wasn't measured.
     *
     * @param examples the number of training examples
     * @param value the value, with an interval that allows for the errors of what was measured, but not for a curve of another shape
     */
    public record Extrapolation(long examples, Estimate value) {}

    /**
     * Says what it takes to be as good as another model is with the largest number of training examples.
     *
     * @param model the other model: the best one, or for that the second best
     * @param value its value
     * @param examples how many examples it takes. An end at the smallest size stands for that or fewer. What is empty is more than
     *     the largest size, or than {@link #FARTHEST} times it where {@link LearningCurve#missing} is empty
     * @param seconds how long a training with so many takes; empty where the examples are or where no time was measured
     */
    public record Goal(String model, double value, Needed examples, Needed seconds) {}

    /**
     * Says what a goal takes, and its 95% interval.
     *
     * @param value the estimate
     * @param low the lower end of the interval
     * @param high its upper end
     */
    public record Needed(OptionalDouble value, OptionalDouble low, OptionalDouble high) {

        /** Returns the same in another unit, as far as there is a value in it. */
        Needed map(DoubleFunction<OptionalDouble> conversion) {
            return new Needed(map(value, conversion), map(low, conversion), map(high, conversion));
        }

        private static OptionalDouble map(OptionalDouble figure, DoubleFunction<OptionalDouble> conversion) {
            return figure.isPresent() ? conversion.apply(figure.getAsDouble()) : figure;
        }
    }
}

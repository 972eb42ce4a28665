package org.bakeoff.statistics.benchmark;

import java.util.List;

/**
 * The learning curves on one data set.
 *
 * @param dataset the data set's name
 * @param sizes the numbers of training examples with a result, ascending; two at least
 * @param models those of the models with a value at the largest size, in the order of the benchmark
 * @param turns where the order of two models turns, ordered by pair
 */
public record LearningCurves(String dataset, List<Integer> sizes, List<LearningCurve> models, List<OrderTurn> turns) {

    /** Copies the lists. */
    public LearningCurves {
        sizes = List.copyOf(sizes);
        models = List.copyOf(models);
        turns = List.copyOf(turns);
    }
}

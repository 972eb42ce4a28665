package org.bakeoff.training;

import java.util.SplittableRandom;
import org.bakeoff.spec.Streams;

/** The streams of random numbers of a trial, from its seed and its model's name. */
final class Seeds {

    private Seeds() {}

    /** The seed of the engine for a model's first weights. */
    static int engine(long seed, String model) {
        return (int) Streams.seed(seed, model, "engine", 0);
    }

    /** What is random in one update of training, such as dropout; so that an update depends on none before it but by weights. */
    static int update(long seed, String model, int epoch, int batch) {
        return (int) Streams.seed(seed, model, "update " + epoch, batch);
    }

    /** The order of the examples in an epoch. */
    static SplittableRandom shuffle(long seed, String model, int epoch) {
        return new SplittableRandom(Streams.seed(seed, model, "shuffle", epoch));
    }
}

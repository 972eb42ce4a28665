package org.bakeoff.training;

import java.util.SplittableRandom;
import org.bakeoff.spec.Streams;

/** Derives a trial's streams of random numbers from its seed and its model's name. */
final class Seeds {

    private Seeds() {}

    /** Returns the engine's seed for a model's first weights. */
    static int engine(long seed, String model) {
        return (int) Streams.seed(seed, model, "engine", 0);
    }

    /** Returns the engine's seed for one update of training, as for dropout. An update depends on earlier ones by the weights only. */
    static int update(long seed, String model, int epoch, int batch) {
        return (int) Streams.seed(seed, model, "update " + epoch, batch);
    }

    /** Returns the random numbers for the order of the examples in an epoch. */
    static SplittableRandom shuffle(long seed, String model, int epoch) {
        return new SplittableRandom(Streams.seed(seed, model, "shuffle", epoch));
    }
}

package org.bakeoff.runner.trial;

import java.util.SplittableRandom;

/**
 * Streams of random numbers that depend on a seed and on what they are for, and on nothing else: not on the order of
 * the models, nor on how much other streams were used.
 */
final class Seeds {

    private Seeds() {}

    /** The seed of the engine for a model's first weights. */
    static int engine(long seed, String model) {
        return (int) mix(seed, model, "engine", 0);
    }

    /** What is random in one update of training, such as dropout; so that an update depends on none before it but by weights. */
    static int update(long seed, String model, int epoch, int batch) {
        return (int) mix(seed, model, "update " + epoch, batch);
    }

    /** The order of the examples in an epoch. */
    static SplittableRandom shuffle(long seed, String model, int epoch) {
        return new SplittableRandom(mix(seed, model, "shuffle", epoch));
    }

    /** FNV-1a over all parts, then the finaliser of MurmurHash3. */
    private static long mix(long seed, String model, String purpose, int number) {
        long hash = 0xcbf29ce484222325L;
        String all = seed + "/" + model + "/" + purpose + "/" + number;
        for (int index = 0; index < all.length(); index++) {
            hash = (hash ^ all.charAt(index)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}

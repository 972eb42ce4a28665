package org.bakeoff.dataset.synthetic;

/**
 * Random numbers that are the same on every JDK, for ever: SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014).
 *
 * <p>The JDK promises such numbers for {@link java.util.Random} alone, which cannot be split into streams. Here a path
 * of numbers names a stream, so that what is drawn for one purpose never moves what is drawn for another.
 */
final class RandomStream {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private RandomStream(long state) {
        this.state = state;
    }

    /** Returns the stream of a path, such as a seed, a purpose and the number of an example. */
    static RandomStream of(long... path) {
        long state = 0;
        for (long step : path) {
            state = mix(state + GAMMA + step);
        }
        return new RandomStream(state);
    }

    /** Returns a number from 0 to {@code bound - 1}; they are equally likely up to one part in 2^32 / bound. */
    int below(int bound) {
        state += GAMMA;
        return (int) (((mix(state) >>> 32) * bound) >>> 32);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

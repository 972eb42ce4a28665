package org.bakeoff.testkit;

import java.util.OptionalLong;

/** Measures by how much more or less native memory is in use after a round of the same work. */
final class NativeMemoryChange {

    static final int ROUNDS = 40;

    private NativeMemoryChange() {}

    /**
     * Returns the second smallest change in {@link #ROUNDS} rounds, or the first one found that is no larger than the calm one.
     * Java's compilers use such memory too, for a while; but it takes rounds that neither they nor the work disturb to see that
     * the work keeps nothing. In one alone they might happen to free what the work keeps. Zero where it isn't known.
     *
     * @param calm a change in bytes that counts as none
     */
    static long secondCalmest(Runnable round, long calm) {
        long calmest = Long.MAX_VALUE;
        long second = Long.MAX_VALUE;
        OptionalLong before = NativeHeap.used();
        if (before.isEmpty()) {
            return 0;
        }
        for (int count = 0; count < ROUNDS && second > calm; count++) {
            round.run();
            OptionalLong after = NativeHeap.used();
            long change = Math.abs(after.orElse(0) - before.orElse(0));
            second = Math.min(second, Math.max(calmest, change));
            calmest = Math.min(calmest, change);
            before = after;
        }
        return second;
    }
}

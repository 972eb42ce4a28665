package org.bakeoff.spec;

/**
 * Seeds of streams of random numbers that depend on what they are for, and on nothing else: not on the order of the models,
 * nor on how much other streams were used.
 */
public final class Streams {

    private Streams() {}

    /**
     * Returns the seed of a stream: FNV-1a over all parts, then the finaliser of MurmurHash3.
     *
     * @param seed where all streams of a trial or a search start
     * @param model the model's name
     * @param purpose what the numbers are for
     * @param number which of several streams for that
     */
    public static long seed(long seed, String model, String purpose, int number) {
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

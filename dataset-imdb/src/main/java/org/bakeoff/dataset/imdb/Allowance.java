package org.bakeoff.dataset.imdb;

/** How much a source may hold in all, so that a broken or hostile one ends in a message and not in a full memory. */
final class Allowance {

    /** The most bytes that a source may hold, unpacked. */
    static final long BYTES = 2_000_000_000;

    private static final int ENTRIES = 500_000;
    private static final long KEPT = 250_000_000;

    private final Origin origin;
    private long bytes;
    private int entries;
    private long kept;

    Allowance(Origin origin) {
        this.origin = origin;
    }

    /** Counts one more entry, whether it is read or not. */
    void take(long size) throws BadData {
        entries++;
        bytes += size;
        if (entries > ENTRIES) {
            throw origin.fault("holds more than " + ENTRIES + " entries, far more than the dataset");
        }
        if (bytes > BYTES || bytes < 0) {
            throw origin.fault("holds more than " + BYTES + " bytes unpacked, far more than the dataset");
        }
    }

    /** Refuses a file of the dataset that is larger than any can be. */
    void check(DataFile file, long size) throws BadData {
        if (size > file.most()) {
            throw origin.fault(file.path(), "has " + size + " bytes; " + file.most() + " are the most allowed");
        }
    }

    /** Counts what is kept in memory, of which the dataset has 70 MB. */
    void keep(DataFile file, long size) throws BadData {
        check(file, size);
        kept += size;
        if (kept > KEPT) {
            throw origin.fault(
                    file.path(), "brings the reviews to more than " + KEPT + " bytes, far more than the dataset has");
        }
    }
}

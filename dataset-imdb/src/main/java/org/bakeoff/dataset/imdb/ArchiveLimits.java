package org.bakeoff.dataset.imdb;

/** Limits what a source may hold, so that a broken or hostile one ends in a message and not in a full memory. */
final class ArchiveLimits {

    /** The largest size of a source, unpacked, in bytes. */
    static final long BYTES = 2_000_000_000;

    private static final int ENTRIES = 500_000;
    private static final long KEPT = 250_000_000;

    private final DataSource source;
    private long bytes;
    private int entries;
    private long kept;

    ArchiveLimits(DataSource source) {
        this.source = source;
    }

    /** Counts an entry, whether it is read or not. */
    void countEntry(long size) throws InvalidDataException {
        entries++;
        bytes += size;
        if (entries > ENTRIES) {
            throw source.fault("holds more than " + ENTRIES + " entries, far more than the dataset");
        }
        if (bytes > BYTES || bytes < 0) {
            throw source.fault("holds more than " + BYTES + " bytes unpacked, far more than the dataset");
        }
    }

    /** Refuses a file that is larger than any of the dataset can be. */
    void checkSize(DataFile file, long size) throws InvalidDataException {
        if (size > file.maxBytes()) {
            throw source.fault(file.path(), "has " + size + " bytes; " + file.maxBytes() + " are the most allowed");
        }
    }

    /** Counts a file that is kept in memory; the dataset has 70 MB. */
    void countKept(DataFile file, long size) throws InvalidDataException {
        checkSize(file, size);
        kept += size;
        if (kept > KEPT) {
            throw source.fault(
                    file.path(), "brings the reviews to more than " + KEPT + " bytes, far more than the dataset has");
        }
    }
}

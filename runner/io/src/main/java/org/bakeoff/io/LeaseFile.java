package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stores one small text in a run directory, by which a run shows other machines that it has the directory. A local disk, a
 * network's and an object store have implementations of their own.
 */
public interface LeaseFile {

    /** The name of the file. */
    String NAME = "run.lease";

    /** The number of bytes that it has at most. */
    int LIMIT = 4096;

    /**
     * Creates the file, unless it is there. If several try at once, at most one of them is told true, as far as the file system
     * can promise that.
     *
     * @return whether it was created
     */
    boolean create(String text) throws IOException;

    /** Returns what is in the file, which may be a part of it while it is written; empty if there is no file. */
    Optional<String> read() throws IOException;

    /** Replaces what is in the file, which is there. */
    void replace(String text) throws IOException;

    /** Deletes the file, if it is there. */
    void delete() throws IOException;

    /** Returns the file in a folder of this machine, or of a network's disk. */
    static LeaseFile in(Path folder) {
        return new LocalLeaseFile(folder.resolve(NAME));
    }
}

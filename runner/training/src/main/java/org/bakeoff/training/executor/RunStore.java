package org.bakeoff.training.executor;

import java.io.IOException;
import java.nio.file.Path;
import org.bakeoff.io.LeaseFile;

/** Stores a run directory elsewhere than on this machine. A local folder replaces it during a run. */
public interface RunStore {

    /**
     * Returns the file there that keeps other runs out. It is neither fetched nor stored.
     *
     * @throws IOException if the place can't be reached; the message is for the user
     */
    LeaseFile lease() throws IOException;

    /**
     * Makes the folder here like what is stored, which may be nothing, and removes what a run left half stored there.
     *
     * @throws IOException if it can't be read or written; the message is for the user
     */
    void fetch() throws IOException;

    /**
     * Stores what has changed in a part of the folder since it was fetched or stored: each file whole or not at all, and a trial's
     * result after all else of it. May be called by several threads at once, for different parts.
     *
     * @param below the folder, or one in it
     * @throws IOException if it can't be stored; the message is for the user
     */
    void save(Path below) throws IOException;
}

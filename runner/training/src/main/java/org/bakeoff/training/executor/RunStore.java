package org.bakeoff.training.executor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
     * Empties the folder here, and fetches files and folders at the top of what is stored: those of some names, which may be
     * missing. Folders are only made; see {@link #fetchFolder}.
     *
     * @throws IOException if they can't be read, or are larger than a run's; the message is for the user
     */
    void fetch(List<String> names) throws IOException;

    /**
     * Fetches what is stored in a folder at the top, and removes what a run left half stored there.
     *
     * @throws IOException if it can't be read or written; the message is for the user
     */
    void fetchFolder(String name) throws IOException;

    /**
     * Stores what has changed in a part of the folder since it was fetched or stored: each file whole or not at all, and a trial's
     * result after all else of it. What is missing here stays stored. May be called by several threads at once, for different parts.
     *
     * @param below the folder, or one in it
     * @throws IOException if it can't be stored, or is no longer there; the message is for the user
     */
    void save(Path below) throws IOException;

    /**
     * Removes from the store what is missing in a part of the folder, since Bakeoff has removed it.
     *
     * @param below the folder, or one in it, which needn't be there
     * @throws IOException if it can't be removed; the message is for the user
     */
    void removeMissing(Path below) throws IOException;
}

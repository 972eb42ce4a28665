package org.bakeoff.api;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a {@link Dataset} opens what it reads, so that the runner knows the inputs of an experiment. */
public interface DataContext {

    /**
     * Gives a local copy of a source. A file or folder is given as it is; a URL ({@code http}, {@code https}) is
     * downloaded once and kept.
     *
     * @param source a path or a URL
     * @param sha256 the SHA-256 that the file must have, as 64 hexadecimal digits, or null if any will do; not for
     *     folders
     * @return an existing file or folder, to be read only
     * @throws IOException if there is no such source, it can't be had offline, or its SHA-256 differs
     */
    Path open(String source, @Nullable String sha256) throws IOException;
}

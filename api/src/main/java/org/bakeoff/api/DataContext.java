package org.bakeoff.api;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens what a {@link Dataset} reads, so that the runner knows the inputs of an experiment. */
public interface DataContext {

    /**
     * Returns a local copy of a source. A file or folder is returned as it is; a URL ({@code http}, {@code https}) is
     * downloaded once and cached.
     *
     * @param source a path or a URL
     * @param sha256 the SHA-256 that the file must have, as 64 hexadecimal digits; null to accept any. Must be null for a
     *     folder
     * @return an existing file or folder, which must not be changed
     * @throws IOException if the source does not exist, cannot be read or downloaded, or has another SHA-256
     */
    Path open(String source, @Nullable String sha256) throws IOException;
}

package org.bakeoff.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /**
     * Returns the files that match a pattern, sorted by their paths. The matches and their contents are an input of the
     * experiment: a file that is added or removed later changes the data.
     *
     * @param pattern a path in which {@code *}, <code>**</code>, {@code ?}, {@code [abc]} and <code>{a,b}</code> stand for what
     *     {@link java.nio.file.FileSystem#getPathMatcher} says of them
     * @return at least one existing file, none of which may be changed
     * @throws IOException if no file matches, or one cannot be read
     */
    default List<Path> openAll(String pattern) throws IOException {
        throw new IOException("Patterns of files, such as " + pattern + ", can't be opened here. Name each file.");
    }
}

package org.bakeoff.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a {@link Dataset} reads, so that the runner knows the inputs of an experiment, and knows what its secrets are. */
public interface DataContext {

    /**
     * Returns a local copy of a source. A file or folder is returned as it is; a URL ({@code http}, {@code https}) is
     * downloaded once and cached. A folder that holds a symbolic link out of it is refused, so that a dataset may follow all links
     * in a folder that it gets.
     *
     * @param source a path or a URL, in which environment variables are expanded, see {@link #expand}
     * @param sha256 the SHA-256 that the file must have, as 64 hexadecimal digits; null to accept any. Must be null for a
     *     folder
     * @return an existing file or folder, which must not be changed
     * @throws IOException if the source does not exist, cannot be read or downloaded, or has another SHA-256
     */
    Path open(String source, @Nullable String sha256) throws IOException;

    /**
     * Returns the files that match a pattern, sorted by their paths. No symbolic link leads out of the folder before the first
     * wildcard; one to a folder in it is followed. The matches and their contents are an input of the
     * experiment: a file that is added or removed later changes the data.
     *
     * @param pattern a path in which {@code *}, <code>**</code>, {@code ?}, {@code [abc]} and <code>{a,b}</code> stand for what
     *     {@link java.nio.file.FileSystem#getPathMatcher} says of them; <code>**</code> between slashes also stands for no folder
     * @return at least one existing file, none of which may be changed
     * @throws IOException if no file matches, or one cannot be read
     */
    default List<Path> openAll(String pattern) throws IOException {
        throw new IOException("Patterns of files, such as " + pattern + ", can't be opened here. Name each file.");
    }

    /**
     * Says which files a dataset reads that it doesn't open here, such as those that a query names, so that none of them is ever
     * replaced by an export, and nothing is written where the dataset would read it. A dataset that never says so counts as reading every path of its configuration. These files are no inputs:
     * {@link Dataset#fingerprint} stands for their contents.
     *
     * @param files files, folders that are read whole, and the patterns of files, such as {@code /data/*.csv}; none if all are
     *     opened here
     */
    default void reads(Collection<Path> files) {}

    /**
     * Returns a string of the configuration with the values of the environment variables that it names, as <code>${NAME}</code>;
     * <code>$${</code> stands for <code>${</code>. To be called where the value is used: the configuration keeps the names, since
     * values may be secrets. What this returns belongs in no message, note or id.
     *
     * @param text a string whose property is a {@linkplain ConfigProperty#path() path} or a {@linkplain ConfigProperty#secret()
     *     secret}
     * @throws IOException if a variable isn't set
     */
    default String expand(String text) throws IOException {
        if (text.contains("${")) {
            throw new IOException("Environment variables can't be expanded here.");
        }
        return text;
    }
}

package org.bakeoff.data;

/**
 * Something that a dataset read, as it was then.
 *
 * @param source the path or URL, as it was asked for
 * @param sha256 the SHA-256 of the file, in small hexadecimal digits. For a folder that of a list of its files, which
 *     {@code find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum} gives too, run there
 *     (where it holds links, these count with their target's name as contents)
 * @param bytes the size of the file, or of all files of the folder together
 */
public record Input(String source, String sha256, long bytes) {}

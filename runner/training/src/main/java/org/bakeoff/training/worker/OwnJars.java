package org.bakeoff.training.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jars of this process's class path as they were when a run began. A worker reads them from disk, and may be started much later: an
 * update or a build may have replaced them by then.
 */
public final class OwnJars {

    private final Map<Path, State> found = new LinkedHashMap<>();

    private record State(long size, FileTime modified) {}

    private OwnJars(String classPath) {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            // As a worker is given it: a link on the way may be switched.
            Path file = Path.of(entry);
            State state = state(file);
            if (state != null) {
                found.put(file, state);
            }
        }
    }

    /** Looks at the jars of this process. */
    public static OwnJars here() {
        return new OwnJars(System.getProperty("java.class.path"));
    }

    /** Returns what tells a file from another one of its name; null where there is none, as of a folder. */
    private static @Nullable State state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? new State(attributes.size(), attributes.lastModifiedTime()) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Requires the jars to be what they were.
     *
     * @throws IOException with the name of the first that isn't
     */
    void requireUnchanged() throws IOException {
        for (Map.Entry<Path, State> jar : found.entrySet()) {
            if (!jar.getValue().equals(state(jar.getKey()))) {
                throw new IOException(jar.getKey()
                        + " was replaced or deleted since this run began, so the worker would run other code"
                        + " than the trials before. Put the file back, and give the same command again");
            }
        }
    }
}

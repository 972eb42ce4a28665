package org.bakeoff.training.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.data.SourceState;

/**
 * The jars of this process's class path as they were when a run began. A worker reads them from disk, and may be started much later: an
 * update or a build may have replaced them by then.
 */
public final class OwnJars {

    private final List<SourceState> found;

    private OwnJars(String classPath) {
        // By the names that a worker is given: a link on the way may be switched.
        found = Stream.of(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .map(SourceState::of)
                .toList();
    }

    /** Looks at the jars of this process. */
    public static OwnJars here() {
        return new OwnJars(System.getProperty("java.class.path"));
    }

    /**
     * Requires the jars to be what they were.
     *
     * @throws IOException with the name of the first that isn't
     */
    public void requireUnchanged() throws IOException {
        for (SourceState jar : found) {
            if (jar.changed()) {
                throw new IOException(jar.place()
                        + " was replaced or deleted since this run began, so that trials would be of other code"
                        + " than what began it. Put the file back, and give the same command again");
            }
        }
    }
}

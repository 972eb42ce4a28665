package org.bakeoff.io;

import java.io.IOException;

/** Works with files or the network. */
@FunctionalInterface
public interface IoWork<T> {

    /** Does the work. */
    T run() throws IOException;
}

package org.bakeoff.io;

import java.nio.file.Path;

/** Says where a failure is, for programs; messages name it in words. */
public sealed interface ErrorLocation {

    /** No place can be named. */
    ErrorLocation NONE = new None();

    /** Names no place. */
    record None() implements ErrorLocation {}

    /** Names a file, a folder or a jar. */
    record OfFile(Path path) implements ErrorLocation {}

    /**
     * Names a line of a file.
     *
     * @param line from 1 on
     */
    record OfLine(Path path, int line) implements ErrorLocation {}

    /**
     * Names a value in JSON.
     *
     * @param source the file, or what else the JSON is called
     * @param pointer a JSON pointer; empty for the whole
     */
    record OfPointer(String source, String pointer) implements ErrorLocation {}

    /** Names a file, a folder or a jar. */
    static ErrorLocation of(Path path) {
        return new OfFile(path);
    }
}

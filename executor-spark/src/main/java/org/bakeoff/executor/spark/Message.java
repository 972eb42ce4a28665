package org.bakeoff.executor.spark;

import java.util.List;

/**
 * What a task tells the driver. It travels as an array of the JDK's types, since Spark reads messages by a class loader that
 * doesn't know this one.
 *
 * @param key names the run of a trial
 * @param attempt the number of the attempt, which grows
 * @param kind what is said
 * @param name of a file in the trial's folder, an event as JSON, or a reason; else empty
 * @param offset within the file
 * @param bytes of the file
 * @param names of files in the trial's folder
 */
@SuppressWarnings("ArrayRecordComponent")
record Message(String key, int attempt, Kind kind, String name, long offset, byte[] bytes, List<String> names) {

    private static final byte[] NOTHING = {};

    /** What is said. */
    enum Kind {
        /** An attempt begins, and asks for the names of the trial's files. */
        BEGIN,
        /** Asks for a piece of a file; one that is shorter than {@link #PIECE} is the last. */
        READ,
        /** Tells an event; nobody waits for an answer. */
        EVENT,
        /** Brings a piece of a file. */
        WRITE,
        /** These files have come and are put in place. */
        KEEP,
        /** The same, all others are removed, and nothing more will come. */
        END,
        /** Nothing more will come. */
        OVER,
        /** The trial can't be run there, for a reason. */
        GIVE_UP
    }

    /** The most bytes in a message. Messages wait in the driver's memory, one of every task that runs. */
    static final int PIECE = 1 << 20;

    static Message of(String key, int attempt, Kind kind) {
        return new Message(key, attempt, kind, "", 0, NOTHING, List.of());
    }

    Message named(String name, long offset, byte[] bytes) {
        return new Message(key, attempt, kind, name, offset, bytes, names);
    }

    Message names(List<String> names) {
        return new Message(key, attempt, kind, name, offset, bytes, names);
    }

    Object[] packed() {
        return new Object[] {key, attempt, kind.name(), name, offset, bytes, names.toArray(String[]::new)};
    }

    static Message unpacked(Object message) {
        Object[] parts = (Object[]) message;
        return new Message(
                (String) parts[0],
                (Integer) parts[1],
                Kind.valueOf((String) parts[2]),
                (String) parts[3],
                (Long) parts[4],
                (byte[]) parts[5],
                List.of((String[]) parts[6]));
    }
}

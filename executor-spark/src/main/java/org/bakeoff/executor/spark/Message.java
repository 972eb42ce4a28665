package org.bakeoff.executor.spark;

import java.util.List;

/**
 * A message of a task to the driver. It travels as an array of the JDK's types, since Spark's class loader doesn't know this
 * class.
 *
 * @param key identifies the run of a trial
 * @param attempt the number of the attempt, counted upwards
 * @param kind the kind of message
 * @param name of a file in the trial's folder, an event as JSON, or a reason; else empty
 * @param offset within the file
 * @param bytes of the file
 * @param names of files in the trial's folder
 */
@SuppressWarnings("ArrayRecordComponent")
record Message(String key, int attempt, Kind kind, String name, long offset, byte[] bytes, List<String> names) {

    private static final byte[] NOTHING = {};

    enum Kind {
        /** An attempt begins, and requests the names of the trial's files. */
        BEGIN,
        /** Requests a chunk of a file; one that is shorter than {@link #CHUNK} is the last. */
        READ,
        /** Sends an event, without waiting for an answer. */
        EVENT,
        /** Sends a chunk of a file. */
        WRITE,
        /** Sends a chunk that continues the file of that name, which is stored at once. */
        APPEND,
        /** The files have been sent, and are to be stored. */
        STORE,
        /** The same; all others are to be removed, and nothing more will be sent. */
        END,
        /** Nothing more will be sent. */
        CLOSE,
        /** The trial can't be run there, for a reason. */
        ABANDON
    }

    /** The largest number of bytes in a message. The driver holds one message of every running task in memory. */
    static final int CHUNK = 1 << 20;

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

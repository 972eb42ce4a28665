package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes what tasks say to the desk of their trial. Spark makes the {@link Channel} by itself, which finds this by its name. */
final class Switchboard implements AutoCloseable {

    private static final Map<String, Switchboard> OPEN = new ConcurrentHashMap<>();

    private final String name;
    private final Map<String, TrialDesk> desks = new ConcurrentHashMap<>();

    private Switchboard(String name) {
        this.name = name;
    }

    /** Opens one that can be found by its name. */
    static Switchboard open(String name) {
        Switchboard board = new Switchboard(name);
        OPEN.put(name, board);
        return board;
    }

    static @Nullable Switchboard find(String name) {
        return OPEN.get(name);
    }

    void connect(String key, TrialDesk desk) {
        desks.put(key, desk);
    }

    void disconnect(String key) {
        desks.remove(key);
    }

    /**
     * Passes a message of a task on, and gives the answer.
     *
     * @throws IOException if nobody waits for it any more, or it can't be heeded
     */
    @Nullable
    Object hear(Message message) throws IOException {
        TrialDesk desk = desks.get(message.key());
        if (desk == null) {
            throw new IOException("the trial " + message.key() + " is over");
        }
        return desk.hear(message);
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }
}

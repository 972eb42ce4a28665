package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes the messages of tasks to the endpoint of their trial. {@link MessagingPlugin}, which Spark creates, finds it by name. */
final class MessageRouter implements AutoCloseable {

    private static final Map<String, MessageRouter> OPEN = new ConcurrentHashMap<>();

    private final String name;
    private final Map<String, DriverEndpoint> endpoints = new ConcurrentHashMap<>();

    private MessageRouter(String name) {
        this.name = name;
    }

    /** Opens a router that can be found by its name. */
    static MessageRouter open(String name) {
        MessageRouter router = new MessageRouter(name);
        OPEN.put(name, router);
        return router;
    }

    static @Nullable MessageRouter find(String name) {
        return OPEN.get(name);
    }

    void connect(String key, DriverEndpoint endpoint) {
        endpoints.put(key, endpoint);
    }

    void disconnect(String key) {
        endpoints.remove(key);
    }

    /**
     * Passes on a message of a task, and returns the answer.
     *
     * @throws IOException if the trial is over, or the message can't be handled
     */
    @Nullable
    Object receive(Message message) throws IOException {
        DriverEndpoint endpoint = endpoints.get(message.key());
        if (endpoint == null) {
            throw new IOException("the trial " + message.key() + " is over");
        }
        return endpoint.receive(message);
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }
}

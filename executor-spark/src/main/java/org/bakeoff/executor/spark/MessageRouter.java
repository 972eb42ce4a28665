package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Passes the messages of tasks to the endpoint of their trial. Static, since Spark creates {@link MessagingPlugin}. */
final class MessageRouter {

    private static final Map<String, DriverEndpoint> ENDPOINTS = new ConcurrentHashMap<>();

    private MessageRouter() {}

    /** Connects an endpoint; no other in this process may have its key. */
    static void connect(String key, DriverEndpoint endpoint) {
        ENDPOINTS.put(key, endpoint);
    }

    static void disconnect(String key) {
        ENDPOINTS.remove(key);
    }

    /**
     * Passes on a message of a task, and returns the answer.
     *
     * @throws IOException if the trial is over, or the message can't be handled
     */
    static @Nullable Object receive(Message message) throws IOException {
        DriverEndpoint endpoint = ENDPOINTS.get(message.key());
        if (endpoint == null) {
            throw new IOException("the trial " + message.key() + " is over");
        }
        return endpoint.receive(message);
    }
}

package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/** Carries messages between running tasks and the driver, as a plugin of Spark. */
public final class MessagingPlugin implements SparkPlugin {

    /** Set if this process is one of Spark's executors. */
    private static final AtomicReference<@Nullable PluginContext> DRIVER = new AtomicReference<>();

    /** The endpoints on the driver, by the keys of their trials; static, since Spark creates this class. */
    private static final Map<String, DriverEndpoint> ENDPOINTS = new ConcurrentHashMap<>();

    /** Connects an endpoint; no other in this process may have its key. */
    static void connect(String key, DriverEndpoint endpoint) {
        ENDPOINTS.put(key, endpoint);
    }

    static void disconnect(String key) {
        ENDPOINTS.remove(key);
    }

    static PluginContext driver() {
        return Objects.requireNonNull(DRIVER.get(), "this is no executor of Spark");
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public @Nullable Object receive(Object message) throws IOException {
                Message unpacked = Message.unpacked(message);
                DriverEndpoint endpoint = ENDPOINTS.get(unpacked.key());
                if (endpoint == null) {
                    throw new IOException("the trial " + unpacked.key() + " is over");
                }
                return endpoint.receive(unpacked);
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> configuration) {
                DRIVER.set(context);
            }
        };
    }
}

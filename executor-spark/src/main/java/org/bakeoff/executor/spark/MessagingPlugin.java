package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
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

    /** Called by Spark. */
    public MessagingPlugin() {}

    /** Returns the connection of this executor to the driver. */
    static PluginContext driver() {
        return Objects.requireNonNull(DRIVER.get(), "this is no executor of Spark");
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public @Nullable Object receive(Object message) throws IOException {
                return MessageRouter.receive(Message.unpacked(message));
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

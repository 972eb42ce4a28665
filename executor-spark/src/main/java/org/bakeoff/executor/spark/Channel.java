package org.bakeoff.executor.spark;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/** A plugin of Spark, in its sense, by which tasks speak with the driver while they run. */
public final class Channel implements SparkPlugin {

    /** Of this process, where it is one of Spark's executors. */
    private static final AtomicReference<@Nullable PluginContext> DRIVER = new AtomicReference<>();

    /** Made by Spark. */
    public Channel() {}

    /** What reaches the driver from this process. */
    static PluginContext driver() {
        return Objects.requireNonNull(DRIVER.get(), "this is no executor of Spark");
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new Driver();
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

    private static final class Driver implements DriverPlugin {

        private String switchboard = "";

        @Override
        public Map<String, String> init(SparkContext spark, PluginContext context) {
            switchboard = context.conf().get(Settings.SWITCHBOARD);
            return Map.of();
        }

        @Override
        public @Nullable Object receive(Object message) throws IOException {
            Switchboard board = Switchboard.find(switchboard);
            if (board == null) {
                throw new IOException("the run is over");
            }
            return board.hear(Message.unpacked(message));
        }
    }
}

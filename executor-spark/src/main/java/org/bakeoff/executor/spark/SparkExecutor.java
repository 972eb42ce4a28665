package org.bakeoff.executor.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.bakeoff.training.executor.DeviceException;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.executor.ExecutorOptions;
import org.bakeoff.training.executor.RunStore;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/** Runs trials on a cluster, which is connected to when it is first needed. */
final class SparkExecutor implements Executor {

    private static final String CPU = "cpu";
    private static final String GPU = "gpu";

    private final SparkConf conf;
    private final ExecutorOptions options;
    private @Nullable Cluster cluster;
    private @Nullable RunStore store;
    private boolean closed;

    SparkExecutor(SparkConf conf, ExecutorOptions options) {
        this.conf = conf;
        this.options = options;
    }

    /** Which devices there are is known to Spark alone, which is told how many a trial needs. */
    @Override
    public String device(String wanted) throws DeviceException {
        boolean given = conf.getDouble(Settings.GPUS, 0) > 0;
        if (wanted.equals(CPU) || (wanted.equals("auto") && !given)) {
            return CPU;
        }
        if (!wanted.equals(GPU) && !wanted.equals("auto")) {
            throw new DeviceException(wanted, "Spark gives each trial its device; ask for \"gpu\"");
        }
        if (!given) {
            throw new DeviceException(
                    wanted,
                    "Spark gives a trial a GPU where that is set; give --conf " + Settings.GPUS
                            + "=1 and --conf spark.executor.resource.gpu.amount=N, of a cluster whose workers have GPUs");
        }
        return GPU;
    }

    @Override
    public int sideBySide() throws IOException {
        int slots = cluster().slots();
        // Trials that wait in Spark's queue begin without delay, on executors that come later, too.
        return slots + Math.max(2, slots / 4);
    }

    @Override
    public @Nullable String run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException {
        return cluster().run(folder, encoded, stored(folder), listener);
    }

    @Override
    public synchronized RunStore store(URI place, Path folder) throws IOException {
        store = new HadoopStore(place, folder, cluster().hadoop());
        return store;
    }

    /** Stores a trial's folder. */
    private synchronized TrialJob.Store stored(Path folder) {
        RunStore known = store;
        return known == null ? () -> {} : () -> known.save(folder);
    }

    private synchronized Cluster cluster() throws IOException {
        if (closed) {
            throw new IOException("the executor is closed");
        }
        if (cluster == null) {
            cluster = Cluster.connect(conf, options);
        }
        return cluster;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }
}

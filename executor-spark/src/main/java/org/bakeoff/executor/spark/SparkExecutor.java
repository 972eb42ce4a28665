package org.bakeoff.executor.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.bakeoff.training.executor.DeviceException;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.executor.ExecutorOptions;
import org.bakeoff.training.executor.RunStore;
import org.bakeoff.training.progress.Progress;
import org.bakeoff.training.worker.OwnJars;
import org.jspecify.annotations.Nullable;

/** Runs trials on a cluster; connects to it on first use. */
final class SparkExecutor implements Executor {

    private static final String CPU = "cpu";
    private static final String GPU = "gpu";

    private final SparkConf conf;
    private final ExecutorOptions options;
    private final OwnJars jars = OwnJars.here();
    private @Nullable SparkCluster cluster;
    private @Nullable RunStore store;
    private boolean closed;

    SparkExecutor(SparkConf conf, ExecutorOptions options) {
        this.conf = conf;
        this.options = options;
    }

    /** Only Spark knows which devices there are; its settings say how many a trial needs. */
    @Override
    public String device(String wanted) throws DeviceException {
        boolean given = conf.getDouble(SparkSettings.GPUS, 0) > 0;
        if (wanted.equals(CPU) || (wanted.equals("auto") && !given)) {
            return CPU;
        }
        if (!wanted.equals(GPU) && !wanted.equals("auto")) {
            throw new DeviceException(wanted, "Spark gives each trial its device; ask for \"gpu\"");
        }
        if (!given) {
            throw new DeviceException(
                    wanted,
                    "Spark gives a trial a GPU where that is set; give --conf " + SparkSettings.GPUS
                            + "=1 and --conf spark.executor.resource.gpu.amount=N, of a cluster whose workers have GPUs");
        }
        return GPU;
    }

    @Override
    public int sideBySide() throws IOException {
        int slots = cluster().slots();
        // Trials in Spark's queue start without delay, also on executors that join later.
        return slots + Math.max(2, slots / 4);
    }

    @Override
    public Optional<String> run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException {
        return cluster().run(folder, encoded, stored(folder), listener);
    }

    @Override
    public synchronized RunStore store(URI place, Path folder) throws IOException {
        store = new HadoopRunStore(place, folder, cluster().hadoop());
        return store;
    }

    private synchronized TrialJob.Store stored(Path folder) {
        RunStore known = store;
        return known == null
                ? () -> {}
                : () -> {
                    known.save(folder);
                    // What an earlier attempt left, and the checkpoint of a trial that has ended.
                    known.removeMissing(folder);
                };
    }

    private synchronized SparkCluster cluster() throws IOException {
        if (closed) {
            throw new IOException("the executor is closed");
        }
        if (cluster == null) {
            SparkCluster connected = SparkCluster.connect(conf, options);
            try {
                // Trials get the jars as they are now, which may be long after this process has loaded its own classes.
                jars.requireUnchanged();
            } catch (IOException e) {
                connected.close();
                throw e;
            }
            cluster = connected;
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

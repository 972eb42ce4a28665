package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.bakeoff.training.executor.ExecutorOptions;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a cluster, on which every run of a trial is a job of one task. */
final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** A master whose tasks run in this process, and have its classes. */
    private static final Pattern LOCAL = Pattern.compile("local(\\[.*])?");

    /** How long the first executor may take to come up, in milliseconds, and how long others may take after it. */
    private static final long FIRST = 60_000;

    private static final long OTHERS = 2_000;
    private static final long PAUSE = 100;

    /** More than what a trial may take to write its checkpoint, to which comes its way here. */
    private static final long GRACE = 100_000;

    private final JavaSparkContext spark;
    private final Switchboard switchboard;
    private final Shipping shipping;
    private final AtomicInteger runs = new AtomicInteger();
    private final Map<Path, Cargo> cargos = new HashMap<>();
    private final Outage outage = new Outage(this::room);

    /** Those who use the connection; the first is who closes it. */
    private final Phaser users = new Phaser(1);

    private Cluster(JavaSparkContext spark, Switchboard switchboard, Shipping shipping) {
        this.spark = spark;
        this.switchboard = switchboard;
        this.shipping = shipping;
    }

    /**
     * Connects to the cluster that the settings name.
     *
     * @throws IOException if it can't be reached; the message is for the user
     */
    static Cluster connect(SparkConf conf, ExecutorOptions options) throws IOException {
        String master = conf.get("spark.master");
        Masters.check(master);
        if (!LOCAL.matcher(master).matches()) {
            String jars = ClassPath.ofTasks().stream().map(Path::toString).collect(Collectors.joining(","));
            conf.set("spark.jars", Settings.appended(conf.get("spark.jars", ""), Stream.of(jars)));
            conf.setIfMissing("spark.executor.userClassPathFirst", "true");
        }
        Switchboard switchboard = Switchboard.open(conf.get(Settings.SWITCHBOARD));
        JavaSparkContext spark;
        try {
            spark = context(conf);
        } catch (IOException e) {
            switchboard.close();
            throw e;
        }
        try {
            return new Cluster(spark, switchboard, new Shipping(spark, options));
        } catch (IOException | RuntimeException e) {
            spark.close();
            switchboard.close();
            throw e;
        }
    }

    /** Scala declares no exceptions, not even that of an interruption. */
    private static JavaSparkContext context(SparkConf conf) throws IOException {
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw Masters.unusable(conf.get("spark.master"), e);
        }
    }

    /**
     * How many trials the cluster has room for, as soon as it is known to have room for one.
     *
     * @throws IOException if it hasn't within a minute; the message is for the user
     */
    int slots() throws IOException {
        try {
            int slots = slots(0, FIRST);
            if (slots == 0) {
                throw new IOException("The Spark cluster at " + spark.master() + " gave no room for a trial within "
                        + TimeUnit.MILLISECONDS.toSeconds(FIRST)
                        + " s. See its page, or its log, whether it has workers with free cores and memory;"
                        + " --conf spark.executor.memory and --conf spark.task.cpus say how much is asked for.");
            }
            for (int more = slots(slots, OTHERS); more > slots; more = slots(slots, OTHERS)) {
                slots = more;
            }
            return slots;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the cluster", e);
        }
    }

    /** Waits some milliseconds for more room than there was. */
    private int slots(int before, long millis) throws InterruptedException {
        SparkContext context = spark.sc();
        int slots = before;
        for (long waited = 0; slots <= before && waited < millis && !context.isStopped(); waited += PAUSE) {
            Thread.sleep(PAUSE);
            slots = room();
        }
        return slots;
    }

    private int room() {
        SparkContext context = spark.sc();
        return context.isStopped()
                ? 0
                : context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
    }

    /** Runs a trial; see {@link org.bakeoff.training.executor.Executor#run}. */
    @Nullable
    String run(Path folder, Path encoded, TrialJob.Store store, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException {
        if (users.register() < 0) {
            throw new InterruptedException("the cluster is closed");
        }
        String trial = String.valueOf(folder.getFileName());
        String key = trial + "#" + runs.incrementAndGet();
        TrialDesk desk = new TrialDesk(folder);
        switchboard.connect(key, desk);
        try {
            Cargo cargo = cargo(encoded);
            spark.setJobGroup(key, "trial " + trial, true);
            return new TrialJob(trial, desk, outage, store, listener).end(job(trial, new TrialTask(key, cargo)));
        } finally {
            switchboard.disconnect(key);
            users.arriveAndDeregister();
        }
    }

    /** The settings of Hadoop's file systems. */
    Configuration hadoop() {
        return spark.hadoopConfiguration();
    }

    private JavaFutureAction<List<Ended>> job(String trial, TrialTask task) throws IOException {
        try {
            return spark.parallelize(List.of(trial), 1).map(task).collectAsync();
        } catch (IllegalStateException e) {
            throw new IOException("the cluster has ended this run; see the page or the log of its master", e);
        }
    }

    private Cargo cargo(Path encoded) throws IOException {
        synchronized (cargos) {
            Cargo cargo = cargos.get(encoded);
            if (cargo == null) {
                cargo = shipping.with(encoded);
                cargos.put(encoded, cargo);
            }
            return cargo;
        }
    }

    /** Waits for trials that are being broken off, and disconnects; even where this thread was interrupted, which stays so. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            users.awaitAdvanceInterruptibly(users.arriveAndDeregister(), GRACE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException e) {
            LOG.debug("trials are left behind", e);
        }
        try {
            spark.close();
            shipping.close();
        } catch (IOException e) {
            LOG.debug("what was shipped can't be removed", e);
        } finally {
            switchboard.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

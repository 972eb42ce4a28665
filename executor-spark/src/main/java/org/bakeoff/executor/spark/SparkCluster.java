package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.bakeoff.io.PlainPath;
import org.bakeoff.training.executor.ExecutorOptions;
import org.bakeoff.training.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a Spark cluster. Every run of a trial is a job of one task. */
final class SparkCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SparkCluster.class);

    /** Comes before the setting spark.local.dir. */
    private static final String FOLDERS = "SPARK_LOCAL_DIRS";

    /** The longest wait for the first executor, in milliseconds, and then for each other one. */
    private static final long FIRST = 180_000;

    private static final long OTHERS = 2_000;
    private static final long PAUSE = 100;

    /** The setting of Hadoop's folder for temporary files, and what it is unless the user has chosen another. */
    private static final String TEMPORARY = "hadoop.tmp.dir";

    private static final String OPEN_TO_ALL = "/tmp/hadoop-${user.name}";

    /** Longer than the grace of {@link TrialJob}, in milliseconds. */
    private static final long GRACE = 100_000;

    private final JavaSparkContext spark;
    private final ResourceUploader uploader;
    private final Map<Path, TaskResources> uploaded = new HashMap<>();
    private final ClusterMonitor monitor = new ClusterMonitor(this::room);

    /** The users of the connection; the first is the one that closes it. */
    private final Phaser users = new Phaser(1);

    private SparkCluster(JavaSparkContext spark, ResourceUploader uploader) {
        this.spark = spark;
        this.uploader = uploader;
    }

    /** Connects to the cluster that the settings name. */
    static SparkCluster connect(SparkConf conf, ExecutorOptions options) throws IOException {
        String master = conf.get("spark.master");
        MasterAddress.check(master);
        requireFolder(conf);
        if (!SparkSettings.LOCAL.matcher(master).matches()) {
            String jars = ClassPath.ofTasks().stream().map(Path::toString).collect(Collectors.joining(","));
            conf.set("spark.jars", SparkSettings.appended(conf.get("spark.jars", ""), jars));
            conf.setIfMissing("spark.executor.userClassPathFirst", "true");
        }
        JavaSparkContext spark = context(conf);
        try {
            return new SparkCluster(spark, new ResourceUploader(spark, options));
        } catch (IOException | RuntimeException e) {
            spark.close();
            throw e;
        }
    }

    /** Refuses folders for temporary files none of which can be used: Spark would end the process without a word. */
    private static void requireFolder(SparkConf conf) throws IOException {
        String variable = System.getenv(FOLDERS);
        String folders =
                variable == null ? conf.get("spark.local.dir", System.getProperty("java.io.tmpdir")) : variable;
        for (String folder : List.of(folders.split(","))) {
            try {
                if (Files.isWritable(Files.createDirectories(PlainPath.of(Path.of(folder.strip()))))) {
                    return;
                }
            } catch (IOException | InvalidPathException e) {
                LOG.debug("a folder for temporary files can't be used", e);
            }
        }
        throw new IOException("Spark can write to none of the folders for temporary files that "
                + (variable != null
                        ? FOLDERS + " names"
                        : conf.contains("spark.local.dir") ? "--conf spark.local.dir names" : "Java has, " + folders)
                + ". " + (variable == null ? "--conf spark.local.dir=DIR names another." : "Set it to another."));
    }

    /** Scala declares no exceptions, not even InterruptedException. */
    private static JavaSparkContext context(SparkConf conf) throws IOException {
        try {
            return new JavaSparkContext(conf);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw MasterAddress.unusable(conf.get("spark.master"), e);
        }
    }

    /**
     * Waits until the cluster has room for a trial, and returns how many it has room for.
     *
     * @throws IOException if there is none within three minutes; the message is for the user
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

    /** Waits up to some milliseconds for more room than before. */
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
    Optional<String> run(Path folder, Path encoded, TrialJob.Store store, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException {
        if (users.register() < 0) {
            throw new InterruptedException("the cluster is closed");
        }
        String trial = String.valueOf(folder.getFileName());
        String key = trial + "#" + UUID.randomUUID();
        DriverEndpoint endpoint = new DriverEndpoint(folder);
        MessagingPlugin.connect(key, endpoint);
        try {
            TaskResources resources = resources(encoded);
            spark.setJobGroup(key, "trial " + trial, true);
            return new TrialJob(trial, endpoint, monitor, store, listener)
                    .end(job(trial, new TrialTask(key, resources)));
        } finally {
            MessagingPlugin.disconnect(key);
            users.arriveAndDeregister();
        }
    }

    Configuration hadoop() {
        Configuration hadoop = spark.hadoopConfiguration();
        if (OPEN_TO_ALL.equals(hadoop.getRaw(TEMPORARY))) {
            // What is on its way to an object store lies there, and another user could have made that folder.
            hadoop.set(TEMPORARY, uploader.temporary().toString());
        }
        return hadoop;
    }

    private JavaFutureAction<List<TrialTask.Result>> job(String trial, TrialTask task) throws IOException {
        try {
            return spark.parallelize(List.of(trial), 1).map(task).collectAsync();
        } catch (IllegalStateException e) {
            throw new IOException("the cluster has ended this run; see the page or the log of its master", e);
        }
    }

    private TaskResources resources(Path encoded) throws IOException {
        synchronized (uploaded) {
            TaskResources resources = uploaded.get(encoded);
            if (resources == null) {
                resources = uploader.with(encoded);
                uploaded.put(encoded, resources);
            }
            return resources;
        }
    }

    /** Waits for trials that are being interrupted, and disconnects, even if this thread is interrupted; it stays interrupted. */
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
            uploader.close();
        } catch (IOException e) {
            LOG.debug("the uploaded files can't be removed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.TrialProcess;

/**
 * Runs a trial on a worker. A trial that fails is no task that fails, since Spark would run
 * it again and again. A task that can't be done, for want of room or of a driver that listens, is one.
 */
final class TrialTask implements Function<String, Ended> {

    private static final long serialVersionUID = 1;

    private final String key;
    private final Cargo cargo;

    /**
     * A task.
     *
     * @param key names this run of the trial on the {@link Switchboard}
     */
    TrialTask(String key, Cargo cargo) {
        this.key = key;
        this.cargo = cargo;
    }

    @Override
    public Ended call(String trial) throws IOException, InterruptedException {
        TaskContext task = TaskContext.get();
        DriverLine driver = new DriverLine(Channel.driver(), key, task.attemptNumber());
        Site site = new Site(
                cargo, Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().normalize());
        Path folder = Files.createTempDirectory(site.root(), trial + "-");
        try {
            driver.fetch(folder);
            Ended ended = run(site, task, folder, driver);
            driver.end(folder);
            return ended;
        } catch (InterruptedException e) {
            driver.keepCheckpoint(folder);
            driver.over();
            throw e;
        } catch (IOException e) {
            driver.giveUp(e);
            throw e;
        } finally {
            RecursiveDeletion.of(folder);
        }
    }

    private static Ended run(Site site, TaskContext task, Path folder, DriverLine driver)
            throws IOException, InterruptedException {
        try (CheckpointWatch watch = new CheckpointWatch(folder, driver)) {
            watch.start();
            long start = System.nanoTime();
            String failure = TrialProcess.run(site.command(task.resourcesJMap()), folder, site.encoded(), driver::tell);
            return new Ended(failure == null ? "" : failure, (System.nanoTime() - start) / 1e9);
        }
    }
}

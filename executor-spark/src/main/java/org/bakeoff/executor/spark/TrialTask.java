package org.bakeoff.executor.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.worker.TrialProcess;

/**
 * Runs a trial on a worker. A trial that fails doesn't fail the task, since Spark would run it again and again. The task fails
 * if the trial can't be run there, as without disk space or a driver that listens.
 *
 * @param key identifies this run of the trial to the {@link MessagingPlugin}
 */
record TrialTask(String key, TaskResources resources) implements Function<String, TrialTask.Result> {

    /** Says why the trial failed, empty if it didn't, and how long its process ran. */
    record Result(String failure, double seconds) implements Serializable {}

    @Override
    public Result call(String trial) throws IOException, InterruptedException {
        TaskContext task = TaskContext.get();
        DriverClient driver = new DriverClient(MessagingPlugin.driver(), key, task.attemptNumber());
        ExecutorEnvironment environment = new ExecutorEnvironment(
                resources, Path.of(SparkFiles.getRootDirectory()).toRealPath());
        Path folder = Files.createTempDirectory(environment.root(), trial + "-");
        try {
            driver.fetch(folder);
            Result result = run(environment, task, folder, driver);
            driver.end(folder);
            return result;
        } catch (InterruptedException e) {
            driver.storeCheckpoint(folder, 0);
            driver.close();
            throw e;
        } catch (IOException e) {
            driver.abandon(e);
            throw e;
        } finally {
            RecursiveDeletion.of(folder);
        }
    }

    private static Result run(ExecutorEnvironment environment, TaskContext task, Path folder, DriverClient driver)
            throws IOException, InterruptedException {
        try (CheckpointUploader uploader = new CheckpointUploader(folder, driver)) {
            uploader.start();
            long start = System.nanoTime();
            Optional<String> failure = TrialProcess.run(
                    environment.command(task.resourcesJMap()), folder, environment.encoded(), driver::send);
            return new Result(failure.orElse(""), (System.nanoTime() - start) / 1e9);
        }
    }
}

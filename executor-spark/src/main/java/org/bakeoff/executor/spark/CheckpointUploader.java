package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the newest checkpoint of a trial to the driver, so that little is lost with this machine: within a second or two, or
 * less often if sending takes long because many trials do or checkpoints are large.
 */
final class CheckpointUploader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointUploader.class);

    /** The pause is so many times as long as sending took, within these limits in milliseconds. */
    private static final long SHARE = 20;

    private static final long LEAST = 1000;
    private static final long MOST = 60_000;

    private final Path folder;
    private final DriverClient driver;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Map<String, FileTime> stored = Map.of();
    private long history;

    CheckpointUploader(Path folder, DriverClient driver) {
        this.folder = folder;
        this.driver = driver;
        thread = new Thread(this::watch, "checkpoints of " + folder.getFileName());
        thread.setDaemon(true);
    }

    /** Starts to look for checkpoints. What is there was fetched from the driver. */
    void start() throws IOException {
        stored = state();
        thread.start();
    }

    private void watch() {
        long pause = LEAST;
        try {
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                long start = System.nanoTime();
                store();
                long taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                pause = Math.min(MOST, Math.max(LEAST, SHARE * taken));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the checkpoint if it is new. The next attempt may succeed where this one fails. */
    private void store() {
        try {
            Map<String, FileTime> now = state();
            if (!now.isEmpty() && !now.equals(stored)) {
                history = driver.storeCheckpoint(folder, history);
            }
            stored = now;
        } catch (IOException e) {
            LOG.debug("a checkpoint isn't sent", e);
        }
    }

    private Map<String, FileTime> state() throws IOException {
        Path checkpoint = folder.resolve(DriverClient.CHECKPOINT);
        Map<String, FileTime> state = new HashMap<>();
        if (Files.isDirectory(checkpoint)) {
            for (String name : FileChunks.names(checkpoint)) {
                state.put(name, Files.getLastModifiedTime(checkpoint.resolve(name)));
            }
        }
        return state;
    }

    /** Waits for what is being sent. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

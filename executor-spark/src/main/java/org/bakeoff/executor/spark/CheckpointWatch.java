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
 * Stores the newest checkpoint of a trial with the driver, so that little is lost with this machine: within a second or two,
 * and where that takes long, since many do so or they are large, less often.
 */
final class CheckpointWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWatch.class);

    /** From one to the next it is so many times as long as bringing one took, but within these milliseconds. */
    private static final long SHARE = 20;

    private static final long LEAST = 1000;
    private static final long MOST = 60_000;

    private final Path folder;
    private final DriverLine driver;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    CheckpointWatch(Path folder, DriverLine driver) {
        this.folder = folder;
        this.driver = driver;
        thread = new Thread(this::watch, "checkpoints of " + folder.getFileName());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        Map<String, FileTime> stored = Map.of();
        long pause = LEAST;
        try {
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                long start = System.nanoTime();
                stored = store(stored);
                long taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                pause = Math.min(MOST, Math.max(LEAST, SHARE * taken));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stores what isn't stored yet; gives what is. Where that fails, the next time may be better. */
    private Map<String, FileTime> store(Map<String, FileTime> stored) {
        try {
            Map<String, FileTime> now = state();
            if (!now.isEmpty() && !now.equals(stored)) {
                driver.keepCheckpoint(folder);
            }
            return now;
        } catch (IOException e) {
            LOG.debug("a checkpoint isn't stored", e);
            return stored;
        }
    }

    private Map<String, FileTime> state() throws IOException {
        Path checkpoint = folder.resolve(DriverLine.CHECKPOINT);
        Map<String, FileTime> state = new HashMap<>();
        if (Files.isDirectory(checkpoint)) {
            for (String name : Pieces.names(checkpoint)) {
                state.put(name, Files.getLastModifiedTime(checkpoint.resolve(name)));
            }
        }
        return state;
    }

    /** Ends when what is on its way has arrived. */
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

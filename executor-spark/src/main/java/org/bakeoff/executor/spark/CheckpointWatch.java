package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores every checkpoint of a trial with the driver, within a second or two, so that little is lost with this machine. */
final class CheckpointWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWatch.class);
    private static final long PAUSE_MILLIS = 1000;

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
        Map<Path, Object> stored = Map.of();
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                stored = store(stored);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stores what isn't stored yet; gives what is. Where that fails, the next time may be better. */
    private Map<Path, Object> store(Map<Path, Object> stored) {
        try {
            Map<Path, Object> now = state();
            if (!now.isEmpty() && !now.equals(stored)) {
                driver.keepCheckpoint(folder);
            }
            return now;
        } catch (IOException e) {
            LOG.debug("a checkpoint isn't stored", e);
            return stored;
        }
    }

    private Map<Path, Object> state() throws IOException {
        Path checkpoint = folder.resolve(DriverLine.CHECKPOINT);
        Map<Path, Object> state = new HashMap<>();
        if (Files.isDirectory(checkpoint)) {
            try (Stream<Path> files = Files.list(checkpoint)) {
                for (Path file : files.toList()) {
                    state.put(file, Files.getLastModifiedTime(file));
                }
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

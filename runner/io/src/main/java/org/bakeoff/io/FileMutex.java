package org.bakeoff.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one thread of all processes on this machine work at a time. The file stays when the work is done, since deleting
 * it would let two in; when a process dies its lock goes with it.
 */
public final class FileMutex {

    private static final Logger LOG = LoggerFactory.getLogger(FileMutex.class);
    private static final long POLL_MILLIS = 50;

    /** Five seconds of waiting are reported. */
    private static final int REPORTED = 100;

    private FileMutex() {}

    /**
     * Waits for the lock and does some work while it is held.
     *
     * @param file the lock's file, in a folder that exists; made where it is missing
     * @throws InterruptedIOException if this thread is interrupted while it waits; it stays interrupted
     */
    public static <T> T holding(Path file, IoWork<T> work) throws IOException {
        // Closing the channel gives the lock back. On POSIX, closing any channel of a file gives back every lock that
        // this process
        // has on it, so the file isn't opened while another thread of this process holds it.
        HeldFile held = awaited(file, () -> HeldFile.take(file));
        try (FileChannel channel = RegularFiles.lock(file)) {
            awaited(file, () -> Optional.ofNullable(channel.tryLock()));
            return work.run();
        } finally {
            held.close();
        }
    }

    private static <T> T awaited(Path file, IoWork<Optional<T>> attempt) throws IOException {
        Optional<T> result = attempt.run();
        for (int polls = 1; result.isEmpty(); polls++) {
            if (polls == REPORTED) {
                LOG.warn(
                        "Waiting for {}, which another process holds; if that is stopped, let it continue or end it",
                        file);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for " + file);
            }
            result = attempt.run();
        }
        return result.get();
    }
}

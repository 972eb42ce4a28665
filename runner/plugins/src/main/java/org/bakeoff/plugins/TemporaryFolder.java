package org.bakeoff.plugins;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bakeoff.io.HeldFile;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that only this user can look into, in the system's temporary folder. It is deleted when this object is closed or garbage, and
 * when the JVM exits. What a killed process left is deleted a day later by the next one. A lock shows that a folder is in use, and so
 * does the time of the lock's file, where the file system has no locks.
 */
final class TemporaryFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String LOCK = "lock";

    /** What the lock's file holds, so that no folder of the user's own is taken for one of these. */
    private static final ByteBuffer MARK = ByteBuffer.wrap(
                    "Bakeoff deletes this folder when no process uses it any more\n"
                            .getBytes(StandardCharsets.US_ASCII))
            .asReadOnlyBuffer();

    /** Those of this class, which delete themselves. */
    private static final Set<Held> HELD = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> HELD.forEach(Held::run)));
        touchHourly();
    }

    private final Path path;
    private final Cleaner.Cleanable deletion;

    private TemporaryFolder(Held held) {
        this.path = held.path();
        this.deletion = CLEANER.register(this, held);
    }

    /** Makes a folder whose name begins with a prefix. */
    static TemporaryFolder make(String prefix) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path path = Files.createTempDirectory(temporary, prefix + "-");
        sweep(temporary, path, prefix);
        HeldFile file = HeldFile.take(path.resolve(LOCK)).orElseThrow();
        FileChannel lock =
                RegularFiles.channel(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Held held = new Held(path, file, lock);
        HELD.add(held);
        TemporaryFolder folder = new TemporaryFolder(held);
        lock.tryLock();
        lock.write(MARK.duplicate());
        return folder;
    }

    Path path() {
        return path;
    }

    /** Deletes the folder, if it wasn't yet. */
    @Override
    public void close() {
        deletion.clean();
    }

    private static void touchHourly() {
        CompletableFuture.delayedExecutor(1, TimeUnit.HOURS, Runnable::run).execute(() -> {
            touch();
            touchHourly();
        });
    }

    /** Lets the folders in use look new. To set a file's time, Java opens and closes it, which would release its lock. */
    static void touch() {
        HELD.forEach(held -> {
            try {
                held.lock().write(MARK.duplicate(), 0);
            } catch (IOException e) {
                LOG.debug("{} may soon look old", held.path(), e);
            }
        });
    }

    /** Deletes what processes of this user left that were killed. */
    private static void sweep(Path temporary, Path own, String prefix) {
        try {
            Instant old = Instant.now().minus(KEPT);
            for (Path other : RegularFiles.list(temporary)) {
                Path lock = other.resolve(LOCK);
                if (other.getFileName().toString().matches(prefix + "-[0-9]+")
                        && RegularFiles.isFolder(other)
                        && RegularFiles.isFile(lock)
                        && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
                        && Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(old)) {
                    deleteUnused(other, lock);
                }
            }
        } catch (IOException e) {
            LOG.debug("what earlier processes left in {} stays there", temporary, e);
        }
    }

    private static void deleteUnused(Path folder, Path file) throws IOException {
        Optional<HeldFile> held = HeldFile.take(file);
        if (held.isEmpty()) {
            return;
        }
        try (FileChannel lock = RegularFiles.channel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null && isMarked(lock)) {
                RecursiveDeletion.of(folder);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is in use", folder, e);
        } finally {
            held.get().close();
        }
    }

    private static boolean isMarked(FileChannel lock) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(MARK.capacity() + 1);
        while (found.hasRemaining() && lock.read(found) >= 0) {}
        return found.flip().equals(MARK);
    }

    /** Deletes a folder, once. */
    private record Held(Path path, HeldFile file, FileChannel lock) implements Runnable {

        @Override
        public void run() {
            HELD.remove(this);
            try {
                RecursiveDeletion.of(path);
                lock.close();
                file.close();
            } catch (IOException e) {
                LOG.debug("{} stays there", path, e);
            }
        }
    }
}

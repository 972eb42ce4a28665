package org.bakeoff.plugins;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that only this user can look into, in the system's temporary folder. It is deleted when this object is garbage, and
 * when the JVM exits. What a killed process left is deleted a day later by the next one: a lock shows that nobody uses it.
 */
final class TemporaryFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Duration KEPT = Duration.ofDays(1);
    private static final String LOCK = "lock";

    /** Those of this process, which delete themselves. */
    private static final Set<Held> HELD = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> HELD.forEach(Held::run)));
    }

    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Makes a folder whose name begins with a prefix. */
    static TemporaryFolder make(String prefix) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path path = Files.createTempDirectory(temporary, prefix + "-");
        sweep(temporary, path, prefix);
        TemporaryFolder folder = new TemporaryFolder(path);
        FileChannel lock =
                RegularFiles.channel(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Held held = new Held(path, lock);
        HELD.add(held);
        CLEANER.register(folder, held);
        lock.tryLock();
        return folder;
    }

    Path path() {
        return path;
    }

    /** Deletes what processes of this user left that were killed. */
    private static void sweep(Path temporary, Path own, String prefix) {
        try {
            Instant old = Instant.now().minus(KEPT);
            for (Path other : RegularFiles.list(temporary)) {
                Path lock = other.resolve(LOCK);
                if (other.getFileName().toString().startsWith(prefix + "-")
                        && HELD.stream().noneMatch(held -> held.path().equals(other))
                        && RegularFiles.isFolder(other)
                        && RegularFiles.isFile(lock)
                        && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
                        && Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(old)) {
                    deleteUnlocked(other, lock);
                }
            }
        } catch (IOException e) {
            LOG.debug("what earlier processes left in {} stays there", temporary, e);
        }
    }

    private static void deleteUnlocked(Path folder, Path file) throws IOException {
        try (FileChannel lock = RegularFiles.channel(file, StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                RecursiveDeletion.of(folder);
            }
        }
    }

    /** Deletes a folder, once. */
    private record Held(Path path, FileChannel lock) implements Runnable {

        @Override
        public void run() {
            HELD.remove(this);
            try {
                RecursiveDeletion.of(path);
                lock.close();
            } catch (IOException e) {
                LOG.debug("{} stays there", path, e);
            }
        }
    }
}

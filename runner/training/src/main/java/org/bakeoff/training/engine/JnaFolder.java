package org.bakeoff.training.engine;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.PrivateFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that JNA unpacks its own library into. DJL looks for GPUs by it. Where it can't, it logs a stack trace. */
final class JnaFolder {

    private static final Logger LOG = LoggerFactory.getLogger(JnaFolder.class);

    private static final String PROPERTY = "jna.tmpdir";

    /** More bytes than JNA's library has. */
    private static final long LIBRARY = 1 << 20;

    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private JnaFolder() {}

    /**
     * Makes the folder that JNA was told, which it would make for all to see, before JNA is used first. If it can't be written to,
     * or is full, JNA is told the folder of temporary files.
     *
     * @throws EngineMissingException if neither can be written to, or JNA can't be loaded from there
     */
    static void prepare() {
        if (!PREPARED.get()) {
            choose();
            load();
            PREPARED.set(true);
        }
    }

    private static void choose() {
        String told = System.getProperty(PROPERTY);
        if (told != null && isUsable(Path.of(told))) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", ""));
        if (!isUsable(temporary)) {
            throw EngineMissingException.noPlaceForJna(temporary.toAbsolutePath());
        }
        System.setProperty(PROPERTY, temporary.toString());
    }

    /** Loads it, since what uses it first would fail without a reason, and what uses it later with another. */
    private static void load() {
        try {
            LOG.debug("JNA is loaded, for pointers of {} bytes", Native.POINTER_SIZE);
        } catch (LinkageError e) {
            if (SubnormalFlushing.isPossible()) {
                throw EngineMissingException.jna(
                        Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath(), e);
            }
            LOG.debug("JNA can't be loaded, so that no GPU is found", e);
        }
    }

    private static boolean isUsable(Path folder) {
        try {
            PrivateFolder.requireOwn(folder, CacheFolder.VARIABLE);
            PrivateFolder.make(folder);
            Path file = Files.createTempFile(folder, "jna", ".tmp");
            Files.delete(file);
            return FileErrors.freeSpace(file) >= LIBRARY;
        } catch (IOException e) {
            return false;
        }
    }
}

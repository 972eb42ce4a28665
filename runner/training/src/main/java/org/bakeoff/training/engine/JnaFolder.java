package org.bakeoff.training.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bakeoff.io.PrivateFolder;

/** The folder that JNA unpacks its own library into. DJL looks for GPUs by it. Where it can't, it logs a stack trace. */
final class JnaFolder {

    private static final String PROPERTY = "jna.tmpdir";

    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private JnaFolder() {}

    /**
     * Makes the folder that JNA was told, which it would make for all to see, before JNA is used first. If it can't be written to,
     * JNA is told the folder of temporary files.
     *
     * @throws EngineMissingException if neither can be written to
     */
    static void prepare() {
        if (!PREPARED.get()) {
            choose();
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

    private static boolean isUsable(Path folder) {
        try {
            PrivateFolder.make(folder);
            Files.delete(Files.createTempFile(folder, "jna", ".tmp"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

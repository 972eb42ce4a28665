package org.bakeoff.toolkit;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Loads PyTorch before the first test, under the lock that Bakeoff itself takes: while one process unpacks the natives, DJL
 * in another would delete them, and the tests of several modules run at once.
 */
public final class EngineLoading implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Path root = Utils.getEngineCacheDir("pytorch").toAbsolutePath();
        try {
            Files.createDirectories(root);
            try (FileChannel channel = FileChannel.open(
                            root.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                Engine.getEngine("PyTorch");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

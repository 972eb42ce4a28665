package org.bakeoff.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    Path folder;

    @Test
    void anotherClassLoaderIsRefusedAndLetsNoOtherProcessIn() throws Exception {
        List<URL> classes = new ArrayList<>();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            classes.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                        new URLClassLoader(classes.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                RunLock lock = RunLock.take(folder)) {
            assertThat(lock.isGone()).isFalse();
            Method take = loader.loadClass(RunLock.class.getName()).getDeclaredMethod("take", Path.class);
            take.setAccessible(true);
            assertThatThrownBy(() -> take.invoke(null, folder))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .satisfies(cause -> assertThat(cause.getClass().getName())
                            .isEqualTo(RunDirectoryInUseException.class.getName()));

            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Locks.class.getName(),
                            folder.resolve(RunLock.NAME).toString())
                    .inheritIO()
                    .start();
            assertThat(process.waitFor()).isEqualTo(Locks.LOCKED_BY_ANOTHER);
        }
    }

    @Test
    void theLockOfARunThatCameLaterStays() throws IOException {
        RunLock first = RunLock.take(folder);
        Path file = folder.resolve(RunLock.NAME);
        // Kept, so that the system doesn't give its number to the next file.
        Files.move(file, folder.resolve("deleted"));
        Files.writeString(file, "1\n");
        assertThat(first.isGone()).isTrue();
        first.close();
        assertThat(file).hasContent("1");
    }

    /** Exits with whether another process has locked a file. */
    static final class Locks {

        static final int LOCKED_BY_ANOTHER = 3;

        private Locks() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel lock = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.exit(lock.tryLock() == null ? LOCKED_BY_ANOTHER : 0);
            }
        }
    }
}

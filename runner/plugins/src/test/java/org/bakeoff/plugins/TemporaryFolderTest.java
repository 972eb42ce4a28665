package org.bakeoff.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class TemporaryFolderTest {

    private static final String PROPERTY = "java.io.tmpdir";
    private static final Instant OLD = Instant.parse("2020-01-03T00:00:00Z");

    @TempDir
    Path temporary;

    /** What isn't to be deleted while a test runs. */
    private final List<Object> used = new ArrayList<>();

    private final String before = System.getProperty(PROPERTY);

    @BeforeEach
    void setFolder() {
        System.setProperty(PROPERTY, temporary.toString());
    }

    @AfterEach
    void restoreFolder() {
        System.setProperty(PROPERTY, before);
    }

    @Test
    void anotherClassLoaderLeavesAnOldFolderInUseAlone() throws Exception {
        TemporaryFolder folder = make();
        Path lock = aged(folder.path().resolve("lock"));

        List<URL> classes = new ArrayList<>();
        for (String entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
            classes.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(classes.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method make = loader.loadClass(TemporaryFolder.class.getName()).getDeclaredMethod("make", String.class);
            make.setAccessible(true);
            used.add(make.invoke(null, "copies"));
            assertThat(folder.path()).isDirectory();
        }

        assertThat(run(java(lock))).isEqualTo(Locks.LOCKED_BY_ANOTHER);
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

    @Test
    void onlyFoldersThatAKilledProcessMadeAreDeleted() throws Exception {
        TemporaryFolder folder = make();
        Path left = Files.createDirectory(temporary.resolve("copies-123"));
        aged(Files.copy(folder.path().resolve("lock"), left.resolve("lock")));
        Path named = Files.createDirectory(temporary.resolve("copies-mine"));
        aged(Files.copy(folder.path().resolve("lock"), named.resolve("lock")));
        Path numbered = Files.createDirectory(temporary.resolve("copies-2026"));
        aged(Files.writeString(numbered.resolve("lock"), "of another program"));

        TemporaryFolder other = make();

        assertThat(temporary.toFile().listFiles())
                .extracting(File::toPath)
                .containsExactlyInAnyOrder(folder.path(), other.path(), named, numbered);
    }

    @Test
    void aFolderInUseNeverLooksOld() throws Exception {
        TemporaryFolder folder = make();
        Path lock = aged(folder.path().resolve("lock"));

        TemporaryFolder.touch();

        assertThat(Files.getLastModifiedTime(lock).toInstant()).isAfter(OLD);
        assertThat(run(java(lock))).isEqualTo(Locks.LOCKED_BY_ANOTHER);
    }

    private TemporaryFolder make() throws Exception {
        TemporaryFolder folder = TemporaryFolder.make("copies");
        used.add(folder);
        return folder;
    }

    /** Lets a file look old. Java would open and close it, which releases this process's lock on it. */
    private static Path aged(Path file) throws Exception {
        assertThat(run(List.of("touch", "-t", "202001010000", file.toString()))).isZero();
        return file;
    }

    private static List<String> java(Path lock) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Locks.class.getName(),
                lock.toString());
    }

    private static int run(List<String> command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}

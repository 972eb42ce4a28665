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
import java.util.concurrent.atomic.AtomicBoolean;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.RecursiveDeletion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

            Process process = java(Locks.class, folder.resolve(RunLock.NAME)).start();
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

    @Test
    void aFileOfTheUsersOwnStays() throws IOException {
        Path own = folder.resolve(RunLock.NAME);
        for (String text : List.of("locked by train.sh\n", "1 2", "1".repeat(2000))) {
            Files.writeString(own, text);
            assertThatThrownBy(() -> new RunDirectory(folder).hold())
                    .isInstanceOf(BakeoffException.class)
                    .hasMessageContaining(own.toString());
            assertThat(Files.readString(own)).isEqualTo(text);
        }
        for (String text : List.of("", "12\n", "\0\0\0")) {
            Files.writeString(own, text);
            new RunDirectory(folder).hold().close();
            assertThat(own).doesNotExist();
        }
    }

    @Test
    void aLockThatASnapshotHasByAHardLinkIsTakenAnew(@TempDir Path snapshots) throws IOException {
        Path snapshot = Files.writeString(snapshots.resolve("lock"), "12\n");
        Files.createLink(folder.resolve(RunLock.NAME), snapshot);
        new RunDirectory(folder).hold().close();
        assertThat(snapshot).hasContent("12");
    }

    @Test
    void aRunOfWhichThereIsASnapshotByHardLinksKeepsItsLock(@TempDir Path snapshots) throws Exception {
        Path file = Files.writeString(folder.resolve(RunLock.NAME), "12\n");
        Process holder = java(Holds.class, file).start();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('+');
            Files.createLink(snapshots.resolve("lock"), file);
            assertThatThrownBy(() -> new RunDirectory(folder).hold())
                    .isInstanceOf(RunDirectoryInUseException.class)
                    .hasMessageContaining("process 12 runs an experiment there");
            assertThat(java(Locks.class, file).start().waitFor()).isEqualTo(Locks.LOCKED_BY_ANOTHER);
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
    }

    private static ProcessBuilder java(Class<?> main, Path file) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFolderThatIsDeletedWhileItIsTakenEndsThat() throws Exception {
        Path run = folder.resolve("run");
        AtomicBoolean over = new AtomicBoolean();
        Thread deleting = new Thread(() -> {
            while (!over.get()) {
                try {
                    RecursiveDeletion.of(run);
                } catch (IOException e) {
                    // Something has just been made in it.
                }
            }
        });
        deleting.start();
        try {
            for (int times = 0; times < 1000; times++) {
                try {
                    new RunDirectory(run).hold().close();
                } catch (IOException | BakeoffException e) {
                    assertThat(e).hasMessageContaining("run");
                }
            }
        } finally {
            over.set(true);
            deleting.join();
        }
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

    /** Locks a file until nothing more can be read. */
    static final class Holds {

        private Holds() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel lock = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.out.print(lock.tryLock() == null ? '-' : '+');
                System.out.flush();
                System.in.read();
            }
        }
    }
}

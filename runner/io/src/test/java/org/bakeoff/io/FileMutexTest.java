package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMutexTest {

    @TempDir
    Path folder;

    @Test
    void aThreadThatIsInterruptedWhileItWaitsLetsNoOtherProcessIn() throws Exception {
        Path file = folder.resolve("work.lock");
        int code = FileMutex.holding(file, () -> {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            CountDownLatch begun = new CountDownLatch(1);
            Thread waiting = new Thread(() -> {
                begun.countDown();
                try {
                    FileMutex.holding(file, () -> "never");
                } catch (Throwable e) {
                    failure.complete(e);
                }
            });
            waiting.start();
            try {
                begun.await();
                waiting.interrupt();
                assertThat(failure.join()).isInstanceOf(InterruptedIOException.class);
                return new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Locks.class.getName(),
                                file.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(code).isEqualTo(Locks.LOCKED_BY_ANOTHER);
        assertThat(FileMutex.holding(file, () -> "then")).isEqualTo("then");
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

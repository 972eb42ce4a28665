package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CancellationTest {

    @TempDir
    private Path folder;

    /** An interrupt closes the channel that is open then. */
    @Test
    void anInterruptDuringDeferredWorkIsDeferredToo() throws IOException {
        Path file = folder.resolve("file");
        AtomicInteger attempts = new AtomicInteger();
        try {
            Cancellation.defer(() -> {
                try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    if (attempts.incrementAndGet() < 3) {
                        Thread.currentThread().interrupt();
                    }
                    return channel.write(ByteBuffer.wrap(new byte[] {1, 2}), 0);
                }
            });
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2);
        assertThat(attempts).hasValue(3);
    }

    /** As an application does that interrupts until a thread has ended. */
    @Test
    @Timeout(30)
    void whoInterruptsAgainAndAgainKeepsNothingFromItsEnd() throws Exception {
        Path file = folder.resolve("file");
        Thread worker = new Thread(() -> {
            try {
                Cancellation.defer(() -> {
                    try (FileChannel channel =
                            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                        long end = System.nanoTime() + 500_000_000;
                        while (System.nanoTime() < end) {
                            channel.write(ByteBuffer.wrap(new byte[] {1, 2}), 0);
                        }
                        return channel.write(ByteBuffer.wrap(new byte[] {3}), 0);
                    }
                });
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        worker.start();
        while (worker.isAlive()) {
            worker.interrupt();
            worker.join(20);
        }
        assertThat(Files.readAllBytes(file)).containsExactly(3, 2);
    }

    @Test
    void whatFailsWithoutAnInterruptFailsOnce() {
        IOException full = new IOException("the disk is full");
        AtomicInteger attempts = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            assertThatIOException()
                    .isThrownBy(() -> Cancellation.defer(() -> {
                        attempts.incrementAndGet();
                        throw full;
                    }))
                    .isSameAs(full);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(attempts).hasValue(1);
    }
}

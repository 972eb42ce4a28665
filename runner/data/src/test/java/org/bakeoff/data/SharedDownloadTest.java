package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.data.LoopbackServer.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDownloadTest {

    private final byte[] content = "reviews".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final LoopbackServer.Answer whenTold = (request, out) -> {
        asked.countDown();
        go.await();
        file(content, "ETag: \"v1\"").send(request, out);
    };

    @TempDir
    private Path folder;

    @Test
    void twoThreadsDownloadOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (LoopbackServer server = new LoopbackServer(whenTold)) {
            Future<Path> first = threads.submit(() -> open(folder, server.url("/a")));
            Future<Path> second = threads.submit(() -> open(folder, server.url("/a")));
            asked.await();
            go.countDown();

            assertThat(first.get()).isEqualTo(second.get()).hasBinaryContent(content);
            assertThat(server.requests()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoProcessesDownloadOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (LoopbackServer server = new LoopbackServer(whenTold)) {
            Path log = folder.resolve("other.log");
            Process other = new ProcessBuilder(List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            folder.toString(),
                            server.url("/a")))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            asked.await();
            Future<Path> here = threads.submit(() -> open(folder, server.url("/a")));
            go.countDown();

            assertThat(other.waitFor()).as(Files.readString(log)).isZero();
            assertThat(here.get()).hasBinaryContent(content);
            assertThat(server.requests()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Path open(Path folder, String url) throws IOException {
        return new Sources(new CacheFolder(folder), false, LoadingListener.NONE).open(url, null);
    }

    /** What the other process runs. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            open(Path.of(arguments[0]), arguments[1]);
        }
    }
}

package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.bakeoff.data.LoopbackServer.file;
import static org.bakeoff.data.LoopbackServer.head;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.bakeoff.io.Sha256;
import org.junit.jupiter.api.Test;

/** Downloads that broke: they resume where they did, or start over. */
class ResumedDownloadsTest extends DownloadHarness {

    @Test
    void aBrokenConnectionIsTakenUpWhereItBroke() throws IOException {
        try (LoopbackServer server =
                new LoopbackServer(broken(content, TAG, 100_000), broken(content, TAG, 200_000), file(content, TAG))) {
            assertThat(fetch(server.url("/a"), null, 2).sha256()).isEqualTo(Sha256.of(content));

            assertThat(server.requests())
                    .extracting(request -> request.headers().get("range"))
                    .containsExactly(null, "bytes=100000-", "bytes=200000-");
            assertThat(server.requests().get(1).headers()).containsEntry("if-range", "\"v1\"");
            assertThat(heard).extracting(Progress::total).containsOnly((long) content.length);
            assertNothingIsLeftOver();
        }
    }

    @Test
    void whatIsTruncatedIsResumedByTheNextRun() throws IOException {
        try (LoopbackServer server = new LoopbackServer(broken(content, TAG, 100_000))) {
            assertThatIOException()
                    .isThrownBy(() -> fetch(server.url("/a"), null, 1))
                    .withMessageContainingAll(
                            server.url("/a"), "broke 2 times", "100000 bytes", "Run again to resume from there");
            assertThat(server.requests()).hasSize(2);
            assertThat(kept(server.url("/a"))).doesNotExist();
        }
    }

    @Test
    void aLaterRunResumes() throws IOException {
        try (LoopbackServer server = new LoopbackServer(broken(content, TAG, 100_000), file(content, TAG))) {
            assertThatIOException().isThrownBy(() -> fetch(server.url("/a"), null, 0));
            heard.clear();

            assertThat(fetch(server.url("/a"), null, 0).sha256()).isEqualTo(Sha256.of(content));

            assertThat(heard).startsWith(new Progress(server.url("/a"), 100_000, content.length));
        }
    }

    @Test
    void aValidatorOfAnyLengthBreaksNoLaterRun() throws IOException {
        String longest = "ETag: \"" + "v".repeat(100_000) + "\"";
        try (LoopbackServer server = new LoopbackServer(broken(content, longest, 100_000), file(content, TAG))) {
            assertThatIOException().isThrownBy(() -> fetch(server.url("/a"), null, 0));
            assertThat(fetch(server.url("/a"), null, 0).sha256()).isEqualTo(Sha256.of(content));
        }
    }

    @Test
    void aServerWithoutRangesMakesItStartOver() throws IOException {
        try (LoopbackServer server = new LoopbackServer(broken(content, TAG, 100_000), (request, out) -> {
            head(out, 200, "Content-Length: " + content.length);
            out.write(content);
        })) {
            assertThat(fetch(server.url("/a"), null, 1).sha256()).isEqualTo(Sha256.of(content));
        }
    }

    @Test
    void anotherFileUnderTheSameUrlMakesItStartOver() throws IOException {
        byte[] other = content.clone();
        other[0]++;
        try (LoopbackServer server = new LoopbackServer(
                broken(content, TAG, 100_000),
                // This one ignores If-Range, and only its tag tells that the rest is that of another file.
                (request, out) -> {
                    head(out, 206, "ETag: \"v2\"", "Content-Range: bytes 100000-299999/300000");
                    out.write(other, 100_000, 200_000);
                },
                file(other, "ETag: \"v2\""))) {
            assertThat(fetch(server.url("/a"), null, 1).sha256()).isEqualTo(Sha256.of(other));
        }
    }

    @Test
    void aRangeThatIsRefusedOrNotTheOneAskedForMakesItStartOver() throws IOException {
        List<LoopbackServer.Answer> answers = List.of(
                (request, out) -> head(out, 416, "Content-Range: bytes */300000", "Content-Length: 0"),
                (request, out) -> {
                    head(out, 206, TAG, "Content-Range: bytes 0-99/300000", "Content-Length: 100");
                    out.write(content, 0, 100);
                },
                // Shorter than what is here already.
                (request, out) -> head(out, 206, TAG, "Content-Range: bytes 100000-99999/50000", "Content-Length: 0"));
        for (LoopbackServer.Answer answer : answers) {
            try (LoopbackServer server =
                    new LoopbackServer(broken(content, TAG, 100_000), answer, file(content, TAG))) {
                assertThat(fetch(server.url("/a"), null, 1).sha256()).isEqualTo(Sha256.of(content));
                assertThat(server.requests()).hasSize(3);
            }
        }
    }

    @Test
    void onlyAStrongValidatorIsTrusted() throws IOException {
        String modified = "Last-Modified: Mon, 01 Jan 2024 10:00:00 GMT";
        for (String weak : List.of(
                "ETag: W/\"v1\"\r\n" + modified, modified, modified + "\r\nDate: Mon, 01 Jan 2024 10:00:00 GMT")) {
            try (LoopbackServer server = new LoopbackServer(broken(content, weak, 100_000), file(content, weak))) {
                assertThat(fetch(server.url("/a"), null, 1).sha256()).isEqualTo(Sha256.of(content));
                assertThat(server.requests().get(1).headers()).doesNotContainKey("range");
            }
        }
        String strong = "Date: Mon, 01 Jan 2024 10:00:01 GMT\r\n" + modified;
        try (LoopbackServer server = new LoopbackServer(broken(content, strong, 100_000), file(content, strong))) {
            assertThat(fetch(server.url("/a"), null, 1).sha256()).isEqualTo(Sha256.of(content));
            assertThat(server.requests().get(1).headers()).containsEntry("range", "bytes=100000-");
        }
    }

    @Test
    void anInterruptEndsTheDownloadAndKeepsThePart() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        LoopbackServer.Answer slow = (request, out) -> {
            broken(content, TAG, 100_000).send(request, out);
            sent.countDown();
            over.await();
        };
        try (LoopbackServer server = new LoopbackServer(slow, file(content, TAG))) {
            String url = server.url("/a");
            NetworkLimits patient =
                    new NetworkLimits(Duration.ofMinutes(10), Duration.ofMinutes(10), 3, Duration.ZERO, 0.9);
            FutureTask<SourceFingerprint> download = new FutureTask<>(() -> fetch(url, null, patient));
            Thread thread = new Thread(download);
            thread.start();
            sent.await();
            thread.interrupt();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(download::get)
                    .withCauseInstanceOf(InterruptedIOException.class);
            assertThat(fetch(url, null, 0).sha256()).isEqualTo(Sha256.of(content));
            assertThat(server.requests().get(1).headers()).containsEntry("range", "bytes=100000-");
        }
    }

    @Test
    void numbersThatNoFileHasMakeItStartOver() throws IOException {
        List<LoopbackServer.Answer> answers = List.of(
                (request, out) -> {
                    head(out, 206, TAG, "Content-Range: bytes 100000-299999/99999999999999999999");
                    out.write(content, 100_000, 200_000);
                },
                // More than it says.
                (request, out) -> {
                    head(out, 206, TAG, "Content-Range: bytes 100000-199999/200000");
                    out.write(content, 100_000, 200_000);
                });
        for (LoopbackServer.Answer answer : answers) {
            try (LoopbackServer server =
                    new LoopbackServer(broken(content, TAG, 100_000), answer, file(content, TAG))) {
                assertThat(fetch(server.url("/a"), null, 2).sha256()).isEqualTo(Sha256.of(content));
            }
        }
    }

    /** Answers with the first bytes and breaks the connection once they are written: what isn't read by then may be lost. */
    private LoopbackServer.Answer broken(byte[] content, String validator, int end) {
        return (request, out) -> {
            LoopbackServer.broken(content, validator, end).send(request, out);
            out.flush();
            while (partialBytes() < end) {
                Thread.sleep(5);
            }
        };
    }

    private long partialBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("downloads"))) {
            for (Path part :
                    files.filter(file -> file.toString().endsWith(".part")).toList()) {
                return Files.size(part);
            }
        } catch (NoSuchFileException e) {
            // It isn't there yet.
        }
        return 0;
    }
}

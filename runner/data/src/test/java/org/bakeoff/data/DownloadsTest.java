package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.bakeoff.data.LoopbackServer.file;
import static org.bakeoff.data.LoopbackServer.head;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {

    private static final String TAG = "ETag: \"v1\"";

    private record Progress(String source, long done, long total) {}

    private final byte[] content = new byte[300_000];
    private final List<Progress> heard = new ArrayList<>();

    @TempDir
    private Path folder;

    DownloadsTest() {
        new Random(1).nextBytes(content);
    }

    @Test
    void downloadsAWholeFileAndTellsHowFarItIs() throws IOException {
        try (LoopbackServer server = new LoopbackServer(file(content, TAG))) {
            String url = server.url("/data/reviews.tar.gz?version=1#top");
            String sha256 = Sha256.of(content);

            assertThat(fetch(url, sha256, 0)).isEqualTo(new SourceFingerprint(url, sha256, content.length));

            assertThat(kept(url)).hasBinaryContent(content);
            assertThat(kept(url).getFileName().toString()).endsWith("-reviews.tar.gz");
            assertThat(heard.get(0)).isEqualTo(new Progress(url, 0, content.length));
            assertThat(heard.get(heard.size() - 1)).isEqualTo(new Progress(url, content.length, content.length));
            assertThat(heard).extracting(Progress::done).isSorted().doesNotHaveDuplicates();
            assertThat(server.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.path()).isEqualTo("/data/reviews.tar.gz?version=1"));

            assertThat(fetch(url, null, 0).sha256()).isEqualTo(sha256);
            assertThat(server.requests()).hasSize(1);
            assertNothingIsLeftOver();
        }
    }

    @Test
    void aBodyOfUnknownLengthEndsWithItsLength() throws IOException {
        try (LoopbackServer server = new LoopbackServer((request, out) -> {
            head(out, 200, "Transfer-Encoding: chunked");
            out.write("5\r\nhello\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThat(fetch(server.url("/a"), null, 0).bytes()).isEqualTo(5);
            assertThat(heard).startsWith(new Progress(server.url("/a"), 0, -1));
            assertThat(heard).endsWith(new Progress(server.url("/a"), 5, 5));
        }
    }

    @Test
    void linksAndPipesInTheCacheAreReplacedAndNotFollowed() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        try (LoopbackServer server = new LoopbackServer(file(content, TAG))) {
            String url = server.url("/a");
            Path kept = kept(url);
            Files.createDirectories(kept.getParent());
            List<Path> places = List.of(kept, Path.of(kept + ".part"), Path.of(kept + ".part.validator"));
            for (Path place : places) {
                for (boolean link : new boolean[] {true, false}) {
                    if (link) {
                        Files.createSymbolicLink(place, victim);
                    } else {
                        assertThat(new ProcessBuilder("mkfifo", place.toString())
                                        .start()
                                        .waitFor())
                                .isZero();
                    }
                    assertThat(fetch(url, null, 0).sha256()).isEqualTo(Sha256.of(content));
                    assertThat(Files.isSymbolicLink(kept)).isFalse();
                    assertThat(kept).hasBinaryContent(content);
                    assertThat(victim).hasContent("mine");
                    Files.delete(kept);
                }
            }
        }
    }

    @Test
    void followsRedirections() throws IOException {
        try (LoopbackServer server = new LoopbackServer(
                (request, out) -> head(out, 302, "Location: /elsewhere", "Content-Length: 0"), file(content, TAG))) {
            assertThat(fetch(server.url("/a"), null, 0).bytes()).isEqualTo(content.length);
        }
    }

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
                            server.url("/a"), "broke 2 times", "100000 bytes", "Run again to go on from there");
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
    void anEmptyBodyIsNotKept() throws IOException {
        try (LoopbackServer server = new LoopbackServer(file(new byte[0], TAG), file(content, TAG))) {
            assertThatIOException()
                    .isThrownBy(() -> fetch(server.url("/a"), null, 0))
                    .withMessageContaining("empty");
            assertThat(kept(server.url("/a"))).doesNotExist();
            assertThat(fetch(server.url("/a"), null, 0).bytes()).isEqualTo(content.length);
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
    void otherBytesThanExpectedAreNotKept() throws IOException {
        try (LoopbackServer server = new LoopbackServer(file(content, TAG))) {
            String expected = "0".repeat(64);
            assertThatIOException()
                    .isThrownBy(() -> fetch(server.url("/a"), expected, 0))
                    .withMessageContainingAll(
                            server.url("/a"), expected, "\"sha256\": \"" + Sha256.of(content) + "\"", "deleted");
            assertThat(kept(server.url("/a"))).doesNotExist();
            assertNothingIsLeftOver();
        }
    }

    @Test
    void anAnswerThatIsNoFileNamesUrlAndStatus() throws IOException {
        for (int status : new int[] {204, 304, 403, 404, 500, 503}) {
            try (LoopbackServer server = new LoopbackServer((request, out) -> head(out, status, "Content-Length: 0"))) {
                assertThatIOException()
                        .isThrownBy(() -> fetch(server.url("/a"), null, 3))
                        .withMessageContaining(server.url("/a") + " was answered with status " + status);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aWebPageIsNoFile() throws IOException {
        try (LoopbackServer server = new LoopbackServer((request, out) -> {
            head(out, 200, "Content-Type: text/html; charset=utf-8", "Content-Length: 6");
            out.write("<html>".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThatIOException()
                    .isThrownBy(() -> fetch(server.url("/a.gz"), null, 0))
                    .withMessageContainingAll(server.url("/a.gz"), "status 200", "web page");
            assertThat(fetch(server.url("/a.html"), null, 0).bytes()).isEqualTo(6);
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        LoopbackServer.Answer never = (request, out) -> over.await();
        LoopbackServer.Answer midway = (request, out) -> {
            head(out, 200, "Content-Length: 100");
            out.write(1);
            out.flush();
            over.await();
        };
        NetworkLimits impatient =
                new NetworkLimits(Duration.ofMinutes(10), Duration.ofMillis(300), 3, Duration.ofMillis(1), 0.9);
        for (LoopbackServer.Answer answer : List.of(never, midway)) {
            try (LoopbackServer server = new LoopbackServer(answer)) {
                assertThatIOException()
                        .isThrownBy(() -> fetch(server.url("/a"), null, impatient))
                        .withMessageContaining(server.url("/a") + " sent nothing for");
                assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
            }
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
    void aServerThatIsNotThereIsNamed() throws IOException {
        String url;
        try (LoopbackServer server = new LoopbackServer(file(content, TAG))) {
            url = server.url("/a");
        }
        assertThatIOException()
                .isThrownBy(() -> fetch(url, null, 3))
                .withMessageContainingAll("Can't connect to " + url, "local file");
        assertThatIOException()
                .isThrownBy(() -> fetch("http://nowhere.invalid/a", null, 3))
                .withMessageContaining("http://nowhere.invalid/a");
    }

    @Test
    void whatDoesNotFitOnTheDiskIsNotBegun() throws IOException {
        try (LoopbackServer server = new LoopbackServer(endless("Content-Length: 4000000000000000000"))) {
            assertThatIOException()
                    .isThrownBy(() -> fetch(server.url("/a"), null, 3))
                    .withMessageContainingAll("takes 4000000000000000000 more bytes", "BAKEOFF_CACHE");
            assertThat(server.requests()).isNotEmpty();
        }
    }

    @Test
    void aBodyWithoutAnEndDoesNotFillTheDisk() throws IOException {
        double megabyte = 1e6 / FileErrors.freeSpace(folder.resolve("cache"));
        try (LoopbackServer server = new LoopbackServer(endless(TAG))) {
            assertThatIOException()
                    .isThrownBy(() -> fetch(
                            server.url("/a"),
                            null,
                            new NetworkLimits(
                                    Duration.ofMinutes(10), Duration.ofMinutes(10), 3, Duration.ZERO, megabyte)))
                    .withMessageContainingAll(server.url("/a"), "BAKEOFF_CACHE");
            assertThat(server.requests()).hasSize(1);
            assertNothingIsLeftOver();
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

    @Test
    void anOddLengthIsNamedWithTheUrl() throws IOException {
        for (String length : List.of("99999999999999999999", "-5", "many")) {
            try (LoopbackServer server = new LoopbackServer((request, out) -> {
                head(out, 200, "Content-Length: " + length);
                out.write(content);
            })) {
                assertThatIOException()
                        .isThrownBy(() -> fetch(server.url("/a"), null, 0))
                        .withMessageContaining(server.url("/a"));
            }
        }
    }

    private SourceFingerprint fetch(String url, @Nullable String sha256, int retries) throws IOException {
        return fetch(
                url,
                sha256,
                new NetworkLimits(Duration.ofMinutes(10), Duration.ofMinutes(10), retries, Duration.ofMillis(1), 0.9));
    }

    private SourceFingerprint fetch(String url, @Nullable String sha256, NetworkLimits limits) throws IOException {
        Downloads downloads = new Downloads(
                new CacheFolder(folder), limits, (source, done, total) -> heard.add(new Progress(source, done, total)));
        return downloads.fetch((Location.Remote) Location.of(url), sha256);
    }

    private Path kept(String url) throws IOException {
        return new Downloads(new CacheFolder(folder), NetworkLimits.STANDARD, LoadingListener.NONE)
                .file((Location.Remote) Location.of(url));
    }

    private void assertNothingIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("downloads"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(".part") || name.endsWith(".tmp"));
        }
    }

    /** Answers until the other side has enough: to end sooner than it says would be a fault of its own. */
    private LoopbackServer.Answer endless(String field) {
        return (request, out) -> {
            head(out, 200, field);
            while (true) {
                out.write(content);
            }
        };
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

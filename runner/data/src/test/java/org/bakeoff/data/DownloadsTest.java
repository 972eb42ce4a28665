package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.bakeoff.data.LoopbackServer.file;
import static org.bakeoff.data.LoopbackServer.head;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.Sha256;
import org.junit.jupiter.api.Test;

class DownloadsTest extends DownloadHarness {

    @Test
    void downloadsAWholeFileAndReportsHowFarItIs() throws IOException {
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
    void headersThatAreNoneAreSaidInAPlainSentence() throws IOException {
        try (LoopbackServer server = new LoopbackServer((request, out) -> head(
                out,
                request.path().equals("/a") ? 200 : 302,
                "Transfer-Encoding: chunked",
                request.path().equals("/a") ? "Content-Length: abc" : "Location: http://[bad"))) {
            for (String path : List.of("/a", "/b")) {
                assertThatIOException()
                        .isThrownBy(() -> fetch(server.url(path), null, 0))
                        .withMessageStartingWith(server.url(path) + " was answered with headers that can't be read")
                        .withMessageNotContainingAny("Exception", "null");
            }
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

    /** Answers until the other side has enough: to end sooner than it says would be a fault of its own. */
    private LoopbackServer.Answer endless(String field) {
        return (request, out) -> {
            head(out, 200, field);
            while (true) {
                out.write(content);
            }
        };
    }
}

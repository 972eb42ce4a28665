package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.report.SampleRun;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other pages, other users and other machines can't get from the page, nor a run directory from elsewhere. */
class GateTest {

    @TempDir
    private static Path folder;

    private static PageServer server;
    private static String token;
    private static final AtomicInteger CHANGES = new AtomicInteger();

    private static final RunControl COUNTED = new RunControl() {
        @Override
        public boolean interrupt(RunDirectory directory, RunProcess process) {
            CHANGES.incrementAndGet();
            return process.pid() == ProcessHandle.current().pid();
        }

        @Override
        public Optional<String> resume(RunDirectory directory) {
            CHANGES.incrementAndGet();
            return Optional.empty();
        }
    };

    @BeforeAll
    static void start() throws IOException {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        SampleRun.write(runs.resolve("one"), SampleComparison.of(60, 1));
        SampleRun.write(folder.resolve("outside"), SampleComparison.of(60, 1));
        Files.createSymbolicLink(runs.resolve("link"), folder.resolve("outside"));
        Files.createDirectories(runs.resolve("linked/trials"));
        Files.createSymbolicLink(runs.resolve("linked/run.json"), folder.resolve("outside/run.json"));
        Files.createSymbolicLink(runs.resolve("linked/comparison.json"), folder.resolve("outside/comparison.json"));
        SampleRun.write(runs.resolve("scripted"), SampleComparison.of(60, 1));
        Files.writeString(runs.resolve("scripted/report.html"), "<script>planted()</script>");
        LiveRun.begin(runs.resolve("live"));
        LiveRun.begin(runs.resolve("interrupted")).release();
        LiveRun.begin(runs.resolve("large")).release();
        try (FileChannel large = FileChannel.open(
                runs.resolve("large/data.json"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // It takes no room on the disk.
            large.write(ByteBuffer.wrap(new byte[] {'}'}), Runtime.getRuntime().maxMemory() / 10);
        }
        LiveRun failed = LiveRun.begin(runs.resolve("failed"));
        for (String model : List.of("lstm", "gru")) {
            for (int seed = 1; seed <= 2; seed++) {
                failed.start(model, seed);
                failed.end(model, seed, seed == 1 ? "failed" : "diverged", "it has no memory");
            }
        }
        failed.release();
        LiveRun.begin(runs.resolve("long")).release();
        for (int trial = 1; trial <= 3; trial++) {
            Path history = Files.createDirectories(runs.resolve("long/trials/lstm-" + trial))
                    .resolve("history.jsonl");
            try (FileChannel sparse = FileChannel.open(history, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                sparse.write(ByteBuffer.wrap(new byte[] {'}'}), 50 << 20);
            }
        }
        server = PageServer.start(runs, 0, List.of(), Optional.of(COUNTED));
        token = server.address().getPath();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void thePageIsShownToWhoHasTheToken() throws IOException {
        String answer = get(token, host());

        assertThat(answer).startsWith("HTTP/1.1 200").contains("run?at=one", "run?at=live");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains(
                        "content-security-policy: default-src 'none'; script-src 'self'",
                        "x-content-type-options: nosniff",
                        "referrer-policy: same-origin",
                        "cache-control: no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/run?at=one", "/style.css", "/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/", ""})
    void nothingIsShownWithoutTheToken(String path) throws IOException {
        assertThat(get(path.isEmpty() ? token.substring(0, token.length() - 2) : path, host()))
                .startsWith("HTTP/1.1 403")
                .doesNotContain(token);
    }

    /** A name of another server that was made to lead to this machine. */
    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:PORT"})
    void nothingIsShownUnderAnotherName(String host) throws IOException {
        assertThat(get(token, "Host: " + host.replace("PORT", port()))).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1:1"})
    void nothingIsChangedFromAnotherPage(String origin) throws IOException {
        int before = CHANGES.get();

        assertThat(post("resume?at=one", origin, "")).startsWith("HTTP/1.1 403");
        assertThat(post("ask?at=one", origin, "text=a")).startsWith("HTTP/1.1 403");
        assertThat(CHANGES).hasValue(before);
    }

    @Test
    void noOtherPageReadsWithItsOwnScript() throws IOException {
        assertThat(get(token, host() + "\r\nOrigin: http://evil.example")).startsWith("HTTP/1.1 403");
    }

    @Test
    void thePageChangesWhatItsButtonsSay() throws IOException {
        int before = CHANGES.get();

        assertThat(post("resume?at=interrupted", own(), ""))
                .startsWith("HTTP/1.1 303")
                .contains("run?at=interrupted");
        assertThat(post("interrupt?at=live", own(), "")).startsWith("HTTP/1.1 303");
        assertThat(CHANGES).hasValue(before + 2);
    }

    @Test
    void onlyAnInterruptedRunIsResumed() throws IOException {
        int before = CHANGES.get();

        assertThat(post("resume?at=one", own(), "")).startsWith("HTTP/1.1 409");
        assertThat(post("resume?at=live", own(), "")).startsWith("HTTP/1.1 409");
        assertThat(CHANGES).hasValue(before);
    }

    /** Each of these processes would take the memory of a Java. */
    @Test
    void aRunIsResumedByOneRequestAtATime() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        RunControl slow = new RunControl() {
            @Override
            public boolean interrupt(RunDirectory directory, RunProcess process) {
                return false;
            }

            @Override
            public Optional<String> resume(RunDirectory directory) {
                asked.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Optional.empty();
            }
        };
        try (PageServer other = PageServer.start(folder.resolve("runs"), 0, List.of(), Optional.of(slow))) {
            int port = other.address().getPort();
            String request = "POST " + other.address().getPath() + "resume?at=interrupted HTTP/1.1\r\nHost: 127.0.0.1:"
                    + port + "\r\nOrigin: http://127.0.0.1:" + port
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            CompletableFuture<String> first = talking(port, request);
            asked.await();

            assertThat(talking(port, request).get(1, TimeUnit.MINUTES))
                    .startsWith("HTTP/1.1 409")
                    .contains("being resumed");
            end.countDown();
            assertThat(first.get()).startsWith("HTTP/1.1 303");
        }
    }

    /** A packed folder of some kilobytes may hold them, with one file under thousands of names. */
    @Test
    void trialsThatTakeTooLongToReadAreRefused() throws IOException {
        for (String page : List.of("run", "report", "ask", "events")) {
            assertThat(get(token + page + "?at=long", host()))
                    .as(page)
                    .startsWith("HTTP/1.1 413")
                    .contains("of this run's trials");
        }
    }

    @Test
    void filesThatNeedTooMuchMemoryAreRefused() throws IOException {
        for (String page : List.of("run", "report", "ask", "events")) {
            assertThat(get(token + page + "?at=large", host())).as(page).startsWith("HTTP/1.1 413");
        }
        assertThat(get(token + "compare?at=large&at=one", host())).startsWith("HTTP/1.1 413");
    }

    @Test
    void aDamagedRunSaysWhatIsDamaged() throws IOException {
        Path damaged = SampleRun.write(folder.resolve("runs/damaged"), SampleComparison.of(60, 1));
        Files.writeString(damaged.resolve("comparison.json"), "{");

        assertThat(get(token + "run?at=damaged", host()))
                .startsWith("HTTP/1.1 200")
                .contains(
                        "unreadable",
                        "Files of this run are damaged",
                        damaged.resolve("comparison.json") + " is damaged")
                .doesNotContain("Report</a>");
    }

    @Test
    void nothingIsAskedBeforeAModelIsTrained() throws IOException {
        assertThat(get(token + "ask?at=interrupted", host()))
                .contains("No trial of this run has ended yet")
                .doesNotContain("<textarea");
        assertThat(get(token + "ask?at=failed", host()))
                .contains("All trials of this run failed or diverged, so there is no model to ask.")
                .doesNotContain("<textarea");
        assertThat(get(token + "run?at=failed", host())).contains("it has no memory");
        assertThat(get(token + "ask?at=one", host())).contains("<textarea");
        assertThat(get(token + "run?at=one", host())).contains("Playground</a>");
    }

    @Test
    void aFolderThatIsGoneIsNotAnEmptyOne() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        try (PageServer quiet = PageServer.start(gone, 0, List.of(), Optional.empty())) {
            String request = "GET " + quiet.address().getPath() + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + quiet.address().getPort() + "\r\nConnection: close\r\n\r\n";
            String empty = talk(quiet.address().getPort(), request);
            Files.delete(gone);

            assertThat(talk(quiet.address().getPort(), request))
                    .startsWith("HTTP/1.1 200")
                    .isNotEqualTo(empty)
                    .contains("This folder isn't there");
        }
    }

    @Test
    void aPageWithoutControlChangesNothing() throws IOException {
        try (PageServer quiet = PageServer.start(folder.resolve("runs"), 0, List.of(), Optional.empty())) {
            String host = "127.0.0.1:" + quiet.address().getPort();
            String answer = talk(
                    quiet.address().getPort(),
                    "POST " + quiet.address().getPath() + "interrupt?at=live HTTP/1.1\r\nHost: " + host
                            + "\r\nOrigin: http://" + host + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 404");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../outside",
                "one/../../outside",
                "%2e%2e%2foutside",
                "..%5coutside",
                "link",
                "linked",
                "one/trials",
                "%00",
                "/etc",
                "nothing",
                "%zz"
            })
    void nothingOutsideOfTheFolderIsShown(String place) throws IOException {
        for (String page : List.of("run", "report", "ask", "events", "compare")) {
            assertThat(get(token + page + "?at=" + place, host())).as(page).startsWith("HTTP/1.1 40");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "..%2f..%2fetc%2fpasswd", "org/bakeoff/web/web.css", "run.js/", "nothing"})
    void noOtherFileIsServed(String path) throws IOException {
        assertThat(get(token + path, host())).startsWith("HTTP/1.1 404");
    }

    /** A run directory from elsewhere may hold a report of any content. */
    @Test
    void aReportIsMadeFromTheRunAndNotTakenFromIt() throws IOException {
        assertThat(get(token + "report?at=scripted", host()))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("planted()")
                .contains("<title>sample");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"})
    void onlyGetAndPostAreKnown(String method) throws IOException {
        assertThat(talk(method + " " + token + " HTTP/1.1\r\n" + host() + "\r\nConnection: close\r\n\r\n"))
                .doesNotStartWith("HTTP/1.1 2");
    }

    @Test
    void aLargeTextIsRefused() throws IOException {
        assertThat(post("ask?at=one", own(), "text=" + "a".repeat(1 << 20))).startsWith("HTTP/1.1 413");
    }

    @Test
    void noOtherMachineReachesIt() throws IOException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : each.inetAddresses().toList()) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(
                                    () -> new Socket(address, server.address().getPort()).close())
                            .isInstanceOf(IOException.class);
                }
            }
        }
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
    }

    private static String port() {
        return Integer.toString(server.address().getPort());
    }

    private static String host() {
        return "Host: 127.0.0.1:" + port();
    }

    private static String own() {
        return "Origin: http://127.0.0.1:" + port();
    }

    private static String get(String path, String headers) throws IOException {
        return talk("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }

    private static String post(String page, String origin, String body) throws IOException {
        return talk(
                "POST " + token + page + " HTTP/1.1\r\n" + host() + "\r\n" + (origin.isEmpty() ? "" : origin + "\r\n")
                        + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static String talk(String request) throws IOException {
        return talk(server.address().getPort(), request);
    }

    private static CompletableFuture<String> talking(int port, String request) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        // A thread of its own: the common pool may have a single one, which a request that waits would occupy.
        new Thread(() -> {
                    try {
                        answer.complete(talk(port, request));
                    } catch (IOException e) {
                        answer.completeExceptionally(e);
                    }
                })
                .start();
        return answer;
    }

    /** Sends a request as it is, which Java's client would not. */
    private static String talk(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

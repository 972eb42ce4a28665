package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bakeoff.data.LoopbackServer.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] CONTENT = "abc".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void aLinkInAFolderMayNotLeadOutOfIt() throws IOException {
        Path named = Files.createDirectories(folder.resolve("named/data")).getParent();
        Path inside = Files.writeString(named.resolve("data/train.csv"), "text,label\n");
        Path outside = Files.writeString(folder.resolve("outside.csv"), "text,label\n");
        Files.createSymbolicLink(named.resolve("within.csv"), inside);
        Files.createSymbolicLink(named.resolve("round"), Path.of("."));
        Files.createSymbolicLink(named.resolve("nothing"), Path.of("none"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), named);
        assertThat(sources(true).open(linked.toString(), null)).isEqualTo(linked);
        String pattern = named + "/*.csv";
        assertThat(sources(true).openAll(pattern)).hasSize(1);
        // The user names the link himself.
        Path chosen = Files.createSymbolicLink(folder.resolve("named.csv"), outside);
        assertThat(sources(true).open(chosen.toString(), null)).isEqualTo(chosen);

        // The last one leads out, then in again: what is outside could change.
        Path bridge = Files.createSymbolicLink(folder.resolve("bridge"), inside);
        for (Path target : List.of(outside, Path.of("../outside.csv"), folder, Path.of(".."), bridge)) {
            Path link = Files.createSymbolicLink(named.resolve("link.csv"), target);
            assertThatThrownBy(() -> sources(true).open(linked.toString(), null))
                    .isInstanceOf(FileRefusedException.class);
            if (!Files.isDirectory(link)) {
                assertThatThrownBy(() -> sources(true).openAll(pattern)).isInstanceOf(FileRefusedException.class);
            }
            Files.delete(link);
        }
    }

    @Test
    void opensFilesAndFoldersWhereTheyAre() throws IOException {
        Path file = Files.write(folder.resolve("a b.txt"), CONTENT);
        Sources sources = sources(true);

        assertThat(sources.open(file.toString(), null)).isEqualTo(file);
        assertThat(sources.open(folder.toString(), null)).isEqualTo(folder);
        assertThat(sources.open(file.toUri().toString(), ABC.toUpperCase(Locale.ROOT)))
                .isEqualTo(file);
        assertThat(sources.open(file.toString(), null)).isEqualTo(file);

        assertThat(sources.inputs())
                .containsExactly(
                        new SourceFingerprint(file.toString(), ABC, 3),
                        SourceFingerprint.of(folder.toString(), folder),
                        new SourceFingerprint(file.toUri().toString(), ABC, 3));
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        Files.createFile(folder.resolve("reviews.csv"));
        Path missing = folder.resolve("missing.csv");
        Sources sources = sources(false);

        assertThatIOException()
                .isThrownBy(() -> sources.open(missing.toString(), null))
                .withMessage("There is no file or folder " + missing + ".");
        assertThatIOException()
                .isThrownBy(() -> sources.open(folder.resolve("reveiws.csv").toString(), null))
                .withMessageEndingWith("reveiws.csv; did you mean 'reviews.csv'?");
        assertThatIOException()
                .isThrownBy(() -> sources.open("s3://bucket/reviews.csv", null))
                .withMessageContainingAll("s3://bucket/reviews.csv", "\"s3\"", "only http and https");
        assertThat(sources.inputs()).isEmpty();
    }

    @Test
    void whatHasNoEndIsNotRead() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
        assumeThat(made.waitFor()).isZero();
        Sources sources = sources(true);
        for (Path endless : List.of(pipe, Path.of("/dev/zero"))) {
            assertThatIOException()
                    .isThrownBy(() -> sources.open(endless.toString(), null))
                    .withMessageContainingAll(endless.toString(), "a pipe, a device", "write what it gives to a file");
        }
    }

    @Test
    void sourcesThatCannotBeAreRefusedWithTheirText() {
        for (String source : List.of("http://", "https:///a", "http://host/a b", "file:relative", "/a\0b")) {
            assertThatIOException()
                    .as(source)
                    .isThrownBy(() -> sources(false).open(source, null))
                    .withMessageContaining("\"" + source + "\" is neither a path nor a URL");
        }
    }

    @Test
    void aSha256IsCheckedForFilesAndRefusedForFolders() throws IOException {
        Path file = Files.write(folder.resolve("a"), CONTENT);
        String other = "1".repeat(64);

        assertThatIOException()
                .isThrownBy(() -> sources(false).open(file.toString(), other))
                .withMessageContainingAll(file.toString(), ABC, other);
        assertThatIOException()
                .isThrownBy(() -> sources(false).open(folder.toString(), other))
                .withMessageContaining(folder + " is a folder");
        assertThatIOException()
                .isThrownBy(() -> sources(false).open(file.toString(), "abc"))
                .withMessageContainingAll("64 hexadecimal digits", "\"abc\"");
    }

    @Test
    void offlineOpensOnlyWhatWasDownloaded() throws IOException {
        try (LoopbackServer server = new LoopbackServer(file(CONTENT, "ETag: \"v1\""))) {
            String url = server.url("/reviews.csv");
            assertThatIOException()
                    .isThrownBy(() -> sources(true).open(url, null))
                    .withMessageContainingAll(url, "--offline forbids", "Run once without --offline", "local file");
            assertThat(server.requests()).isEmpty();
            assertThat(folder.resolve("cache")).doesNotExist();

            Path online = sources(false).open(url, null);

            Sources offline = sources(true);
            assertThat(offline.open(url, ABC)).isEqualTo(online).hasBinaryContent(CONTENT);
            assertThat(offline.inputs()).containsExactly(new SourceFingerprint(url, ABC, 3));
            assertThatIOException()
                    .isThrownBy(() -> offline.open(url, "1".repeat(64)))
                    .withMessageContainingAll(url, online.toString(), "--offline forbids");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aKeptFileWithTheWrongBytesIsDownloadedAgain() throws IOException {
        try (LoopbackServer server = new LoopbackServer(file(CONTENT, "ETag: \"v1\""))) {
            Path kept = sources(false).open(server.url("/a"), ABC);
            Files.writeString(kept, "spoilt");

            assertThat(sources(false).open(server.url("/a"), ABC)).hasBinaryContent(CONTENT);

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void reportsWhatASourceIsNowWithoutOpeningIt() throws IOException {
        Path file = Files.write(folder.resolve("a"), CONTENT);
        Sources sources = sources(false);
        assertThat(sources.fingerprint(file.toString(), "")).contains(new SourceFingerprint(file.toString(), ABC, 3));
        assertThat(sources.fingerprint(folder.resolve("b").toString(), "")).isEmpty();
        try (LoopbackServer server = new LoopbackServer(file(CONTENT, "ETag: \"v1\""))) {
            String url = server.url("/a");
            assertThat(sources.fingerprint(url, "none")).isEmpty();
            assertThat(server.requests()).isEmpty();
            assertThat(sources.inputs()).isEmpty();

            Path kept = sources.open(url, null);

            assertThat(sources.fingerprint(url, kept.getFileName().toString()))
                    .contains(new SourceFingerprint(url, ABC, 3));
            assertThat(sources.fingerprint(url, "../a")).isEmpty();
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Path root = Files.createFile(folder.resolve("file")).resolve("cache");
        Sources sources = new Sources(new CacheFolder(root), false, LoadingListener.NONE);

        assertThatIOException()
                .isThrownBy(() -> sources.open("http://127.0.0.1:1/a", null))
                .withMessageContainingAll(root.toString(), "BAKEOFF_CACHE");
    }

    @Test
    void aLoginIsSentAndKeptOutOfWhatIsShown() throws IOException {
        try (LoopbackServer server = new LoopbackServer(
                file(CONTENT, "ETag: \"v1\""), file("other".getBytes(StandardCharsets.UTF_8), "ETag: \"v2\""))) {
            String url = server.url("/a").replace("//", "//reader:planted-1@") + "?token=planted-2";
            Sources sources = sources(false);

            Path first = sources.open(url, null);
            Path second = sources.open(url.replace("planted-2", "planted-3"), null);

            assertThat(first).hasBinaryContent(CONTENT);
            assertThat(second).hasContent("other");
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.headers())
                            .containsEntry("authorization", "Basic cmVhZGVyOnBsYW50ZWQtMQ=="));
            String shown = server.url("/a").replace("//", "//***:***@") + "?token=***";
            assertThat(sources.inputs()).extracting(SourceFingerprint::source).containsExactly(shown, shown + " (2)");
            assertThat(sources(true).open(url, ABC)).isEqualTo(first);
            assertThat(first.getFileName().toString()).doesNotContain(Sha256.of(url));
        }
    }

    @Test
    void aVariableInAnAddressIsInNoNameOfTheCache() throws IOException {
        String secret = System.getenv("BAKEOFF_TEST_SECRET");
        Location.Remote remote = (Location.Remote) Location.of("https://localhost/${BAKEOFF_TEST_SECRET}.csv?a=b");
        Downloads downloads = new Downloads(new CacheFolder(folder), NetworkLimits.STANDARD, LoadingListener.NONE);
        assertThat(remote.uri().getPath()).isEqualTo("/" + secret + ".csv");
        assertThat(String.valueOf(downloads.file(remote).getFileName()))
                .doesNotContain(secret)
                .doesNotStartWith(Sha256.of(remote.uri().toString()))
                .endsWith(".csv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/a.csv;jsessionid=SECRET",
                "https://host/a.csv;SECRET",
                "https://host/x;sig=SECRET/a.csv?a=b",
                "https://me:pw@host/token=SECRET",
                "https://host/a.csv?token=SECRET"
            })
    void aSecretInAnAddressIsInNoNameOfTheCache(String url) throws IOException {
        Location.Remote remote = (Location.Remote) Location.of(url);
        Downloads downloads = new Downloads(new CacheFolder(folder), NetworkLimits.STANDARD, LoadingListener.NONE);

        assertThat(String.valueOf(downloads.file(remote).getFileName()))
                .doesNotContain("SECRET")
                .doesNotStartWith(Sha256.of(remote.uri().toString()))
                .matches(".*-(a\\.csv|x|token____)");
    }

    @Test
    void aVariableMayNotEndWhatItStandsInWithinAnAddress() {
        String variable = "${BAKEOFF_TEST_ODD_SECRET}";
        for (String url : List.of(
                "http://reader:" + variable + "@127.0.0.1:1/a.csv",
                "HTTPS://" + variable + "@127.0.0.1:1/a.csv",
                "http://127.0.0.1:1/" + variable + "/a.csv",
                "http://127.0.0.1:1/a.csv?token=" + variable)) {
            assertThatIOException()
                    .isThrownBy(() -> Location.of(url))
                    .withMessageContainingAll(url, "the value of the environment variable BAKEOFF_TEST_ODD_SECRET")
                    .withMessageNotContaining("7q")
                    .withMessageNotContaining("rest");
        }
    }

    @Test
    void anAddressMayNotHaveTwoEndsOfItsLogin() {
        assertThatIOException()
                .isThrownBy(() -> Location.of("http://reader:planted@odd/7q@host/a.csv"))
                .withMessageContainingAll("***:***@host", "it has an @ after its login")
                .withMessageNotContaining("odd")
                .withMessageNotContaining("7q");
        assertThatIOException()
                .isThrownBy(() -> Location.of("http://me@example.org:planted@host/a.csv"))
                .withMessageContainingAll("it names no host; an @ in a login is written %40")
                .withMessageNotContaining("planted");
    }

    @Test
    void aLoginIsInNoAddressThatAProxySees() throws IOException {
        Location.Remote remote = (Location.Remote) Location.of("http://reader:planted%2F6@host:1/a%40b.csv?c=d");
        assertThat(remote.login()).contains("reader:planted/6");
        assertThat(remote.address()).hasToString("http://host:1/a%40b.csv?c=d");
    }

    @Test
    void aLoginIsNotSentToWhereTheServerPoints() throws IOException {
        try (LoopbackServer other = new LoopbackServer(file(CONTENT, "ETag: \"v1\""));
                LoopbackServer server = new LoopbackServer((request, out) ->
                        LoopbackServer.head(out, 302, "Location: " + other.url("/b") + "?signature=planted-4"))) {
            assertThatIOException()
                    .isThrownBy(() -> sources(false).open(server.url("/a").replace("//", "//reader:planted-5@"), null))
                    .withMessageContainingAll("status 302", other.url("/b") + "?signature=***")
                    .withMessageNotContaining("planted");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void variablesAreExpandedWhereTheyAreUsed() throws IOException {
        Path file = Files.write(folder.resolve(System.getenv("BAKEOFF_TEST_SECRET")), CONTENT);
        Sources sources = sources(false);
        String source = folder + "/${BAKEOFF_TEST_SECRET}";

        assertThat(sources.open(source, null)).isEqualTo(file);
        assertThat(sources.inputs()).containsExactly(new SourceFingerprint(source, ABC, 3));
        assertThat(sources.openAll(folder + "/*${BAKEOFF_TEST_SECRET}")).containsExactly(file);
        assertThat(sources.expand("$${BAKEOFF_TEST_SECRET}")).isEqualTo("${BAKEOFF_TEST_SECRET}");
        assertThatIOException()
                .isThrownBy(() -> sources.open("http://host/${BAKEOFF_NOT_SET}?a=b1234", null))
                .withMessageContaining("BAKEOFF_NOT_SET")
                .withMessageNotContaining("b1234");
    }

    /** While the plugin is asked, so that it is the plugin's fault. */
    @Test
    void noFileThatADatasetReadsIsNull() {
        List<Path> none = Collections.singletonList(null);
        assertThatThrownBy(() -> sources(true).reads(none)).isInstanceOf(NullPointerException.class);
    }

    private Sources sources(boolean offline) {
        return new Sources(new CacheFolder(folder.resolve("cache")), offline, LoadingListener.NONE);
    }
}

package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.report.ForgedJson;
import org.bakeoff.report.SampleBenchmark;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A benchmark.json that anybody may have written costs its own pages alone. */
class ForgedBenchmarkTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String PLANTED = "<script>planted()</script>";
    private static final List<String> DATASETS = List.of("near", "far", "other", "fourth", "fifth");

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private PageServer server;

    @BeforeEach
    void start() throws Exception {
        file = SampleBenchmark.write(folder.resolve("several"), DATASETS).path().resolve("benchmark.json");
        server = PageServer.start(folder, 0, List.of(), Optional.empty());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Tag("endurance")
    @Test
    void noValueIsTrusted() throws Exception {
        List<String> forged = List.of("null", "-1", "1e300", "[]", "{}", "\"../../" + PLANTED + "\"");
        ForgedJson.each(file, forged, this::isHarmless);
    }

    /** The models' verdicts make a circle. */
    @Test
    void noModelNeedBeBest() throws Exception {
        ObjectNode json = ChecksummedJson.read(Files.readString(file));
        json.at("/sizes/0/result/comparisons")
                .forEach(pair -> ((ObjectNode) pair)
                        .put(
                                "verdict",
                                pair.path("left").asString().equals("simple-rnn")
                                                && pair.path("right").asString().equals("bigrams")
                                        ? "right-better"
                                        : "left-better"));
        Files.writeString(file, ChecksummedJson.text(json));

        isHarmless("a circle");
        assertThat(get("benchmark-report?at=several").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsDamagedIsUnreadable() throws Exception {
        Files.writeString(file, Files.readString(file).replaceFirst("\"sample\"", "\"forged\""));

        isHarmless("another name");
        assertThat(get("").body()).contains("unreadable");
        assertThat(get("benchmark?at=several").body()).contains("is damaged");
        assertThat(get("benchmark-report?at=several").statusCode()).isEqualTo(500);
    }

    @Test
    void aFileOfAnySizeIsNotReadWhole() throws Exception {
        try (FileChannel large = FileChannel.open(file, StandardOpenOption.WRITE)) {
            large.write(ByteBuffer.wrap(new byte[] {'}'}), 1L << 30);
        }

        assertThat(get("").body()).contains("unreadable");
        assertThat(get("benchmark?at=several").statusCode()).isEqualTo(413);
    }

    /** It has no report yet, which is no fault of the server. */
    @Test
    void theReportOfABenchmarkUnderWayIsMissing() throws Exception {
        new BenchmarkDirectory(Files.createDirectory(folder.resolve("begun")))
                .begin(Json.COMPACT.createObjectNode(), List.of("near"));

        assertThat(get("benchmark-report?at=begun").statusCode()).isEqualTo(404);
    }

    @Test
    void noLinkIsFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(elsewhere.resolve("benchmark.json"), file);
        Files.createDirectory(elsewhere.resolve("runs"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("several"));

        for (String place : List.of("elsewhere", "link", "several/runs/../../several", "..", "several/")) {
            assertThat(get("benchmark?at=" + place).statusCode()).as(place).isEqualTo(404);
            assertThat(get("benchmark-report?at=" + place).statusCode())
                    .as(place)
                    .isEqualTo(404);
        }
    }

    private void isHarmless(String what) throws Exception {
        HttpResponse<String> list = get("");
        assertThat(list.statusCode()).as(what).isEqualTo(200);
        // Without its format it is no benchmark, and its runs are listed.
        assertThat(list.body()).as(what).contains("at=several").doesNotContain(PLANTED);
        for (String page : List.of("benchmark?at=several", "benchmark-report?at=several")) {
            assertThat(get(page).body()).as(what).doesNotContain("This is a bug", PLANTED);
        }
    }

    private HttpResponse<String> get(String page) throws Exception {
        URI address = server.address().resolve(page);
        return CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}

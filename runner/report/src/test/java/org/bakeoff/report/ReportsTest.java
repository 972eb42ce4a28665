package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.report.run.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rendering a run directory again. */
class ReportsTest {

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void run() throws IOException {
        run = SampleRun.write(folder.resolve("run"), SampleComparison.of(5, 1));
    }

    @Test
    void theSameFilesGiveTheSameReport() throws IOException {
        Path report = render(run);
        String first = Files.readString(report);
        String comparison = Files.readString(run.resolve("comparison.json"));
        Files.delete(report);

        assertThat(render(run)).isEqualTo(run.resolve("report.html")).content().isEqualTo(first);
        assertThat(run.resolve("comparison.json")).content().isEqualTo(comparison);
    }

    @Test
    void theReportFollowsTheFiles() throws IOException {
        Path comparison = run.resolve("comparison.json");
        Files.writeString(
                comparison,
                unsealed(Files.readString(comparison))
                        .replace("\"name\" : \"sample\"", "\"name\" : \"another <name>\""));
        Files.writeString(run.resolve("spec.json"), "{\"from\": \"the spec\"}");

        assertThat(render(run)).content().contains("<h1>another &lt;name&gt;</h1>", "\"from\" : \"the spec\"");
    }

    @Test
    void whatTheRunCouldTellApartIsATable() throws IOException {
        assertThat(render(run))
                .content()
                .contains("seeds for 0.5 points</th>", "for 2 points</th>")
                .containsPattern("simple-rnn - lstm</td><td class=\"n\">9.8 points</td><td class=\"n\">none</td>"
                        + "<td class=\"n\">60</td><td class=\"n\">0.8 points</td>")
                .containsPattern("simple-rnn - counts</td><td class=\"n\">12.0 points</td><td class=\"n\">-</td>");
    }

    @Test
    void historiesThatAreNotThereAreDoneWithout() throws IOException {
        for (String model : SampleComparison.MODELS) {
            for (long seed : SampleComparison.SEEDS) {
                Files.delete(run.resolve("trials/" + model + "-" + seed + "/history.jsonl"));
            }
        }

        assertThat(render(run)).content().contains("<h1>sample</h1>").doesNotContain("id=\"training\"");
    }

    @Test
    void aFolderThatIsNoRunDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.delete(run.resolve("comparison.json"));
        for (Path none : List.of(folder.resolve("nowhere"), file, empty, run)) {
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> render(none))
                    .returns(ErrorCode.RUN_MISSING, BakeoffException::code)
                    .returns(ErrorLocation.of(none), BakeoffException::location);
        }
        assertThat(run.resolve("report.html")).doesNotExist();
    }

    @Test
    void aFileThatIsDamagedOrMissingIsNamed() throws IOException {
        Path history = run.resolve("trials/lstm-3/history.jsonl");
        Files.writeString(history, "{\"epoch\": 1");
        assertRefused(history + " is damaged");
        Files.writeString(history, "{\"epoch\": 1, \"loss\": 0.5, \"checksum\": \"00000000\"}\n");
        assertRefused(history + " is damaged");
        Files.write(history, new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRefused(history + " is damaged");
        Files.delete(history);
        Files.writeString(run.resolve("run.json"), "[");
        assertRefused(run.resolve("run.json") + " is damaged");
        Files.delete(run.resolve("run.json"));
        assertRefused("Can't read " + run.resolve("run.json") + ": there is no such file or folder");
        Files.writeString(run.resolve("run.json"), "{}");
        String comparison = Files.readString(run.resolve("comparison.json"));
        Files.writeString(run.resolve("comparison.json"), comparison.substring(0, comparison.indexOf('"')));
        assertRefused(run.resolve("comparison.json")
                + " is damaged, or of another version of Bakeoff: it is no JSON at line ");
        Files.writeString(
                run.resolve("comparison.json"), comparison.replaceFirst("\"clusters\" : ", "\"clusters\" : 1"));
        assertRefused(run.resolve("comparison.json")
                + " is damaged, or of another version of Bakeoff: its checksum is wrong. Run");
        comparison = unsealed(comparison);
        Files.writeString(run.resolve("comparison.json"), comparison.replaceFirst("\"clusters\" : [0-9]+,", ""));
        assertRefused(
                run.resolve("comparison.json")
                        + " is damaged, or of another version of Bakeoff: at /dataset/clusters: the key 'clusters' is missing. Run");
        Files.writeString(
                run.resolve("comparison.json"),
                comparison.replaceFirst("\"clusters\" : [0-9]+", "\"clusters\" : \"x\""));
        assertRefused(
                run.resolve("comparison.json")
                        + " is damaged, or of another version of Bakeoff: at /dataset/clusters: \"x\" is not a whole number. Run");
        Files.writeString(run.resolve("comparison.json"), "{\"name\": \"old\", \"contrasts\": []}");
        assertRefused(run.resolve("comparison.json") + " is damaged, or of another version of Bakeoff: ");
        Files.write(run.resolve("comparison.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertRefused(run.resolve("comparison.json")
                + " is damaged, or of another version of Bakeoff: it is no text in UTF-8. Run");
    }

    @Test
    void neitherDjlNorGuiceIsNeeded() {
        for (String name : List.of("ai.djl.ndarray.NDArray", "com.google.inject.Guice")) {
            assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> Class.forName(name));
        }
    }

    private static Path render(Path run) throws IOException {
        return new Reports().render(new RunDirectory(run));
    }

    /** As an earlier version wrote it, which kept no checksums. */
    private static String unsealed(String json) {
        return json.replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]+\"", "");
    }

    private void assertRefused(String message) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> render(run))
                .withMessageStartingWith(message);
        assertThat(run.resolve("report.html")).doesNotExist();
    }
}

package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is exported becomes no part of the data that it was exported from. */
class ExportTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        for (int row = 0; row < 40; row++) {
            String label = row % 2 == 0 ? "good" : "bad";
            String text = label + " text number " + row;
            rows.append(text).append(',').append(label).append('\n');
            Path file = folder.resolve("data/classes/" + label + "/" + row + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        Files.writeString(folder.resolve("data/rows.csv"), rows);
        Files.createSymbolicLink(Files.createDirectory(folder.resolve("sub")).resolve("in"), folder.resolve("data"));
    }

    @ParameterizedTest
    @CsvSource({
        "data/*.csv, ./data, 2",
        "data/**/*.csv, ./data/some/place, 2",
        "'data/../data/{train,rows}.csv', ./data, 2",
        "data/classes, ./data/classes, 2",
        "data/classes, ./data/classes/set, 2",
        "**/in/*.csv, ./data, 2",
        "**/in/**/*.csv, ./data/some/place, 2",
        "**/in/*.csv, ./data/some/place, 0",
        "data/*.csv, ./data/some/place, 0",
        "data/**/*.csv, ./elsewhere, 0",
        "data/rows.csv, ./data, 0",
        "data/classes, ./data, 0"
    })
    void itIsRefusedWhereTheSpecWouldReadIt(String train, String out, int code) throws IOException {
        Ran ran = export(train, out);

        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        Path file = folder.resolve(out).resolve("train.csv");
        if (code == 0) {
            assertThat(file).exists();
        } else {
            assertThat(file).doesNotExist();
            assertThat(ran.err()).contains("train.csv can't be written", "--out");
        }
    }

    @Test
    void aLinkToThePlaceMakesNoDifference() throws IOException {
        Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("data"));
        assertThat(export("data/*.csv", "./linked").code()).isEqualTo(2);
        assertThat(export("linked/*.csv", "./data").code()).isEqualTo(2);
        assertThat(folder.resolve("data/train.csv")).doesNotExist();
    }

    private Ran export(String train, String out) throws IOException {
        Files.writeString(
                folder.resolve("own.json"),
                "{\"dataset\": {\"plugin\": \"text\", \"config\": {\"train\": \"" + train + "\", \"test\": 0.2}},"
                        + " \"models\": {\"bow\": {\"plugin\": \"bagofwords\"}}, \"training\": {\"validation\": 0}}");
        return Ran.here(folder, "export", "./own.json", "--out", out);
    }
}

package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Lines, right and wrong. */
final class JsonLinesTest {

    @TempDir
    private Path dir;

    @Test
    void labelsIdsAndGroupsMayBeTextsOrNumbers() throws IOException {
        Path train = Files.writeString(dir.resolve("train.jsonl"), """
                {"text": "one", "label": 2, "id": 7, "group": "g", "more": {"text": [1, {"label": 3}]}}

                {"label": "10", "text": "two\\n\\ud83d\\ude00", "group": null, "id": "x"}
                {"text": "", "label": " 2", "id": true, "group": 1.50}\r
                """);
        Path test = Files.writeString(
                dir.resolve("test.ndjson"), "\uFEFF{\"text\":\"t\",\"label\":10,\"id\":1,\"group\":\"\"}");

        DataSplits data = Loading.load(Loading.named(train, test.toString()));

        assertThat(data.info().classes()).containsExactly("2", "10");
        assertThat(data.train())
                .extracting(Example::text, Example::label, Example::id, Example::group)
                .containsExactly(
                        tuple("one", 0, "7", "g"), tuple("two\n😀", 1, "x", "x"), tuple("", 0, "true", "1.50"));
        assertThat(data.test()).extracting(Example::label, Example::group).containsExactly(tuple(1, "1"));
    }

    @Test
    void idsSayTheLine() throws IOException {
        String row = "{\"text\": \"t\", \"label\": \"a\"}\n";
        Path train = Files.writeString(dir.resolve("train.json"), row + "\n \n" + row + row.replace("\"a\"", "\"b\""));
        Path test = Files.writeString(dir.resolve("test.json"), row);
        assertThat(Loading.ids(
                        Loading.load(Loading.config(train, test.toString())).train()))
                .containsExactly("train.json:1", "train.json:4", "train.json:5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"text\": \"t\" \"label\": 1}            | column 14: this is no JSON: ",
                "{\"text\": \"t\", \"label\": \"a          | this is no JSON: ",
                "{\"text\": \"t\", \"label\": 1} {}        | after the object comes something else",
                "[{\"text\": \"t\", \"label\": 1}]         | this is JSON, but no object; a line must hold one object",
                "\"text\"                                  | this is JSON, but no object",
                "text,label                                | this is no JSON",
                "{\"text\": \"t\", \"label\": {}}          | 'label' is an object; it must be a text in quotes or a number",
                "{\"text\": \"t\", \"label\": null}        | the label is empty (column 'label'). Delete the row",
                "{\"text\": \"t\", \"label\": [1]}         | 'label' is an array",
                "{\"text\": 5, \"label\": 1}               | 'text' is a number; it must be a text in quotes",
                "{\"text\": null, \"label\": 1}            | 'text' is null",
                "{\"text\": \"t\", \"label\": \"\"}        | the label is empty",
                "{\"txet\": \"t\", \"label\": 1}           | this object has no 'text'; it has 'txet', 'label'; did you mean 'txet'?",
                "{\"text\": \"t\", \"sentiment\": 1}       | has no 'label'; it has 'text', 'sentiment'. Name the right one as \"label\"",
                "{}                                        | this object has no 'text'; it has nothing",
                "{\"text\": \"t\", \"text\": \"u\", \"label\": 1} | this is no JSON: Duplicate",
                "{\"text\": \"\\ud83d\", \"label\": 1}     | 'text' holds half of a character",
            })
    void aFaultIsNamedWithItsLine(String wrong, String what) throws IOException {
        String right = "{\"text\": \"t\", \"label\": 0}\n\n";
        refusal(dir, "train.jsonl", right + wrong + "\n" + right)
                .startsWith(dir.resolve("train.jsonl") + ", line 3: ")
                .contains(what);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theFirstLineMayHoldManyBrackets() throws IOException {
        StringBuilder more = new StringBuilder("{\"text\": \"t\", \"label\": 1, \"tokens\": [")
                .append("[1],".repeat(1_000_000))
                .append("[2]]}\n");
        for (int row = 0; row < 9; row++) {
            more.append("{\"text\": \"u")
                    .append(row)
                    .append("\", \"label\": ")
                    .append(row % 2)
                    .append("}\n");
        }
        Path train = Files.writeString(dir.resolve("train.jsonl"), more);

        assertThat(Loading.load(Loading.config(train, "0.2")).train()).hasSize(8);
    }

    @Test
    void anEmptyFileHasNoRows() throws IOException {
        refusal(dir, "train.jsonl", "\n \n").endsWith("train.jsonl: this file holds no rows of data");
    }

    @Test
    void aFileOfOneEndlessLineIsRefusedBeforeMemoryIsFull() throws IOException {
        refusal(dir, "train.jsonl", "{" + " ".repeat(1 << 24) + "}")
                .contains("line 1: this line is longer than 16777216");
    }
}

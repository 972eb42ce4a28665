package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON of all kinds. */
final class JsonTest {

    @TempDir
    private Path dir;

    private Path test;

    @BeforeEach
    void test() throws IOException {
        test = write("test.jsonl", "{\"text\": \"so\", \"label\": \"a\"}");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    private List<String> texts(Object train) throws IOException {
        return Loading.texts(Loading.load(Loading.with(train, test, Map.of())).train());
    }

    @Test
    void equalNumbersOfJsonAreOneClass() throws IOException {
        Path numbers = write("numbers.jsonl", """
                {"text": "a", "label": 0}
                {"text": "b", "label": -0.0}
                {"text": "c", "label": 1.0}
                {"text": "d", "label": 1}
                {"text": "e", "label": 1e2}
                {"text": "f", "label": "1.0"}
                {"text": "g", "label": 0.50}
                {"text": "h", "label": 1e999999999999}
                """);
        Path one = write("one.jsonl", "{\"text\": \"so\", \"label\": 100.0}");
        assertThat(Loading.load(Loading.with(numbers, one, Map.of())).info().classes())
                .containsExactlyInAnyOrder("0", "1", "100", "1.0", "0.5", "1e999999999999");
    }

    @Test
    void jsonIsReadHoweverItIsBroken() throws IOException {
        List<String> expected = List.of("one", "two");
        assertThat(texts(write("a.json", "[{\"text\": \"one\", \"label\": \"a\"},{\"text\":\"two\",\"label\":\"b\"}]")))
                .isEqualTo(expected);
        assertThat(
                        texts(
                                write(
                                        "b.json",
                                        "\n[\n {\n  \"text\": \"one\",\n  \"label\": \"a\"\n },\n {\"text\": \"two\", \"label\": \"b\"}\n]\n")))
                .isEqualTo(expected);
        assertThat(
                        texts(
                                write(
                                        "c.json",
                                        "{\n \"text\": \"one\",\n \"label\": \"a\"\n}\n{\n \"text\": \"two\",\n \"label\": \"b\"\n}\n")))
                .isEqualTo(expected);
        Path nested = write(
                "d.json",
                "[{\"data\": {\"texts\": [\"x\", \"one\"], \"a/b\": 1}}, {\"data\": {\"texts\": [\"y\", \"two\"], \"a/b\": 2}}]");
        Path tested = write("t.json", "[{\"data\": {\"texts\": [\"x\", \"one\"], \"a/b\": 1}}]");
        assertThat(Loading.texts(Loading.load(
                                Loading.with(nested, tested, Map.of("text", "/data/texts/1", "label", "/data/a~1b")))
                        .train()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"data\": {\"text\": \"t\"}, \"label\": 1}] | did you mean \"text\": \"/data/text\"?",
                "[\\n{\"text\": \"t\", \"label\": 1},\\n{\"text\": \"t\" \"label\": 1}] | line 3: column 14: this is no JSON",
                "[\\n{\"text\": \"t\", \"label\": 1},\\n5] | line 3: this is a number, but no object",
                "[{\"text\": \"t\", \"label\": 1}] x | this is no JSON",
                "[] | this file holds no rows of data",
                "{\\n\"rows\": [{\"text\": \"t\", \"label\": 1}]\\n} | jq -c '.rows[]'",
                "{\"x'; touch pwned; '\": [{\"text\": \"t\", \"label\": 1}]} | If they are the rows, take them out, or let pandas",
                "{\"text\": {\"0\": \"t\"}, \"label\": {\"0\": 1}} | 'text' is an object; it must be a text in quotes. A field in it",
            })
    void whatIsWrongWithJsonIsNamed(String json, String what) throws IOException {
        refusal(dir, "train.json", json.replace("\\n", "\n")).contains(what == null ? "this is no JSON" : what);
    }
}

package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.spec.Specs.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts and files that are no spec at all, and those that only look odd. */
class SpecSyntaxTest {

    @TempDir
    private Path folder;

    @Test
    void commentsAndTrailingCommasAreFine() {
        Spec spec = Specs.resolve("""
                // a comment
                {"dataset": {"plugin": "parity",}, # another
                 "models": {"one": {"plugin": "mean"}, /* and
                 another */ }, "evaluators": [],
                }
                """);
        assertThat(spec.models()).hasSize(1);
        assertThat(spec.evaluators()).isEmpty();
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedWhereItStandsAgain() {
        assertThat(faults("{\"name\": \"a\",\n \"dataset\": {\"plugin\": \"parity\",\n   \"plugin\": \"parity\"}}"))
                .containsExactly("line 3, column 12: the key \"plugin\" stands twice in the same object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{~a~: NaN}        | NaN is no number in JSON",
                "{~a~: -Infinity}  | -Infinity is no number in JSON",
                "{~a~: 01}         | numbers are written like 12, -0.5 or 1e-3",
                "{~a~: 1.}         | found '}' in a number; numbers are written like 12, -0.5 or 1e-3",
                "{~a~: +1}         | found '+' in a number; numbers are written like 12, -0.5 or 1e-3",
                "{~a~: 0x1}        | found 'x' in a number; numbers are written like 12, -0.5 or 1e-3",
                "{~a~: .5}         | found '.' where a value should stand",
                "{~a~: None}       | found 'None', which is no number and none of true, false and null; a text needs quotes",
                "{~a~: ~x          | the text ends within quotes",
                "{~a~: 1           | the text ends before a { is closed",
                "{~a~: [1          | the text ends before a [ is closed",
                "{~a~:             | the text ends too early",
                "/* x              | the text ends within a comment",
                "{~a~ 1}           | found '1' where a colon should follow the key",
                "{~a~: 1 ~b~: 2}   | found '\"' where a comma or a closing bracket should stand",
                "{a: 1}            | found 'a' where a key in double quotes should stand",
                "{'a': 1}          | found ''' where a key in double quotes should stand",
                "{~a~: ~C:\\data~} | \\d means nothing within quotes; a backslash itself is written twice",
                "{~a~: ~\\u12~}    | four hexadecimal digits must follow \\u",
                "{~a~: 1}}         | found '}', but nothing is open",
                "{~a~: [}          | found '}' where ']' should stand",
                "{} {}             | something follows where the JSON should end",
                "}                 | found '}', but nothing is open",
            })
    void aSyntaxErrorNamesLineAndColumn(String text, String reason) {
        assertThat(faults("\n\n " + text.replace('~', '"')))
                .singleElement()
                .asString()
                .matches("line 3, column \\d+: .*")
                .endsWith(": " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\": geheim123}",
                "{\"source\": \"x\", \"pasword\": geheim123}",
                "{\"a\": {\"apiKey\" : [\"b\", geheim123]}}",
                "{\"token\":geheim123",
            })
    void whatMayBeASecretIsNotShown(String text) {
        assertThat(faults(text)).singleElement().asString().contains("found '***', which is no number");
    }

    @Test
    void aLineBreakWithinQuotesIsExplained() {
        assertThat(faults("{\"a\": \"x\n\"}"))
                .containsExactly(
                        "line 1, column 9: a line break, a tab or the like stands within quotes; write it as \\n"
                                + " or \\t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | nothing",
                "'  ' | nothing",
                "// x | nothing",
                "[] | []",
                "7 | 7",
                "null | null",
                "true | true"
            })
    void aSpecIsAnObject(String text, String found) {
        assertThat(faults(text)).containsExactly("a spec is a JSON object, found " + found);
    }

    @Test
    void nestingHasAnEnd() {
        for (String deep : new String[] {"[", "{\"a\":", "{\"a\":["}) {
            assertThat(faults(deep.repeat(100_000))).containsExactly("it is nested deeper than any spec");
        }
        assertThat(faults("{\"a\": " + "[".repeat(98) + "]".repeat(98) + ", \"dataset\": " + "[".repeat(99)
                        + "]".repeat(99) + "}"))
                .hasSize(3);
        assertThat(faults("{\"a\": " + "9".repeat(2000) + "}"))
                .containsExactly("a number, a key or a text is longer than in any spec");
    }

    @Test
    void aFileIsReadAsItIs() throws IOException {
        assertThat(faultsOf(file("empty.json", ""))).containsExactly("a spec is a JSON object, found nothing");
        assertThat(faultsOf(file("texts.csv", "text,label\ngood,pos\n")))
                .containsExactly(
                        "a spec is a JSON object; name texts in one, as \"train\" of the dataset plugin \"text\"");
        assertThat(faultsOf(file("array.json", "[1, 2]"))).containsExactly("a spec is a JSON object, found [1,2]");
        assertThat(faultsOf(Files.write(
                        folder.resolve("latin.json"), "{\"café\": 1}".getBytes(StandardCharsets.ISO_8859_1))))
                .containsExactly("the file is no UTF-8 text");
        assertThat(faultsOf(Files.write(folder.resolve("utf16.json"), Specs.SMALL.getBytes(StandardCharsets.UTF_16))))
                .containsExactly("the file is no UTF-8 text");
        assertThat(faultsOf(folder))
                .containsExactly(
                        "this is a folder, and a spec is a file; name one in it: array.json, empty.json, latin.json,"
                                + " utf16.json");
        assertThat(faultsOf(Files.createDirectory(folder.resolve("none"))))
                .containsExactly("this is a folder, and a spec is a file");
        assertThat(faultsOf(folder.resolve("missing.json"))).containsExactly("there is no such file");
        assertThat(faultsOf(folder.resolve("empty.json").resolve("spec.json")))
                .singleElement()
                .asString()
                .startsWith("it can't be read: ");
        assertThat(faultsOf(file("large.json", " ".repeat((16 << 20) + 1))))
                .containsExactly("the file is larger than 16 MiB, which no spec is");
    }

    @Test
    void aDeviceIsNoSpec() {
        Path endless = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.isReadable(endless));
        assertThat(faultsOf(endless))
                .containsExactly("it can't be read: it is no file but a pipe, a socket or a device");
    }

    @Test
    void aByteOrderMarkIsNoFault() throws IOException {
        Path file = file("notepad.json", "\uFEFF" + Specs.SMALL);
        assertThat(Specs.resolve(file).name()).isEqualTo("notepad");
    }

    @Test
    void theMessageNamesTheFile() {
        Path missing = folder.resolve("missing.json");
        assertThat(Specs.refusal(() -> Specs.resolve(missing)))
                .hasMessage(missing + " can't be run:\n  there is no such file");
    }

    private List<String> faultsOf(Path file) {
        return Specs.refusal(() -> Specs.resolve(file)).faults().stream()
                .map(SpecFault::toString)
                .toList();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.imdb.Loading.load;
import static org.bakeoff.dataset.imdb.Loading.refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.api.DataSplits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vocabularies that are read rather than counted. */
final class WordIndexTest {

    private static ImdbConfig config(Path dir, String index, int vocabulary) throws IOException {
        Path file = Files.writeString(dir.resolve("index.json"), index);
        Path archive = SmallImdb.ofEach(1).archive(dir);
        return new ImdbConfig(archive.toString(), null, vocabulary, 20, file.toString(), null);
    }

    @Test
    void theIndexGivesTheVocabulary(@TempDir Path dir) throws IOException {
        DataSplits data = load(config(dir, "{\"quimble\": 2, \"of\": 1, \"h\\u00e9\": 3}", 100));

        assertThat(data.info().vocabulary())
                .containsExactly("<padding>", "<start>", "<unknown>", "<unused>", "of", "quimble", "hé");
    }

    @Test
    void theVocabularyTakesTheFirstRanks(@TempDir Path dir) throws IOException {
        DataSplits data = load(config(dir, "{\"c\": 3, \"d\": 4, \"a\": 1, \"b\": 2}", 6));

        assertThat(data.info().vocabulary()).endsWith("<unused>", "a", "b").hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1,n \"b\": }         | line 2 | Unexpected character",
                "{\"a\": 1,n \"b\": 2         | line 2 | Unexpected end",
                "{\"a\": 1,n \"b\": \"2\"}    | line 2 | the rank of 'b'",
                "{\"a\": 1,n \"b\": 2.5}      | line 2 | the rank of 'b'",
                "{\"a\": 1,n \"b\": {}}       | line 2 | the rank of 'b'",
                "{\"a\": 1,n \"b\": null}     | line 2 | the rank of 'b'",
                "{\"a\": 1,n \"b\": 99999999999} | line 2 | out of range",
                "{\"a\": 1,n \"a\": 2}        | line 2 | 'a' is there twice",
                "{\"a\": 1}n {}               | line 2 | after the closing",
                "[\"a\"]                      | line 1 | doesn't begin with {",
                "hello                        | line 1 | hello",
            })
    void whatIsNoWordIndexIsNamedWithItsLine(String index, String line, String says, @TempDir Path dir)
            throws IOException {
        ImdbConfig config = config(dir, index.replace(",n", ",\n").replace("}n", "}\n"), 100);

        refusal(config).contains(String.valueOf(config.wordIndex()), line, says, "JSON object such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"a\": 0}", "{\"a\": -1}", "{\"a\": 1, \"b\": 1}", "{\"a\": 1, \"b\": 3}"})
    void ranksMustBeWhole(String index, @TempDir Path dir) throws IOException {
        ImdbConfig config = config(dir, index, 100);

        refusal(config).contains(String.valueOf(config.wordIndex()), "JSON object such as");
    }

    @Test
    void badBytesAreRefused(@TempDir Path dir) throws IOException {
        ImdbConfig config = config(dir, "", 100);
        Files.write(Path.of(String.valueOf(config.wordIndex())), "{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1));

        refusal(config).contains(String.valueOf(config.wordIndex()), "JSON object such as");
    }

    @Test
    void aFolderIsNoWordIndex(@TempDir Path dir) {
        Path archive = SmallImdb.ofEach(1).archive(dir);

        refusal(new ImdbConfig(archive.toString(), null, 100, 20, dir.toString(), null))
                .contains(dir.toString(), "is no file");
    }
}

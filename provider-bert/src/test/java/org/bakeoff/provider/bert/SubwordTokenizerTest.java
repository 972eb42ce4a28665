package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubwordTokenizerTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final Path WORDS = FIXTURES.resolve("bert-tiny/tokenizer.json");
    private static final Path BYTES = FIXTURES.resolve("roberta/tokenizer.json");

    private static List<String> encoded(Path file, int padding, int maxLength, String text) throws IOException {
        List<String> names = SubwordVocabulary.read(file, 70, padding);
        int[] ids = new SubwordTokenizer(file, padding, maxLength).encode(text);
        return Arrays.stream(ids).mapToObj(names::get).toList();
    }

    @Test
    void namesTheTokensOfATextInBrackets() throws IOException {
        assertThat(encoded(WORDS, 0, 32, "The movie never BORED xyz"))
                .containsExactly("<CLS>", "the", "movie", "never", "bore", "##d", DatasetInfo.UNKNOWN, "<SEP>");
    }

    @Test
    void truncatesAtTheEndAndKeepsSpecialTokens() throws IOException {
        assertThat(encoded(WORDS, 0, 4, "the movie was not good")).containsExactly("<CLS>", "the", "movie", "<SEP>");
        assertThat(new SubwordTokenizer(WORDS, 0, 32).encode("good ".repeat(1000)))
                .hasSize(32);
    }

    @Test
    void givesTheStartAnotherIdThanPadding() throws IOException {
        int[] ids = new SubwordTokenizer(BYTES, 1, 30).encode("good");
        assertThat(ids).startsWith(1).doesNotContain(0);
        assertThat(encoded(BYTES, 1, 30, "good")).startsWith("<s>").endsWith("</s>");
        assertThat(SubwordVocabulary.read(BYTES, 70, 1)).startsWith("<pad>", "<s>");
    }

    @Test
    void leavesOutPaddingThatATextNames() throws IOException {
        assertThat(encoded(WORDS, 0, 32, "good [PAD] [SEP]")).containsExactly("<CLS>", "good", "<SEP>", "<SEP>");
    }

    @Test
    void bearsTextsThatNoUnicodeEncodingCanHold() throws IOException {
        assertThat(encoded(WORDS, 0, 32, "good \ud83d\ude00 \ud83d good\u0000good"))
                .startsWith("<CLS>", "good")
                .endsWith("<SEP>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"good ", "good", "\ud83d\ude00 ", "a\ud83d\ude00", " ", "\u4e2d", "never slow, "})
    void givesTheSameIdsOfALongTextAsOfItsStart(String word) throws IOException {
        String start = "The movie was not good. ".repeat(3);
        for (Path file : List.of(WORDS, BYTES)) {
            SubwordTokenizer tokenizer = new SubwordTokenizer(file, 60, 30);
            assertThat(tokenizer.encode(start + word.repeat(200_000)))
                    .containsExactly(tokenizer.encode(start + word.repeat(1000)));
        }
    }

    @Test
    void findsWordsBehindAnyNumberOfBlanks() throws IOException {
        assertThat(encoded(WORDS, 0, 32, "good" + " ".repeat(1_000_000) + "never"))
                .containsExactly("<CLS>", "good", "never", "<SEP>");
    }

    @Test
    void namesIdsThatTheTokenizerLacks() throws IOException {
        assertThat(SubwordVocabulary.read(WORDS, 43, 0)).hasSize(43).endsWith("<unused41>", "<unused42>");
    }

    @Test
    void refusesWhatIsNoTokenizerOrHasTooManyTokens(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"Other\"}}");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new SubwordTokenizer(file, 0, 32));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SubwordVocabulary.read(WORDS, 40, 0));
    }
}

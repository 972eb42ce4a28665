package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.api.DataSplits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotation marks that are quotes, and others that are part of the text. */
final class QuotesTest {

    @TempDir
    private Path dir;

    private DataSplits load(String name, String content, Map<String, ?> more) throws IOException {
        Path train = Files.writeString(dir.resolve(name), content);
        Path test = Files.writeString(dir.resolve("test.jsonl"), "{\"text\": \"so\", \"label\": \"pos\"}");
        return Loading.load(Loading.with(train, test, more));
    }

    private List<String> texts(String name, String content) throws IOException {
        return Loading.texts(load(name, content, Map.of()).train());
    }

    private static String rows(String separator) {
        return IntStream.range(0, 20)
                .mapToObj(row -> (row % 2 == 0 ? "pos" : "neg") + separator + "text " + row + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void aHeaderWithBlanksBeforeQuotesIsRead() throws IOException {
        StringBuilder rows = new StringBuilder("id, \"a,b\",text, label\n");
        for (int row = 0; row < 6; row++) {
            rows.append(row + ", \"u,v\",some text " + row + "," + (row % 2 == 0 ? "n" : "p") + "\n");
        }
        Path file = Files.writeString(dir.resolve("d9.csv"), rows + "7, \"x,y,z\nw,z,q,r\",t,p\n");
        assertThat(catchThrowable(() -> Loading.load(Loading.config(file, "0.5"))))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        fault -> assertThat(fault).isInstanceOf(InvalidDataException.class));
    }

    @Test
    void aQuoteThatWouldTakeInOtherRowsIsPartOfTheText() throws IOException {
        String rows = "pos\t\"See you at eight\nneg\tWIN NOW\npos\tI love it\"\n";
        DataSplits data = load("train.tsv", "label\ttext\n" + rows("\t") + rows, Map.of());
        assertThat(Loading.texts(data.train())).hasSize(23).contains("\"See you at eight", "WIN NOW", "I love it\"");
        assertThat(data.notes())
                .singleElement()
                .asString()
                .startsWith("train.tsv: quotation marks are part")
                .contains("line 22");
        assertThat(Loading.texts(load("train.tsv", "label\ttext\n" + rows("\t") + rows, Map.of("quote", "\""))
                        .train()))
                .hasSize(21);
        assertThat(load("train.tsv", "label\ttext\n" + rows("\t") + rows, Map.of("quote", "none"))
                        .notes())
                .isEmpty();
    }

    @Test
    void aQuoteThatNeverEndsOrEndsWithinATextIsPartOfIt() throws IOException {
        assertThat(texts("train.tsv", "label\ttext\npos\t\"never ends\nneg\tb\npos\tc\n"))
                .containsExactly("\"never ends", "b", "c");
        assertThat(texts("train.csv", "label,text\npos,\"good\" he said\nneg,b \"c\" d\npos,\"\n"))
                .containsExactly("\"good\" he said", "b \"c\" d", "\"");
        assertThat(texts("train.tsv", "label\ttext\npos\t\"all of it\"\nneg\tb\npos\tc\n"))
                .containsExactly("\"all of it\"", "b", "c");
    }

    @Test
    void quotesOfRfc4180StayQuotes() throws IOException {
        String text = "\"line\nneg\tno row\nbreak \"\"quoted\"\"\"";
        assertThat(texts("train.tsv", "label\ttext\npos\t" + text + "\nneg\t\"b\tc\"\n"))
                .containsExactly("line\nneg\tno row\nbreak \"quoted\"", "b\tc");
        assertThat(texts("train.csv", "label,text\npos,\"a\"\nneg,b\n")).containsExactly("a", "b");
        assertThat(texts("train.tsv", "\"label\"\t\"text\"\npos\t\"a\"\nneg\tb\n"))
                .containsExactly("a", "b");
        assertThat(texts("train.tsv", "label\ttext\npos\t\"a\"\nneg\t\"b\"\n")).containsExactly("a", "b");
    }

    @Test
    void aBackslashMayStandBeforeAQuote() throws IOException {
        String rows = "pos,\"a \\\"x\\\", said\"\nneg,\"ends with \\\\\"\npos,\"C:\\new\"\n";
        DataSplits data = load("train.csv", "label,text\n" + rows, Map.of());
        assertThat(Loading.texts(data.train())).containsExactly("a \"x\", said", "ends with \\", "C:\\new");
        assertThat(data.notes()).singleElement().asString().contains("a backslash stands before quotes");
        assertThat(Loading.texts(load("train.csv", "label,text\n" + rows, Map.of("escape", "\\"))
                        .train()))
                .isEqualTo(Loading.texts(data.train()));
        assertThat(texts("train.csv", "label,text\npos,\"C:\\\"\nneg,\"b, c\"\n"))
                .containsExactly("C:\\", "b, c");
    }

    @Test
    void quotesMayBeLooseWhereAllTextsHaveThem() throws IOException {
        assertThat(texts("train.csv", "label,text\npos,\"a \"so called\" b\"\nneg,\"c, d\"\n"))
                .containsExactly("a \"so called\" b", "c, d");
        assertThat(texts("train.csv", "label,text\npos,'a, b'\nneg,'it''s'\n")).containsExactly("a, b", "it's");
        assertThat(texts("train.csv", "label, text\npos, \"a, b\"\nneg, \"c\"\n"))
                .containsExactly("a, b", "c");
    }

    @Test
    void aHeaderRowThatIsRepeatedIsNoText() throws IOException {
        DataSplits data = load("train.csv", "label,text\npos,a\nlabel,text\nneg,b\n", Map.of());
        assertThat(Loading.texts(data.train())).containsExactly("a", "b");
        assertThat(data.notes()).containsExactly("train.csv: 1 row that repeats the header row left out");
    }

    @Test
    void charactersMayBeGiven() throws IOException {
        assertThat(Loading.texts(
                        load("train.csv", "label|text\npos|'a|b'\nneg|it''s\n", Map.of("delimiter", "|", "quote", "'"))
                                .train()))
                .containsExactly("a|b", "it''s");
        assertThat(Loading.texts(load("train.csv", "sep=;\nlabel;text\npos;a, b\nneg;c\n", Map.of())
                        .train()))
                .containsExactly("a, b", "c");
        assertThat(texts("train.csv", "label|text\npos|a, b\nneg|c\n")).containsExactly("a, b", "c");
    }

    @Test
    void whereNothingFitsTheLineAndTheKeysAreNamed() throws IOException {
        refusal(dir, "train.csv", "label,text\npos,\"a, b\"\nneg,\"c\"d\", e\n")
                .contains("train.csv, line 3: this isn't valid CSV", "\"quote\": \"none\"");
        refusal(Loading.with(
                        Files.writeString(dir.resolve("train.csv"), "label,text\npos,\"a, b\"\n"),
                        0.5,
                        Map.of("quote", "none")))
                .contains("line 2: this row has 3 fields", "Without quotes, no text can hold a comma");
    }
}

package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DataSplits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns: named by a header row or not, one text or several. */
final class HeadersTest {

    @TempDir
    private Path dir;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    @Test
    void aFileWithoutHeaderIsReadWithNames() throws IOException {
        Path train = file("train.tsv", "spam\ta b\nham\tc, d\nspam\te\nham\tf\n");
        Map<String, ?> keys = Map.of("header", false, "columns", List.of("label", "text"));
        DataSplits data = Loading.load(Loading.with(train, 0.5, keys));
        assertThat(Loading.texts(Loading.all(data))).containsExactlyInAnyOrder("a b", "c, d", "e", "f");
        assertThat(Loading.ids(Loading.all(data))).contains("train.tsv:1");
        refusal(Loading.with(train, 0.5, Map.of("header", false, "columns", List.of("label", "text", "x"))))
                .contains("line 1: this row has 2 fields between delimiters that are a tab, and \"columns\" names 3");
        refusal(Loading.with(train, 0.5, Map.of("header", false, "columns", List.of("labels", "text"))))
                .contains("\"columns\" has no 'label'; it has 'labels', 'text'; did you mean 'labels'?");
    }

    @Test
    void aFirstRowOfDataIsNamedAsSuchWithTheRemedy() throws IOException {
        refusal(dir, "train.tsv", "spam\ta b\nham\tc d e f\nspam\te f g h\nham\tf\n")
                .contains(
                        "line 1: this row, which must name the columns, has no 'text', and looks like data",
                        "\"header\": false, \"columns\": [\"label\", \"text\"]");
        refusal(
                        dir,
                        "train.csv",
                        "7,this is a text of several words,1\n8,another text of words,0\n9,and one more,1\n10,or not,0\n")
                .contains("\"header\": false, \"columns\": [\"column1\", \"text\", \"label\"]");
    }

    @Test
    void linesAboveTheHeaderRowAreNamed() throws IOException {
        refusal(dir, "train.csv", "# exported in May\nlabel,text\n1,a b\n2,c d\n")
                .contains("line 1: this row, which must name the columns, has no 'text', but line 2 names all columns");
        refusal(Loading.with(
                        file("names.csv", "label,text\n1,a b\n2,c d\n"),
                        0.5,
                        Map.of("header", false, "columns", List.of("label", "text"))))
                .contains("line 1: this row names the columns; leave out \"header\": false, \"columns\"");
    }

    /** As {@code cat} joins files of Excel. */
    @Test
    void joinedFilesWithByteOrderMarksAreReadLikeOne() throws IOException {
        for (String one : List.of(
                "\uFEFFtext,label\r\na,x\r\nb,y\r\n", "\uFEFF\"text\",\"label\"\n\"a, b\",\"x\"\n\"b\",\"y\"\n")) {
            DataSplits data =
                    Loading.load(Loading.with(file("joined.csv", one + one), file("test.csv", one), Map.of()));
            assertThat(data.info().classes()).containsExactly("x", "y");
            assertThat(data.train()).hasSize(4);
        }
    }

    @Test
    void aHeaderRowThatIsShorterThanAllOthersIsNamed() throws IOException {
        refusal(dir, "r.csv", "\"label\",\"text\"\n\"1\",\"a\",\"b\"\n\"2\",\"c\",\"d\"\n")
                .contains(
                        "line 2: this row has 3 fields, the header row has 2, and all rows below it have as many as this one");
    }

    @Test
    void tablesOfPandasInJsonGetTheWayToWriteThem() throws IOException {
        for (String table : List.of(
                "{\"text\": [\"a\", \"b\"], \"label\": [1, 2]}",
                "{\"text\": {\"0\": \"a\", \"1\": \"b\"}, \"label\": {\"0\": 1, \"1\": 2}}",
                "{\"columns\": [\"text\", \"label\"], \"index\": [0, 1], \"data\": [[\"a\", 1], [\"b\", 2]]}",
                "{\"0\": {\"text\": \"a\", \"label\": 1}, \"1\": {\"text\": \"b\", \"label\": 2}}")) {
            refusal(dir, "pandas.json", table + "\n").contains("to_json(..., orient=\"records\", lines=True)");
        }
    }

    @Test
    void severalTextsAreJoined() throws IOException {
        Path train = file("train.csv", "class,title,description\n1,one,\"a, b\"\n2,,c\n1,d,\n2,e,f\n");
        DataSplits data = Loading.load(
                Loading.with(train, 0.5, Map.of("text", List.of("title", "description"), "label", "class")));
        assertThat(Loading.texts(Loading.all(data))).containsExactlyInAnyOrder("one a, b", " c", "d ", "e f");
        Path json = file(
                "train.jsonl",
                "{\"a\": \"x\", \"b\": null, \"label\": 1}\n{\"a\": \"y\", \"b\": \"z\", \"label\": 2}\n");
        Path test = file("test.jsonl", "{\"a\": \"\", \"b\": \"\", \"label\": 1}");
        assertThat(Loading.texts(Loading.load(Loading.with(json, test, Map.of("text", List.of("a", "b"))))
                        .train()))
                .containsExactly("x ", "y z");
    }

    @Test
    void columnsThatCouldBeMeantAreNamed() throws IOException {
        refusal(
                        dir,
                        "train.csv",
                        "class,title,body\n1,one of the titles,a text about it\n2,another title here,b c d\n1,x y z,d e f\n2,q r s,t u v\n")
                .contains("perhaps \"text\": [\"title\", \"body\"], \"label\": \"class\"");
        refusal(dir, "json.csv", "{\"text\": \"t\", \"label\": 1}\n").contains("this is JSON", "\"format\": \"jsonl\"");
    }

    @Test
    void namesMayHaveBlanksAround() throws IOException {
        Path train = file("train.csv", "label , text\npos,a\nneg,b\n");
        assertThat(Loading.load(Loading.config(
                                train, file("test.csv", "text,label\nx,pos\n").toString()))
                        .train())
                .hasSize(2);
    }
}

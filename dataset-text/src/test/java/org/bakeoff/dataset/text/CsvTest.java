package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bakeoff.dataset.text.Loading.named;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.Example;
import org.bakeoff.dataset.text.TextConfig.Format;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comma- and tab-separated values as people have them, and what is said where they are wrong. */
final class CsvTest {

    @TempDir
    private Path dir;

    private Path test;

    @BeforeEach
    void test() throws IOException {
        test = Files.writeString(dir.resolve("test.csv"), "text,label\nso,a\n");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    private List<Example> train(Path file) throws IOException {
        return Loading.load(Loading.config(file, test.toString())).train();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,label,text\n1,a,one two\n2,b,three\n",
                "\uFEFFid,label,text\n1,a,one two\n2,b,three\n",
                "\uFEFF\"id\",\"label\",\"text\"\n1,a,one two\n2,b,three\n",
                "id,label,text\r\n1,a,one two\r\n2,b,three",
                "id;label;text\n1;a;one two\n2;b;three\n",
                "id\tlabel\ttext\n1\ta\tone two\n2\tb\tthree\n",
                "\nid,label,text\n\n\n1,\" a \",\"one two\"\n\n2,b ,three\n\n",
            })
    void theSameRowsAreReadHoweverTheyAreWritten(String content) throws IOException {
        assertThat(train(file("train.csv", content)))
                .extracting(Example::text, Example::label)
                .containsExactly(tuple("one two", 0), tuple("three", 1));
    }

    @Test
    void textsMayHoldAnything() throws IOException {
        String content = "label,text\na,\"line\nbreak, \"\"quoted\"\"\r\n\"\nb,  spaces stay \na,\nb,\"\"\n";
        assertThat(Loading.texts(train(file("train.csv", content))))
                .containsExactly("line\nbreak, \"quoted\"\r\n", "  spaces stay ", "", "");
    }

    @Test
    void idsSayTheLineThatARowBeginsIn() throws IOException {
        String content = "label,text\na,\"one\ntwo\n\"\n\nb,three\r\na,four";
        assertThat(Loading.ids(train(file("some.train.csv", content))))
                .containsExactly("some.train.csv:2", "some.train.csv:6", "some.train.csv:7");
    }

    @Test
    void columnsGiveIdsAndGroups() throws IOException {
        Path train = file("train.csv", "text,id,group,label\na b,x 1,g,a\nc,y,,b\nd,z, g  ,b\n");
        Path tests = file("tests.csv", "id,group,text,label\nx 2,g,so,a\n");
        assertThat(Loading.load(named(train, tests.toString())).train())
                .extracting(Example::id, Example::group)
                .containsExactly(tuple("x 1", "g"), tuple("y", "y"), tuple("z", "g"));
    }

    @Test
    void tabSeparatedFilesHaveCommasInTheirHeaders() throws IOException {
        Path train = file("train.tsv", "text\tlabel\ta,b\none, two\ta\t\n\"a \"\"tab\"\":\t\"\tb\t\n");
        assertThat(Loading.texts(train(train))).containsExactly("one, two", "a \"tab\":\t");
    }

    @Test
    void theFormatMayBeGiven() throws IOException {
        Path train = file("train.txt", "text\tlabel\none\ta\ntwo\tb\nthree\ta\n");
        assertThat(Loading.load(Loading.as(train, "0.5", Format.TSV)).info().classes())
                .containsExactly("a", "b");
        refusal(Loading.config(train, "0.5")).contains("train.txt: the name doesn't end in .csv", "\"format\"");
        refusal(Loading.as(train, "0.5", Format.FOLDERS)).contains("train.txt: this is a file", "\"folders\"");
        refusal(Loading.as(dir, "0.5", Format.TSV)).contains("this is a folder", "\"tsv\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Text,label       | line 1 | has no 'text'; it has 'Text', 'label'; did you mean 'Text'?",
                "review,label     | line 1 | has no 'text'; it has 'review', 'label'. Name the right one as \"text\"",
                "text,labels,x    | line 1 | has no 'label'; it has 'text', 'labels', 'x'; did you mean 'labels'?",
                "text:label       | line 1 | has no 'text'; it has only 'text:label'",
                "text,label,text  | line 1 | there are two columns 'text'",
                "text,label\\na   | line 2 | this row has 1 field, the header row has 2",
                "text,label\\na,b,c | line 2 | this row has 3 fields, the header row has 2. A text that holds a comma",
                "text;label\\na;b;c | line 2 | A text that holds a semicolon",
                "text,label\\na,b\\n\"c\\n\\nd\",\\n | line 3 | the label is empty (column 'label')",
                "text,label\\na,\" \" | line 2 | the label is empty",
            })
    void aFaultIsNamedWithItsLine(String content, String line, String what) throws IOException {
        refusal(dir, "train.csv", content.replace("\\n", "\n"))
                .startsWith(dir.resolve("train.csv") + ", " + line + ": ")
                .contains(what);
    }

    @Test
    void whatIsntCsvIsNamedAsTheParserSaysIt() throws IOException {
        refusal(dir, "open.csv", "text,label\na,\"b\"\n\nc,\"d\n")
                .contains("open.csv, line 4: this isn't valid CSV: ", "in double quotes");
        refusal(dir, "behind.csv", "text,label\n\"a\",b\n\"c\" d,e")
                .contains("behind.csv, line 3: this isn't valid CSV: ", "in double quotes");
    }

    @Test
    void aFaultOfTheWholeFileIsNamedWithoutALine() throws IOException {
        refusal(dir, "empty.csv", "").endsWith("empty.csv: this file is empty; its first row must name the columns");
        refusal(dir, "header.csv", "text,label\n").endsWith("header.csv: this file holds no rows of data");
        refusal(dir, "same.csv", "text,label\nx,a\ny,a\n")
                .endsWith("same.csv: all texts have the label 'a'; at least two different ones are needed");
    }

    @Test
    void anIdMustBeOneOfItsOwn() throws IOException {
        String header = "text,label,id,group\n";
        Path twice = file("twice.csv", header + "t,a,x,\nu,b,y,\nv,b, x ,\n");
        refusal(named(twice, "0.5")).contains("twice.csv, line 4: the id 'x' is that of line 2 too");
        Path none = file("none.csv", header + "t,a, ,\n");
        refusal(named(none, "0.5")).contains("none.csv, line 2: the id is empty");
        Path broken = file("broken.csv", header + "t,a,\"x\ny\",\n");
        refusal(named(broken, "0.5")).contains("broken.csv, line 2: the id 'x?y' holds a line break");
    }

    @Test
    void aClassOfTheTestHalfAloneIsNamedWithItsLine() throws IOException {
        Path train = file("train.csv", "text,label\nt,a\nu,b\n");
        Path other = file("other.csv", "text,label\nt,a\n\nu,B\n");
        refusal(Loading.config(train, other.toString()))
                .startsWith(other + ", line 4: the label 'B' isn't in the training set, which has 'a', 'b'");
    }

    @Test
    void aColumnOfTooManyLabelsIsTheWrongOne() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        for (int row = 0; row < 2_000; row++) {
            rows.append("t,label ").append(row).append('\n');
        }
        refusal(dir, "train.csv", rows.toString()).contains("line 1002: this is label number 1001", "the right column");
    }
}

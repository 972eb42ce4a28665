package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.bakeoff.dataset.text.Loading.config;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder for each class, a file for each text. */
final class ClassFolderReaderTest {

    @TempDir
    private Path dir;

    private Path write(String path, String text) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void theFolderIsTheClassAndTheFileTheText() throws IOException {
        write("train/spam/1.txt", "\uFEFFBuy\r\nnow!\n");
        write("train/ham/1.txt", "hello");
        write("train/ham/2", "");
        write("train/eggs/x.md", "both");
        write("train/README", "no class");
        write("train/.git/x", "hidden");
        write("train/ham/.DS_Store", "hidden");
        write("test/ham/1.txt", "hello");

        DataSplits data =
                Loading.load(config(dir.resolve("train"), dir.resolve("test").toString()));

        assertThat(data.info().classes()).containsExactly("eggs", "ham", "spam");
        assertThat(data.train())
                .extracting(example -> example.id() + "|" + example.text() + "|" + example.label())
                .containsExactlyInAnyOrder(
                        "train/spam/1.txt|Buy\r\nnow!\n|2",
                        "train/ham/1.txt|hello|1",
                        "train/ham/2||1",
                        "train/eggs/x.md|both|0");
        assertThat(data.test()).extracting(Example::id).containsExactly("test/ham/1.txt");
    }

    @Test
    void filesThatEndOtherwiseThanNearlyAllAreNoted() throws IOException {
        for (int file = 0; file < 10; file++) {
            write("train/a/" + file + ".txt", "a" + file);
            write("train/b/" + file + ".TXT", "b" + file);
        }
        assertThat(Loading.load(config(dir.resolve("train"), "0.5")).notes()).isEmpty();
        write("train/b/3.txt~", "an older b3");
        write("train/a/desktop.ini", "[.ShellClassInfo]");
        assertThat(Loading.load(config(dir.resolve("train"), "0.5")).notes())
                .containsExactly("train: 2 of 22 files don't end in '.txt', and are texts like the others,"
                        + " such as 'train/a/desktop.ini'");
        // As in SpamAssassin's corpus.
        for (int file = 0; file < 4; file++) {
            write("train/b/" + file + "." + file, "c" + file);
        }
        assertThat(Loading.load(config(dir.resolve("train"), "0.5")).notes()).isEmpty();
    }

    @Test
    void pointersOfGitLfsAreNoTexts() throws IOException {
        for (int file = 0; file < 4; file++) {
            write("train/a/" + file, "version https://git-lfs.github.com/spec/v1\noid sha256:" + file + "\nsize 1\n");
            write("train/b/" + file, "b" + file);
        }
        assertThatIOException()
                .isThrownBy(() -> Loading.load(config(dir.resolve("train"), "0.5")))
                .withMessageContaining(
                        "a/0: this is a pointer of Git LFS, not the file itself. Get the file: git lfs pull");
    }

    /** Runs and published numbers rest on it: a change of it is a change of the dataset. */
    @Test
    void theOrderStaysWhatItIsAndMixesTheClasses() throws IOException {
        for (int file = 0; file < 4; file++) {
            write("train/a/" + file, "a" + file);
            write("train/b/" + file, "b" + file);
        }
        write("test/a/1", "a");
        assertThat(Loading.ids(Loading.load(
                                config(dir.resolve("train"), dir.resolve("test").toString()))
                        .train()))
                .extracting(id -> id.substring("train/".length()))
                .containsExactly("a/2", "a/3", "b/2", "a/1", "b/3", "b/1", "b/0", "a/0");
    }

    @Test
    void whatIsNoFolderOfTextsIsRefused() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("train/a"));
        Path train = folder.getParent();
        refusal(config(train, "0.5")).contains(train.toString(), "there must be a folder for each class");
        write("train/rows.csv", "text,label\n");
        refusal(config(train, "0.5")).contains("there must be a folder for each class");
        write("train/a/1", "x");
        refusal(config(train, "0.5")).contains("all texts have the label 'a'");
        write("train/b/c/1", "x");
        refusal(config(train, "0.5")).contains("'b/c' is no file");
        refusal(Loading.named(train, "0.5")).contains("neither \"id\" nor \"group\"");
    }

    @Test
    void aFileThatIsNoUtf8IsNamed() throws IOException {
        write("train/a/1", "x");
        Path file = write("train/b/2", "");
        Files.write(file, new byte[] {'a', '\n', (byte) 0xff});
        refusal(Loading.with(dir.resolve("train"), 0.5, Map.of("encoding", "UTF-8")))
                .startsWith(file.toRealPath() + ", line 2: this is no UTF-8: byte 2");
    }

    @Test
    void aLinkOutOfTheFolderIsRefusedAndOneWithinFollowed() throws IOException {
        write("train/a/1", "x");
        write("train/b/1", "y");
        Path outside = write("outside", "z");
        Path link = dir.resolve("train/b/2");
        Files.createSymbolicLink(link, outside);
        refusal(config(dir.resolve("train"), "0.5")).contains("b/2 is a symbolic link that leads out of the folder");
        Files.delete(link);
        Files.createSymbolicLink(link, dir.resolve("nothing"));
        refusal(config(dir.resolve("train"), "0.5")).contains("'b/2' is a symbolic link to something that isn't there");
        Files.delete(link);
        Path folder = Files.createSymbolicLink(dir.resolve("train/c"), dir.resolve("nothing"));
        refusal(config(dir.resolve("train"), "0.5")).contains("'c' is a symbolic link to something that isn't there");
        Files.delete(folder);
        Files.createSymbolicLink(link, dir.resolve("train/a/1"));
        write("test/b/1", "y");
        assertThat(Loading.ids(Loading.load(
                                config(dir.resolve("train"), dir.resolve("test").toString()))
                        .train()))
                .containsExactlyInAnyOrder("train/a/1", "train/b/1", "train/b/2");
    }

    @Test
    void foldersThatLookTheSameAreRefusedUntilTheyAreMadeOneClass() throws IOException {
        write("train/caf\u00e9/1", "x");
        write("train/cafe\u0301/1", "y");
        write("train/tea/1", "z");
        write("test/tea/1", "z");
        Path train = dir.resolve("train");
        refusal(config(train, dir.resolve("test").toString()))
                .contains("look the same", "\"labels\": {\"caf\\u00e9\": \"cafe\\u0301\"}");

        assertThat(Loading.load(Loading.with(
                                train, dir.resolve("test"), Map.of("labels", Map.of("caf\u00e9", "cafe\u0301"))))
                        .info()
                        .classes())
                .containsExactly("cafe\u0301", "tea");
    }

    @Test
    void aShareOfAFolderIsDrawnToo() throws IOException {
        for (int file = 0; file < 10; file++) {
            write("train/a/" + file, "a" + file);
            write("train/b/" + file, "b" + file);
        }
        DataSplits data = Loading.load(config(dir.resolve("train"), "0.3"));
        assertThat(data.test())
                .hasSize(6)
                .extracting(Example::label)
                .filteredOn(label -> label == 1)
                .hasSize(3);
        assertThat(data.train()).hasSize(14);
    }
}

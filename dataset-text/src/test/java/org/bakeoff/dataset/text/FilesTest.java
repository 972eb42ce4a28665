package org.bakeoff.dataset.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.LoadingListener;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.data.Sources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several files, compressed files, and files that aren't read. */
final class FilesTest {

    private static final String ROWS = "label,text\na,one\nb,two\n";

    @TempDir
    private Path dir;

    private Path test;

    @BeforeEach
    void test() throws IOException {
        test = write("test.jsonl", "{\"text\": \"so\", \"label\": \"a\"}".getBytes(UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private List<String> texts(Object train) throws IOException {
        return Loading.texts(Loading.load(Loading.with(train, test, Map.of())).train());
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(ROWS.getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aLinkOutOfADownloadedFolderIsRefused() throws IOException {
        Path mine = write("mine/train.csv", ROWS.getBytes(UTF_8));
        write("hf/test.csv", ROWS.getBytes(UTF_8));
        Path link = Files.createSymbolicLink(dir.resolve("hf/train.csv"), mine);
        refusal(Loading.with(dir.resolve("hf"), test, Map.of())).contains("train.csv is a symbolic link");
        refusal(Loading.with(dir.resolve("hf") + "/tr*.csv", test, Map.of())).contains("train.csv is a symbolic link");
        Files.delete(link);
        Files.createSymbolicLink(dir.resolve("hf/data"), mine.getParent());
        refusal(Loading.with(dir.resolve("hf"), test, Map.of())).contains("data is a symbolic link");
    }

    @Test
    void compressedFilesAreReadAsWhatTheyHold() throws IOException {
        assertThat(texts(write("train.csv.gz", gzip(ROWS)))).containsExactly("one", "two");
        assertThat(texts(write("plain.csv", gzip(ROWS)))).containsExactly("one", "two");
        byte[] both = Arrays.copyOf(gzip(ROWS), gzip(ROWS).length + gzip("a,three\n").length);
        System.arraycopy(gzip("a,three\n"), 0, both, gzip(ROWS).length, gzip("a,three\n").length);
        assertThat(texts(write("members.csv.gz", both))).containsExactly("one", "two", "three");
        assertThat(texts(write("train.zip", zip("data/", "data/rows.csv", "__MACOSX/data/._rows.csv", "data/.x"))))
                .containsExactly("one", "two");
        for (String label : List.of("a", "b")) {
            write("folders/" + label + "/1.txt.gz", gzip("text of " + label));
        }
        assertThat(texts(dir.resolve("folders"))).containsExactlyInAnyOrder("text of a", "text of b");
    }

    @Test
    void aFileIsReadOnce() throws IOException {
        write("a1.csv", ROWS.getBytes(UTF_8));
        write("a2.csv", ROWS.getBytes(UTF_8));
        refusal(Loading.with(List.of(dir + "/a*.csv", dir + "/*1.csv"), test, Map.of()))
                .contains("a1.csv: \"train\" names this file twice, so that each row would count twice");
        Path link = Files.createSymbolicLink(dir.resolve("link.csv"), dir.resolve("a1.csv"));
        refusal(Loading.with(test, List.of(dir + "/a1.csv", link.toString()), Map.of()))
                .contains("link.csv: \"test\" names this file twice, also as");
        Files.delete(link);
        assertThat(texts(List.of(dir + "/a1.csv", dir + "/a2.csv"))).containsExactly("one", "two", "one", "two");
    }

    /** Files of one name have their folders' names in their ids. */
    @Test
    void theValueOfAVariableStandsInNoId() throws IOException {
        String value = System.getenv("BAKEOFF_TEST_SECRET");
        write(value + "/x/x.csv", ROWS.getBytes(UTF_8));
        write(value + "2/x.csv", ROWS.getBytes(UTF_8));
        String folder = dir + "/${BAKEOFF_TEST_SECRET}";
        for (List<String> train : List.of(
                List.of(folder + "/x/x.csv", folder + "2/x.csv"), List.of(folder + "/*/x.csv", folder + "2/*.csv"))) {
            DataSplits data = Loading.load(Loading.with(train, test, Map.of()));

            assertThat(Loading.ids(data.train()))
                    .containsExactlyInAnyOrder(
                            "x/x.csv:2",
                            "x/x.csv:3",
                            "${BAKEOFF_TEST_SECRET}2/x.csv:2",
                            "${BAKEOFF_TEST_SECRET}2/x.csv:3");
        }
    }

    /** Nor where it stands beside a wildcard or behind one. */
    @Test
    void theValueOfAVariableInAPatternStandsInNoId() throws IOException {
        String value = System.getenv("BAKEOFF_TEST_SECRET");
        write("y/" + value + "/x.csv", ROWS.getBytes(UTF_8));
        write("z/" + value + "/x.csv", ROWS.getBytes(UTF_8));
        write("y/" + value + "1.csv", ROWS.getBytes(UTF_8));
        String name = "${BAKEOFF_TEST_SECRET}";
        for (String pattern : List.of("/*/" + name + "/x.csv", "/y/" + name + "*.csv")) {
            assertThat(Loading.ids(Loading.load(Loading.with(List.of(dir + pattern), test, Map.of()))
                            .train()))
                    .isNotEmpty()
                    .noneMatch(id -> id.contains(value));
        }
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        byte[] gzip = gzip(ROWS.repeat(1000));
        refusal(Loading.config(write("cut.csv.gz", Arrays.copyOf(gzip, gzip.length / 2)), "0.5"))
                .contains("cut.csv.gz: this gzip file is damaged or incomplete");
        byte[] joined = Arrays.copyOf(gzip, 2 * gzip.length);
        System.arraycopy(gzip, 0, joined, gzip.length, gzip.length);
        joined[gzip.length] ^= 1;
        refusal(Loading.config(write("joined.csv.gz", joined), "0.5"))
                .contains("joined.csv.gz: this gzip file is damaged or incomplete");
        refusal(Loading.config(write("padded.csv.gz", Arrays.copyOf(gzip, gzip.length + 512)), "0.5"))
                .contains("padded.csv.gz: this gzip file is damaged or incomplete", "gzip -dc");
        refusal(Loading.config(write("cut.zip", Arrays.copyOf(zip("a.csv"), 50)), "0.5"))
                .contains("cut.zip: this zip file is damaged or incomplete");
        refusal(Loading.config(write("two.zip", zip("a.csv", "b.csv")), "0.5"))
                .contains("this zip file holds 2 files, such as 'a.csv'; it must hold one");
    }

    @Test
    void aZipThatHoldsOtherTextsThanWerePutIntoItIsRefused() throws IOException {
        byte[] zip = zip("a.csv");
        int central = new String(zip, ISO_8859_1).indexOf("PK\u0001\u0002");
        // The checksum of another text, as where a bit of it has changed.
        zip[central + 16] ^= 1;
        refusal(Loading.config(write("changed.zip", zip), "0.5"))
                .contains("changed.zip: this zip file is damaged or incomplete");
    }

    @Test
    void aZipThatIsEncryptedOrOfAnotherMethodIsNotCalledDamaged() throws IOException {
        byte[] zip = zip("a.csv");
        int central = new String(zip, ISO_8859_1).indexOf("PK\u0001\u0002");
        for (int[] change : new int[][] {{6, 8, 1}, {8, 10, 14}}) {
            byte[] changed = zip.clone();
            changed[change[0]] = (byte) change[2];
            changed[central + change[1]] = (byte) change[2];
            refusal(Loading.config(write("odd.zip", changed), "0.5"))
                    .contains("Unpack it")
                    .doesNotContain("damaged");
        }
    }

    @Test
    void aStartOfManyNumbersIsLookedAtWithoutRecursion() throws Exception {
        Path file = write("many.svm", ("1" + " 1:1".repeat(900) + "\n").getBytes(UTF_8));
        FutureTask<ForeignFormat> format = new FutureTask<>(() -> ForeignFormat.of(new TextSource("many.svm", file)));
        // A thread of an application may have little stack.
        new Thread(null, format, "small", 1 << 16).start();
        assertThat(format.get()).isEqualTo(ForeignFormat.LIBSVM);
        refusal(dir, "few.svm", "1 1:1 2:0.5 # x\n\n").contains("libsvm");
    }

    @Test
    void aCommandToCopyHoldsTheNameAsOneWord() throws IOException {
        refusal(dir, "$(touch x).csv", "BZh91AY&SY").contains("bunzip2 '").contains("$(touch x).csv', or");
    }

    @Test
    void aMissingPartOfASplitIsNoted() throws IOException {
        write("part/train-00000-of-00002.csv", ROWS.getBytes(UTF_8));
        assertThat(Loading.load(Loading.with(dir.resolve("part"), test, Map.of()))
                        .notes())
                .anySatisfy(note -> assertThat(note).contains("1 of 2 parts"));
    }

    /** As where an older download lies beside a newer one. */
    @Test
    void partsOfSeveralNumbersAreRefused() throws IOException {
        for (String part : List.of("train-00000-of-00001", "train-00000-of-00002", "train-00001-of-00002")) {
            write("parts/" + part + ".csv", ROWS.getBytes(UTF_8));
        }
        refusal(Loading.with(dir.resolve("parts"), test, Map.of()))
                .contains("parts of several numbers", "train-00000-of-00002.csv");
    }

    /** So that the spec and its runs may be there. */
    @Test
    void ofAFolderOfSplitsTheirFilesAloneAreTheData() throws IOException {
        write("hub/data/train-1.csv", ROWS.getBytes(UTF_8));
        TextConfig config = Loading.with(dir.resolve("hub"), test, Map.of());
        List<SourceFingerprint> before = inputs(config);
        write("hub/README.md", "new".getBytes(UTF_8));
        write("hub/runs/one/trials/a-1/predictions.csv", "new".getBytes(UTF_8));
        for (String other : List.of("train.py", "train.log", "data/training.csv", "train.csv~", "train-1.csv.part")) {
            write("hub/" + other, "new".getBytes(UTF_8));
        }
        Files.createSymbolicLink(dir.resolve("hub/train.pt"), test);
        assertThat(inputs(config)).isEqualTo(before);
        Path second = write("hub/train-2.csv", ROWS.getBytes(UTF_8));
        assertThat(inputs(config)).isNotEqualTo(before);
        Files.move(second, dir.resolve("hub/Train-2.csv"));
        assertThat(inputs(config)).isNotEqualTo(before);
        assertThat(Loading.texts(Loading.load(config).train())).hasSize(4);
    }

    private static List<SourceFingerprint> inputs(TextConfig config) throws IOException {
        Sources sources = new Sources(new CacheFolder(Path.of("target/no-cache")), true, LoadingListener.NONE);
        new TextDataset().load(config, sources);
        return sources.inputs();
    }

    /** As Kaggle's and Hugging Face's downloads leave them, and who unpacks a file beside itself. */
    @Test
    void aSplitInSeveralFormsIsRefused() throws IOException {
        write("forms/train.csv", ROWS.getBytes(UTF_8));
        for (String other : List.of("train.csv.gz", "train.jsonl", "Train.csv.zip", "data/train.csv")) {
            Path file = write("forms/" + other, ROWS.getBytes(UTF_8));
            refusal(Loading.with(dir.resolve("forms"), 0.5, Map.of()))
                    .contains("it has \"train\" in several forms", "'train.csv'", "'" + other + "'", "count twice")
                    .contains("Name the one to read, such as \"" + dir.resolve("forms") + "/");
            Files.delete(file);
        }
        write("forms/train_clean.csv", ROWS.replace("o", "e").getBytes(UTF_8));
        assertThat(Loading.load(Loading.with(dir.resolve("forms"), test, Map.of()))
                        .notes())
                .containsExactly("forms: 2 files are read, such as 'train.csv' and 'train_clean.csv', by their names");
    }

    @Test
    void listsAndPatternsOfFilesAreReadInOrder() throws IOException {
        Path first = write("x/rows.csv", "label,text\na,one\n".getBytes(UTF_8));
        Path second = write("y/rows.csv", "text,label\ntwo,b\n".getBytes(UTF_8));
        Path third = write("y/more.jsonl", "{\"text\": \"three\", \"label\": \"a\"}".getBytes(UTF_8));
        assertThat(texts(List.of(third, first, second))).containsExactly("three", "one", "two");
        DataSplits data = Loading.load(Loading.with(dir + "/*/rows.csv", test, Map.of()));
        assertThat(Loading.ids(data.train())).containsExactly("x/rows.csv:2", "y/rows.csv:2");
        refusal(Loading.with(dir + "/*.tsv", test, Map.of())).contains("No file matches " + dir + "/*.tsv");
        Path ids = write("ids.csv", "id,label,text\n1,a,one\n".getBytes(UTF_8));
        Path same = write("same.csv", "id,label,text\n2,b,two\n1,a,one\n".getBytes(UTF_8));
        refusal(Loading.with(List.of(ids, same), 0.5, Map.of("id", "id")))
                .contains("same.csv, line 3: the id '1' is that of line 2 of " + ids);
    }

    @Test
    void anExtractedDatasetOfHuggingFaceIsReadByItsSplits() throws IOException {
        write("hub/README.md", new byte[0]);
        write("hub/data/train-00000-of-00002.jsonl", "{\"text\": \"one\", \"label\": 0}".getBytes(UTF_8));
        write("hub/data/train-00001-of-00002.jsonl.gz", gzip("{\"text\": \"two\", \"label\": 1}"));
        write("hub/data/test-00000-of-00001.jsonl", "{\"text\": \"three\", \"label\": 1}".getBytes(UTF_8));
        String hub = dir.resolve("hub").toString();
        DataSplits data = Loading.load(Loading.with(hub, hub, Map.of()));
        assertThat(Loading.texts(data.train())).containsExactly("one", "two");
        assertThat(Loading.texts(data.test())).containsExactly("three");

        write(
                "hub/data/train-00002.jsonl",
                "{\"text\": \"four\", \"label\": 1}\n{\"text\": \"five\", \"label\": 0}".getBytes(UTF_8));
        assertThat(Loading.load(Loading.with(hub, 0.5, Map.of())).notes())
                .containsExactly("hub: it has a test set, which is not read; \"test\": \"" + hub + "\" tests on it");

        write("saved/dataset_dict.json", "{}".getBytes(UTF_8));
        write("saved/train/state.json", "{}".getBytes(UTF_8));
        refusal(Loading.config(dir.resolve("saved"), "0.5"))
                .contains("load_from_disk(sys.argv[1])", "\" " + dir.resolve("saved") + ", and", "train.jsonl");
        write("sa$(id)'ved/state.json", "{}".getBytes(UTF_8));
        refusal(Loading.config(dir.resolve("sa$(id)'ved"), "0.5")).contains("\" '" + dir + "/sa$(id)'\\''ved', and");
        write("parquet/data/train-0.parquet", "PAR1....".getBytes(UTF_8));
        refusal(Loading.config(dir.resolve("parquet"), "0.5")).contains("this is a Parquet file");
    }

    @Test
    void aLinkToNothingAmongTheFilesOfASplitIsRefused() throws IOException {
        write(
                "hub/train-a.jsonl",
                "{\"text\": \"one\", \"label\": 0}\n{\"text\": \"two\", \"label\": 1}".getBytes(UTF_8));
        Path link = Files.createSymbolicLink(dir.resolve("hub/train-b.jsonl"), dir.resolve("nothing"));
        refusal(Loading.config(dir.resolve("hub"), "0.5")).contains("'train-b.jsonl' is a symbolic link to something");
        Files.delete(link);
        Files.createSymbolicLink(dir.resolve("hub/data"), dir.resolve("nothing"));
        refusal(Loading.config(dir.resolve("hub"), "0.5")).contains("'data' is a symbolic link to something");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PAR1xxxx|a Parquet file. Read it by the dataset plugin \"sql\"",
                "ARROW1\0\0|an Arrow or Feather file",
                "% comment\n@relation x\n@attribute text string\n|an ARFF file",
                "__label__a some text\n__label__b other\n|a fastText file",
                "+1 3:0.5 7:1\n-1 2:1\n|a libsvm file",
                "SQLite format 3\0|an SQLite database",
                "%PDF-1.7|a document",
                "<!DOCTYPE html><html>|a web page",
                "<?xml version=\"1.0\"?><a/>|an XML file",
                "version https://git-lfs.github.com/spec/v1\noid|a pointer of Git LFS",
                "\u0080\u0004\u0095|an object pickled",
                "BZh91AY&SY|compressed by bzip2",
                "\u00fd7zXZ\0|compressed by xz",
                "\u00d0\u00cf\u0011\u00e0|a spreadsheet",
            })
    void otherFormatsAreRecognizedWithTheWayToReadThem(String both) throws IOException {
        String start = both.substring(0, both.lastIndexOf('|'));
        byte[] bytes = start.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (String name : List.of("train.csv", "train.jsonl", "train.parquet")) {
            refusal(Loading.config(write(name, bytes), "0.5"))
                    .contains(name + ": this is " + both.substring(both.lastIndexOf('|') + 1));
        }
    }

    @Test
    void spreadsheetsAreRecognized() throws IOException {
        refusal(Loading.config(write("train.xlsx", zip("[Content_Types].xml", "xl/workbook.xml")), "0.5"))
                .contains("this is a spreadsheet", "Save its sheet there as CSV");
        refusal(Loading.config(write("train.docx", zip("[Content_Types].xml", "word/document.xml")), "0.5"))
                .contains("this is a document");
    }

    @Test
    void aNameThatSaysNoFormatIsNamedWithALikelyOne() throws IOException {
        refusal(Loading.config(write("SMSSpamCollection", "ham\thello\n".getBytes(UTF_8)), "0.5"))
                .contains("give \"format\", \"tsv\" as it seems");
        refusal(Loading.config(write("folder/rows.csv", ROWS.getBytes(UTF_8)).getParent(), "0.5"))
                .contains("To read files such as 'rows.csv', name them: \"" + dir.resolve("folder") + "/*.csv\"");
    }
}

package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bakeoff.dataset.text.Loading.config;
import static org.bakeoff.dataset.text.Loading.named;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Malicious files. */
final class UntrustedTextTest {

    private static final String STEERING = "\u001b[2J\u009b31m\u202e\u2066\u0007";

    @TempDir
    private Path dir;

    @Test
    void anIdThatASpreadsheetWouldComputeIsRefusedWithItsLine() throws IOException {
        for (String id : List.of("=1", " =cmd|' /C calc'!A0", "+f(1)", "-1+cmd|'x'!A", "@SUM(1)", "\uFF1D1")) {
            Path file =
                    Files.writeString(dir.resolve("train.csv"), "text,label,id,group\nt,a,x,\nu,b,\"" + id + "\",\n");
            refusal(named(file, "0.5")).contains("train.csv, line 3: the id '" + id.strip() + "' is a formula");
        }
        Path file = Files.writeString(
                dir.resolve("train.csv"), "text,label,id,group\nt,a,-17,\nu,b,@you,\nv,a,+1.5e3,\nw,b,a=f(1),\n");
        assertThat(Loading.ids(Loading.all(Loading.load(named(file, "0.5")))))
                .containsExactlyInAnyOrder("-17", "@you", "+1.5e3", "a=f(1)");
    }

    @Test
    void aFileNamedAsAFormulaGivesIdsThatAreNone() throws IOException {
        Path file = Files.writeString(dir.resolve("=f(1).csv"), "text,label\nt,a\nu,b\nv,a\nw,b\n");
        assertThat(Loading.ids(Loading.all(Loading.load(config(file, "0.5")))))
                .containsExactlyInAnyOrder("_=f(1).csv:2", "_=f(1).csv:3", "_=f(1).csv:4", "_=f(1).csv:5");
    }

    @Test
    void whatSteersATerminalIsKeptInTextsAndShownHarmlessInMessages() throws IOException {
        Path file = Files.writeString(dir.resolve("train.csv"), "text,label\nt" + STEERING + ",a\nu,b\nv,a\nw,b\n");
        DataSplits data = Loading.load(config(file, "0.5"));
        assertThat(Loading.all(data)).extracting(Example::text).contains("t" + STEERING);

        refusal(dir, STEERING.replace("\u0007", "") + ".csv", "text,label\n");
        refusal(dir, "a.csv", "text,label\nt," + STEERING + "\n").contains("all texts have the label '?[2J?31m???'");
        refusal(dir, "b.csv", STEERING + ",label\n").contains("it has '?[2J");
        refusal(dir, "c.jsonl", "{\"" + STEERING + "\": 1}").contains("this is no JSON");
        refusal(dir, "d.jsonl", STEERING).contains("this is no JSON");
        refusal(dir, "e.jsonl", "\u202e").contains("this is no JSON").doesNotContain("\u202e");
        refusal(dir, "f.jsonl", "{\"\u202ex\": 1, \"\u202ex\": 2}")
                .contains("this is no JSON")
                .doesNotContain("\u202e");
    }

    @Test
    void noRowIsNestedOrWrittenWithoutEnd() throws IOException {
        String row = "{\"text\": \"t\", \"label\": ";
        String what = "this is nested deeper, or has a longer number or key, than any row";
        refusal(dir, "a.jsonl", row + "1, \"x\": " + "[".repeat(100_000)).contains("line 1", what);
        refusal(dir, "b.jsonl", row + "1, \"x\": " + "{\"a\":".repeat(100_000)).contains("line 1", what);
        refusal(dir, "c.jsonl", row + "9".repeat(100_000) + "}").contains("line 1", what);
        refusal(dir, "d.jsonl", "{\"" + "k".repeat(1_000_000) + "\": 1}").contains("line 1", what);
    }

    @Tag("endurance")
    @Test
    void noRowHasFieldsWithoutEnd() throws IOException {
        String what = "line 2";
        refusal(dir, "a.csv", "text,label\n" + ",".repeat(1_000_000)).contains(what);
        refusal(dir, "b.csv", "text,label\n" + ("x".repeat(1_000_000) + ",").repeat(20))
                .contains(what);
    }

    /** 99999999999 has a million zeros as a number, and nobody wants to write them out. */
    @Test
    void aLabelThatIsAHugeNumberIsNeverWrittenOut() throws IOException {
        Path file = Files.writeString(
                dir.resolve("train.csv"), "text,label\nt,1e999999999\nu,1e-999999999\nv,1e999999999\nw,1e-999999999\n");
        assertThat(Loading.load(config(file, "0.5")).info().classes()).containsExactly("1e-999999999", "1e999999999");
    }

    @Tag("endurance")
    @Test
    void aFieldWithoutEndIsRefusedBeforeMemoryIsFull() throws IOException {
        refusal(dir, "a.csv", "text,label\nt,\"" + "x\n".repeat(9_000_000))
                .startsWith(dir.resolve("a.csv").toString())
                .contains("this isn't valid CSV");
    }

    @Test
    void aReviewOfManyMegabytesIsRefusedUnread() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("train/b"));
        Files.createDirectories(dir.resolve("train/a"));
        Files.writeString(dir.resolve("train/a/1"), "x");
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("huge").toFile(), "rw")) {
            sparse.setLength(65_000_000);
        }
        refusal(config(folder.getParent(), "0.5")).contains("'b/huge' has more than 64000000 bytes");
    }

    @Test
    void pipesAreNeitherOpenedNorWaitedFor() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("train/b"));
        run("mkfifo", folder.resolve("pipe").toString());
        refusal(config(folder.getParent(), "0.5")).contains("'b/pipe' is no file");
    }

    @Test
    void aNameInAnotherEncodingIsRefused() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("train/b"));
        run("sh", "-c", "printf x > \"" + folder + "/$(printf 'caf\\351')\"");
        refusal(config(folder.getParent(), "0.5")).contains("the name 'caf", "isn't written in the encoding");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assumeThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** It was read from the disk before the interrupt, to which the rest of it is deaf. */
    @Test
    void anInterruptEndsTheReadingOfASmallFileWithManyRows() throws IOException {
        Path file = dir.resolve("many.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,good\n".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        }
        try (StrictReader reader = new StrictReader(new TextSource("many", file), StandardCharsets.UTF_8)) {
            assertThat(reader.read()).isEqualTo('a');
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> reader.transferTo(Writer.nullWriter()));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}

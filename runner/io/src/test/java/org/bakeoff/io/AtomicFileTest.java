package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("comparison.json");

        AtomicFile.write(file, "née");
        assertThat(file).hasContent("née");
        AtomicFile.write(file, out -> {
            for (int value = 0; value < 100_000; value++) {
                out.write(value);
            }
        });

        assertThat(Files.size(file)).isEqualTo(100_000);
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void aNameMayBeAsLongAsTheFileSystemAllows() throws IOException {
        Path file = folder.resolve("x".repeat(252) + ".md");
        AtomicFile.write(file, "text");
        assertThat(file).hasContent("text");
    }

    @Test
    void theOldFileStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = folder.resolve("history.jsonl");
        AtomicFile.write(file, "old");

        AtomicFile.write(file, out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(file).hasContent("old");
        });

        assertThat(file).hasContent("new");
    }

    @Test
    void aWriterThatFailsLeavesNothingAndKeepsItsMessage() throws IOException {
        Path file = folder.resolve("model");
        AtomicFile.write(file, "old");

        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[200_000]);
                    throw new IOException("the source ended");
                }))
                .withMessage("the source ended");
        assertThatIllegalStateException()
                .isThrownBy(() -> AtomicFile.write(file, out -> {
                    throw new IllegalStateException("no weights");
                }));

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("model");
    }

    @Test
    void aFolderThatIsMissingOrNoneIsNamed() throws IOException {
        Path missing = folder.resolve("missing").resolve("run.json");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(missing, "{}"))
                .withMessageContainingAll("Can't write " + missing, "no such file or folder", "space left");

        Path below = Files.createFile(folder.resolve("file")).resolve("run.json");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(below, "{}"))
                .withMessageContaining("Can't write " + below);
    }

    /** What a killed process leaves beside its target is distinguished from what is whole. */
    @Test
    void aFileIsTornUntilItIsWhole() throws IOException {
        Path file = folder.resolve("state.safetensors");

        AtomicFile.write(file, out -> {
            out.write(new byte[200_000]);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).singleElement().satisfies(beside -> {
                    assertThat(AtomicFile.isTemporary(beside)).isTrue();
                    assertThat(beside).isNotEqualTo(file);
                });
            }
        });

        assertThat(AtomicFile.isTemporary(file)).isFalse();
        assertThat(file).hasSize(200_000);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsNoFileIsNeverReplaced() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(() -> AtomicFile.writeNamed(folder, "page", "page"));

        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        AtomicFile.writeNamed(link, "page", "page");
        assertThat(reader.inputReader().readLine()).isEqualTo("page");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkThatAUserNamesStays() throws IOException {
        Path file = folder.resolve("file");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(file, "page, old");
        AtomicFile.writeNamed(link, "page, new", "page");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("page, new");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatAUserNamesKeepsItsPermissions() throws IOException {
        for (String permissions : List.of("rw-------", "rw-rw-rw-")) {
            Path file = folder.resolve("file");
            AtomicFile.write(file, "page, old");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            AtomicFile.writeNamed(file, "page, new", "page");
            assertThat(file).hasContent("page, new");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(permissions);
        }
    }

    @Test
    void anInterruptedThreadFailsAsTheChannelDoes() throws IOException {
        Path file = folder.resolve("result.json");
        AtomicFile.write(file, "old");
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(() -> AtomicFile.write(file, "new"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("old");
    }

    @Test
    void aFolderThatIsMissingIsNamedBeforeAnythingIsComputed() {
        Path file = folder.resolve("missing/summary.md");

        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(() -> AtomicFile.requireReplaceable(file, "text"))
                .withMessage(file + " can't be written, since there is no folder " + file.getParent()
                        + ". Make it, or name another file.");
    }

    @Test
    void aFileOfAnotherKindIsNotReplacedThoughItWasNamed() throws IOException {
        String ours = "<!DOCTYPE html>\n<!-- ours -->\n";
        Path data = Files.writeString(folder.resolve("train.csv"), "id,text,label\n");
        Path theirs = Files.writeString(folder.resolve("index.html"), "<!DOCTYPE html>\n<!-- theirs -->\n");
        Path page = Files.writeString(folder.resolve("page.html"), ours + "old");
        Path empty = Files.createFile(folder.resolve("empty"));

        for (Path other : List.of(data, theirs)) {
            String before = Files.readString(other);
            assertThatExceptionOfType(FileRefusedException.class)
                    .isThrownBy(() -> AtomicFile.writeNamed(other, ours + "new", ours))
                    .extracting(FileRefusedException::file)
                    .isEqualTo(other);
            assertThat(other).hasContent(before);
        }
        AtomicFile.writeNamed(page, ours + "new", ours);
        AtomicFile.writeNamed(empty, ours + "new", ours);

        assertThat(page).hasContent(ours + "new");
        assertThat(empty).hasContent(ours + "new");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whoMayReadAFileMayReadWhatReplacesIt() throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "old");
        Path two = Files.writeString(folder.resolve("two"), "old");
        Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(two, PosixFilePermissions.fromString("r--r-----"));

        AtomicFile.write(one, "new");
        AtomicFile.writeAll(Map.of(two, out -> out.write('n'), folder.resolve("three"), out -> out.write('n')));

        assertThat(one).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(two)))
                .isEqualTo("rw-r-----");
        assertThat(folder.resolve("three")).hasContent("n");
    }

    /** Somebody else may have made it so. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyMayWriteToWhatReplacesAFileThatMayNotWriteToANewOne() throws IOException {
        Path open = Files.writeString(folder.resolve("open"), "old");
        Path usual = Files.writeString(folder.resolve("usual"), "new");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));

        AtomicFile.write(open, "new");

        assertThat(Files.getPosixFilePermissions(open)).isEqualTo(Files.getPosixFilePermissions(usual));
    }
}

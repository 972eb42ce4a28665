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
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("comparison.json");

        WholeFile.write(file, "née");
        assertThat(file).hasContent("née");
        WholeFile.write(file, out -> {
            for (int value = 0; value < 100_000; value++) {
                out.write(value);
            }
        });

        assertThat(Files.size(file)).isEqualTo(100_000);
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void theOldFileStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = folder.resolve("history.jsonl");
        WholeFile.write(file, "old");

        WholeFile.write(file, out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(file).hasContent("old");
        });

        assertThat(file).hasContent("new");
    }

    @Test
    void aWriterThatFailsLeavesNothingAndKeepsItsMessage() throws IOException {
        Path file = folder.resolve("model");
        WholeFile.write(file, "old");

        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[200_000]);
                    throw new IOException("the source ended");
                }))
                .withMessage("the source ended");
        assertThatIllegalStateException()
                .isThrownBy(() -> WholeFile.write(file, out -> {
                    throw new IllegalStateException("no weights");
                }));

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("model");
    }

    @Test
    void aFolderThatIsMissingOrNoneIsNamed() throws IOException {
        Path missing = folder.resolve("missing").resolve("run.json");
        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(missing, "{}"))
                .withMessageContainingAll("Can't write " + missing, "no such file or folder", "space left");

        Path below = Files.createFile(folder.resolve("file")).resolve("run.json");
        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(below, "{}"))
                .withMessageContaining("Can't write " + below);
    }

    /** What a killed process leaves beside its target is told from what is whole. */
    @Test
    void aFileIsTornUntilItIsWhole() throws IOException {
        Path file = folder.resolve("state.safetensors");

        WholeFile.write(file, out -> {
            out.write(new byte[200_000]);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).singleElement().satisfies(beside -> {
                    assertThat(WholeFile.torn(beside)).isTrue();
                    assertThat(beside).isNotEqualTo(file);
                });
            }
        });

        assertThat(WholeFile.torn(file)).isFalse();
        assertThat(file).hasSize(200_000);
    }

    @Test
    void anInterruptedThreadFailsAsTheChannelDoes() throws IOException {
        Path file = folder.resolve("result.json");
        WholeFile.write(file, "old");
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(() -> WholeFile.write(file, "new"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("old");
    }

    @Test
    void aFullDiskIsSaidToBeFull() {
        // Linux has a device that is always full.
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.isWritable(full));
        assertThatIOException()
                .isThrownBy(() -> Files.write(full, new byte[10]))
                .extracting(fault -> FileFault.reason(fault))
                .isEqualTo("the disk is full");
    }
}

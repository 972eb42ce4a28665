package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecursiveDeletionTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderGoesWithAllThatIsInItAndNothingElse() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "x");
        Path gone = folder.resolve("gone");
        Files.createDirectories(gone.resolve("a/b"));
        Files.writeString(gone.resolve("a/b/c"), "x");
        Files.createSymbolicLink(gone.resolve("link"), folder);

        RecursiveDeletion.of(gone);
        RecursiveDeletion.of(gone);

        assertThat(gone).doesNotExist();
        assertThat(kept).hasContent("x");
    }

    @Test
    void whatIsKeptStays() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("a/kept"));
        Files.writeString(kept.resolve("x"), "x");
        Files.writeString(folder.resolve("a/y"), "y");

        RecursiveDeletion.of(
                folder, file -> file.equals(folder) || file.equals(folder.resolve("a")) || file.startsWith(kept));

        assertThat(kept.resolve("x")).hasContent("x");
        assertThat(folder.resolve("a/y")).doesNotExist();
    }

    @Test
    void whatCantGoIsNamed() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Path kept = Files.writeString(full.resolve("kept"), "x");

        assertThatIOException()
                .isThrownBy(() -> RecursiveDeletion.of(folder, file -> file.equals(kept)))
                .withMessageStartingWith("Can't remove " + full + ": ");
    }
}

package org.bakeoff.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.bakeoff.io.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarChecksumTest {

    private static final FileTime THEN = FileTime.fromMillis(1_000_000);

    @TempDir
    private Path folder;

    private Path jar;
    private Path kept;

    @BeforeEach
    void write() throws IOException {
        jar = Files.writeString(folder.resolve("natives.jar"), "one");
        Files.setLastModifiedTime(jar, THEN);
        kept = Files.createDirectory(folder.resolve("kept"));
    }

    @Test
    void aJarOfTheSameSizeAndTimeIsNotReadAgain() throws IOException {
        assertThat(JarChecksum.of(jar, kept)).isEqualTo(Sha256.of("one"));

        Files.writeString(jar, "two");
        assertThat(JarChecksum.of(jar, kept)).isEqualTo(Sha256.of("two"));
        Files.writeString(jar, "six");
        Files.setLastModifiedTime(jar, THEN);
        assertThat(JarChecksum.of(jar, kept)).isEqualTo(Sha256.of("six"));
        Files.writeString(jar, "ten");
        Files.setLastModifiedTime(jar, THEN);
        assertThat(JarChecksum.of(jar, kept)).isEqualTo(Sha256.of("six"));
        Files.writeString(jar, "eleven");
        Files.setLastModifiedTime(jar, THEN);
        assertThat(JarChecksum.of(jar, kept)).isEqualTo(Sha256.of("eleven"));
    }

    @Test
    void aDamagedRecordIsReplaced() throws IOException {
        JarChecksum.of(jar, kept);
        Path record = kept.resolve("natives.jar.sha256");
        String whole = Files.readString(record);
        for (String damaged :
                new String[] {"", whole.substring(1), whole.replace("natives.jar", "other.jar"), "?".repeat(20_000)}) {
            Files.writeString(record, damaged);
            assertThat(JarChecksum.of(jar, kept)).isEqualTo(Sha256.of("one"));
            assertThat(record).hasContent(whole);
        }
    }

    @Test
    void whereNothingCanBeKeptTheJarIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(JarChecksum.of(jar, file)).isEqualTo(Sha256.of("one"));
        assertThat(JarChecksum.of(jar, folder.resolve("nowhere"))).isEqualTo(Sha256.of("one"));
    }
}

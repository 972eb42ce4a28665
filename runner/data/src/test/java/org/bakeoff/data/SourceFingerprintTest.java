package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir
    private Path root;

    @Test
    void ofAFileIsThatOfItsBytes() throws IOException {
        Path file = Files.writeString(root.resolve("abc"), "abc");
        assertThat(SourceFingerprint.of("source", file))
                .isEqualTo(new SourceFingerprint(
                        "source", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3));

        Path large = Files.write(root.resolve("large"), new byte[1_000_000]);
        assertThat(SourceFingerprint.of("large", large))
                .isEqualTo(new SourceFingerprint(
                        "large", "d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025", 1_000_000));
    }

    @Test
    void ofAFolderDependsOnNamesAndContentsAlone() throws IOException {
        String sha256 = SourceFingerprint.of("x", folder("1", "a.txt=1", "b/c.txt=2", "b-.txt=3"))
                .sha256();

        assertThat(SourceFingerprint.of("x", folder("2", "b-.txt=3", "b/c.txt=2", "a.txt=1"))
                        .sha256())
                .isEqualTo(sha256);
        assertThat(SourceFingerprint.of("x", folder("3", "a.txt=1", "b/c.txt=9", "b-.txt=3"))
                        .sha256())
                .isNotEqualTo(sha256);
        assertThat(SourceFingerprint.of("x", folder("4", "a.txt=1", "b/d.txt=2", "b-.txt=3"))
                        .sha256())
                .isNotEqualTo(sha256);
        assertThat(SourceFingerprint.of("x", folder("5", "a.txt=1", "b/c.txt=2"))
                        .sha256())
                .isNotEqualTo(sha256);
    }

    @Test
    void ofAFolderIsThatOfTheListThatSha256sumWrites() throws Exception {
        Path folder = folder("1", "b/c=2", "b-=3", "B=4", "é=5", "\uD83D\uDE00=6", "\uFF5E=7", "two\nlines=8");
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum")
                .directory(folder.toFile())
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(shell.waitFor() == 0, "no GNU tools here");

        SourceFingerprint input = SourceFingerprint.of("x", folder);

        assertThat(input.sha256()).isEqualTo(output.substring(0, 64));
        assertThat(input.bytes()).isEqualTo(7);
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path folder = folder("1", "a=1");
        Path outside = Files.writeString(root.resolve("outside"), "x");
        Files.createSymbolicLink(folder.resolve("round"), folder);
        Files.createSymbolicLink(folder.resolve("out"), outside);
        SourceFingerprint before = SourceFingerprint.of("x", folder);

        Files.writeString(outside, "other");
        assertThat(SourceFingerprint.of("x", folder)).isEqualTo(before);

        Files.delete(folder.resolve("out"));
        Files.createSymbolicLink(folder.resolve("out"), folder.resolve("a"));
        assertThat(SourceFingerprint.of("x", folder).sha256()).isNotEqualTo(before.sha256());
    }

    @Test
    void aFolderThatIsItselfALinkIsTheFolder() throws IOException {
        Path folder = folder("1", "a=1");
        Path link = Files.createSymbolicLink(root.resolve("link"), folder);

        assertThat(SourceFingerprint.of("x", link)).isEqualTo(SourceFingerprint.of("x", folder));
    }

    @Test
    void manyFilesKeepTheirOrder() throws IOException {
        String[] files = IntStream.range(0, 500).mapToObj(i -> i + "=" + i).toArray(String[]::new);
        Path folder = folder("1", files);

        assertThat(SourceFingerprint.of("x", folder)).isEqualTo(SourceFingerprint.of("x", folder));
    }

    private Path folder(String name, String... files) throws IOException {
        Path folder = root.resolve(name);
        for (String file : files) {
            int equals = file.indexOf('=');
            Path path = folder.resolve(file.substring(0, equals));
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.substring(equals + 1));
        }
        return folder;
    }
}

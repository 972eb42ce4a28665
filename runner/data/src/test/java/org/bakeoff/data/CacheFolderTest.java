package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bakeoff.io.FileRefusedException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

    @TempDir
    private Path folder;

    @Test
    void isWhereThePlatformKeepsCaches() {
        Map<String, String> none = Map.of();
        assertThat(root("Linux", "/home/ada", none)).isEqualTo(absolute("/home/ada/.cache/bakeoff"));
        assertThat(root("Linux", "/home/ada", Map.of("XDG_CACHE_HOME", "/fast")))
                .isEqualTo(absolute("/fast/bakeoff"));
        assertThat(root("Mac OS X", "/Users/ada", none)).isEqualTo(absolute("/Users/ada/Library/Caches/bakeoff"));
        assertThat(root("Windows 11", "/Users/ada", Map.of("LOCALAPPDATA", "/local")))
                .isEqualTo(absolute("/local/bakeoff/cache"));
        assertThat(root("Windows 11", "/Users/ada", none))
                .isEqualTo(absolute("/Users/ada/AppData/Local/bakeoff/cache"));
    }

    @Test
    void theVariableComesFirstAndBlankIsNone() {
        Map<String, String> chosen = Map.of("BAKEOFF_CACHE", "/data/../cache", "XDG_CACHE_HOME", "/fast");
        assertThat(root("Linux", "/home/ada", chosen)).isEqualTo(absolute("/cache"));
        assertThat(root("Linux", "/home/ada", Map.of("BAKEOFF_CACHE", "here"))).isEqualTo(absolute("here"));
        assertThat(root("Linux", "/home/ada", Map.of("BAKEOFF_CACHE", "~/x"))).isEqualTo(absolute("/home/ada/x"));
        assertThat(root("Linux", "?", Map.of("BAKEOFF_CACHE", "~", "HOME", "/home/bob")))
                .isEqualTo(absolute("/home/bob"));
        assertThat(root("Linux", "/home/ada", Map.of("BAKEOFF_CACHE", "~x"))).isEqualTo(absolute("~x"));
        assertThat(root("Linux", "/home/ada", Map.of("BAKEOFF_CACHE", " ")))
                .isEqualTo(absolute("/home/ada/.cache/bakeoff"));
    }

    @Test
    void aRelativeXdgFolderIsIgnored() {
        assertThat(root("Linux", "/home/ada", Map.of("XDG_CACHE_HOME", "cache")))
                .isEqualTo(absolute("/home/ada/.cache/bakeoff"));
    }

    @Test
    void aUserWithoutAHomeHasThatOfTheEnvironment() {
        assertThat(root("Linux", "/home/ada", Map.of("HOME", "/elsewhere")))
                .isEqualTo(absolute("/elsewhere/.cache/bakeoff"));
        assertThat(root("Linux", "?", Map.of("HOME", "/elsewhere"))).isEqualTo(absolute("/elsewhere/.cache/bakeoff"));
    }

    @Test
    void aUserWithoutAnyHomeHasNoCacheInTheWorkingFolder() {
        Path temporary = Path.of("/temporary/bakeoff-cache");
        for (String os : List.of("Linux", "Mac OS X", "Windows 11")) {
            for (String home : List.of("?", "", ".", "home")) {
                assertThat(root(os, home, Map.of())).isEqualTo(temporary);
                assertThat(root(os, "?", Map.of("HOME", home))).isEqualTo(temporary);
            }
        }
        assertThat(root("Linux", "/home/ada", Map.of("HOME", "."))).isEqualTo(absolute("/home/ada/.cache/bakeoff"));
        assertThat(root("Linux", "?", Map.of("XDG_CACHE_HOME", "/fast"))).isEqualTo(absolute("/fast/bakeoff"));
    }

    @Test
    void aFolderThatAllMayWriteToIsRefusedWithTheRemedy() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        CacheFolder cache = new CacheFolder(folder.resolve("cache"));
        Path downloads = cache.folder("downloads");
        for (Path open : List.of(downloads, cache.root())) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

            assertThatExceptionOfType(FileRefusedException.class)
                    .isThrownBy(() -> cache.folder("downloads"))
                    .withMessageContainingAll(open + " can be written to by all", "Set BAKEOFF_CACHE", "chmod o-w")
                    .extracting(FileRefusedException::file)
                    .isEqualTo(open);
            assertThatExceptionOfType(FileRefusedException.class).isThrownBy(() -> cache.place("downloads"));

            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
            assertThat(cache.folder("downloads")).isEqualTo(downloads);
        }
    }

    @Test
    void foldersAreForTheOwnerAlone() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        CacheFolder cache = new CacheFolder(folder.resolve("new").resolve("cache"));

        Path downloads = cache.folder("downloads");

        assertThat(downloads).isEqualTo(cache.root().resolve("downloads")).isDirectory();
        for (Path made : new Path[] {downloads, cache.root(), cache.root().getParent()}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
        assertThat(cache.folder("downloads")).isEqualTo(downloads);
    }

    @Test
    void aFolderThatCantBeMadeIsNamedWithTheRemedy() throws IOException {
        CacheFolder cache =
                new CacheFolder(Files.createFile(folder.resolve("file")).resolve("cache"));

        assertThatIOException()
                .isThrownBy(() -> cache.folder("downloads"))
                .withMessageContainingAll("Can't write to the cache folder " + cache.root(), "Set BAKEOFF_CACHE");
    }

    private static Path root(String os, String home, Map<String, String> environment) {
        Properties system = new Properties();
        system.setProperty("os.name", os);
        system.setProperty("user.home", home);
        system.setProperty("java.io.tmpdir", "/temporary");
        return CacheFolder.of(environment, system).root();
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath();
    }
}

package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisabledOnOs(OS.WINDOWS)
class RegularFilesTest {

    @TempDir
    private Path folder;

    private Path victim;

    /** Opens a file in some way. */
    private interface Opening {

        void open(Path file) throws IOException;
    }

    @BeforeEach
    void writeVictim() throws IOException {
        victim = Files.writeString(folder.resolve("victim"), "mine");
    }

    static Stream<Arguments> openings() {
        return Stream.of(
                arguments("read", (Opening) file -> RegularFiles.read(file).close()),
                arguments("bytes", (Opening) file -> RegularFiles.bytes(file, 10)),
                arguments("text", (Opening) file -> RegularFiles.text(file, 10)),
                arguments("channel", (Opening) file ->
                        RegularFiles.channel(file, StandardOpenOption.READ).close()),
                arguments("write", (Opening)
                        file -> RegularFiles.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                                .close()),
                arguments("randomAccess", (Opening)
                        file -> RegularFiles.randomAccess(file).close()),
                arguments("copy", (Opening) file -> RegularFiles.copy(file, file.resolveSibling("copy"))),
                arguments("check", (Opening) RegularFiles::check),
                arguments("checkAbove", (Opening) file -> RegularFiles.check(file.getParent())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("openings")
    void linksAndPipesAreRefusedByName(String name, Opening opening) throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path file = run.resolve("file");
        Files.createSymbolicLink(file, victim);
        refused(file, () -> opening.open(file));
        Files.delete(file);
        pipe(file);
        refused(file, () -> opening.open(file));
        Files.delete(file);
        Files.writeString(file, "text");
        opening.open(file);
        assertThat(victim).hasContent("mine");
        assertThat(file).hasContent("text");
    }

    @Test
    void anInterruptEndsTheReadingOfALargeFile() throws IOException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 34);
        }
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> Sha256.of(file));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aNamedPathMayGoThroughLinksToAFile() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), victim);
        Path above = Files.createSymbolicLink(folder.resolve("above"), folder);

        assertThat(RegularFiles.text(RegularFiles.named(link), 4)).isEqualTo("mine");
        assertThat(RegularFiles.named(above.resolve("link"))).isEqualTo(victim.toRealPath());
        assertThat(RegularFiles.namedFolder(above)).isEqualTo(folder.toRealPath());
        refused(above, () -> RegularFiles.named(above));
        refused(link, () -> RegularFiles.namedFolder(link));
        Path pipe = pipe(folder.resolve("pipe"));
        refused(pipe, () -> RegularFiles.named(pipe));
        Path device = Path.of("/dev/zero");
        refused(device, () -> RegularFiles.named(device));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> RegularFiles.named(folder.resolve("none")));
    }

    /** JDK 24 and newer say so, while older ones can't tell; a run that takes a file for missing makes it again. */
    @Test
    void whatLiesBelowAFileIsNotMissing() {
        for (Path path : List.of(victim.resolve("file"), victim.resolve("folder/file"))) {
            assertThatThrownBy(() -> RegularFiles.exists(path))
                    .isExactlyInstanceOf(FileSystemException.class)
                    .hasMessage(path + ": Not a directory");
            assertThatThrownBy(() -> RegularFiles.read(path)).isExactlyInstanceOf(FileSystemException.class);
        }
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> RegularFiles.read(folder.resolve("none/file")));
    }

    @Test
    void noLevelBelowAFolderMayBeALink() throws IOException {
        Path root = Files.createSymbolicLink(folder.resolve("root"), Files.createDirectory(folder.resolve("real")));
        Path made = RegularFiles.makeFolder(root, "a/b");
        assertThat(made).isDirectory().isEqualTo(root.resolve("a/b"));
        assertThat(RegularFiles.within(root, "a/b/none")).doesNotExist();
        Files.createSymbolicLink(root.resolve("a/linked"), Files.createDirectory(folder.resolve("elsewhere")));

        refused(root.resolve("a/linked"), () -> RegularFiles.within(root, "a/linked/file"));
        refused(root.resolve("a/linked"), () -> RegularFiles.makeFolder(root, "a/linked/new"));
        refused(root.resolve("a/linked"), () -> RegularFiles.check(root.resolve("a")));
        assertThat(folder.resolve("elsewhere")).isEmptyDirectory();
        refused(root.resolve("../victim"), () -> RegularFiles.within(root, "../victim"));
        refused(root.resolve("a/../../victim"), () -> RegularFiles.within(root, "a/../../victim"));
        refused(victim, () -> RegularFiles.within(root, victim.toString()));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> RegularFiles.makeFolder(root.resolve("gone"), "new"));
    }

    @Test
    void whatIsWrittenInPlaceHasNoOtherName() throws IOException {
        Path other = Files.createLink(folder.resolve("other"), victim);

        refused(other, () -> RegularFiles.channel(other, StandardOpenOption.WRITE));
        refused(other, () -> RegularFiles.channel(other, StandardOpenOption.APPEND));
        assertThat(RegularFiles.text(other, 4)).isEqualTo("mine");
    }

    @Test
    void aNewFileReplacesNothing() throws IOException {
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> RegularFiles.create(dangling));
        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> RegularFiles.create(victim));
        refused(
                dangling,
                () -> RegularFiles.channel(dangling, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                        .close());
        assertThat(folder.resolve("nowhere")).doesNotExist();
        assertThat(victim).hasContent("mine");
    }

    @Test
    void aCopyReplacesALinkInsteadOfFollowingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), victim);

        RegularFiles.copy(file, link);

        assertThat(link).hasContent("text").isRegularFile();
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(victim).hasContent("mine");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeIsNoFolder() throws Exception {
        Path pipe = folder.resolve("a pipe");
        pipe(pipe);
        assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(() -> RegularFiles.list(pipe));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> RegularFiles.list(folder.resolve("nothing")));
    }

    @Test
    void whatIsReadWholeHasALimit() throws IOException {
        assertThat(RegularFiles.bytes(victim, 4)).hasSize(4);
        refused(victim, () -> RegularFiles.bytes(victim, 3));
    }

    private static void refused(Path file, Attempt attempt) {
        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(attempt::run)
                .satisfies(refused -> {
                    assertThat(refused.report().code()).isEqualTo(ErrorCode.FILE_REFUSED);
                    assertThat(refused.report().location()).isEqualTo(ErrorLocation.of(file));
                    assertThat(BakeoffException.of(new IOException("around", refused))
                                    .code())
                            .isEqualTo(ErrorCode.FILE_REFUSED);
                });
    }

    /** Does what must be refused. */
    private interface Attempt {

        void run() throws Exception;
    }

    private static Path pipe(Path file) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
        assertThat(made.waitFor()).isZero();
        return file;
    }
}

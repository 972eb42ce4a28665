package org.bakeoff.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The files that a run starts with. */
class RunDirectoryTest {

    private static final DataFile DATA =
            new DataFile(List.of("no", "yes"), List.of("", "w"), 1, List.of(), List.of(), List.of());

    @TempDir
    Path folder;

    private RunDirectory directory;

    @BeforeEach
    void begin() throws IOException {
        directory = new RunDirectory(folder);
        directory.begin(provenance(spec(3)), spec(3), DATA);
    }

    @Test
    void aSpecThatWasChangedIsRefused() throws IOException {
        assertThat(directory.spec()).isEqualTo(spec(3));

        directory.writeSpec(spec(4));

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(directory::spec)
                .extracting(BakeoffException::code)
                .isEqualTo(ErrorCode.RUN_DAMAGED);
    }

    /** Of texts without blanks each is a word. */
    @Test
    void wordsThatNothingCouldReadAgainAreRefusedBeforeAnythingIsWritten() throws IOException {
        List<String> words = Collections.nCopies(300, "acgt".repeat(1 << 18));
        DataFile.Encoding own = new DataFile.Encoding("", words, 1, List.of());
        for (DataFile data : List.of(
                new DataFile(DATA.classes(), words, 1, List.of(), List.of(), List.of()),
                new DataFile(DATA.classes(), DATA.vocabulary(), 1, List.of(), List.of(own), List.of()))) {
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> directory.begin(provenance(spec(4)), spec(4), data))
                    .withMessageContaining("take 300 MiB")
                    .extracting(BakeoffException::code)
                    .isEqualTo(ErrorCode.DATA_UNSUITABLE);
        }
        assertThat(directory.spec()).isEqualTo(spec(3));
    }

    @Test
    void aRunThatEndsBetweenTwoOfItsFilesCanBeResumed() throws IOException {
        ObjectNode ending = spec(5);
        ending.putPOJO("ends", new AbstractList<String>() {
            @Override
            public String get(int index) {
                throw new IllegalStateException("killed");
            }

            @Override
            public int size() {
                return 1;
            }
        });

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> directory.begin(provenance(spec(5)), ending, DATA));
        assertThat(directory.spec()).isEqualTo(spec(3));

        directory.begin(provenance(spec(5)), spec(5), DATA);
        assertThat(directory.spec()).isEqualTo(spec(5));
        assertThat(directory.provenance().path("spec").asString()).isEqualTo(Provenance.checksum(spec(5)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkThatIsSwitchedMeanwhileChangesNothing(@TempDir Path links) throws IOException {
        Path other = Files.createDirectories(links.resolve("other").resolve("below"));
        Path link = Files.createSymbolicLink(links.resolve("link"), folder);
        RunDirectory named = new RunDirectory(link);
        try (HeldRunDirectory held = named.hold()) {
            Files.delete(link);
            Files.createSymbolicLink(link, other);
            held.check();
            named.writeSpec(spec(4));
        }
        assertThat(other).isEmptyDirectory();
        assertThat(folder.resolve("spec.json")).content().contains("4");
        assertThat(folder.resolve("run.lock")).doesNotExist();

        assertThat(new RunDirectory(link.resolve("..").resolve("run")).path())
                .isEqualTo(other.toRealPath().resolveSibling("run"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkInPlaceOfAHeldFolderIsNoticed(@TempDir Path other) throws IOException {
        Path moved = other.resolveSibling(other.getFileName() + "-moved");
        try (HeldRunDirectory held = directory.hold()) {
            Files.move(folder, moved);
            Files.createSymbolicLink(folder, other);
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(held::check)
                    .extracting(BakeoffException::code)
                    .isEqualTo(ErrorCode.RUN_DIRECTORY_LOST);
        } finally {
            Files.delete(folder);
            Files.move(moved, folder);
        }
    }

    @Test
    void aLargeFileOfAUserAboveARunDirectoryIsNotReadWhole(@TempDir Path project) throws IOException {
        // Of holes; the name is that of a retrieval run, too.
        try (FileChannel large = FileChannel.open(
                project.resolve("run.json"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            large.write(ByteBuffer.wrap("}".getBytes(StandardCharsets.UTF_8)), (64 << 20) - 1);
        }
        Files.createLink(
                Files.createDirectory(project.resolve("data")).resolve("data.json"), project.resolve("run.json"));
        long before = allocated();
        new RunDirectory(project.resolve("runs/one")).checkOwnFiles();
        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(new RunDirectory(project.resolve("data"))::checkOwnFiles)
                .withMessageContaining("data.json");
        assertThat(allocated() - before).isLessThan(16 << 20);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aFolderInPlaceOfAFileIsRefusedBeforeARun() throws IOException {
        Files.createDirectory(folder.resolve("report.html"));
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> directory.hold().close())
                .extracting(BakeoffException::code)
                .isEqualTo(ErrorCode.FILE_REFUSED);
    }

    private static ObjectNode spec(int seeds) {
        return Json.COMPACT.createObjectNode().put("name", "short").put("seeds", seeds);
    }

    private static Provenance provenance(JsonNode spec) {
        return new Provenance(
                "2026-01-01T00:00:00Z",
                new Provenance.Software("unknown", Map.of()),
                new Provenance.Compute("cpu", 1, 1, 1, null),
                Provenance.checksum(spec),
                List.of(),
                new Provenance.Code(List.of(), null),
                new Provenance.Course(new Provenance.Seconds(0, null), List.of()));
    }
}

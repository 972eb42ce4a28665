package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which folders others could have put files into. */
@DisabledOnOs(OS.WINDOWS)
class PrivateFolderTest {

    private static final long ME = new UnixSystem().getUid();
    private static final long OTHER = ME + 1000;

    @TempDir
    private Path folder;

    @Test
    void theOwnersGroupMayWrite() throws IOException {
        for (int mode : Set.of(0700, 0755, 0775, 02775, 0555, 01777)) {
            Files.setAttribute(folder, "unix:mode", mode);
            PrivateFolder.requireOwn(folder, ME, "X");
            PrivateFolder.requireOwn(folder, 0, "X");
        }
    }

    @Test
    void allMayNot() throws IOException {
        for (int mode : Set.of(0777, 0707, 02777)) {
            Files.setAttribute(folder, "unix:mode", mode);
            for (long user : new long[] {0, ME, OTHER}) {
                assertThatExceptionOfType(FileRefusedException.class)
                        .isThrownBy(() -> PrivateFolder.requireOwn(folder, user, "X"));
            }
        }
    }

    @Test
    void anotherUsersFolderIsRefusedUnlessThatIsRoot() throws IOException {
        PrivateFolder.requireOwn(Path.of("/"), OTHER, "X");
        PrivateFolder.requireOwn(folder.resolve("missing"), "X");
        if (ME == 0) {
            Files.setAttribute(folder, "unix:uid", (int) OTHER);
            PrivateFolder.requireOwn(folder, "X");
            PrivateFolder.requireOwn(folder, OTHER, "X");
        }
        long stranger = OTHER + 1;
        if (ME != 0 || (int) Files.getAttribute(folder, "unix:uid") != 0) {
            assertThatExceptionOfType(FileRefusedException.class)
                    .isThrownBy(() -> PrivateFolder.requireOwn(folder, stranger, "X"))
                    .extracting(FileRefusedException::file)
                    .isEqualTo(folder);
        }
    }
}

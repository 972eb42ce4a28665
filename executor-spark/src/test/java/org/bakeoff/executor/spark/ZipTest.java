package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ZipTest {

    @TempDir
    private Path folder;

    /** Followed, they would be 2 to the power of 40 folders. */
    @Test
    void linksInACircleAreLeftOut() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins/some"));
        Files.writeString(plugins.resolve("a.jar"), "jar");
        Files.createSymbolicLink(plugins.resolve("b"), Path.of("."));
        Files.createSymbolicLink(plugins.resolve("c"), Path.of(".."));
        Path zip = folder.resolve("plugins.zip");
        Zip.pack(plugins.getParent(), zip);
        Path unpacked = folder.resolve("unpacked");
        Zip.unpack(zip, unpacked);
        assertThat(unpacked.resolve("some/a.jar")).hasContent("jar");
        assertThat(unpacked.resolve("some")).isDirectoryNotContaining("glob:**/{b,c}");
    }
}

package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TokenizerLibraryTest {

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it keeps files that are loaded")
    void leavesNothingBehindAndKeepsDjlOffline() throws IOException {
        TokenizerLibrary.load();
        TokenizerLibrary.load();
        assertThat(Utils.isOfflineMode()).isTrue();
        assertThat(System.getProperty("RUST_LIBRARY_PATH")).isNull();
        Path cache = Utils.getEngineCacheDir();
        assertThat(cache.resolve("tokenizers")).doesNotExist();
        try (Stream<Path> maps = Stream.of(Path.of("/proc/self/maps")).filter(Files::isReadable)) {
            for (Path file : maps.toList()) {
                assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("libtokenizers")))
                        .isNotEmpty()
                        .allMatch(line -> line.endsWith("(deleted)"));
            }
        }
    }
}

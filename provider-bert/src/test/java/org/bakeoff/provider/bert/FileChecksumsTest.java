package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChecksumsTest {

    private static final String SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

    @TempDir
    private Path folder;

    @Test
    void noticesEveryChange() throws IOException {
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        Path file = Files.writeString(folder.resolve("file"), "a");
        Files.setLastModifiedTime(file, longAgo);
        assertThat(FileChecksums.sha256(file))
                .isEqualTo(SHA256_OF_A)
                .isEqualTo(FileChecksums.sha256(file.toAbsolutePath()));

        Files.writeString(file, "b");
        Files.setLastModifiedTime(file, longAgo);
        assertThat(FileChecksums.sha256(file)).isNotEqualTo(SHA256_OF_A);

        Path other = Files.writeString(folder.resolve("other"), "a");
        Files.setLastModifiedTime(other, longAgo);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(FileChecksums.sha256(file)).isEqualTo(SHA256_OF_A);
    }
}

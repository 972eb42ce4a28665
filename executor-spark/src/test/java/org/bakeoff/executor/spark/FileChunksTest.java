package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChunksTest {

    @TempDir
    private Path folder;

    /** As those beside a checkpoint do while the executor looks for a new one. */
    @Test
    void aFolderIsListedWhileFilesComeAndGo() throws Exception {
        Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        Files.writeString(folder.resolve("trial.json"), "{}");
        Files.writeString(checkpoint.resolve("state"), "0");
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService trial = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = trial.submit(() -> {
                while (!over.get()) {
                    Files.delete(Files.createFile(checkpoint.resolve("state.tmp")));
                }
                return null;
            });
            for (int look = 0; look < 5_000; look++) {
                assertThat(FileChunks.names(folder)).isEqualTo(List.of("checkpoint/state", "trial.json"));
            }
            over.set(true);
            writing.get();
        } finally {
            over.set(true);
            trial.shutdown();
        }
    }

    @Test
    void aFolderThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> FileChunks.names(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}

package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run directory on Hadoop's view of this machine's disk. */
class HadoopRunStoreTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsSavedIsFetched() throws IOException {
        Path trial = folder.resolve("here/trials/a-1");
        Files.createDirectories(trial.resolve("checkpoint"));
        Files.writeString(trial.resolve("checkpoint/state.safetensors"), "one");
        Files.writeString(trial.resolve("history.jsonl"), "{}\n");
        Files.createDirectories(trial.resolveSibling("a-10"));
        Files.writeString(trial.resolveSibling("a-10").resolve("trial.json"), "{}");
        HadoopRunStore store = store("here");
        store.save(folder.resolve("here"));
        assertFetched("a-1/checkpoint/state.safetensors", "one");

        Files.writeString(trial.resolve("history.jsonl"), "{}\n{}\n");
        Files.writeString(trial.resolve("checkpoint/state.safetensors"), "two");
        store.save(trial);
        assertFetched("a-1/checkpoint/state.safetensors", "two");
        assertFetched("a-1/history.jsonl", "{}\n{}\n");

        Files.delete(trial.resolve("checkpoint/state.safetensors"));
        Files.writeString(trial.resolve("result.json"), "{}");
        store.save(trial);
        assertFetched("a-1/result.json", "{}");
        assertFetched("a-10/trial.json", "{}");
        assertThat(folder.resolve("there/trials/a-1/checkpoint/state.safetensors"))
                .doesNotExist();
        assertThat(folder.resolve("again/trials/a-1/checkpoint/state.safetensors"))
                .doesNotExist();
    }

    @Test
    void whatWasLeftHalfStoredIsRemoved() throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve("there/trials/a-1/checkpoint"));
        Files.writeString(checkpoint.resolve("state.safetensors.tmp"), "ha");
        Files.writeString(folder.resolve("there/run.lease"), "{}");
        store("again").fetch();
        assertThat(checkpoint).isEmptyDirectory();
        assertThat(folder.resolve("there/run.lease")).exists();
        assertThat(folder.resolve("again/run.lease")).doesNotExist();
    }

    private void assertFetched(String name, String text) throws IOException {
        store("again").fetch();
        assertThat(folder.resolve("again/trials").resolve(name)).hasContent(text);
    }

    private HadoopRunStore store(String name) throws IOException {
        return new HadoopRunStore(folder.resolve("there").toUri(), folder.resolve(name), new Configuration());
    }
}

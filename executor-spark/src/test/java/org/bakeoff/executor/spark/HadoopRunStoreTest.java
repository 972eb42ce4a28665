package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
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
        store.removeMissing(trial);
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
        fetch();
        assertThat(checkpoint).isEmptyDirectory();
        assertThat(folder.resolve("there/run.lease")).exists();
        assertThat(folder.resolve("again/run.lease")).doesNotExist();
    }

    /** As by a cleaner of caches. */
    @Test
    void whatVanishesHereStaysStored() throws IOException {
        Path here = folder.resolve("here");
        Path trial = Files.createDirectories(here.resolve("trials/a-1"));
        Files.writeString(trial.resolve("predictions.csv"), "id");
        Files.writeString(trial.resolve("result.json"), "{}");
        Files.writeString(here.resolve("run.json"), "{}");
        HadoopRunStore store = store("here");
        store.save(here);

        Files.delete(trial.resolve("predictions.csv"));
        store.save(here);
        RecursiveDeletion.of(here.resolve("trials"));
        store.save(here);
        assertFetched("a-1/predictions.csv", "id");
        RecursiveDeletion.of(here);
        assertThatIOException().isThrownBy(() -> store.save(here));
        assertThatIOException().isThrownBy(() -> store.save(trial));
        assertFetched("a-1/predictions.csv", "id");
        assertFetched("a-1/result.json", "{}");
    }

    @Test
    void onlyFilesOfARunAreFetchedOrRemoved() throws IOException {
        Path there = Files.createDirectories(folder.resolve("there/photos"));
        Files.writeString(there.resolve("a.jpg"), "a");
        Files.writeString(there.resolve("a.tmp"), "a");
        Files.writeString(there.resolveSibling("draft.tmp"), "draft");
        Files.writeString(there.resolveSibling("spec.json"), "{}");
        fetch();
        assertThat(folder.resolve("again/spec.json")).hasContent("{}");
        assertThat(folder.resolve("again")).isDirectoryNotContaining("glob:**/photos");
        assertThat(there.resolve("a.tmp")).exists();
        assertThat(there.resolveSibling("draft.tmp")).exists();
    }

    @Test
    void hugeFilesAndLinksAreRefused() throws IOException {
        Path there = Files.createDirectories(folder.resolve("there/trials/a-1"));
        Path comparison = folder.resolve("there/comparison.json");
        try (RandomAccessFile file = new RandomAccessFile(comparison.toFile(), "rw")) {
            file.setLength(RegularFiles.LARGEST_TEXT + 1L);
        }
        assertThatIOException().isThrownBy(this::fetch).withMessageContaining("comparison.json");
        Files.delete(comparison);
        Files.createSymbolicLink(there.resolve("again"), Path.of(".."));
        assertThatIOException().isThrownBy(this::fetch).withMessageContaining("again");
    }

    private void assertFetched(String name, String text) throws IOException {
        fetch();
        assertThat(folder.resolve("again/trials").resolve(name)).hasContent(text);
    }

    private void fetch() throws IOException {
        Files.createDirectories(folder.resolve("again"));
        HadoopRunStore store = store("again");
        store.fetch(List.of("spec.json", "comparison.json", "trials"));
        store.fetchFolder("trials");
    }

    private HadoopRunStore store(String name) throws IOException {
        return new HadoopRunStore(folder.resolve("there").toUri(), folder.resolve(name), new Configuration());
    }
}

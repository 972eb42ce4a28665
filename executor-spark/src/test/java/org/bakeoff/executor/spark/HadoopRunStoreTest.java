package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run directory on Hadoop's view of this machine's disk. */
class HadoopRunStoreTest {

    private static final List<String> NAMES =
            List.of("data.json", "spec.json", "run.json", "comparison.json", "trials/a-1/result.json");

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

    /** As behind a firewall, or at the port of another service. Hadoop asks again for a quarter of an hour. */
    @Test
    void aPlaceThatDoesNotAnswerIsRefused() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            URI place = URI.create("hdfs://127.0.0.1:" + silent.getLocalPort() + "/run");
            assertThatIOException()
                    .isThrownBy(() -> new HadoopRunStore(place, folder, new Configuration(), Duration.ofSeconds(1)))
                    .withMessage("The run directory " + place + " can't be used: it gave no answer within 1 s."
                            + " Check the address, and that this machine reaches the server in it.");
        }
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

    /** An object store has no rename: the file before is deleted, and the new one copied. */
    @Test
    void whatARunThatWasKilledWasReplacingIsFetched() throws IOException {
        Path trial = Files.createDirectories(folder.resolve("here/trials/a-1/checkpoint"))
                .getParent();
        Files.writeString(trial.resolve("checkpoint/state.safetensors"), "state");
        Files.writeString(trial.resolve("history.jsonl"), "{}\n");
        Files.writeString(trial.resolve("result.json"), "{}");
        Files.writeString(folder.resolve("here/spec.json"), "{}");
        copying("here").save(folder.resolve("here"));
        Path stored = folder.resolve("there/trials/a-1");
        for (Path file : List.of(
                stored.resolve("checkpoint/state.safetensors"),
                stored.resolve("history.jsonl"),
                stored.resolve("result.json"),
                folder.resolve("there/spec.json"))) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".tmp"));
        }
        Path again = Files.createDirectories(folder.resolve("again"));
        HadoopRunStore store = copying("again");
        store.fetch(List.of("spec.json", "trials"));
        store.fetchFolder("trials");
        assertThat(again.resolve("spec.json")).hasContent("{}");
        assertThat(again.resolve("trials/a-1/history.jsonl")).hasContent("{}\n");
        assertThat(again.resolve("trials/a-1/checkpoint/state.safetensors")).hasContent("state");
        assertThat(again.resolve("trials/a-1/result.json")).doesNotExist();

        store.save(again);
        assertThat(stored.resolve("checkpoint/state.safetensors")).hasContent("state");
        assertThat(folder.resolve("there/spec.json")).hasContent("{}");
    }

    /** Whose messages hold the stack traces of Hadoop's servers. */
    @Test
    void aPlaceThatMayNotBeWrittenToIsRefusedInALine() throws IOException {
        Path place = Files.createDirectories(folder.resolve(CopyingFileSystem.FORBIDDEN));
        HadoopRunStore store = new HadoopRunStore(
                CopyingFileSystem.place(place), folder.resolve("here"), CopyingFileSystem.configuration());
        assertThatIOException()
                .isThrownBy(() -> store.lease().create("lease"))
                .withMessageMatching(
                        "The run directory copying:.*/forbidden can't be used: Permission denied: user=bob."
                                + " Check that you may write there[.]");
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

    /** As in a folder that others may write to, or that came as an archive. */
    @Test
    void nothingIsWrittenThroughALinkBesideAFile() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        Path there = Files.createDirectories(folder.resolve("there/trials/a-1"))
                .getParent()
                .getParent();
        Files.createSymbolicLink(there.resolve("data.json.tmp"), mine);
        Files.createSymbolicLink(there.resolve("spec.json.tmp"), folder.resolve("none.txt"));
        Files.createLink(there.resolve("run.json.tmp"), mine);
        Files.createSymbolicLink(there.resolve("trials/a-1/result.json.tmp"), mine);
        assertThat(new ProcessBuilder(
                                "mkfifo", there.resolve("comparison.json.tmp").toString())
                        .start()
                        .waitFor())
                .isZero();
        Path here = Files.createDirectories(folder.resolve("here/trials/a-1"))
                .getParent()
                .getParent();
        for (String name : NAMES) {
            Files.writeString(here.resolve(name), name);
        }
        store("here").save(folder.resolve("here"));
        assertThat(mine).hasContent("mine");
        assertThat(folder.resolve("none.txt")).doesNotExist();
        for (String name : NAMES) {
            assertThat(there.resolve(name)).hasContent(name).matches(RegularFiles::isFile);
        }
    }

    /** Somebody who may write to the folder does that while the run goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"trials/a-1", "trials", "", "trials/a-1/result.json", "data.json"})
    void nothingIsWrittenOrDeletedThroughALinkInPlaceOfAFolder(String switched) throws IOException {
        Path here = folder.resolve("here");
        Path trial = Files.createDirectories(here.resolve("trials/a-1"));
        Files.writeString(trial.resolve("result.json"), "{}");
        Files.writeString(here.resolve("data.json"), "{}");
        HadoopRunStore store = store("here");
        store.save(here);
        Path moved = folder.resolve("moved");
        Path place = folder.resolve("there").resolve(switched);
        Files.move(place, moved);
        Files.createSymbolicLink(place, moved);

        Files.writeString(trial.resolve("result.json"), "another");
        Files.writeString(here.resolve("data.json"), "another");
        assertThatIOException().isThrownBy(() -> store.save(here)).withMessageContaining("symbolic link");
        RecursiveDeletion.of(here.resolve("trials"));
        Files.delete(here.resolve("data.json"));
        assertThatIOException().isThrownBy(() -> store.removeMissing(here)).withMessageContaining("symbolic link");
        Path file = Files.isRegularFile(moved)
                ? moved
                : moved.resolve(
                        switched.equals("trials/a-1")
                                ? "result.json"
                                : switched.isEmpty() ? "trials/a-1/result.json" : "a-1/result.json");
        assertThat(file).hasContent("{}");
    }

    @Test
    void aPlaceThatIsALinkIsTheFolderBehindIt() throws IOException {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        Files.createSymbolicLink(folder.resolve("there"), shared);
        Path here = Files.createDirectories(folder.resolve("here"));
        Files.writeString(here.resolve("data.json"), "{}");
        store("here").save(here);
        assertThat(shared.resolve("data.json")).hasContent("{}");
    }

    /** Notes of the user, also such as were named by a time, which Hadoop takes for an address. */
    @Test
    void whatNoTrialWroteIsLeftWhereItIs() throws IOException {
        Path trial = Files.createDirectories(folder.resolve("there/trials/a-1/model"))
                .getParent();
        for (String name : List.of("notes.bin", "predictions.csv", "model/weights.safetensors", "history.jsonl")) {
            try (RandomAccessFile file =
                    new RandomAccessFile(trial.resolve(name).toFile(), "rw")) {
                file.setLength(1L << 40);
            }
        }
        Files.writeString(trial.resolve("12:30.md"), "a note");
        Files.writeString(trial.resolve("12:30.tmp"), "a note");
        Files.writeString(trial.resolve("notes.tmp"), "a note");
        Files.writeString(trial.resolve("trial.json"), "{}");
        Files.writeString(trial.resolve("trial.json.tmp"), "{");
        Files.writeString(trial.resolve("retried.json"), "[]");
        assertFetched("a-1/trial.json", "{}");
        assertFetched("a-1/retried.json", "[]");
        assertThat(RegularFiles.list(folder.resolve("again/trials/a-1"))).hasSize(2);
        assertThat(trial.resolve("trial.json.tmp")).doesNotExist();
        assertThat(trial.resolve("notes.bin")).exists();
        assertThat(trial.resolve("notes.tmp")).exists();
        assertThat(trial.resolve("12:30.tmp")).exists();
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

    private HadoopRunStore copying(String name) throws IOException {
        return new HadoopRunStore(
                CopyingFileSystem.place(folder.resolve("there")),
                folder.resolve(name),
                CopyingFileSystem.configuration());
    }

    private HadoopRunStore store(String name) throws IOException {
        return new HadoopRunStore(folder.resolve("there").toUri(), folder.resolve(name), new Configuration());
    }
}

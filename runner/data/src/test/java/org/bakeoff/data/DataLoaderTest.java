package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.spec.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datasets that ask too much. */
class DataLoaderTest {

    @TempDir
    private Path folder;

    @Test
    void aDatasetThatFillsTheHeapEndsInAMessage() {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> load(new Huge(() -> examples(1, new int[Integer.MAX_VALUE - 2], ""))))
                .returns(ErrorCode.OUT_OF_MEMORY, BakeoffException::code)
                .withMessageStartingWith("the dataset 'huge' needs more memory");
    }

    /** What was encoded would be kept under the SHA-256 of what is there before and afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"data/part.csv", "data", "data/*.csv"})
    void aSourceThatChangesWhileItIsReadIsRefused(String source) throws IOException {
        Path file = folder.resolve("data/part.csv");
        Files.createDirectory(file.getParent());
        Files.writeString(file, "whole");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        String named = folder.resolve("data")
                .resolve(source.substring(Math.min(source.length(), 5)))
                .toString();
        Reading changed = new Reading(named, () -> {
            Files.writeString(file, "ha");
            Files.writeString(file, "whole");
        });

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> load(changed))
                .returns(ErrorCode.DATA_UNAVAILABLE, BakeoffException::code)
                .returns(
                        ErrorLocation.of(source.equals("data/part.csv") ? file : file.getParent()),
                        BakeoffException::location);
        assertThat(folder.resolve("encoded")).isEmptyDirectory();
        assertThat(load(new Reading(named, () -> {})).cached()).isFalse();
        assertThat(load(changed).cached()).isTrue();
    }

    /** As a page to sign in, or half of a file, of which nobody knew the length. */
    @Test
    void whatWasDownloadedAndIsNoFileIsNamed() throws IOException {
        byte[] page = "<html>".getBytes(StandardCharsets.UTF_8);
        byte[] file = "text,label".getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.file(page, "ETag: \"a\""), LoopbackServer.file(file, "ETag: \"b\""))) {
            String url = server.url("/train.csv");
            Reading read = new Reading(url, () -> {
                throw new IOException(url + ": this is a web page");
            });
            DataLoader loader = new DataLoader(new DataLoader.Options(new CacheFolder(folder), false));
            for (int time = 0; time < 2; time++) {
                BakeoffException fault = Objects.requireNonNull(catchThrowableOfType(
                        BakeoffException.class,
                        () -> loader.load(new Spec.Chosen<>(read, new Reading.Nothing()), LoadingListener.NONE)));
                Path copy;
                try (Stream<Path> files = Files.list(folder.resolve("downloads"))) {
                    copy = files.filter(one -> one.toString().endsWith(".csv"))
                            .findFirst()
                            .orElseThrow();
                }
                assertThat(fault).hasMessageContaining("this is a web page");
                assertThat(fault.remedy()).contains("kept as " + copy + "; delete that");
                assertThat(copy).hasBinaryContent(time == 0 ? page : file);
                Files.delete(copy);
            }
        }
    }

    @Test
    void ofTwoDownloadsTheOneThatTheMessageIsAboutIsNamed() throws IOException {
        byte[] text = "text".getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.file(text, "ETag: \"a\""), LoopbackServer.file(text, "ETag: \"b\""))) {
            String url = server.url("/train.csv");
            Reading read = new Reading(url + " " + url + ".gz", () -> {
                throw new IOException(url + ".gz: this gzip file is damaged");
            });
            DataLoader loader = new DataLoader(new DataLoader.Options(new CacheFolder(folder), false));

            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> loader.load(new Spec.Chosen<>(read, new Reading.Nothing()), LoadingListener.NONE))
                    .satisfies(fault -> assertThat(fault.remedy()).contains("-train.csv.gz; delete that"));
        }
    }

    private DataLoader.Loaded load(Reading dataset) throws IOException {
        return new DataLoader(new DataLoader.Options(new CacheFolder(folder), true))
                .load(new Spec.Chosen<>(dataset, new Reading.Nothing()), LoadingListener.NONE);
    }

    /** Something happens while it reads. Blanks stand between sources. */
    private record Reading(String source, Event event) implements Dataset<Reading.Nothing> {

        record Nothing() {}

        interface Event {
            void happen() throws IOException;
        }

        @Override
        public String name() {
            return "reading";
        }

        @Override
        public String description() {
            return "reads a source";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public DataSplits load(Nothing config, DataContext context) throws IOException {
            if (source.contains("*")) {
                context.openAll(source);
            } else {
                for (String one : source.split(" ", -1)) {
                    context.open(one, null);
                }
            }
            event.happen();
            return new DataSplits(
                    new DatasetInfo(List.of("a", "b"), List.of("x", "y"), 1),
                    examples(4, new int[] {1}, "x"),
                    List.of(new Example("test", new int[] {1}, 0, "x", "test", Map.of())));
        }
    }

    private void load(Huge dataset) throws IOException {
        new DataLoader(new DataLoader.Options(new CacheFolder(folder), true))
                .load(new Spec.Chosen<>(dataset, new Huge.Config()), LoadingListener.NONE);
    }

    private static List<Example> examples(int count, int[] tokens, String text) {
        return IntStream.range(0, count)
                .mapToObj(row -> new Example("e" + row, tokens, row % 2, text, "e" + row, Map.of()))
                .toList();
    }

    private record Huge(Supplier<List<Example>> train) implements Dataset<Huge.Config> {

        record Config() {}

        @Override
        public String name() {
            return "huge";
        }

        @Override
        public String description() {
            return "more than there is room for";
        }

        @Override
        public Config defaults() {
            return new Config();
        }

        @Override
        public DataSplits load(Config config, DataContext context) {
            return new DataSplits(
                    new DatasetInfo(List.of("a", "b"), List.of("x", "y"), 1 << 20),
                    train.get(),
                    List.of(new Example("test", new int[] {1}, 0, "x", "test", Map.of())));
        }
    }
}

package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.spec.Spec;
import org.bakeoff.testplugins.ListedDataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When encoded data is taken from the cache, and what becomes of a cache that was damaged. */
class EncodedCacheTest {

    private static final List<String> TRAIN = List.of("a;0;g;1 2;one", "b;1;g;3;two");

    /** How many bytes there are from one that is damaged to the next. */
    private static final int STEP = Boolean.getBoolean("bakeoff.endurance") ? 1 : 5;

    @TempDir
    Path folder;

    private Path file;
    private Path other;

    @BeforeEach
    void inputs() throws IOException {
        file = Files.writeString(folder.resolve("test.txt"), "c;0;h;4 5 6;three\nd;1;h;;four\n");
        other = Files.writeString(folder.resolve("other.txt"), "?");
    }

    @Test
    void theSecondTimeItComesFromTheCache() throws IOException {
        List<String> encoded = new ArrayList<>();
        DataLoader.Loaded first = load(config(8), encoded);
        DataLoader.Loaded second = load(config(8), encoded);

        assertThat(first.cached()).isFalse();
        assertThat(second.cached()).isTrue();
        assertThat(encoded).containsExactly("listed");
        assertThat(second.inputs()).isEqualTo(first.inputs()).hasSize(2);
        assertThat(second.path()).isEqualTo(first.path());
        assertThat(content(second)).isEqualTo(content(first)).isEqualTo(EXPECTED);
        assertThat(second.file().notes())
                .isEqualTo(first.file().notes())
                .isNotEmpty()
                .allMatch(note -> note.startsWith("opened "));
    }

    @Test
    void anotherConfigurationOrInputIsReadAnew() throws IOException {
        load(config(8));
        assertThat(load(config(9)).cached()).isFalse();
        assertThat(load(config(8)).cached()).isTrue();

        Files.writeString(other, "!");
        DataLoader.Loaded changed = load(config(8));
        assertThat(changed.cached()).isFalse();
        assertThat(content(changed)).isEqualTo(EXPECTED);

        Files.writeString(file, "c;0;h;7;changed\n");
        assertThat(content(load(config(8)))).contains("changed");

        Files.delete(other);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> load(config(8)))
                .returns(ErrorCode.DATA_UNAVAILABLE, BakeoffException::code);
    }

    @Test
    void aFlippedBitInTheEncodedFileIsNoticedWhereverItIs() throws IOException {
        Path encoded = load(config(8)).path();
        byte[] whole = Files.readAllBytes(encoded);
        for (int place = 0; place < whole.length; place++) {
            byte[] damaged = whole.clone();
            damaged[place] ^= (byte) (1 << place % 8);
            Files.write(encoded, damaged);
            assertThatIOException().as("byte %d", place).isThrownBy(() -> EncodedFile.open(encoded));
        }
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(encoded, java.util.Arrays.copyOf(whole, length));
            assertThatIOException().as("length %d", length).isThrownBy(() -> EncodedFile.open(encoded));
        }
        Files.write(encoded, java.util.Arrays.copyOf(whole, whole.length + 1));
        assertThatIOException()
                .isThrownBy(() -> EncodedFile.open(encoded))
                .withMessage("the encoded dataset " + encoded + " can't be used: its checksum is wrong");
    }

    @Test
    void aDamagedEncodedFileIsMadeAgain() throws IOException {
        Path encoded = load(config(8)).path();
        byte[] whole = Files.readAllBytes(encoded);
        for (int length : new int[] {0, 8, 16, whole.length - 1}) {
            Files.write(encoded, java.util.Arrays.copyOf(whole, length));
            assertThat(load(config(8)).cached()).isFalse();
            assertThat(encoded).hasBinaryContent(whole);
        }
        Files.delete(encoded);
        assertThat(load(config(8)).cached()).isFalse();
        assertThat(load(config(8)).cached()).isTrue();
    }

    @Tag("rounds")
    @Test
    void aDamagedIndexNeverChangesTheResult() throws IOException {
        Path encoded = load(config(8)).path();
        Path index = index();
        byte[] whole = Files.readAllBytes(index);
        for (int place = 0; place < whole.length; place += STEP) {
            byte[] damaged = whole.clone();
            damaged[place] ^= (byte) (1 << place % 8);
            Files.write(index, damaged);
            DataLoader.Loaded loaded = load(config(8));
            assertThat(content(loaded)).as("byte %d", place).isEqualTo(EXPECTED);
            assertThat(loaded.path()).isEqualTo(encoded);
        }
        for (String text : List.of("", "null", "[]", "[null]", "{}", "[{}]", "[{\"source\": null}]")) {
            Files.writeString(index, text);
            DataLoader.Loaded loaded = load(config(8));
            assertThat(loaded.cached()).as(text).isFalse();
            assertThat(content(loaded)).as(text).isEqualTo(EXPECTED);
            assertThat(index).hasBinaryContent(whole);
        }
    }

    @Test
    void everyTextComesBackAsItWas() throws IOException {
        // Every code point that is a character or may become one, in texts of a few hundred.
        List<String> texts = IntStream.range(0, 0x110000 >> 8)
                .mapToObj(block -> IntStream.range(block << 8, (block + 1) << 8)
                        .filter(point -> Character.getType(point) != Character.SURROGATE)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .toList();
        List<String> test = IntStream.range(0, texts.size())
                .mapToObj(index -> "café-" + index + ";1;grüppe;1;" + texts.get(index))
                .toList();
        DataLoader.Loaded loaded = load(new ListedDataset.Config(TRAIN, test, 2, 8, List.of(), null, List.of()));

        List<Example> examples = loaded.file().test().examples();
        assertThat(examples.stream().map(Example::text)).isEqualTo(texts);
        assertThat(examples.stream().map(example -> example.attributes().get("text")))
                .isEqualTo(texts);
        assertThat(examples.get(3).id()).isEqualTo("café-3");
        assertThat(examples.get(3).group()).isEqualTo("grüppe");
    }

    private static final String EXPECTED = """
            2 of [w0, w1, w2, w3, w4, w5, w6, w7, w8, w9], [class-0, class-1], 8
            [1, 2] 0 g
            [3] 1 g
            c [4, 5, 6] 0 h three {text=three}
            d [] 1 h four {text=four}
            """;

    private static String content(DataLoader.Loaded loaded) throws IOException {
        TrialData data = loaded.file().trial();
        StringBuilder content = new StringBuilder("%d of %s, %s, %d\n"
                .formatted(
                        data.test().size(),
                        data.info().vocabulary(),
                        data.info().classes(),
                        data.info().length()));
        for (int index = 0; index < data.train().size(); index++) {
            content.append("%s %d %s\n"
                    .formatted(
                            java.util.Arrays.toString(data.train().tokens(index)),
                            data.labels()[index],
                            data.groups().get(index)));
        }
        for (Example example : loaded.file().test().examples()) {
            content.append("%s %s %d %s %s %s\n"
                    .formatted(
                            example.id(),
                            java.util.Arrays.toString(example.tokens()),
                            example.label(),
                            example.group(),
                            example.text(),
                            example.attributes()));
        }
        return content.toString();
    }

    private Path index() throws IOException {
        try (var files = Files.list(folder.resolve("cache/encoded"))) {
            return files.filter(path -> path.toString().endsWith(".json"))
                    .findAny()
                    .orElseThrow();
        }
    }

    private ListedDataset.Config config(int length) {
        return new ListedDataset.Config(
                TRAIN, List.of(), 2, length, List.of(other.toString()), file.toString(), List.of());
    }

    private DataLoader.Loaded load(ListedDataset.Config config) throws IOException {
        return load(config, new ArrayList<>());
    }

    private DataLoader.Loaded load(ListedDataset.Config config, List<String> encoded) throws IOException {
        Dataset<?> plugin = new ListedDataset();
        return new DataLoader(new DataLoader.Options(new CacheFolder(folder.resolve("cache")), true))
                .load(new Spec.Chosen<>(plugin, config), new LoadingListener() {
                    @Override
                    public void progress(String source, long done, long total) {}

                    @Override
                    public void encoding(String dataset) {
                        encoded.add(dataset);
                    }
                });
    }
}

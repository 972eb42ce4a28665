package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.RegularFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples come back as they were, whatever blocks the file has. */
class EncodedFileTest {

    private static final List<String> WORDS = List.of("", "a", "Übel", "映画", "\uD83D\uDE00", "\n\"");

    @Property(tries = 200)
    void whatWasWrittenIsRead(
            @ForAll long seed,
            @ForAll @IntRange(max = 40) int train,
            @ForAll @IntRange(max = 40) int test,
            @ForAll @IntRange(min = 1, max = 400) int blockBytes,
            @ForAll @IntRange(max = 2000) int mostKept)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        DatasetInfo info = new DatasetInfo(List.of("no", "yes", "ümmer"), List.of("", "x", "映"), 20);
        DataSplits splits =
                new DataSplits(info, examples(train, random), examples(test, random), List.of("read as UTF-8", ""));
        EncodedFile file = read(splits, blockBytes, mostKept);

        assertThat(file.trial().info()).isEqualTo(info);
        assertThat(file.notes()).isEqualTo(splits.notes());
        assertSame(file.train(), splits.train());
        assertSame(file.test().table(), splits.test());
        TrialData trial = file.trial();
        assertThat(trial.labels())
                .isEqualTo(splits.train().stream().mapToInt(Example::label).toArray());
        for (int example = 0; example < test; example++) {
            int length = trial.test().length(example);
            long[] ids = new long[2 * length + 1];
            trial.test().copy(example, ids, 2 * length, 2);
            assertThat(IntStream.range(0, length).mapToLong(index -> ids[2 * (index + 1)]))
                    .containsExactlyElementsOf(
                            IntStream.of(splits.test().get(example).tokens())
                                    .asLongStream()
                                    .boxed()
                                    .toList());
        }
    }

    @Test
    void equalTextsThatNothingGroupsAreAGroup() throws IOException {
        List<Example> train = List.of(
                inGroup("a", "a", "once"),
                inGroup("b", "b", "twice"),
                inGroup("c", "author", "twice"),
                inGroup("d", "d", "twice"),
                inGroup("e", "e", ""),
                inGroup("f", "f", ""));
        DatasetInfo info = new DatasetInfo(List.of("no", "yes"), List.of("", "x"), 20);

        List<String> groups =
                read(new DataSplits(info, train, train), 50, 0).trial().groups();

        assertThat(groups).containsExactly("a", "twice", "author", "twice", "e", "f");
        assertThat(IntStream.range(0, 6).mapToObj(groups::get)).isEqualTo(groups);
        assertThat(read(new DataSplits(info, train.subList(0, 3), train), 50, 0)
                        .trial()
                        .groups())
                .containsExactly("a", "b", "author");
    }

    private static Example inGroup(String id, String group, String text) {
        return new Example(id, new int[] {1}, 0, text, group, Map.of());
    }

    @Test
    void aFileThatIsCheckedIsClosed(@TempDir Path folder) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        assumeThat(descriptors).isDirectory();
        SplittableRandom random = new SplittableRandom(1);
        DatasetInfo info = new DatasetInfo(List.of("no", "yes", "maybe"), List.of("", "x", "y"), 20);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EncodedFile.write(
                new DataSplits(info, examples(40, random), examples(40, random)), Optional.empty(), bytes, 100);
        Path path = Files.write(folder.resolve("encoded.bin"), bytes.toByteArray());
        Path damaged = Files.write(folder.resolve("damaged.bin"), new byte[100]);

        EncodedFile.check(path);
        assertThatThrownBy(() -> EncodedFile.open(damaged)).isInstanceOf(EncodedFile.Unusable.class);

        List<Path> open = new ArrayList<>();
        for (Path descriptor : RegularFiles.list(descriptors)) {
            if (Files.isSymbolicLink(descriptor)) {
                open.add(Files.readSymbolicLink(descriptor));
            }
        }
        assertThat(open).doesNotContain(path, damaged);
    }

    @Test
    void aFileThatGetsShorterIsReported(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        DatasetInfo info = new DatasetInfo(List.of("no", "yes", "maybe"), List.of("", "x", "y"), 20);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EncodedFile.write(
                new DataSplits(info, examples(40, random), examples(40, random)), Optional.empty(), bytes, 100);
        Path path = Files.write(folder.resolve("encoded.bin"), bytes.toByteArray());
        ExampleTable test = EncodedFile.open(path, 0).test().table();

        Files.write(path, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> test.tokens(30))
                .returns(ErrorCode.FILE_UNUSABLE, BakeoffException::code)
                .withMessageContaining(path.toString());
    }

    /** A map's own order differs from one JVM to the next. */
    @Test
    void theOrderOfAttributesDoesNotMatter() throws IOException {
        List<Map<String, String>> orders =
                List.of(Map.of("a", "1", "b", "2", "c", "3"), new TreeMap<>(Map.of("c", "3", "b", "2", "a", "1")));
        List<String> hashes = new ArrayList<>();
        for (Map<String, String> attributes : orders) {
            Example example = new Example("x", new int[] {1}, 0, "one", "x", attributes);
            hashes.add(EncodedFile.sha256(new DataSplits(
                    new DatasetInfo(List.of("no", "yes"), List.of("", "x"), 1), List.of(example), List.of())));
        }
        assertThat(hashes).containsOnly("14bba421e1f9500b1853653450d9f81e0b3a0d755626d2f33ea720e7f8d4051d");
    }

    private static EncodedFile read(DataSplits splits, int blockBytes, int mostKept) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        EncodedFile.write(splits, Optional.empty(), bytes, blockBytes);
        Path path = Files.createTempFile("encoded", ".bin");
        try {
            return EncodedFile.open(Files.write(path, bytes.toByteArray()), mostKept);
        } finally {
            // It stays readable while it is open.
            Files.delete(path);
        }
    }

    private static void assertSame(ExampleTable table, List<Example> expected) {
        assertThat(table.size()).isEqualTo(expected.size());
        assertThat(table.examples()).hasSameSizeAs(expected);
        List<Example> streamed = table.examples().stream().toList();
        List<Example> parallel = table.examples().parallelStream().toList();
        for (int index = 0; index < expected.size(); index++) {
            Example example = expected.get(index);
            for (Example read : List.of(table.examples().get(index), streamed.get(index), parallel.get(index))) {
                assertThat(fields(read)).isEqualTo(fields(example));
            }
            assertThat(table.label(index)).isEqualTo(example.label());
            assertThat(table.length(index)).isEqualTo(example.tokens().length);
            assertThat(table.tokens(index)).isEqualTo(example.tokens());
            assertThat(table.ids().get(index)).isEqualTo(example.id());
            assertThat(table.groups().get(index)).isEqualTo(example.group());
            assertThat(table.texts().get(index)).isEqualTo(example.text());
        }
        assertThat(table.ids()).isEqualTo(expected.stream().map(Example::id).toList());
        assertThat(table.texts()).isEqualTo(expected.stream().map(Example::text).toList());
        int[] odd = IntStream.range(0, expected.size())
                .filter(index -> index % 2 == 1)
                .toArray();
        assertThat(ExampleTable.chosen(table.ids(), odd))
                .isEqualTo(IntStream.of(odd)
                        .mapToObj(index -> expected.get(index).id())
                        .toList());
    }

    private static List<Object> fields(Example example) {
        return List.of(
                example.id(),
                IntStream.of(example.tokens()).boxed().toList(),
                example.label(),
                example.text(),
                example.group(),
                example.attributes());
    }

    private static List<Example> examples(int count, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Example(
                        "id " + index,
                        random.ints(random.nextInt(20), 1, 3).toArray(),
                        random.nextInt(3),
                        text(random),
                        text(random),
                        random.nextBoolean() ? Map.of() : Map.of("words", text(random), "ü", text(random))))
                .toList();
    }

    private static String text(SplittableRandom random) {
        return random.ints(random.nextInt(8), 0, WORDS.size())
                .mapToObj(WORDS::get)
                .collect(Collectors.joining());
    }
}

package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.LoadingListener;
import org.bakeoff.data.Sources;
import org.bakeoff.dataset.text.TextConfig.Format;
import org.bakeoff.spec.Configs;
import org.bakeoff.spec.Records;

/** Loads as the runner does, and looks at the result. */
final class Loading {

    private static final Path NO_CACHE = Path.of("target/no-cache");

    private Loading() {}

    static TextConfig config(Path train, String test) {
        return with(train, test, Map.of());
    }

    /** The configuration that a spec with these keys has. */
    static TextConfig with(Object train, Object test, Map<String, ?> more) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("train", train);
        keys.put("test", test);
        keys.put("vocabulary", 100);
        keys.put("length", 8);
        keys.putAll(more);
        return read(keys);
    }

    static TextConfig read(Map<String, ?> keys) {
        return Configs.read(Records.node(keys).toString(), new TextDataset().defaults());
    }

    /** The same with columns of ids and groups. */
    static TextConfig named(Path train, String test) {
        return with(train, test, Map.of("id", "id", "group", "group"));
    }

    static TextConfig as(Path train, String test, Format format) {
        return with(train, test, Map.of("format", format));
    }

    static DataSplits load(TextConfig config) throws IOException {
        return new TextDataset().load(config, new Sources(new CacheFolder(NO_CACHE), true, LoadingListener.NONE));
    }

    /** Both sets, the training set first. */
    static List<Example> all(DataSplits data) {
        return Stream.concat(data.train().stream(), data.test().stream()).toList();
    }

    static List<String> texts(List<Example> examples) {
        return examples.stream().map(Example::text).toList();
    }

    static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    /** All that there is to compare of some examples. */
    static List<List<Object>> content(List<Example> examples) {
        return examples.stream()
                .map(example -> List.<Object>of(
                        example.id(),
                        Arrays.toString(example.tokens()),
                        example.label(),
                        example.text(),
                        example.group(),
                        example.attributes()))
                .toList();
    }

    /** What is said of data that can't be used. */
    static AbstractStringAssert<?> refusal(TextConfig config) {
        IOException refused = catchThrowableOfType(IOException.class, () -> load(config));
        assertThat(refused).as("the data is refused").isNotNull();
        return assertThat(refused.getMessage()).doesNotContainPattern("Exception|java\\.|jackson|\\p{Cc}");
    }

    /** What is said of one file of such a name and content, after its name and a comma. */
    static AbstractStringAssert<?> refusal(Path dir, String name, String content) throws IOException {
        Path file = Files.writeString(dir.resolve(name), content);
        return refusal(config(file, "0.5"));
    }
}

package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.LoadingListener;
import org.bakeoff.data.Sources;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a dataset plugin keeps the rules of {@link Dataset}. Extend it:
 *
 * <pre>{@code
 * class MyDataTest extends DatasetContract<MyData.Config> {
 *
 *     @Override
 *     protected MyData plugin() {
 *         return new MyData();
 *     }
 * }
 * }</pre>
 *
 * <p>Where the defaults download something or need a file, override {@link #config()}. Sources are opened as the runner opens
 * them, with an empty cache for every test.
 *
 * @param <C> the plugin's configuration
 */
public abstract non-sealed class DatasetContract<C extends Record> extends PluginContract<C, Dataset<C>> {

    private static final List<String> STRANGE = List.of("", " ", "zzzyzx, unheard of!", "\uD83C\uDFAC \u0000 \uFEFF");

    @TempDir
    private Path cache;

    @Test
    final void theSetsShareNoExample() throws IOException {
        DataSplits data = load(config(), online());
        Set<String> train = ids("training", data.train());
        Set<String> test = ids("test", data.test());
        assertThat(test)
                .as("the ids of test examples that are training examples too")
                .doesNotContainAnyElementsOf(train);
    }

    private static Set<String> ids(String set, List<Example> examples) {
        assertThat(examples).as("the %s examples", set).isNotEmpty();
        assertThat(examples)
                .extracting(Example::id)
                .as("the ids of %s examples", set)
                .doesNotHaveDuplicates();
        return examples.stream().map(Example::id).collect(Collectors.toSet());
    }

    @Test
    final void everyExampleFitsWhatTheDataSaysOfItself() throws IOException {
        DataSplits data = load(config(), online());
        DatasetInfo info = data.info();
        assertThat(info.classes())
                .as("the names of the classes")
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).isNotBlank());
        for (Example example : all(data)) {
            assertThat(example.id()).as("the id of %s", example).isNotBlank().doesNotMatch(".*\\p{Cntrl}.*");
            assertThat(example.label())
                    .as("the label of %s; the classes are %s", example, info.classes())
                    .isBetween(0, info.classes().size() - 1);
            fits(example.tokens(), info, example.toString());
            assertThat(example.group()).as("the group of %s", example).isNotNull();
            assertThat(example.text()).as("the text of %s", example).isNotNull();
        }
    }

    private static void fits(int[] tokens, DatasetInfo info, String what) {
        assertThat(tokens.length)
                .as("the number of token ids of %s; the data's length is the largest allowed", what)
                .isLessThanOrEqualTo(info.length());
        int[] strange = Arrays.stream(tokens)
                .filter(token -> token < 1 || token >= info.vocabularySize())
                .toArray();
        assertThat(strange)
                .as("the token ids of %s outside of 1 to %d; 0 is padding", what, info.vocabularySize() - 1)
                .isEmpty();
    }

    @Test
    final void theSecondLoadIsIdentical() throws IOException {
        C config = config();
        DataSplits first = load(config, online());
        DataSplits second = load(config, online());
        assertThat(second.info())
                .as("what the data says of itself, the second time")
                .isEqualTo(first.info());
        same("training", first.train(), second.train());
        same("test", first.test(), second.test());
    }

    private static void same(String set, List<Example> first, List<Example> second) {
        assertThat(second)
                .extracting(Example::id)
                .as("the ids of the %s examples in their order, the second time", set)
                .isEqualTo(first.stream().map(Example::id).toList());
        for (int index = 0; index < first.size(); index++) {
            assertThat(content(second.get(index)))
                    .as(
                            "the %s example '%s', the second time",
                            set, first.get(index).id())
                    .isEqualTo(content(first.get(index)));
        }
    }

    private static List<Object> content(Example example) {
        return List.of(
                Arrays.toString(example.tokens()),
                example.label(),
                example.text(),
                example.group(),
                example.attributes());
    }

    @Test
    final void nothingNewIsOpenedOffline() throws IOException {
        C config = config();
        Map<String, Path> before = new HashMap<>();
        load(config, recording(before));
        DataContext offline = sources(true);
        load(
                config,
                new Watched(
                        offline,
                        (source, path) -> assertThat(before)
                                .as("what was opened the first time, when nothing may be downloaded any more")
                                .containsKey(source)));
    }

    /** The runner keeps encoded data as long as what was opened stays the same. */
    @Test
    final void everyPathOfTheConfigurationIsOpenedThroughTheContext() throws IOException {
        C config = config();
        assumeTrue(plugin().fingerprint(config, online()).isEmpty(), "its fingerprint tells when its content changes");
        Map<String, Path> opened = new HashMap<>();
        load(config, recording(opened));
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            ConfigProperty key = component.getAnnotation(ConfigProperty.class);
            List<Path> paths = key != null && key.path() ? existing(value(component, config)) : List.of();
            for (Path path : paths) {
                assertThat(opened.values())
                        .as(
                                "what was opened with DataContext.open: the property \"%s\", or a file in that folder",
                                component.getName())
                        .anyMatch(other -> other.toAbsolutePath().normalize().startsWith(path));
            }
        }
    }

    /** Where a fingerprint changes without its content, runs could never be resumed. */
    @Test
    final void theFingerprintStaysTheSame() throws IOException {
        C config = config();
        assertThat(plugin().fingerprint(config, online()))
                .as("the fingerprint, the second time")
                .isEqualTo(plugin().fingerprint(config, online()));
    }

    private static List<Path> existing(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(one -> existing(one).stream()).toList();
        }
        try {
            Path path = value instanceof String text && !text.isEmpty() ? Path.of(text) : null;
            return path != null && Files.exists(path)
                    ? List.of(path.toAbsolutePath().normalize())
                    : List.of();
        } catch (InvalidPathException url) {
            return List.of();
        }
    }

    @Test
    final void theTextOfAnExampleGivesItsTokenIds() throws IOException {
        C config = config();
        DataSplits data = load(config, online());
        Optional<TextEncoder> found = plugin().encoder(config, data.info());
        assumeTrue(found.isPresent(), "its examples don't come from texts");
        TextEncoder encoder = found.orElseThrow();
        for (Example example : all(data)) {
            assertThat(encoder.encode(example.text()))
                    .as("the token ids of the text of %s: %s", example, example.text())
                    .isEqualTo(example.tokens());
        }
        for (String text : STRANGE) {
            fits(encoder.encode(text), data.info(), "the text \"" + text + "\"");
        }
    }

    @Test
    final void itsFoldsCutTheExamplesIntoParts() throws IOException {
        C config = config();
        RecordComponent key = Folds.key(config);
        assumeTrue(key != null, "its configuration has no fold");
        Folds<C> folds = new Folds<>(config, key, cut -> load(cut, online()));
        assumeTrue(folds.fit(), "config() refuses a fold; test a configuration that takes one in a second class");
        assumeTrue(folds.haveDistinctIds(), "examples share ids, as theSetsShareNoExample says");
        folds.check();
    }

    private DataSplits load(C config, DataContext context) throws IOException {
        return plugin().load(config, context);
    }

    private DataContext online() {
        return sources(false);
    }

    /** Puts what is opened into a map: the local path of each source. */
    private DataContext recording(Map<String, Path> paths) {
        return new Watched(online(), paths::put);
    }

    /** Reports what is opened: each source with its local path. */
    private record Watched(DataContext context, BiConsumer<String, Path> opened) implements DataContext {

        @Override
        public Path open(String source, @Nullable String sha256) throws IOException {
            Path path = context.open(source, sha256);
            opened.accept(source, path);
            return path;
        }

        @Override
        public void reads(Collection<Path> files) {
            context.reads(files);
        }

        @Override
        public String expand(String text) throws IOException {
            return context.expand(text);
        }

        @Override
        public List<Path> openAll(String pattern) throws IOException {
            List<Path> files = context.openAll(pattern);
            files.forEach(file -> opened.accept(file.toString(), file));
            return files;
        }
    }

    private DataContext sources(boolean offline) {
        return new Sources(new CacheFolder(cache), offline, LoadingListener.NONE);
    }

    private static List<Example> all(DataSplits data) {
        return Stream.concat(data.train().stream(), data.test().stream()).toList();
    }
}

package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of a dataset that says all that it knows. */
class DatasetSecretsTest {

    private static final String VARIABLE = "${BAKEOFF_TEST_SECRET}";

    @TempDir
    private Path folder;

    record Config(
            @ConfigProperty(value = "where", path = true) String url,

            @ConfigProperty(value = "how", secret = true) @Nullable
            String password,

            boolean broken) {}

    /** Quotes its secrets in what it assumed, or in what it throws. */
    private static final class Talkative implements Dataset<Config> {

        @Override
        public String name() {
            return "talkative";
        }

        @Override
        public String description() {
            return "quotes its secrets";
        }

        @Override
        public Config defaults() {
            return new Config("jdbc:x", null, false);
        }

        @Override
        public Optional<String> fingerprint(Config config, DataContext context) {
            return Optional.of("the same");
        }

        @Override
        public DataSplits load(Config config, DataContext context) throws IOException {
            String all = context.expand(config.url()) + " by " + context.expand(String.valueOf(config.password()));
            if (config.broken()) {
                throw new IOException(
                        "no " + all, new SQLException("refused " + all, new RuntimeException("bad " + all)));
            }
            return new DataSplits(
                    new DatasetInfo(List.of("a", "b"), List.of("x", "y"), 4),
                    examples("train"),
                    examples("test"),
                    List.of("read from " + all));
        }

        private static List<Example> examples(String set) {
            return IntStream.range(0, 4)
                    .mapToObj(row -> new Example(set + row, new int[] {1}, row % 2, "x", set + row, Map.of()))
                    .toList();
        }
    }

    @Test
    void noteIndexAndNamesHaveNone() throws IOException {
        Config config = new Config("jdbc:x://db/a?user=planted-user&password=planted-1", "planted-2", false);
        DataLoader.Loaded loaded = load(config);
        assertThat(loaded.file().notes()).containsExactly("read from jdbc:x://db/a?user=***&password=*** by ***");
        assertThat(load(config).cached()).isTrue();
        assertThat(load(new Config(config.url(), "planted-3", false)).cached()).isFalse();
        assertThat(load(new Config("jdbc:x://db/" + VARIABLE, VARIABLE, false))
                        .file()
                        .notes())
                .containsExactly("read from jdbc:x://db/" + VARIABLE + " by " + VARIABLE);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("planted");
            }
        }
    }

    @Test
    void exceptionsAndTheirCausesHaveNone() {
        for (String secret : List.of("planted-2", VARIABLE)) {
            Throwable fault = catchThrowable(
                    () -> load(new Config("jdbc:x://db/a?user=planted-user&password=planted-1", secret, true)));
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            assertThat(fault).isInstanceOf(BakeoffException.class).hasMessageStartingWith("no jdbc:x://db/a?user=***");
            assertThat(((BakeoffException) fault).code()).isEqualTo(ErrorCode.DATA_UNAVAILABLE);
            assertThat(trace.toString())
                    .contains("java.sql.SQLException", "RuntimeException")
                    .doesNotContain("planted");
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedByItsPointer() {
        assertThat(faults(new Config("jdbc:x://${BAKEOFF_NOT_SET}", "***", false)))
                .extracting(SpecFault::pointer)
                .containsExactly("/dataset/config/url", "/dataset/config/password");
        assertThat(faults(new Config("https://***@host/a", null, false)))
                .extracting(SpecFault::pointer)
                .containsExactly("/dataset/config/url");
    }

    private List<SpecFault> faults(Config config) {
        SpecException fault = assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> load(config))
                .actual();
        return fault.faults();
    }

    private DataLoader.Loaded load(Config config) throws IOException {
        return new DataLoader(new DataLoader.Options(new CacheFolder(folder), true))
                .load(new Spec.Chosen<>(new Talkative(), config), LoadingListener.NONE);
    }
}

package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plugins from jars do wrong when they are used, and what libraries that they bring may rely on. */
class PluginUseTest {

    private static final String LOOKS_FOR_ITS_OWN = """
            if (!java.util.ServiceLoader.load(Runnable.class).iterator().hasNext()
                    || Thread.currentThread().getContextClassLoader().getResource("words.txt") == null) {
                throw new IllegalStateException("its own services and files are not found");
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new IOException();          | can't read its data: java.io.IOException, at org.example.Read.load(Read.java:29)",
                "throw new NoSuchFileException(\"/x\"); | can't read its data: java.nio.file.NoSuchFileException: /x, at org.example.Read.load(Read.java:29)",
                "throw new AssertionError(\"no\"); | failed: java.lang.AssertionError: no, at org.example.Read.load(Read.java:29); this is a fault of the plugin",
                "return load(config, context);     | failed: java.lang.StackOverflowError, at org.example.Read.load(Read.java:29); this is a fault of the plugin",
                "throw new RuntimeException(new Exception(\"no\")); | failed: java.lang.Exception: no, at org.example.Read.load(Read.java:29); this",
                "throw new IOException(new Exception(\"no\")); | can't read its data: java.lang.Exception: no, at org.example.Read.load(",
                "return null;                      | gives null for its examples; this is a fault of the plugin",
                "throw (Error) new NoClassDefFoundError().initCause(new ClassNotFoundException(\"org.a.B\")); | failed: it needs the class org.a.B, which isn't there. Put",
            })
    void whatADatasetDoesWrongIsSaidOfIt(String load, String says) throws IOException {
        dataset(load).write(folder.resolve("plugins/read.jar"));

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("read", "mean"))
                .withMessageStartingWith("the dataset plugin 'read' " + says);
    }

    @Test
    void aJarWithoutLinesNamesTheMethod() throws IOException {
        dataset("throw new IllegalStateException(\"no\");").withoutLines().write(folder.resolve("plugins/read.jar"));

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("read", "mean"))
                .withMessageStartingWith("the dataset plugin 'read' failed: java.lang.IllegalStateException: no,"
                        + " at org.example.Read.load; this is a fault of the plugin");
    }

    @ParameterizedTest
    @CsvSource({
        "throw new IOException(\"line 3 is odd\");",
        "throw new java.io.UncheckedIOException(new IOException(\"line 3 is odd\"));"
    })
    void whatADatasetSaysOfItsDataIsLeftAsItIs(String load) throws IOException {
        dataset(load).write(folder.resolve("plugins/read.jar"));

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("read", "mean"))
                .returns(ErrorCode.DATA_UNAVAILABLE, BakeoffException::code)
                .withMessage("line 3 is odd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "if (true) return null;                      | the plugin 'mine' gives null for the model",
                "if (true) throw new AssertionError(\"no\"); | can't make the model: java.lang.AssertionError: no, at org.example.Mine.create(Mine.java:",
                "create(config, data);                       | can't make the model: java.lang.StackOverflowError, at org.example.Mine.create(Mine.java:",
                "org.example.lib.Gone.of();                  | it needs the class org.example.lib.Gone, which isn't there",
            })
    void whatAModelDoesWrongCostsItsTrial(String create, String says) throws IOException {
        model(create)
                .missing(
                        "org.example.lib.Gone",
                        "package org.example.lib; public class Gone { public static void of() {} }")
                .write(folder.resolve("plugins/mine.jar"));

        assertThat(run("parity", "mine").complete()).isFalse();
        assertThat(Files.readString(folder.resolve("run-parity-mine/trials/m-1/result.json")))
                .contains(says);
    }

    @Test
    void pluginsFindTheirOwnServicesAndFilesThroughTheThread() throws IOException {
        own(PluginJar.model("Made", "made", LOOKS_FOR_ITS_OWN)).write(folder.resolve("plugins/made.jar"));
        own(model(LOOKS_FOR_ITS_OWN)).write(folder.resolve("plugins/mine.jar"));
        own(dataset(LOOKS_FOR_ITS_OWN + "throw new IOException(\"it was here\");"))
                .write(folder.resolve("plugins/read.jar"));
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        assertThat(run("parity", "made").complete()).isTrue();
        assertThat(run("parity", "mine").complete()).isTrue();
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("read", "mine"))
                .withMessage("it was here");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private static PluginJar own(PluginJar jar) {
        return jar.type(
                        "org.example.Own",
                        "package org.example; public class Own implements Runnable { public void run() {} }")
                .file("META-INF/services/java.lang.Runnable", "org.example.Own\n")
                .file("words.txt", "a\n");
    }

    private static PluginJar model(String create) {
        return new PluginJar()
                .type("org.example.Mine", PluginJar.source("Mine", "mine", "", create))
                .models("org.example.Mine");
    }

    private static PluginJar dataset(String load) {
        return new PluginJar()
                .type("org.example.Read", """
                        package org.example;

                        import java.io.IOException;
                        import java.nio.file.NoSuchFileException;
                        import org.bakeoff.api.DataContext;
                        import org.bakeoff.api.DataSplits;
                        import org.bakeoff.api.Dataset;

                        public final class Read implements Dataset<Read.Config> {
                            public record Config() {}

                            @Override
                            public String name() {
                                return "read";
                            }

                            @Override
                            public String description() {
                                return "a dataset for tests";
                            }

                            @Override
                            public Config defaults() {
                                return new Config();
                            }

                            @Override
                            public DataSplits load(Config config, DataContext context) throws IOException {
                                LOAD
                            }
                        }
                        """.replace("LOAD", load))
                .file("META-INF/services/org.bakeoff.api.Dataset", "org.example.Read\n");
    }

    private ComparisonResult run(String dataset, String model) throws IOException {
        return Experiment.builder()
                .spec("{\"dataset\": {\"plugin\": \"" + dataset + "\""
                        + (dataset.equals("parity") ? ", \"config\": {\"train\": 60, \"test\": 20}" : "")
                        + "}, \"models\": {\"m\": {\"plugin\": \"" + model
                        + "\"}}, \"training\": {\"epochs\": 1, \"batchSize\": 16, \"validation\": 12, \"device\":"
                        + " \"cpu\"}, \"evaluators\": [{\"plugin\": \"error-rate\"}]}")
                .plugins(folder.resolve("plugins"))
                .out(folder.resolve("run-" + dataset + "-" + model))
                .cache(folder.resolve("cache"))
                .workers(0)
                .build()
                .run(event -> {});
    }
}

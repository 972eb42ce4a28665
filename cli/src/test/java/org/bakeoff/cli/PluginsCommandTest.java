package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of plugins, as its user sees it. */
class PluginsCommandTest {

    @TempDir
    Path folder;

    @Test
    void everyPluginIsListedByKind() throws Exception {
        Ran ran = plugins();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).containsSubsequence("Datasets", "synthetic", "Models", "lstm", "Evaluators", "accuracy");
        assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(ran.err()).isEmpty();
        assertThat(plugins("--verbose").out()).contains("SHA-256", "bakeoff-dataset-synthetic");
    }

    @Test
    void onePluginIsShownWithItsConfigurationAndAnExample() throws Exception {
        Ran ran = plugins("lstm");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("a model, version", "SHA-256", "| allowed ", "In a spec:", "\"plugin\" : \"lstm\"")
                .containsPattern("embedding +\\| 32 +\\| a whole number from 1 to 65536");
    }

    @Test
    void eachKindHasItsArticle() throws Exception {
        assertThat(plugins("synthetic").out()).contains("\na dataset, version");
        assertThat(plugins("accuracy").out()).contains("\nan evaluator, version");
    }

    @Test
    void aNameThatIsNotThereIsAnsweredByThoseThatAre() throws Exception {
        Ran ran = plugins("lstn");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("there is no plugin 'lstn'", "did you mean 'lstm'?")
                .doesNotContain("\tat ");
    }

    @Test
    void jsonHasThePluginsThatAreBrokenToo() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("mine")).resolve("bad.jar"), "no zip");

        Ran ran = plugins("--json", "--plugins", "./mine");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("\"name\" : \"lstm\"", "\"sha256\" : \"", "bad.jar", "it is no jar that can be read");
    }

    @Tag("endurance")
    @Test
    void aPluginThatEndsTheJvmIsNamed() throws Exception {
        Path source = Files.writeString(folder.resolve("Exits.java"), """
                import java.util.List;
                import org.bakeoff.api.*;

                public class Exits implements Evaluator<Exits.None> {
                    public record None() {}

                    public Exits() {
                        System.exit(0);
                    }

                    public String name() {
                        return "exits";
                    }

                    public String description() {
                        return "";
                    }

                    public None defaults() {
                        return new None();
                    }

                    public List<Finding> evaluate(None config, Comparison comparison) {
                        return List.of();
                    }
                }
                """);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        tool(
                "javac",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                source.toString());
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.bakeoff.api.Evaluator"), "Exits\n");
        Path mine = Files.createDirectories(folder.resolve("mine"));
        tool("jar", "--create", "--file", mine.resolve("exits.jar").toString(), "-C", classes.toString(), ".");

        Ran ran = Ran.start(folder, Map.of(), Ran.bakeoff(List.of(), List.of("plugins", "--plugins", "mine")))
                .end();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("Exits in ", "exits.jar ended Bakeoff (System.exit). Remove the plugin");
    }

    private static void tool(String name, String... arguments) {
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        assertThat(tool.run(System.out, System.err, arguments)).isZero();
    }

    private Ran plugins(String... arguments) throws IOException {
        return Ran.here(
                folder,
                Stream.concat(Stream.of("plugins"), Stream.of(arguments)).toArray(String[]::new));
    }
}

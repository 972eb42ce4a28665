package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void aPluginThatIsThereTwiceIsShownWithWhatToDo() throws Exception {
        Path jar = evaluator("", "Twice");
        Files.copy(jar, jar.resolveSibling("again.jar"));

        Ran ran = plugins("twice", "--plugins", "./mine");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("twice.jar", "again.jar").endsWith("""
                        Several plugins of one kind are named 'twice', so that no spec can use them.
                        Remove all but one of them.
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IllegalStateException", "StackOverflowError"})
    void whatAPluginThrowsWhenItIsAskedAgainIsNoBugOfBakeoff(String type) throws Exception {
        evaluator("", "Moody", "if (asked++ > 0) { throw new " + type + "(\"no more\"); }");

        Ran ran = plugins("moody", "--plugins", "./mine");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "moody.jar failed: java.lang." + type + ": no more, at Moody.description(Moody.java:",
                        "a fault of the plugin")
                .doesNotContain("bug of Bakeoff", "\tat ");
    }

    @Tag("endurance")
    @Test
    void aPluginThatEndsTheJvmIsNamed() throws Exception {
        evaluator("System.exit(0);", "Exits");

        Ran ran = Ran.start(folder, Map.of(), Ran.bakeoff(List.of(), List.of("plugins", "--plugins", "mine")))
                .end();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("Exits in ", "exits.jar ended Bakeoff (System.exit). Remove the plugin");
    }

    /** Makes the jar of an evaluator in the folder "mine". */
    private Path evaluator(String constructor, String name) throws IOException {
        return evaluator(constructor, name, "");
    }

    /** Makes such a jar with statements of the method that describes the evaluator. */
    private Path evaluator(String constructor, String name, String describing) throws IOException {
        return CompiledPlugin.jar(folder, "org.bakeoff.api.Evaluator", name, """
                import java.util.List;
                import org.bakeoff.api.*;

                public class NAME implements Evaluator<NAME.None> {
                    public record None() {}

                    private int asked;

                    public NAME() {
                        MADE
                    }

                    public String name() {
                        return "SMALL";
                    }

                    public String description() {
                        DESCRIBED
                        return "";
                    }

                    public None defaults() {
                        return new None();
                    }

                    public List<Finding> evaluate(None config, Comparison comparison) {
                        return List.of();
                    }
                }
                """.replace("NAME", name)
                .replace("SMALL", name.toLowerCase(Locale.ROOT))
                .replace("MADE", constructor)
                .replace("DESCRIBED", describing));
    }

    private Ran plugins(String... arguments) throws IOException {
        return Ran.here(
                folder,
                Stream.concat(Stream.of("plugins"), Stream.of(arguments)).toArray(String[]::new));
    }
}

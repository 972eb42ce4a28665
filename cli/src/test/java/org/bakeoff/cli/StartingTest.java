package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What helps to begin: a spec to start from, and a shell that knows the commands. */
class StartingTest {

    @TempDir
    Path folder;

    @Test
    void theStarterIsAValidSpecAndIsNeverWrittenOverAnother() throws Exception {
        Ran first = bakeoff("init", "./mine.json");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("bakeoff run " + folder.toRealPath().resolve("mine.json"));
        Ran valid = bakeoff("validate", "./mine.json");
        assertThat(valid.code()).as(valid.err()).isZero();
        String written = Files.readString(folder.resolve("mine.json"));

        Ran second = bakeoff("init", "./mine.json");
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.err()).contains("mine.json is there already");
        assertThat(folder.resolve("mine.json")).hasContent(written);
    }

    @Test
    void aNameOfDataOrOfAFolderIsRefused() throws Exception {
        Path real = folder.toRealPath();
        Path data = Files.writeString(folder.resolve("old.csv"), "text,label");

        for (String name : List.of("reviews.csv", "old.csv", "reviews.tar.gz")) {
            Ran ran = bakeoff("init", "./" + name);
            assertThat(ran.code()).as(name).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith(
                            real.resolve(name) + " isn't a name for a spec, which is JSON; name the new file, such as "
                                    + real.resolve(name.substring(0, name.lastIndexOf('.')) + ".json") + ". ");
        }
        assertThat(folder.resolve("reviews.csv")).doesNotExist();
        assertThat(data).hasContent("text,label");
        assertThat(bakeoff("init", "./.").err()).contains(" is a folder; name a file, such as ", "experiment.json");
        assertThat(bakeoff("init", "./mine").code()).isZero();
        assertThat(bakeoff("init", "./mine.jsonc").code()).isZero();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() throws Exception {
        Ran ran = bakeoff("init", "./no/mine.json");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("there is no folder").contains("no");

        Files.createDirectory(folder.resolve("runs"));
        assertThat(bakeoff("serve", "./rusn").err())
                .contains("rusn; did you mean '" + folder.toRealPath().resolve("runs") + "'? DIR is the folder");
    }

    /** On less data, which is made by the same plugin. */
    @Test
    void theStarterRuns() throws Exception {
        bakeoff("init", "./experiment.json");
        Ran ran = bakeoff(
                "run",
                "./experiment.json",
                "--out",
                "./run",
                "--workers",
                "0",
                "--set",
                "/dataset/config/train=400",
                "--set",
                "/dataset/config/test=100");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("lstm", "bag-of-words", "Report: ");
    }

    @ParameterizedTest
    @CsvSource({"r, run report reproduce", "val, validate", "pre, predict", "doc, doctor"})
    void bashCompletesCommands(String typed, String found) throws Exception {
        Files.writeString(folder.resolve("complete"), bakeoff("completion").out());
        String[] words = ("bakeoff " + typed).split(" ");
        String line =
                "source ./complete; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD=" + (words.length - 1)
                        + "; $(complete -p bakeoff | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); echo \"${COMPREPLY[*]}\"";
        Ran ran = Ran.start(folder, Map.of("PATH", System.getenv("PATH")), List.of("bash", "-c", line))
                .end();

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().split("\\s+")).isSubsetOf(found.split(" ")).isNotEmpty();
    }

    /** A folder from elsewhere may hold files of any name. */
    @Test
    void bashRunsNothingThatNamesOfFilesHold() throws Exception {
        Files.writeString(folder.resolve("complete"), bakeoff("completion").out());
        Path here = Files.createDirectory(folder.resolve("here"));
        List<String> names = List.of("$(touch planted)", "`touch planted`", "a b.json");
        for (String name : names) {
            Files.createFile(here.resolve(name));
        }
        String line = "source ./complete; cd here; COMP_WORDS=(bakeoff run ''); COMP_CWORD=2;"
                + " compopt() { :; }; _complete_bakeoff; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Ran ran = Ran.start(folder, Map.of("PATH", System.getenv("PATH")), List.of("bash", "-c", line))
                .end();

        assertThat(ran.out().lines()).as(ran.err()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(here.resolve("planted")).doesNotExist();
    }

    @Test
    void zshTakesTheSameScript() throws Exception {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.exists(Path.of(bin, "zsh"))))
                .as("zsh is installed")
                .isTrue();
        Files.writeString(folder.resolve("complete"), bakeoff("completion").out());
        Ran ran = Ran.start(
                        folder,
                        Map.of("PATH", System.getenv("PATH")),
                        List.of("zsh", "-c", "autoload -U +X compinit && compinit -u -D; source ./complete && echo ok"))
                .end();

        assertThat(ran.out()).as(ran.err()).endsWith("ok\n");
    }

    private Ran bakeoff(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }
}

package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments that name no command, option or file, and the help on those that do. */
class WrongUsageTest {

    @TempDir
    Path folder;

    @BeforeEach
    void spec() throws IOException {
        TinySpec.write(folder);
    }

    @Test
    void helpIsGivenAsOtherToolsDo() throws Exception {
        assertThat(here("help")).isEqualTo(here("--help"));
        assertThat(here("help", "run")).isEqualTo(here("run", "--help"));
        assertThat(here("help", "run").out()).startsWith("Usage: bakeoff run ");
        assertThat(here("help", "help")).isEqualTo(here("--help"));
        assertThat(here("help", "rnu")).isEqualTo(here("rnu"));
        assertThat(here("help", "rnu").code()).isEqualTo(2);
    }

    @Test
    void wrongUsageIsToldWithWhereToLook() throws Exception {
        assertThat(here("rnu", "./tiny.json"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "There is no command or option 'rnu'; the commands are "
                                + String.join(
                                        ", ",
                                        Bakeoff.commandLine().getSubcommands().keySet())
                                + "\nSee bakeoff --help\n"));
        assertThat(here("run"))
                .isEqualTo(new Ran(2, "", "Missing required parameter: 'SPEC'\nSee bakeoff run --help\n"));
        assertThat(here("compare", "./a", "./b", "--fail-if", "better"))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "Invalid value for option '--fail-if': 'better'; allowed: worse\nSee bakeoff compare --help\n"));
        assertThat(here("compare", "--gold", "./test.csv"))
                .isEqualTo(new Ran(
                        2, "", "Missing required option: --model=NAME=FILE[,FILE]...\nSee bakeoff compare --help\n"));
        assertThat(here("run", "./tiny.json", "--worker=2"))
                .isEqualTo(new Ran(
                        2, "", "There is no option '--worker'; did you mean '--workers'?\nSee bakeoff run --help\n"));
        assertThat(here("run", "./tiny.json", "--sed", "3", "--unlike")).isEqualTo(new Ran(2, "", """
                        There is no option '--sed'; did you mean '--set'?
                        There is no option '--unlike'
                        See bakeoff run --help
                        """));
        assertThat(here("run", "./tiny.json", "--workers", "many").err())
                .startsWith("Invalid value for option '--workers': 'many' is no whole number\n");
        assertThat(here("report", "./one", "two"))
                .isEqualTo(new Ran(2, "", "'two' is one argument too many\nSee bakeoff report --help\n"));
        assertThat(here("run", "./tiny.json", "--set", "training"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "Invalid value for option '--set' (POINTER=JSON): 'training' must be"
                                + " POINTER=JSON, such as /training/epochs=1\nSee bakeoff run --help\n"));
        Ran nothing = here();
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("Usage: bakeoff", "run ", "validate ");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    /** Java takes an empty name for the working directory, and other tools "-" for a standard stream. */
    @Test
    void aNameThatNobodyMeansIsRefused() throws IOException {
        for (String name : List.of("", "-")) {
            String reason = name.isEmpty() ? "the name is empty" : "'-' is no file; /dev/stdin";
            for (List<String> command : List.of(
                    List.of("run", "spec.json", "--out", name),
                    List.of("run", "spec.json", "--summary-md", name),
                    List.of("init", name),
                    List.of("serve", name),
                    List.of("report", name),
                    List.of("plugins", "--plugins", name))) {
                Ran ran = here(command.toArray(String[]::new));
                assertThat(ran.code()).as(String.join(" ", command)).isEqualTo(2);
                assertThat(ran.err()).contains(reason).doesNotContain("\tat ");
            }
        }
    }

    /** It was meant for the spec, where it would be no secret of the terminal or of a log. */
    @Test
    void aSecretAmongWrongArgumentsIsNotShown() throws IOException {
        for (List<String> wrong : List.of(
                List.of("--set", "dataset/config/password=\"planted\""),
                List.of("--set", "/dataset/config/password: planted and more"),
                List.of("--set", "/dataset/config/password\"planted\""),
                List.of("--set", "dataset/config={\"token\": \"planted\"}"),
                List.of("--set", "\"/dataset/config/password\"=\"planted\""),
                List.of("--set", "/training/epochs=1", " \"password\": \"planted\""),
                List.of("--set", "/training/epochs=1", "/dataset/config/password=\"planted\""),
                List.of("password=planted"))) {
            for (String command : List.of("run", "validate", "data", "export")) {
                List<String> all = new ArrayList<>(List.of(command, "./tiny.json"));
                all.addAll(wrong);
                if (command.equals("export")) {
                    all.addAll(List.of("--out", "exported"));
                }
                Ran ran = here(all.toArray(String[]::new));
                assertThat(ran.code()).as(String.join(" ", all)).isEqualTo(2);
                assertThat(ran.err()).contains("***'").doesNotContain("planted");
            }
        }
        assertThat(here("password=planted").err()).contains("'password=***'").doesNotContain("planted");
    }

    /** Such as that of a server of MLflow: a folder would be made that is called like it. */
    @Test
    void anAddressIsNoFolderToWriteInto() throws IOException {
        for (String address :
                List.of("https://user:planted@host.example/x", "s3://planted@bucket/x", "hdfs:/planted/x")) {
            for (List<String> command : List.of(
                    List.of("run", "spec.json", "--log", "mlflow=" + address),
                    List.of("run", "spec.json", "--log", "tensorboard", "--log", "tensorboard=" + address),
                    List.of("run", "spec.json", "--log", "mlfow=" + address),
                    List.of("export", "spec.json", "--out", address),
                    List.of("compare", "run1", "run2", "--out", address),
                    List.of("compare", "--gold", "test.csv", "--model", "a=a.csv", "--out", address),
                    List.of("reproduce", "run1", "--out", address))) {
                Ran ran = here(command.toArray(String[]::new));
                assertThat(ran.code()).as(String.join(" ", command)).isEqualTo(2);
                assertThat(ran.err())
                        .contains("must name a folder of this machine")
                        .doesNotContain("planted");
            }
        }
        assertThat(folder.toFile().list()).containsExactly("tiny.json");
    }

    private Ran here(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }
}

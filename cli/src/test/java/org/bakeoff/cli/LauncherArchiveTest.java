package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the launcher keeps of a JDK for the next start: what it says of itself, and an archive of classes. */
class LauncherArchiveTest extends LauncherHarness {

    @Test
    void whatAJdkSaysOfItselfIsAskedOnceAsLongAsNothingMayChangeIt() throws Exception {
        Path jdk = jdk("");
        // How many blocks files take may change when they reach the disk.
        program("ls", "/bin/ls \"$@\" | sed \"s/^total .*/total $$/\"");
        Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        Map<String, String> never = Map.of("JAVA_HOME", jdk.toString(), "BAKEOFF_BUILD", "never");
        assertThat(launch(never)).isEqualTo(new Ran(0, "C.UTF-8\n", ""));
        assertThat(launch(never)).isEqualTo(new Ran(0, "C.UTF-8\n", ""));
        assertThat(questions()).isEqualTo(1);

        for (String variable : List.of("BAKEOFF_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")) {
            Map<String, String> more = new TreeMap<>(never);
            more.put(variable, "-Dhttp.proxyPassword=planted");
            launch(more);
        }
        assertThat(questions()).isEqualTo(3);
        Map<String, String> other = new TreeMap<>(never);
        other.put("LC_CTYPE", "C");
        launch(other);
        assertThat(questions()).isEqualTo(4);
        Files.writeString(jdk.resolve("lib/modules"), "of an update");
        launch(other);
        launch(other);
        assertThat(questions()).isEqualTo(5);
        assertThat(launcher.resolveSibling("cli/target/lib/.java")).isDirectoryRecursivelyContaining("glob:**/answer");
        assertThat(launcher.resolveSibling("cli/target/lib/.java")).isDirectoryNotContaining("glob:**archive*");
    }

    @Test
    void whatWasKeptIsNotReadWhereItIsLongerThanWhatIsWritten() throws Exception {
        Map<String, String> never = Map.of("JAVA_HOME", jdk("").toString(), "BAKEOFF_BUILD", "never");
        Path lib = Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        launch(never);
        Path state = state(lib);
        Files.writeString(state.resolve("answer"), " ".repeat(200_000), StandardOpenOption.APPEND);

        assertThat(launch(never)).isEqualTo(new Ran(0, "C.UTF-8\n", ""));
        assertThat(questions()).isEqualTo(2);
        assertThat(Files.size(state.resolve("answer"))).isLessThan(200_000);
    }

    @Test
    void anArchiveOfClassesIsMadeWhereTheJarsOrTheJdkAreNewAndUsedFromThenOn() throws Exception {
        Path jdk = jdk(
                "for word in \"$@\"; do case $word in -XX:SharedArchiveFile=*) echo made >\"${word#*=}\" ;; esac; done");
        Path lib = Files.createDirectories(distribution().resolve("lib"));
        Files.writeString(lib.resolve("a.jar"), "a");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());

        assertThat(launch(environment)).isEqualTo(new Ran(0, "C.UTF-8 by its archive\n", ""));
        assertThat(launch(environment)).isEqualTo(new Ran(0, "C.UTF-8 by its archive\n", ""));
        assertThat(launch(Map.of(
                                "JAVA_HOME", jdk.toString(),
                                "TZ", "Asia/Tokyo",
                                "TIME_STYLE", "full-iso",
                                "QUOTING_STYLE", "c",
                                "BLOCK_SIZE", "1M"))
                        .out())
                .isEqualTo("C.UTF-8 by its archive\n");
        assertThat(dumps()).isEqualTo(1);
        Files.writeString(lib.resolve("b.jar"), "b");
        assertThat(launch(Map.of("JAVA_HOME", jdk.toString(), "BAKEOFF_BUILD", "never"))
                        .out())
                .isEqualTo("C.UTF-8\n");
        assertThat(launch(environment).out()).isEqualTo("C.UTF-8 by its archive\n");
        assertThat(dumps()).isEqualTo(2);
        Files.writeString(jdk.resolve("lib/modules"), "of an update");
        assertThat(launch(environment).out()).isEqualTo("C.UTF-8 by its archive\n");
        assertThat(dumps()).isEqualTo(3);

        Path moved = Files.move(lib.getParent(), folder.resolve("moved"));
        launcher = moved.resolve("bin/bakeoff");
        assertThat(launch(environment).out()).isEqualTo("C.UTF-8 by its archive\n");
        assertThat(dumps()).isEqualTo(4);
    }

    /** It is code, and a umask may leave what is made to all. */
    @Test
    void nobodyElseMayWriteWhereTheArchiveIs() throws Exception {
        Path jdk = jdk(
                "for word in \"$@\"; do case $word in -XX:SharedArchiveFile=*) echo made >\"${word#*=}\" ;; esac; done");
        Path lib = Files.createDirectories(distribution().resolve("lib"));

        Ran ran = run(
                Map.of("JAVA_HOME", jdk.toString()),
                List.of("bash", "-c", "umask 000; exec \"$1\" \"$0\"", launcher.toString(), where("bash")));

        assertThat(ran).isEqualTo(new Ran(0, "C.UTF-8 by its archive\n", ""));
        try (Stream<Path> made = Files.walk(lib.resolve(".java"))) {
            assertThat(made)
                    .hasSizeGreaterThan(3)
                    .allMatch(path -> !posix(path).substring(3).contains("w"));
        }
    }

    private static String posix(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutAnArchiveItRunsJustSo() throws Exception {
        Path jdk = jdk("exit 1");
        Path lib = Files.createDirectories(distribution().resolve("lib"));
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());

        assertThat(launch(environment)).isEqualTo(new Ran(0, "C.UTF-8\n", ""));
        assertThat(launch(environment)).isEqualTo(new Ran(0, "C.UTF-8\n", ""));
        assertThat(dumps()).as("tried once").isEqualTo(1);

        jdk("for word in \"$@\"; do case $word in -XX:SharedArchiveFile=*) echo made >\"${word#*=}\" ;; esac; done");
        Path state = state(lib);
        Path next = Files.createDirectory(state.resolve("next"));
        Files.writeString(lib.resolve("a.jar"), "a");
        assertThat(launch(environment).out()).as("another makes it").isEqualTo("C.UTF-8\n");
        Files.setLastModifiedTime(next, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(launch(environment).out()).as("another was killed").isEqualTo("C.UTF-8 by its archive\n");
        assertThat(next).doesNotExist();
    }

    @Test
    void nothingIsKeptThroughALink() throws Exception {
        Path jdk = jdk(
                "for word in \"$@\"; do case $word in -XX:SharedArchiveFile=*) echo made >\"${word#*=}\" ;; esac; done");
        Path lib = Files.createDirectories(distribution().resolve("lib"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(lib.resolve(".java"), elsewhere);

        assertThat(launch(Map.of("JAVA_HOME", jdk.toString()))).isEqualTo(new Ran(0, "C.UTF-8\n", ""));
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** Returns the only folder in which something is kept. */
    private static Path state(Path lib) throws IOException {
        try (Stream<Path> states = Files.list(lib.resolve(".java"))) {
            return states.toList().get(0);
        }
    }

    /**
     * Makes a JDK whose java counts what it is asked, and says in which locale and with which archive it starts Bakeoff.
     *
     * @param dump what it does to make an archive
     */
    private Path jdk(String dump) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("a jdk/bin")).getParent();
        Files.createDirectories(jdk.resolve("lib"));
        Files.writeString(jdk.resolve("lib/modules"), "");
        Path program = Files.writeString(
                jdk.resolve("bin/java"),
                "#!" + where("bash") + "\n"
                        + """
                case " $* " in
                  *' -XshowSettings:properties '*)
                    echo asked >>'FOLDER/questions'
                    echo '    java.specification.version = 17' >&2
                    echo '    sun.jnu.encoding = ANSI_X3.4-1968' >&2 ;;
                  *' -Xshare:dump '*)
                    for word in "$@"; do case $word in -XX:SharedClassListFile=*) cat "${word#*=}" >>'FOLDER/dumps' ;; esac; done
                    DUMP ;;
                  *' org.bakeoff.cli.TypicalCommands '*)
                    for word in "$@"; do case $word in -XX:DumpLoadedClassList=*) printf '%s\n' CLASSES >"${word#*=}" ;; esac; done ;;
                  *' -XX:SharedArchiveFile='*) echo "$LC_ALL by its archive" ;;
                  *) echo "$LC_ALL" ;;
                esac
                """.replace("FOLDER", folder.toString())
                                .replace("CLASSES", "org/bakeoff/cli/Bakeoff '@lambda-form-invoker [LF_RESOLVE]'")
                                .replace("DUMP", dump));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return jdk;
    }

    private Path distribution() throws IOException {
        Path home = folder.resolve("unpacked");
        launcher = Files.createDirectories(home.resolve("bin")).resolve("bakeoff");
        Files.copy(LAUNCHER, launcher);
        return home;
    }

    private int questions() throws IOException {
        return Files.readAllLines(folder.resolve("questions")).size();
    }

    /** Counts the archives that were asked for; each is of one class, and of no lambda forms, which crash some agents. */
    private int dumps() throws IOException {
        List<String> classes = Files.readAllLines(folder.resolve("dumps"));
        assertThat(classes).containsOnly("org/bakeoff/cli/Bakeoff");
        return classes.size();
    }
}

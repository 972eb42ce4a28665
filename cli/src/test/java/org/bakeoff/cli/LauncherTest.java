package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the launcher starts. */
class LauncherTest extends LauncherHarness {

    @Test
    void itIsAScriptThatBashUnderstands() throws Exception {
        assertThat(run(Map.of(), List.of("bash", "-n", LAUNCHER.toString()))).isEqualTo(new Ran(0, "", ""));
        assertThat(Files.isExecutable(LAUNCHER)).isTrue();
    }

    @Test
    void aJavaThatIsMissingTooOldOrBrokenIsNamed() throws Exception {
        assertThat(launch(Map.of()))
                .isEqualTo(failure("there is no 'java'; install a JDK 17 or newer, or set JAVA_HOME to one"));
        assertThat(launch(Map.of("JAVA_HOME", "/no/jdk")))
                .isEqualTo(
                        failure("there is no '/no/jdk/bin/java'; install a JDK 17 or newer, or set JAVA_HOME to one"));

        program("java", "echo '    java.specification.version = 11' >&2");
        assertThat(launch(Map.of()))
                .isEqualTo(failure("Java 17 or newer is needed, but 'java' is Java 11; set JAVA_HOME to a newer one"));
        program("java", "echo '    java.specification.version = 1.8' >&2");
        assertThat(launch(Map.of()))
                .isEqualTo(failure("Java 17 or newer is needed, but 'java' is Java 1.8; set JAVA_HOME to a newer one"));
        program("java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1");
        assertThat(launch(Map.of()))
                .isEqualTo(failure("'java' doesn't run; it says: Unable to locate a Java Runtime."));
        assertThat(launch(Map.of("BAKEOFF_JAVA_OPTIONS", "-Xmx1z")))
                .isEqualTo(failure("'java' doesn't run with BAKEOFF_JAVA_OPTIONS='-Xmx1z'; it says: Unable to locate a"
                        + " Java Runtime."));
        program("java", "echo 'Picked up: -Da.password=\"s 1\" \"-Db.token=s 2\" wrong: -Xbad' >&2; exit 1");
        assertThat(launch(Map.of("BAKEOFF_JAVA_OPTIONS", "-Xmx1g -Dhttp.proxyPassword=s3 -Xbad")))
                .isEqualTo(failure("'java' doesn't run with BAKEOFF_JAVA_OPTIONS='-Xmx1g -Dhttp.proxyPassword=***"
                        + " -Xbad'; it says: Picked up: -Da.password=*** -Db.token=*** wrong: -Xbad"));
        program("java", "echo 'I am no JDK'");
        assertThat(launch(Map.of()))
                .isEqualTo(failure("'java' doesn't say which version it is; set JAVA_HOME to a JDK 17 or newer"));
    }

    /** A command line may be read by everybody. */
    @Test
    void aSecretOfJavasOptionsIsInNoCommandLine() throws Exception {
        program("mvn", BUILD);
        program(
                "java",
                "if [ \"$1\" = -XshowSettings:properties ]; then " + JAVA_17 + "; fi; echo \"$*\" >>'" + folder
                        + "/lines'; for one; do case $one in @*) cat \"${one#@}\" >>'" + folder
                        + "/read' ;; esac; done");
        launch(Map.of("BAKEOFF_JAVA_OPTIONS", "-Xmx2g -Dhttps.proxyHost=proxy"));
        assertThat(folder.resolve("lines")).content().contains("-Xmx2g -Dhttps.proxyHost=proxy");

        launch(Map.of("BAKEOFF_JAVA_OPTIONS", "-Xmx3g -Dmy.password=s1\\\"2"));

        assertThat(folder.resolve("lines")).content().doesNotContain("s1", "-Xmx3g");
        String options = "\"-Xmx3g\"\n\"-Dmy.password=s1\\\\\\\"2\"\n";
        assertThat(folder.resolve("read")).as("twice, once for its version").hasContent(options + options);
    }

    @Test
    void aLocaleInWhichJavaKnowsNoLettersButAsciisIsReplaced() throws Exception {
        program("mvn", BUILD);
        for (String encoding : List.of("ANSI_X3.4-1968", "UTF-8", "ISO-8859-1")) {
            program(
                    "java",
                    "if [ \"$1\" = -XshowSettings:properties ]; then " + JAVA_17 + "; echo '    sun.jnu.encoding = "
                            + encoding + "' >&2; else echo \"${LC_ALL:-}\"; fi");
            assertThat(launch(Map.of("LC_ALL", "POSIX")).out())
                    .isEqualTo(encoding.startsWith("ANSI") ? "C.UTF-8\n" : "POSIX\n");
        }
    }

    @Test
    void argumentsReachTheCommandLineAsTheyAreEvenThroughALink() throws Exception {
        program("java", JAVA_17 + "; [ \"$1\" = -XshowSettings:properties ] || printf '<%s>' \"$@\"");
        Path lib = Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a home/bakeoff"));

        Ran ran = run(
                Map.of("BAKEOFF_JAVA_OPTIONS", "-Xmx2g -Da=b", "BAKEOFF_BUILD", "never"),
                List.of("bash", link.toString(), "run", "my spec.json", "--set", "/a={\"b\": \"*\"}", ""));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("<-Xmx2g><-Da=b><-Dbakeoff.plugins="
                        + launcher.toRealPath().resolveSibling("plugins") + "><-cp><" + lib.toRealPath()
                        + "/*><org.bakeoff.cli.Bakeoff>")
                .contains(
                        "<-Dbakeoff.terminal=false><-Dbakeoff.colours=false><-Dbakeoff.typed=false><-Dbakeoff.command="
                                + link + ">")
                .startsWith("<-Xlog:disable><-Xlog:all=warning:stderr>")
                .endsWith("<run><my spec.json><--set></a={\"b\": \"*\"}><>");
    }

    @Test
    void aSearchPathForFoldersChangesNothing() throws Exception {
        program("java", JAVA_17 + "; [ \"$1\" = -XshowSettings:properties ] || printf '<%s>' \"$@\"");
        Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        Files.createDirectories(folder.resolve("elsewhere/a home"));

        Ran ran = run(
                Map.of("CDPATH", folder.resolve("elsewhere").toString(), "BAKEOFF_BUILD", "never"),
                List.of("bash", "a home/bakeoff", "plugins"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("<-Dbakeoff.plugins=" + launcher.toRealPath().resolveSibling("plugins") + ">");
    }

    @Test
    void aWorkingDirectoryThatWasDeletedIsNamed() throws Exception {
        program("java", STARTS);
        Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        Ran ran = run(
                Map.of("BAKEOFF_BUILD", "never"),
                List.of(
                        "bash",
                        "-c",
                        "/bin/mkdir gone && cd gone && /bin/rmdir ../gone && /bin/bash \"$0\" plugins",
                        launcher.toRealPath().toString()));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("bakeoff: the working directory was deleted or replaced");
    }

    @Test
    void functionsThatAShellExportsStandForNoCommand() throws Exception {
        program("java", STARTS);
        Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        for (String command :
                List.of("cd", "exec", "printf", "set", "unset", "builtin", "compgen", "readlink", "export")) {
            Ran ran = launch(Map.of("BAKEOFF_BUILD", "never", "BASH_FUNC_" + command + "%%", "() { return 3; }"));
            assertThat(ran).as(command).isEqualTo(new Ran(0, "started\n", ""));
        }
    }

    @Test
    void noFileTakesTheNumberOfAStandardStreamThatIsClosed() throws Exception {
        Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        Path said = folder.resolve("said");
        program(
                "java",
                "[ \"$1\" != -XshowSettings:properties ] || { " + JAVA_17 + "; exit; }\n{ cat && true 3>&1 && true 3>&2"
                        + " && ! echo lost >&1; } && echo open >'" + said + "'");
        for (String closed : List.of("<&- >&- 2>&-", "<&- >&-", ">&- 2>&-", "2>&- >&-")) {
            run(
                    Map.of("BAKEOFF_BUILD", "never"),
                    List.of("bash", "-c", "exec \"$BASH\" '" + launcher + "' predict " + closed));
            assertThat(said).as(closed).hasContent("open\n");
            Files.delete(said);
        }
    }

    @Test
    void inADistributionItRunsTheJarsInLibWithoutMaven() throws Exception {
        program("java", JAVA_17 + "; [ \"$1\" = -XshowSettings:properties ] || printf '<%s>' \"$@\"");
        Path home = Files.createDirectories(folder.resolve("unpacked here/bin"))
                .getParent()
                .toRealPath();
        Path lib = Files.createDirectory(home.resolve("lib"));
        Files.copy(LAUNCHER, home.resolve("bin/bakeoff"));

        Ran ran = run(Map.of(), List.of("bash", home.resolve("bin/bakeoff").toString(), "plugins"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains(lib + "/*").contains(home + "/plugins").endsWith("<plugins>");
        assertThat(ran.err()).doesNotContain("building");
        assertThat(lib).isEmptyDirectory();

        Files.createFile(home.resolve("bin/pom.xml"));
        assertThat(run(Map.of(), List.of("bash", home.resolve("bin/bakeoff").toString()))
                        .err())
                .contains("to build Bakeoff, but there is no 'mvn'");
    }

    @Test
    void anExecutorsJarsAreBuiltAndAddedOnlyWhenItIsAskedFor() throws Exception {
        program("java", JAVA_17 + "; [ \"$1\" = -XshowSettings:properties ] || printf '<%s>' \"$@\"");
        program("mvn", "mkdir -p executor-far/target/lib.next; " + BUILD);
        Files.createDirectories(launcher.resolveSibling("executor-far"));
        Path lib = launcher.toRealPath().resolveSibling("cli/target/lib");
        Path more = launcher.toRealPath().resolveSibling("executor-far/target/lib");

        Ran plain = launch("run", "spec.json");
        assertThat(plain.err()).contains("-pl cli -am");
        assertThat(plain.out()).contains("<-cp><" + lib + "/*><org.bakeoff.cli.Bakeoff>");
        Ran far = launch("run", "spec.json", "--executor", "far");
        assertThat(far.err()).contains("-pl cli,executor-far -am");
        assertThat(far.out()).contains("<-cp><" + lib + "/*:" + more + "/*><org.bakeoff.cli.Bakeoff>");
        assertThat(launch("run", "--executor=far").out()).contains("/*:" + more + "/*>");
        assertThat(launch("run", "--executor=far").err()).doesNotContain("building");
        // The command line says that there is none.
        assertThat(launch("run", "--executor", "near").out())
                .contains("<" + lib + "/*>")
                .endsWith("<near>");
        assertThat(launch("run", "--executor", "../executor-far").out()).contains("<" + lib + "/*>");

        Path home = Files.createDirectories(folder.resolve("unpacked/bin"))
                .getParent()
                .toRealPath();
        Files.createDirectory(home.resolve("lib"));
        Files.createDirectories(home.resolve("executors/far"));
        Files.copy(LAUNCHER, home.resolve("bin/bakeoff"));
        assertThat(run(Map.of(), List.of("bash", home.resolve("bin/bakeoff").toString(), "run", "--executor", "far"))
                        .out())
                .contains("<-cp><" + home + "/lib/*:" + home + "/executors/far/*>");
    }
}

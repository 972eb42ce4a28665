package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, with programs in the place of java and mvn that only say what they were asked. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("bakeoff");
    private static final String JAVA_17 = "echo '    java.specification.version = 17' >&2";
    private static final String STARTS =
            "if [ \"$1\" = -XshowSettings:properties ]; then " + JAVA_17 + "; else echo started; fi";
    private static final List<String> TOOLS = List.of(
            "cat",
            "dirname",
            "find",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sha256sum",
            "sleep",
            "sort",
            "tr",
            "uname",
            "xargs");

    /** A build that says what is to be built. */
    private static final String BUILD = "mkdir -p cli/target/lib.next; all=$*; echo \"-pl${all#*-pl}\"";

    @TempDir
    Path folder;

    private Path bin;
    private Path launcher;

    @BeforeEach
    void onlyWhatTheLauncherNeeds() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : TOOLS) {
            link(tool);
        }
        Path home = Files.createDirectories(folder.resolve("a home"));
        launcher = Files.copy(LAUNCHER, home.resolve("bakeoff"));
    }

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
    void itBuildsWhatIsntBuiltAndSaysWhyAndWhereItIs() throws Exception {
        program("java", STARTS);
        assertThat(launch(Map.of()))
                .isEqualTo(failure("Maven 3.8 or newer is needed to build Bakeoff, but there is no 'mvn'"));

        program("mvn", """
                printf '\\e[0m[INFO] Scanning for projects...\\n[INFO] \\n'
                echo '[INFO] Building Bakeoff runner 0.1.0-SNAPSHOT             [9/18]'
                echo '[WARNING] JAR will be empty'
                echo '[ERROR] broken'
                exit 1""");
        assertThat(launch(Map.of())).isEqualTo(new Ran(1, "", """
                        bakeoff: building, because nothing has been built yet
                        bakeoff: building Bakeoff runner (9 of 18)
                        [ERROR] broken
                        bakeoff: the build failed; see above
                        """));
        assertThat(launch(Map.of()).err()).contains("nothing has been built yet");

        program("mvn", BUILD);
        assertThat(launch(Map.of()))
                .isEqualTo(new Ran(
                        0,
                        "started\n",
                        "bakeoff: building, because nothing has been built yet\n-pl cli -am clean package\n"));
        assertThat(launch(Map.of())).isEqualTo(new Ran(0, "started\n", ""));

        Map<String, String> gpu = Map.of("BAKEOFF_MAVEN_OPTIONS", "-Pgpu -o");
        assertThat(launch(gpu).err())
                .isEqualTo(
                        "bakeoff: building, because BAKEOFF_MAVEN_OPTIONS was '' for the last build and is '-Pgpu -o'"
                                + " now\n-pl cli -am clean package -Pgpu -o\n");
        assertThat(launch(gpu).err()).isEmpty();
        assertThat(launch(Map.of()).err()).contains("BAKEOFF_MAVEN_OPTIONS was '-Pgpu -o'");

        Map<String, String> never = Map.of("BAKEOFF_BUILD", "never", "BAKEOFF_MAVEN_OPTIONS", "-Pgpu");
        assertThat(launch(never)).isEqualTo(new Ran(0, "started\n", ""));
    }

    @Test
    void whereABuildIsForbiddenItSaysThatThereIsNone() throws Exception {
        program("java", STARTS);

        assertThat(launch(Map.of("BAKEOFF_BUILD", "never")))
                .isEqualTo(failure("nothing has been built yet, and BAKEOFF_BUILD=never forbids a build; unset it"));
    }

    @Test
    void contentsOfSourcesDecideAndNotTheirTimes() throws Exception {
        program("java", STARTS);
        program("mvn", BUILD);
        Path home = launcher.getParent();
        Path source = home.resolve("runner/io/src/main/java/A.java");
        write(home.resolve("pom.xml"), "<project/>");
        write(home.resolve("runner/io/pom.xml"), "<project/>");
        write(source, "class A {}");
        assertThat(launch(Map.of()).err()).contains("nothing has been built yet");

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        write(home.resolve("runner/io/src/test/java/ATest.java"), "class ATest {}");
        write(home.resolve("runs/quickstart/result.json"), "{}");
        write(home.resolve("executor-far/pom.xml"), "<project/>");
        assertThat(launch(Map.of())).isEqualTo(new Ran(0, "started\n", ""));

        write(source, "class A { int a; }");
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        assertThat(launch(Map.of()).err()).contains("because the sources have changed since the last build\n");
        assertThat(launch(Map.of()).err()).isEmpty();
        Files.move(source, source.resolveSibling("B.java"));
        assertThat(launch(Map.of()).err()).contains("because the sources have changed since the last build\n");

        run(
                Map.of(),
                List.of("cp", "-r", home.toString(), folder.resolve("copy").toString()));
        launcher = folder.resolve("copy/bakeoff");
        assertThat(launch(Map.of())).isEqualTo(new Ran(0, "started\n", ""));
        program("uname", "echo Minix i386");
        assertThat(launch(Map.of()).err()).contains("because the last build was made on another system\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSecondBuildWaitsForTheFirstAndUsesIt(boolean flock) throws Exception {
        assumeTrue(!flock || Files.exists(Path.of(where("flock"))));
        if (flock) {
            link("flock");
        }
        program("java", STARTS);
        program("mvn", "until [ -e '" + folder + "/go' ]; do sleep 0.1; done; " + BUILD);
        Ran.Running first = start(Map.of(), List.of("bash", launcher.toString()));
        until(first, "bakeoff: building");
        Ran.Running second = start(Map.of(), List.of("bash", launcher.toString()));
        until(second, "bakeoff: waiting for another build to end");
        Files.createFile(folder.resolve("go"));

        assertThat(first.end().out()).isEqualTo("started\n");
        Ran waited = second.end();
        assertThat(waited.out()).isEqualTo("started\n");
        assertThat(waited.err()).doesNotContain("building,");
    }

    /** A run in progress starts its workers from them. */
    @Test
    void theJarsStayUntilABuildIsDone() throws Exception {
        program("java", STARTS);
        program("mvn", "ls cli/target/lib; mkdir -p cli/target/lib.next; echo new >cli/target/lib.next/new.jar");
        link("ls");
        write(launcher.resolveSibling("cli/target/lib/old.jar"), "old");

        assertThat(launch(Map.of()))
                .isEqualTo(new Ran(0, "started\n", "bakeoff: building, because nothing has been built yet\nold.jar\n"));

        assertThat(launcher.resolveSibling("cli/target/lib/old.jar")).doesNotExist();
        assertThat(launcher.resolveSibling("cli/target/lib/new.jar")).exists();
        assertThat(launcher.resolveSibling("cli/target")).isDirectoryNotContaining("glob:**lib.*");
        assertThat(launch(Map.of()).err()).isEmpty();
    }

    @Test
    void aBuildThatWasKilledLocksNothing() throws Exception {
        program("java", JAVA_17);
        program("mvn", BUILD);
        write(launcher.resolveSibling("target/build.lock/owner"), "999999999");

        assertThat(launch(Map.of()).code()).isZero();
        assertThat(launcher.resolveSibling("target/build.lock")).doesNotExist();
    }

    /** What a file's times say is not asked of its contents again; a copy's times say nothing. */
    @Test
    void whatWasReadIsNotReadAgainUntilATimeChanges() throws Exception {
        program("java", STARTS);
        program("mvn", BUILD);
        program("xargs", "echo read >>'" + folder + "/reads'; exec " + where("xargs") + " \"$@\"");
        Path reads = folder.resolve("reads");
        Path source = launcher.resolveSibling("runner/io/src/main/java/A.java");
        write(launcher.resolveSibling("pom.xml"), "<project/>");
        write(launcher.resolveSibling("runner/io/pom.xml"), "<project/>");
        write(source, "class A {}");
        launch(Map.of());
        launch(Map.of());
        Files.delete(reads);
        assumeTrue(
                !Files.readString(launcher.resolveSibling("cli/target/lib/.seen"))
                        .isEmpty(),
                "find knows -printf");

        assertThat(launch(Map.of())).isEqualTo(new Ran(0, "started\n", ""));
        assertThat(reads).doesNotExist();
        FileTime time = Files.getLastModifiedTime(source);
        write(source, "class B {}");
        Files.setLastModifiedTime(source, time);
        assertThat(launch(Map.of()).err()).contains("because the sources have changed since the last build\n");
    }

    @Test
    void whatAJdkSaysOfItselfIsAskedOnceAsLongAsNothingMayChangeIt() throws Exception {
        Path jdk = jdk("");
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
    void anArchiveOfClassesIsMadeWhereTheJarsOrTheJdkAreNewAndUsedFromThenOn() throws Exception {
        Path jdk = jdk(
                "for word in \"$@\"; do case $word in -XX:SharedArchiveFile=*) echo made >\"${word#*=}\" ;; esac; done");
        Path lib = Files.createDirectories(distribution().resolve("lib"));
        Files.writeString(lib.resolve("a.jar"), "a");
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());

        assertThat(launch(environment)).isEqualTo(new Ran(0, "C.UTF-8 by its archive\n", ""));
        assertThat(launch(environment)).isEqualTo(new Ran(0, "C.UTF-8 by its archive\n", ""));
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
        Path state;
        try (Stream<Path> states = Files.list(lib.resolve(".java"))) {
            state = states.toList().get(0);
        }
        Path next = Files.createDirectory(state.resolve("next"));
        Files.writeString(lib.resolve("a.jar"), "a");
        assertThat(launch(environment).out()).as("another makes it").isEqualTo("C.UTF-8\n");
        Files.setLastModifiedTime(next, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(launch(environment).out()).as("another was killed").isEqualTo("C.UTF-8 by its archive\n");
        assertThat(next).doesNotExist();
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

    private static void until(Ran.Running running, String message) throws IOException, InterruptedException {
        while (!Files.readString(running.err()).contains(message)) {
            assertThat(running.process().isAlive()).as(message).isTrue();
            Thread.sleep(20);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
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
    @Timeout(60)
    void aPipeInThePlaceOfWhatItKeepsIsReplaced() throws Exception {
        program("java", STARTS);
        program("mvn", BUILD);
        launch(Map.of());
        launch(Map.of());
        Path seen = launcher.resolveSibling("cli/target/lib/.seen");
        assumeTrue(Files.deleteIfExists(seen));
        run(Map.of(), List.of("mkfifo", seen.toString()));

        assertThat(launch(Map.of())).isEqualTo(new Ran(0, "started\n", ""));
        assertThat(seen).isRegularFile();
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

    private Ran launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    private static Ran failure(String message) {
        return new Ran(1, "", "bakeoff: " + message + "\n");
    }

    private Ran launch(Map<String, String> environment) throws IOException, InterruptedException {
        return run(environment, List.of("bash", launcher.toString()));
    }

    private Ran run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        return start(environment, command).end();
    }

    private Ran.Running start(Map<String, String> environment, List<String> command) throws IOException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PATH", bin.toString());
        List<String> resolved = new ArrayList<>(command);
        resolved.set(0, where(command.get(0)));
        return Ran.start(folder, all, resolved);
    }

    private static String where(String tool) {
        return Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" + tool : "/bin/" + tool;
    }

    private void link(String tool) throws IOException {
        program(tool, "exec " + where(tool) + " \"$@\"");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!" + where("bash") + "\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

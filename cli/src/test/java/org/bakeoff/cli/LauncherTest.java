package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with programs in the place of java and mvn that only say what they were asked. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("bakeoff");
    private static final String JAVA_17 = "echo '    java.specification.version = 17' >&2";

    @TempDir
    Path folder;

    private Path bin;
    private Path launcher;

    @BeforeEach
    void onlyWhatTheLauncherNeeds() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("dirname", "readlink", "sed", "find", "rm", "touch", "mkdir")) {
            program(tool, "exec " + where(tool) + " \"$@\"");
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
        program("java", "echo 'I am no JDK'");
        assertThat(launch(Map.of()))
                .isEqualTo(failure("'java' doesn't say which version it is; set JAVA_HOME to a JDK 17 or newer"));
    }

    @Test
    void itBuildsWhenSourcesAreNewerAndSaysSo() throws Exception {
        program("java", JAVA_17 + "; [ \"$1\" = -XshowSettings:properties ] || echo started");
        assertThat(launch(Map.of()))
                .isEqualTo(failure("Maven 3.8 or newer is needed to build Bakeoff, but there is no 'mvn'"));

        program("mvn", "echo broken; exit 1");
        assertThat(launch(Map.of())).isEqualTo(new Ran(1, "", """
                        bakeoff: building, because there is no build of these sources yet
                        broken
                        bakeoff: the build failed; see above
                        """));

        program("mvn", "mkdir -p cli/target/lib; echo \"$*\"");
        Map<String, String> gpu = Map.of("BAKEOFF_MAVEN_OPTIONS", "-Pgpu -o");
        assertThat(launch(gpu).err()).contains("-DskipTests package -Pgpu -o\n");
        assertThat(launch(gpu).out()).isEqualTo("started\n");
        assertThat(launch(gpu).err()).doesNotContain("building");
        assertThat(launch(Map.of()).err()).contains("building");
        assertThat(launch(Map.of()).err()).doesNotContain("building");

        Files.writeString(launcher.resolveSibling("pom.xml"), "<project/>");
        Files.setLastModifiedTime(
                launcher.resolveSibling("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch(Map.of()).err()).contains("building");
    }

    @Test
    void argumentsReachTheCommandLineAsTheyAreEvenThroughALink() throws Exception {
        program("java", JAVA_17 + "; [ \"$1\" = -XshowSettings:properties ] || printf '<%s>' \"$@\"");
        Path lib = Files.createDirectories(launcher.resolveSibling("cli/target/lib"));
        Files.createFile(lib.resolve(".built"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a home/bakeoff"));

        Ran ran = run(
                Map.of("BAKEOFF_JAVA_OPTIONS", "-Xmx2g -Da=b"),
                List.of("bash", link.toString(), "run", "my spec.json", "--set", "/a={\"b\": \"*\"}", ""));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("<-Xmx2g><-Da=b><-Dbakeoff.plugins="
                        + launcher.toRealPath().resolveSibling("plugins") + "><-cp><" + lib.toRealPath()
                        + "/*><org.bakeoff.cli.Bakeoff>")
                .contains("<-Dbakeoff.terminal=false><-Dbakeoff.colours=false>")
                .endsWith("<run><my spec.json><--set></a={\"b\": \"*\"}><>");
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
        program("mvn", "mkdir -p cli/target/lib executor-far/target/lib; echo \"$*\"");
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
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PATH", bin.toString());
        List<String> resolved = new ArrayList<>(command);
        resolved.set(0, where(command.get(0)));
        return Ran.start(folder, all, resolved).end();
    }

    private static String where(String tool) {
        return Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" + tool : "/bin/" + tool;
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!" + where("bash") + "\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

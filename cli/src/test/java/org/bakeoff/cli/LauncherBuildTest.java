package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher builds Bakeoff. */
class LauncherBuildTest extends LauncherHarness {

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
    void noSecretOfMavensOptionsIsKeptOrSaid() throws Exception {
        program("java", STARTS);
        program(
                "mvn",
                "echo 'NOTE: Picked up JDK_JAVA_OPTIONS: s1'; case \"${JDK_JAVA_OPTIONS:-}\" in *@*)"
                        + " echo read; ls -l \"${JDK_JAVA_OPTIONS#*@}\"; tr s S <\"${JDK_JAVA_OPTIONS#*@}\" ;; esac\n"
                        + BUILD);
        write(launcher.resolveSibling("pom.xml"), "<project/>");
        String options = "-Dhttps.proxyHost=proxy -Dhttps.proxyPassword=s1 -Drepository=https://me:s2@host/maven";
        String shown = "-Dhttps.proxyHost=proxy -Dhttps.proxyPassword=*** -Drepository=https://***@host/maven";
        assertThat(launch(Map.of("BAKEOFF_MAVEN_OPTIONS", options)).err())
                .as("all users may read what Maven is given, but not the file that its Java reads")
                .contains("clean package -Dhttps.proxyHost=proxy\n", "read\n-rw------- ")
                .contains("\"-DhttpS.proxyPaSSword=S1\"\n\"-DrepoSitory=httpS://me:S2@hoSt/maven\"\n")
                .doesNotContain("s1", "s2");
        assertThat(launcher.resolveSibling("cli/target/lib/.built")).content().endsWith("options " + shown + "\n");

        // Nothing else is built by another password.
        assertThat(launch(Map.of("BAKEOFF_MAVEN_OPTIONS", options.replace("s1", "s3")))
                        .err())
                .isEmpty();
        assertThat(launcher.resolveSibling("cli/target/lib/.seen")).content().doesNotContain("s1", "s2", "s3");
        assertThat(launch(Map.of("BAKEOFF_MAVEN_OPTIONS", "-Pgpu -Dmy_token=s4"))
                        .err())
                .contains("was '" + shown + "' for the last build and is '-Pgpu -Dmy_token=***' now");
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
        write(home.resolve("api/pom.xml"), "<project/>");
        assertThat(launch(Map.of()).err()).contains("because the sources have changed since the last build\n");
        // What a shell exports of its own options.
        assertThat(launch(Map.of("SHELLOPTS", "noglob:noclobber"))).isEqualTo(new Ran(0, "started\n", ""));

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
        first.awaitWords("bakeoff: building");
        Ran.Running second = start(Map.of(), List.of("bash", launcher.toString()));
        second.awaitWords("bakeoff: waiting for another build to end");
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

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

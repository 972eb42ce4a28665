package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that compares dependencies with advisories, on a distribution of two jars. */
@EnabledOnOs(OS.LINUX)
class DependenciesScriptTest {

    private static final Path SCRIPTS = Path.of("").toAbsolutePath().resolveSibling(".ci");

    @TempDir
    Path folder;

    @BeforeEach
    void aDistribution() throws IOException {
        Files.createDirectory(folder.resolve(".ci"));
        for (String script : List.of("dependencies", "ShadedJars.java")) {
            Files.copy(SCRIPTS.resolve(script), folder.resolve(".ci").resolve(script));
        }
        for (String module : List.of("cli", "executor-spark")) {
            Path lib = Files.createDirectories(folder.resolve(module + "/target/lib"));
            writeJar(lib.resolve("a-1.0-rc1.jar"), "a", "1.0-rc1");
            writeJar(lib.resolve("b-2.0.jar"), "b", "2.0");
            Files.writeString(
                    folder.resolve(module + "/target/NOTICE"), "  org.a:a:1.0-rc1 (MIT)\n  org.b:b:2.0 (MIT)\n");
        }
        Files.writeString(folder.resolve(".ci/reviewed.txt"), "org.a:a:1.0-rc1\r\norg.b:b:2.0");
    }

    @Test
    void whatIsFixedOrCantBeReachedPasses() throws Exception {
        assertThat(advisories(
                        "org.b:b\t-\t2.0\tCVE-1\norg.a:a\t1.0\t1.1\tCVE-2\norg.b:b\t-\t-\tCVE-3\tit isn't called"))
                .isEqualTo(new Ran(
                        0, "2 dependencies, all looked at; of 3 advisories 1 apply and can't be reached\n", ""));
    }

    @Test
    void aCandidateOfAReleaseComesBeforeIt() throws Exception {
        assertThat(advisories("org.a:a\t-\t1.0\tCVE-1\norg.b:b\t2.0-M1\t2.1.RELEASE\tCVE-2\n")
                        .err())
                .isEqualTo("""
                        org.a:a:1.0-rc1 is affected by CVE-1; fixed in 1.0
                        org.b:b:2.0 is affected by CVE-2; fixed in 2.1.RELEASE
                        """);
    }

    @Test
    void theLastLineNeedsNoLineBreakAndMayHaveAnothers() throws Exception {
        assertThat(advisories("org.b:b\t-\t2.1\tCVE-1\r\norg.b:b\t-\t2.2\tCVE-2")
                        .err())
                .isEqualTo("""
                        org.b:b:2.0 is affected by CVE-1; fixed in 2.1
                        org.b:b:2.0 is affected by CVE-2; fixed in 2.2
                        """);
    }

    @Test
    void whatAJarHoldsOfOthersIsComparedToo() throws Exception {
        writeJar(folder.resolve("executor-spark/target/lib/b-2.0.jar"), "b", "2.0", "c", "1.1");

        assertThat(advisories("org.c:c\t-\t1.2\tCVE-1\n").err()).isEqualTo("""
                org.c:c:1.1 is new here. See whether there are advisories for it, add them to .ci/advisories.tsv, and it to .ci/reviewed.txt
                org.c:c:1.1 is affected by CVE-1; fixed in 1.2
                """);
    }

    @Test
    void aLineWithoutItsColumnsIsNamed() throws Exception {
        assertThat(advisories("org.b:b - 2.1 CVE-1\n").err())
                .isEqualTo(".ci/advisories.tsv: 'org.b:b - 2.1 CVE-1' has too few columns; tabs divide them\n");
    }

    /** Writes a jar with what Maven says of artifacts and their versions, its own first. */
    private static void writeJar(Path jar, String... artifacts) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int index = 0; index < artifacts.length; index += 2) {
                String group = "org." + artifacts[index];
                zip.putNextEntry(new ZipEntry("META-INF/maven/" + group + "/" + artifacts[index] + "/pom.properties"));
                String lines = "groupId=" + group + "\nartifactId=" + artifacts[index] + "\nversion="
                        + artifacts[index + 1] + "\n";
                zip.write(lines.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private Ran advisories(String lines) throws Exception {
        Files.writeString(folder.resolve(".ci/advisories.tsv"), lines);
        Map<String, String> environment =
                Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home"));
        return Ran.start(folder, environment, List.of("bash", ".ci/dependencies"))
                .end();
    }
}

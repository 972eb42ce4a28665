package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd environments: locales without letters, and homes and folders of temporary files that can't be used. */
@Tag("endurance")
@EnabledOnOs(OS.LINUX)
class EnvironmentTest {

    private static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("bakeoff");

    private static final String SPEC = """
            {"dataset": {"plugin": "%s", "config": {%s}},
             "models": {"words": {"plugin": "bagofwords"}}, "training": {"epochs": 1, "threads": 1},
             "evaluators": [{"plugin": "accuracy"}]}
            """;
    private static final String SYNTHETIC = "\"train\": 60, \"test\": 40, \"distance\": 1, \"length\": 30";

    @TempDir
    Path folder;

    @BeforeEach
    void spec() throws IOException {
        Files.writeString(folder.resolve("tiny.json"), SPEC.formatted("synthetic", SYNTHETIC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=xx_YY.UTF-8", "LC_CTYPE=C"})
    void aLocaleWithoutLettersLeavesFilesTheirNames(String locale) throws Exception {
        // This JVM may not be able to name them itself, so a shell makes them and looks for them.
        Files.writeString(folder.resolve("data.csv"), data());
        Files.writeString(
                folder.resolve("spec.json"),
                SPEC.formatted("text", "\"train\": \"d\u00e4ta/d\u00e4ta.csv\", \"length\": 10"));
        String script = """
                mkdir 'd\u00e4ta' && cp data.csv 'd\u00e4ta/d\u00e4ta.csv' && cp spec.json 'sp\u00ebc.json' || exit 9
                "$@" run 'sp\u00ebc.json' --out '\u00fcber' --workers 1 && test -f '\u00fcber/trials/words-1/predictions.csv' &&
                "$@" report '\u00fcber'
                """;
        Path file = folder.resolve("script.sh");
        Files.write(file, script.getBytes(StandardCharsets.UTF_8));
        List<String> command =
                List.of("bash", file.toString(), "bash", launcher().toString());

        String[] variable = locale.split("=", -1);
        Map<String, String> variables = Map.of(
                variable[0],
                variable[1],
                "JAVA_HOME",
                folder.resolve("jdk").toString(),
                "JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "CLASS_PATH",
                System.getProperty("java.class.path"));
        Ran ran = Ran.start(folder, environment(variables), command).end();

        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Test
    void withoutTheLauncherANameThatTheLocaleForbidsIsNamedWithTheRemedy() throws Exception {
        Files.writeString(
                folder.resolve("named.json"), SPEC.formatted("text", "\"train\": \"d\u00e4ta.csv\", \"length\": 10"));
        Ran inSpec = run(Map.of("LC_ALL", "C"), "validate", "named.json");
        assertThat(inSpec.code()).isEqualTo(2);
        assertThat(inSpec.err())
                .contains("/dataset/config/train", "set LC_ALL=C.UTF-8")
                .doesNotContain("\tat ");

        Files.write(
                folder.resolve("script.sh"), "exec \"$@\" validate 'sp\u00ebc.json'".getBytes(StandardCharsets.UTF_8));
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("script.sh").toString()));
        command.addAll(Ran.bakeoff(List.of(), List.of()));
        Ran argument =
                Ran.start(folder, environment(Map.of("LC_ALL", "C")), command).end();
        assertThat(argument.code()).isEqualTo(2);
        assertThat(argument.err()).contains("set LC_ALL=C.UTF-8").doesNotContain("\tat ", "InvalidPathException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run tiny.json", "doctor", "validate tiny.json", "plugins"})
    void aHomeThatCannotBeUsedIsNamedWithoutATrace(String arguments) throws Exception {
        // /proc belongs to root, who can't make a folder in it either.
        Ran ran = run(Map.of("BAKEOFF_CACHE", "", "HOME", "/proc"), arguments.split(" "));

        assertThat(ran.err()).doesNotContain("\tat ", "WARN", "JNA");
        if (arguments.startsWith("run") || arguments.equals("doctor")) {
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out() + ran.err()).contains("/proc/.cache/bakeoff", "BAKEOFF_CACHE");
        } else {
            assertThat(ran.code()).as(ran.err()).isZero();
        }
    }

    @Test
    void noFolderForTemporaryFilesIsNeededWhereTheCacheCanBeWritten() throws Exception {
        List<String> nowhere = List.of("-Djava.io.tmpdir=/proc/nowhere");
        Ran ran = Ran.start(folder, environment(Map.of()), Ran.bakeoff(nowhere, List.of("run", "tiny.json")))
                .end();
        assertThat(ran.code()).as(ran.err()).isZero();
        // What newer JVMs themselves say of the option.
        assertThat(ran.err().replace("WARNING: java.io.tmpdir directory does not exist", ""))
                .doesNotContain("\tat ", "WARN");

        Ran neither = Ran.start(
                        folder,
                        environment(Map.of("BAKEOFF_CACHE", "/proc/cache")),
                        Ran.bakeoff(nowhere, List.of("run", "tiny.json", "--out", "neither")))
                .end();
        assertThat(neither.code()).isEqualTo(1);
        assertThat(neither.err()).contains("/proc/", "BAKEOFF_CACHE").doesNotContain("\tat ", "JNA Warning");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCacheThatNoCodeMayBeRunFromIsNamed(boolean nativesElsewhere) throws Exception {
        Mounts.assumePossible(folder);
        Path cache = Files.createDirectory(folder.resolve("cache"));
        List<String> arguments = List.of("run", "tiny.json");
        List<String> command =
                nativesElsewhere ? Ran.bakeoff(List.of(), arguments) : Ran.unpacking(List.of(), arguments);
        Map<String, String> variables = nativesElsewhere ? Map.of() : Map.of("HOME", folder.toString());

        Ran ran = Ran.start(
                        folder,
                        environment(variables),
                        Mounts.command("mount -t tmpfs -o noexec,size=900m none cache && \"$@\"", command))
                .end();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(cache.toString(), "noexec", "BAKEOFF_CACHE")
                .doesNotContain("\tat ", "NoClassDefFoundError");
    }

    @Test
    void theFolderForTemporaryFilesIsNamedWhereDuckDbNeedsIt() throws Exception {
        Files.writeString(folder.resolve("data.csv"), data());
        Files.writeString(
                folder.resolve("sql.json"),
                SPEC.formatted(
                        "sql", "\"query\": \"SELECT text, label FROM 'data.csv'\", \"test\": 0.4, \"length\": 10"));
        Ran ran = Ran.start(
                        folder,
                        environment(Map.of()),
                        Ran.bakeoff(List.of("-Djava.io.tmpdir=/proc/nowhere"), List.of("run", "sql.json")))
                .end();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("/proc/nowhere", "java.io.tmpdir=DIR")
                .doesNotContain("\tat ", "fault of the plugin");
    }

    private static String data() {
        StringBuilder rows = new StringBuilder("label,text\n");
        for (int number = 0; number < 40; number++) {
            rows.append("up,word")
                    .append(number)
                    .append(" one\ndown,word")
                    .append(number)
                    .append(" two\n");
        }
        return rows.toString();
    }

    /** The launcher, with a java that takes this class path for that of a distribution. */
    private Path launcher() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("home/bin"));
        Files.createDirectory(folder.resolve("home/lib"));
        Path java = Files.writeString(
                Files.createDirectories(folder.resolve("jdk/bin")).resolve("java"), """
                #!/usr/bin/env bash
                words=()
                while [ $# -gt 0 ]; do
                  words+=("$1")
                  if [ "$1" = -cp ]; then words+=("$CLASS_PATH"); shift; fi
                  shift
                done
                exec "$JAVA" "${words[@]}"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return Files.copy(LAUNCHER, bin.resolve("bakeoff"));
    }

    private Ran run(Map<String, String> variables, String... arguments) throws IOException, InterruptedException {
        List<String> command = variables.getOrDefault("HOME", "").isEmpty()
                ? Ran.bakeoff(List.of(), List.of(arguments))
                : Ran.unpacking(List.of(), List.of(arguments));
        return Ran.start(folder, environment(variables), command).end();
    }

    private Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(Map.of(
                "BAKEOFF_CACHE", folder.resolve("cache").toString(),
                "HOME", folder.toString(),
                "PATH", System.getenv("PATH")));
        String natives = System.getenv("DJL_CACHE_DIR");
        if (natives != null && !variables.containsKey("HOME")) {
            all.put("DJL_CACHE_DIR", natives);
        }
        all.putAll(variables);
        return all;
    }
}

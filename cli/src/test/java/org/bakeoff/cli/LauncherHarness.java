package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with programs in the place of java and mvn that only say what they were asked. */
@DisabledOnOs(OS.WINDOWS)
abstract class LauncherHarness {

    static final Path LAUNCHER = Path.of("").toAbsolutePath().resolveSibling("bakeoff");
    static final String JAVA_17 = "echo '    java.specification.version = 17' >&2";
    static final String STARTS =
            "if [ \"$1\" = -XshowSettings:properties ]; then " + JAVA_17 + "; else echo started; fi";
    private static final List<String> TOOLS = List.of(
            "cat",
            "dirname",
            "find",
            "ls",
            "mkdir",
            "mktemp",
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
    static final String BUILD = "mkdir -p cli/target/lib.next; all=$*; echo \"-pl${all#*-pl}\"";

    @TempDir
    Path folder;

    Path bin;
    Path launcher;

    @BeforeEach
    void onlyWhatTheLauncherNeeds() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : TOOLS) {
            link(tool);
        }
        Path home = Files.createDirectories(folder.resolve("a home"));
        launcher = Files.copy(LAUNCHER, home.resolve("bakeoff"));
    }

    Ran launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    Ran launch(Map<String, String> environment) throws IOException, InterruptedException {
        return run(environment, List.of("bash", launcher.toString()));
    }

    Ran run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        return start(environment, command).end();
    }

    Ran.Running start(Map<String, String> environment, List<String> command) throws IOException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PATH", bin.toString());
        List<String> resolved = new ArrayList<>(command);
        resolved.set(0, where(command.get(0)));
        return Ran.start(folder, all, resolved);
    }

    static String where(String tool) {
        return Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" + tool : "/bin/" + tool;
    }

    void link(String tool) throws IOException {
        program(tool, "exec " + where(tool) + " \"$@\"");
    }

    void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!" + where("bash") + "\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Ran failure(String message) {
        return new Ran(1, "", "bakeoff: " + message + "\n");
    }
}

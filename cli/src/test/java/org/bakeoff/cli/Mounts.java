package org.bakeoff.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scripts that mount file systems of their own, which nobody else sees and which are gone with them. */
final class Mounts {

    private static final List<String> ISOLATED = List.of("unshare", "--map-root-user", "--mount", "bash", "-c");

    private Mounts() {}

    /** Skips a test where the system lets nobody have mounts of their own. */
    static void assumePossible(Path folder) throws InterruptedException {
        Ran ran;
        try {
            ran = Ran.start(folder, Map.of("PATH", System.getenv("PATH")), command("mount -t tmpfs none .", List.of()))
                    .end();
        } catch (IOException e) {
            ran = new Ran(127, "", String.valueOf(e.getMessage()));
        }
        assumeThat(ran.code())
                .as("this system lets a user have mounts of their own: %s", ran.err())
                .isZero();
    }

    /** A command that runs a script, in which "$@" is another command. */
    static List<String> command(String script, List<String> other) {
        List<String> command = new ArrayList<>(ISOLATED);
        command.add(script);
        command.add("script");
        command.addAll(other);
        return command;
    }
}

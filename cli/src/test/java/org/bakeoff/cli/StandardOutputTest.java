package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose output can't be written; it is the same for all, which end in one place. */
@DisabledOnOs(OS.WINDOWS)
class StandardOutputTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void outputThatCantBeWrittenIsAFailure() throws Exception {
        assumeThat(FULL).exists();
        assertThat(bash("\"$@\" >/dev/full", "completion"))
                .isEqualTo(new Ran(
                        1,
                        "",
                        "Standard output can't be written, so that what is there of it is incomplete. Make room on its"
                                + " disk, or write it elsewhere, and give the command again.\n"));
    }

    @Test
    void aReaderThatEndsEarlyIsNone() throws Exception {
        assertThat(bash("mkfifo pipe && exec 3<>pipe 4>pipe 3>&- && \"$@\" >&4", "completion"))
                .isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void anErrorsCodeIsKept() throws Exception {
        assumeThat(FULL).exists();
        assertThat(bash("\"$@\" >/dev/full 2>&1", "completion", "--nonsense").code())
                .isEqualTo(2);
    }

    private Ran bash(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        command.addAll(Ran.bakeoff(List.of(), List.of(arguments)));
        return Ran.start(folder, Map.of("PATH", System.getenv("PATH")), command).end();
    }
}

package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is printed of a failure. */
class FailuresTest {

    private static final String STEERING = "\0\u001b]0;owned\u0007\u202e";

    @Command
    private static final class Faulty implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException(STEERING, new IllegalArgumentException(STEERING));
        }
    }

    /** The message of a bug may hold what was read from a file. */
    @Test
    void theTraceOfABugIsPlainText() {
        StringWriter printed = new StringWriter();
        int code = new CommandLine(new Faulty())
                .setExecutionExceptionHandler(new Failures())
                .setErr(new PrintWriter(printed))
                .execute();

        assertThat(code).isEqualTo(1);
        assertThat(printed.toString())
                .contains("IllegalStateException", "IllegalArgumentException", "FailuresTest")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\r\n]]");
    }
}

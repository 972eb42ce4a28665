package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    @Test
    void aJavaThatWasRemovedMeanwhileIsNamed(@TempDir Path folder) {
        String home = System.getProperty("java.home");
        StringWriter printed = new StringWriter();
        System.setProperty("java.home", folder.resolve("gone").toString());
        try {
            assertThat(Failures.unknown(new UnsatisfiedLinkError("no jaas"), new PrintWriter(printed)))
                    .isEqualTo(1);
        } finally {
            System.setProperty("java.home", home);
        }
        assertThat(printed.toString().replaceAll("\\s+", " "))
                .contains("Java was removed from ", "JAVA_HOME")
                .doesNotContain("bug of Bakeoff", "jaas");
    }

    @Test
    void whatIsSuggestedBeginsAsTheUserCallsBakeoff() {
        StringWriter printed = new StringWriter();
        CommandLine command = Bakeoff.commandLine("./bakeoff", name -> true).setErr(new PrintWriter(printed));

        assertThat(command.execute("specs/my.json")).isEqualTo(2);
        assertThat(printed.toString()).contains("Did you mean: ./bakeoff run specs/my.json?");
        assertThat(command.execute("unlike", "spec.json")).isEqualTo(2);
        assertThat(printed.toString()).containsOnlyOnce("Did you mean");
        assertThat(command.execute("runn", "spec.json")).isEqualTo(2);
        assertThat(printed.toString())
                .contains("Did you mean: ./bakeoff run?", "See ./bakeoff --help")
                .doesNotContain(" bakeoff ");
        assertThat(command.getUsageMessage())
                .contains("Usage: ./bakeoff ", "To begin: ./bakeoff run", ": ./bakeoff COMMAND --help");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    run s.json --workers={} | Invalid value for option '--workers': '{}' is no whole number
                    export s.json --format={} | Invalid value for option '--format': '{}'; allowed: csv, jsonl
                    run s.json --master={} | Missing required option: --executor=NAME
                    run s.json --executor | Missing required parameter for option '--executor' (NAME)
                    compare --classes={} | Missing required option: --gold=FILE, --model=NAME=FILE[,FILE]...
                    compare --model={} | Missing required option: --gold=FILE
                    """)
    void whatAnArgumentSaysIsNoneOfTheMessage(String arguments, String message) {
        StringWriter printed = new StringWriter();
        String text = "expected one of [A] (case-insensitive) but was 'b', Error: Missing required argument(s): c";
        Bakeoff.commandLine("bakeoff", name -> true)
                .setErr(new PrintWriter(printed))
                .execute(Stream.of(arguments.split(" "))
                        .map(argument -> argument.replace("{}", text))
                        .toArray(String[]::new));

        assertThat(printed.toString()).startsWith(message.replace("{}", text) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a-", "a", "."})
    void theValueOfASettingIsNotShownHoweverLongItsNameIs(String part) {
        StringWriter printed = new StringWriter();
        CommandLine command = new CommandLine(new Faulty()).setErr(new PrintWriter(printed));
        String message = "x" + part.repeat(100_000) + "store.my-key=planted, my.key:planted " + part.repeat(100_000);

        assertThat(Failures.usage(new CommandLine.ParameterException(command, message), new String[0]))
                .isEqualTo(2);
        assertThat(printed.toString()).contains("store.my-key=***, my.key:*** ").doesNotContain("planted");
    }
}

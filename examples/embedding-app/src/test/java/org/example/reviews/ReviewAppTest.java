package org.example.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application as its user starts it: a process of its own, with nothing set for it. */
@Timeout(600)
class ReviewAppTest {

    private static final String GOOD = "We saw Silent Harbor on Monday. The plot was not dull.";
    private static final String BAD = "We saw Silent Harbor on Monday. The acting was dull.";

    @TempDir
    Path folder;

    @Test
    void itTrainsOnceComparesAndClassifies() throws Exception {
        Ended first = start(folder.toString(), GOOD, BAD);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err())
                .startsWith("1,800 reviews to train on, 400 to test on\n")
                .contains("lstm-1: epoch 6, loss 0.")
                .doesNotContain("SLF4J", "WARN", "INFO", "failed");
        assertThat(first.out())
                .containsPattern("lstm is right in (9\\d|100)\\.\\d% of reviews \\(95% CI")
                .contains("lstm outperforms words by ")
                .containsPattern("positive \\([01]\\.\\d\\d\\): \\Q" + GOOD + "\\E\n")
                .containsPattern("negative \\([01]\\.\\d\\d\\): \\Q" + BAD + "\\E\n");

        Ended second = start(folder.toString(), GOOD);
        assertThat(second.code()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).startsWith("positive (").hasLineCount(1);
    }

    private record Ended(int code, String out, String err) {}

    private Ended start(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(
                                java,
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dguice_custom_class_loading=CHILD",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ReviewApp.class.getName()),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean over = process.waitFor(10, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(over).as("it ends by itself").isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}

package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What benchmarks/run makes of figures, where programs that print made-up ones are in the place of Java and of the peers' Python. */
@EnabledOnOs(OS.LINUX)
class BenchmarkDriverTest {

    private static final Path DRIVER = Path.of("").toAbsolutePath().resolveSibling("benchmarks/driver");
    private static final String OTHER =
            "### Another Processor, AVX2\n| | LSTM training |\n| --- | ---: |\n| Bakeoff | 7 ms |\n";
    private static final String TOLD = "echo \"$0 $ATEN_CPU_CAPABILITY $ONEDNN_MAX_CPU_ISA\" >>\"${0%/*}/told.txt\"\n";
    private static final String PHASES = """
            for model in lstm simple-rnn; do
              for phase in train predict; do
                echo "{\\"model\\": \\"$model\\", \\"phase\\": \\"$phase\\", \\"ms\\": $ms}"
              done
            done
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void aCheckout() throws IOException {
        assumeThat(Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, "python3")))
                .as("there is a python3")
                .anyMatch(Files::isExecutable);
        Path driver = Files.createDirectories(folder.resolve("benchmarks/driver"));
        try (Stream<Path> files = Files.list(DRIVER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, driver.resolve(file.getFileName()));
            }
        }
        Path reviews = Files.createDirectories(folder.resolve(Path.of("benchmarks", "target", "work", "reviews")));
        for (String set : List.of("train", "test")) {
            Files.write(reviews.resolve(set + "-tokens.int32"), tokens(100, 300));
        }
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(
                page(),
                "# Page\n<!-- batches: written by benchmarks/run -->\n" + OTHER
                        + "<!-- end of batches -->\nThe end.\n");
        program("ours", TOLD + """
                ms=100
                case "$*" in
                  *ExportReviews*) exit ;;
                  *Sgemm*) all="$*" ms=${all#*--steps } ms=${ms%%,*} ;;
                  *) echo '{"version": "Bakeoff 1.0"}' ;;
                esac
                """ + PHASES);
        program("peer", TOLD + """
                [ "$1" != -c ] || exit 0
                ms=$PEER
                case "$*" in
                  *keras*) echo '{"version": "Keras 3.15.1 on TensorFlow 2.21.0"}' ;;
                  *) echo '{"version": "PyTorch 2.13.0"}' ;;
                esac
                """ + PHASES);
    }

    @Test
    void aLossToAPeerFailsTheCheckAndIsNamed() throws Exception {
        assertThat(driver(200, "--docs").code()).isZero();

        Ran slower = driver(160, "--check", "--docs");
        assertThat(slower.code()).isEqualTo(1);
        assertThat(slower.err())
                .contains("lost 20%: PyTorch, 1 thread, SimpleRNN prediction: 2.00 times ours as published, 1.60 now\n")
                .contains("lost 20%: Keras on TensorFlow, LSTM training: 2.00 times ours as published, 1.60 now\n")
                .endsWith("12 of 12 ratios to peers lost more than 15%\n");
        assertThat(page()).content().as("what is published stays").doesNotContain("160 ms");

        Ran nearlyAsFast = driver(175, "--check");
        assertThat(nearlyAsFast.code()).as(nearlyAsFast.err()).isZero();
        assertThat(nearlyAsFast.err()).endsWith("0 of 12 ratios to peers lost more than 15%\n");
    }

    @Test
    void aPeerThatIsMissingIsNamedAndNoneIsNoFailure() throws Exception {
        driver(200, "--docs");

        Ran some = driver(200, "--check", "--only", "bakeoff", "keras");
        assertThat(some.code()).isZero();
        assertThat(some.err())
                .contains("no ratio now: PyTorch, 1 thread, LSTM training, SimpleRNN training, ")
                .endsWith("0 of 4 ratios to peers lost more than 15%\n");

        Ran none = driver(200, "--check", "--only", "bakeoff", "limit");
        assertThat(none.code()).isZero();
        assertThat(none.err()).isEqualTo("not checked: none of the peers is there; see benchmarks/README.md\n");
    }

    @Test
    void whereNothingIsPublishedOfAProcessorNothingIsChecked() throws Exception {
        Ran ran = driver(200, "--check");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("not checked: nothing is published of ");
    }

    @Test
    void aProcessorsTableLeavesThoseOfOthers() throws Exception {
        driver(200, "--docs");
        driver(300, "--docs");

        assertThat(page())
                .content()
                .startsWith("# Page\n<!-- batches: written by benchmarks/run -->\n" + OTHER)
                .containsOnlyOnce("| PyTorch 2.13.0 | 300 ms, **3.00 times** |")
                .doesNotContain("200 ms")
                .endsWith("<!-- end of batches -->\nThe end.\n");
    }

    /** The driver makes the steps: 64 reviews of 500, of which a pair has 200 columns of padding in common, which count once. */
    @Test
    void theLimitIsThatOfAllColumnsAndThatOfWhatIsComputed() throws Exception {
        Ran ran = driver(200);

        assertThat(ran.out())
                .contains("| The limit by sgemm | 32,000 ms, **320.00 times** |")
                .contains("| The limit by sgemm, common padding once | 25,600 ms, **256.00 times** |");
    }

    @Test
    void narrowerInstructionsAreForAllAndTheirTableSaysSo() throws Exception {
        driver(200, "--docs", "--instructions", "avx2");

        assertThat(folder.resolve("told.txt"))
                .content()
                .contains("ours avx2 AVX2\n", "peer avx2 AVX2\n")
                .doesNotContain("ours  \n", "peer  \n");
        boolean wider = Files.readString(Path.of("/proc/cpuinfo")).contains(" avx512f ");
        assumeThat(wider).as("this processor has wider ones").isTrue();
        assertThat(page()).content().containsPattern("\n### .*, AVX2 instead of AVX-512\n");
        assertThat(driver(200, "--check").err()).contains("not checked: nothing is published of ");
    }

    private Path page() {
        return folder.resolve("docs/benchmarks.md");
    }

    /** Returns two reviews of 500 ids, so many of which are words at the end. */
    private static byte[] tokens(int... words) {
        byte[] tokens = new byte[words.length * 500 * Integer.BYTES];
        for (int review = 0; review < words.length; review++) {
            for (int id = 500 - words[review]; id < 500; id++) {
                // 256: its first byte is that of padding.
                tokens[(review * 500 + id) * Integer.BYTES + 1] = 1;
            }
        }
        return tokens;
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/usr/bin/env bash\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ran driver(int peer, String... options) throws Exception {
        Map<String, String> environment = Map.of(
                "PATH", System.getenv("PATH"),
                "BAKEOFF_BENCHMARK_JAVA", folder.resolve("ours").toString(),
                "BAKEOFF_BENCHMARK_CLASSPATH", "none",
                "BAKEOFF_PEERS_PYTHON", folder.resolve("peer").toString(),
                "PEER", String.valueOf(peer));
        return Ran.start(
                        folder,
                        environment,
                        Stream.concat(Stream.of("python3", "benchmarks/driver", "--rounds", "1"), Stream.of(options))
                                .toList())
                .end();
    }
}

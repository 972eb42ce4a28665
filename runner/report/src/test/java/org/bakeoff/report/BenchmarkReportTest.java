package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report of a benchmark in a real browser. */
@EnabledIf(
        value = "org.bakeoff.report.Chromium#isInstalled",
        disabledReason = "there is no chromium and no google-chrome on the PATH")
class BenchmarkReportTest {

    private static final String LOADED = "document.querySelector('#verdict') !== null";

    @TempDir
    private static Path folder;

    private static URI page;
    private static URI sizes;
    private static Chromium chromium;

    @BeforeAll
    static void render() throws Exception {
        List<String> datasets =
                IntStream.range(0, 5).mapToObj(number -> "d" + number).toList();
        BenchmarkDirectory directory = SampleBenchmark.write(folder.resolve("several"), datasets);
        Reports reports = new Reports();
        reports.write(
                directory,
                SampleBenchmark.results(
                        SampleBenchmark.of(5, Verdict.LEFT_BETTER, "bidirectional-lstm", "text-cnn", "bag-of-words")));
        page = directory.report().toUri();
        BenchmarkDirectory other = SampleBenchmark.write(folder.resolve("sizes"), datasets.subList(0, 2));
        reports.write(
                other,
                BenchmarkResults.of(
                        "sizes",
                        IntStream.of(100, 200, 400)
                                .mapToObj(size -> new BenchmarkResults.OfTrainSize(
                                        OptionalInt.of(size),
                                        SampleBenchmark.of(2, Verdict.LEFT_BETTER, "lstm", "text-cnn")))
                                .toList()));
        sizes = other.report().toUri();
        chromium = Chromium.start(folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "390, true"})
    void theAnswerIsOnTheFirstScreen(int width, boolean dark) throws Exception {
        for (URI report : List.of(page, sizes)) {
            chromium.view(width, 800, dark);
            chromium.open(report, LOADED);

            assertThat(
                            chromium.texts(
                                    "[...document.querySelectorAll('#verdict h2, .headline, .matrix tr, .answers dd')]"
                                            + ".filter(e => e.getBoundingClientRect().bottom > innerHeight).map(e => e.textContent)"))
                    .isEmpty();
            assertThat(chromium.number("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(chromium.texts(
                            "[...document.querySelectorAll('.matrix td, .matrix th')].filter(e => e.offsetWidth > 0"
                                    + " && e.getBoundingClientRect().right > innerWidth).map(e => e.textContent)"))
                    .isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void everyTopicSaysWhatIsFoundThereAndIsFolded() throws Exception {
        chromium.view(1280, 800, false);
        chromium.open(page, LOADED);
        assertThat(chromium.texts("[...document.querySelectorAll('details.topic:not([open]) > summary')]"
                        + ".map(e => e.textContent.trim().replace(/\\s+/g, ' '))"))
                .containsExactly(
                        "Differences in accuracy 3 of 3 pairs with a significant difference",
                        "Data sets d0, d1, d2 and 2 more",
                        "Reports of the runs 5");
        assertThat(chromium.texts("[...document.querySelectorAll('.matrix thead a')].map(e => e.getAttribute('href'))"))
                .hasSize(5)
                .contains("runs/d4/report.html");

        chromium.open(sizes, "document.querySelectorAll('[data-drawn]').length === 2");
        assertThat(chromium.texts("[...document.querySelectorAll('#sizes .found')].map(e => e.textContent)"))
                .containsExactly("100, 200, 400 training examples");
    }
}

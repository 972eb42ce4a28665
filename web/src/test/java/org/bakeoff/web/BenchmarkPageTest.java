package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.Chromium;
import org.bakeoff.report.SampleBenchmark;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.report.SampleRun;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Benchmarks on the local page, in a real browser. */
@EnabledIf(
        value = "org.bakeoff.report.Chromium#isInstalled",
        disabledReason = "there is no chromium and no google-chrome on the PATH")
class BenchmarkPageTest {

    private static final String LOADED = "document.querySelector('main h1') !== null";
    private static final String ROWS = "[...document.querySelectorAll('.runs tbody tr')].map("
            + "row => row.querySelector('th a').getAttribute('href') + ' ' + row.querySelector('.state').textContent"
            + " + ' ' + row.querySelector('.now .unit').textContent)";

    @TempDir
    private static Path folder;

    private static BrowsedRuns pages;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        SampleBenchmark.write(runs.resolve("group/over"), List.of("near", "far"));
        SampleRun.write(runs.resolve("single"), SampleComparison.of(60, 1));
        begin(runs.resolve("live"));
        RecursiveDeletion.of(SampleBenchmark.write(runs.resolve("part"), List.of("near", "far", "bad"))
                .run("bad")
                .path());
        pages = new BrowsedRuns(runs, folder.resolve("profile"));
        chromium = pages.chromium();
    }

    @AfterAll
    static void close() {
        if (pages != null) {
            pages.close();
        }
    }

    @Test
    void aBenchmarkStandsInARowOfItsOwnAndItsRunsOnItsPage() throws Exception {
        chromium.view(1280, 800, false);
        pages.open("", BrowsedRuns.READY);

        assertThat(chromium.texts(ROWS))
                .containsExactlyInAnyOrder(
                        "benchmark?at=live running 1 of 3 runs",
                        "benchmark?at=group%2Fover finished 2 of 2 runs",
                        "benchmark?at=part finished 2 of 3 runs, 1 without a result",
                        "run?at=single finished ");
        assertThat(chromium.texts("[document.getElementById('count').textContent]"))
                .containsExactly("1 run, 3 benchmarks");
        chromium.click("a[href='benchmark?at=group%2Fover']");
        chromium.await("document.title.startsWith('sample')");
        assertThat(chromium.texts(ROWS))
                .containsExactlyInAnyOrder(
                        "run?at=group%2Fover%2Fruns%2Fnear finished ", "run?at=group%2Fover%2Fruns%2Ffar finished ");
        assertThat(chromium.texts("[document.getElementById('verdict-title').textContent]"))
                .containsExactly("Too few data sets to generalise");
        pages.isQuiet();

        chromium.click("a[href='run?at=group%2Fover%2Fruns%2Fnear']");
        chromium.await("document.querySelector('#verdict') !== null");
        chromium.click("a[href='benchmark?at=group%2Fover']");
        chromium.await("document.title.startsWith('sample')");
    }

    @Test
    void aBenchmarkThatEndedWithoutSomeResultsSaysSoAndAwaitsNone() throws Exception {
        chromium.view(1280, 800, false);
        pages.open("benchmark?at=part", BrowsedRuns.READY);

        assertThat(chromium.texts("[document.querySelector('.progress').textContent.trim()]"))
                .containsExactly("2 of 3 runs have a result");
        assertThat(chromium.texts("[...document.querySelectorAll('#benchmark progress, #benchmark details')].map("
                        + "e => e.textContent).filter(text => !text || text.includes('to come'))"))
                .isEmpty();
        pages.isQuiet();
    }

    @Test
    void onAPhoneAStateLeavesRoomForTheName() throws Exception {
        chromium.view(390, 800, false);
        pages.open("", BrowsedRuns.READY);

        assertThat(chromium.evaluate("document.querySelector(\"a[href='benchmark?at=part']\").getClientRects().length")
                        .asInt())
                .as("lines of the name")
                .isOne();
    }

    @Test
    void itsReportIsServedAndLeadsToThoseOfItsRuns() throws Exception {
        chromium.view(1280, 800, false);
        pages.open("benchmark?at=group%2Fover", BrowsedRuns.READY);
        chromium.click("a[href='benchmark-report?at=group%2Fover']");
        chromium.await("document.getElementById('verdict-title') !== null");
        pages.isQuiet();

        chromium.click("a[href='report?at=group%2Fover%2Fruns%2Ffar']");
        chromium.await("document.querySelectorAll('[data-drawn]').length > 30");
        pages.isQuiet();
    }

    @Test
    void aBenchmarkUnderWayIsFollowed() throws Exception {
        BenchmarkDirectory followed = begin(folder.resolve("alone/live"));
        // The page looks again every five seconds.
        String hurry = chromium.send(
                        "Page.addScriptToEvaluateOnNewDocument",
                        Map.of(
                                "source",
                                "(wait => { window.setTimeout = (what, millis) => wait(what, millis / 100); })(setTimeout)"))
                .path("identifier")
                .asString();
        try (PageServer other = PageServer.start(folder.resolve("alone"), 0, List.of(), Optional.empty())) {
            chromium.open(other.address().resolve("benchmark?at=live"), BrowsedRuns.READY);
            assertThat(chromium.texts("[document.querySelector('.progress span').textContent]"))
                    .containsExactly("1 of 3 runs ended");
            assertThat(chromium.texts(
                            "[...document.querySelectorAll('#benchmark details p')].map(e => e.textContent.trim())"))
                    .containsExactly("second third");
            assertThat(chromium.texts("[...document.querySelectorAll('a.button')].map(e => e.textContent)"))
                    .isEmpty();

            SampleBenchmark.run(followed, "second");
            chromium.await("document.querySelector('.progress span').textContent === '2 of 3 runs ended'"
                    + " && document.querySelectorAll('.runs tbody tr').length === 2");
            Files.delete(followed.path().resolve("run.lock"));
            chromium.await("document.querySelector('.title .state').textContent === 'interrupted'");
            assertThat(chromium.texts(
                            "[...document.querySelectorAll('.notice:not([hidden])')].map(e => e.textContent)"))
                    .first()
                    .asString()
                    .contains("resumes it, as does ./bakeoff run ", "/live/spec.json --out ");
            pages.isQuiet();
            // No page may ask a server that has ended.
            pages.open("", BrowsedRuns.READY);
        } finally {
            chromium.send("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", hurry));
        }
    }

    private static BenchmarkDirectory begin(Path place) throws IOException {
        BenchmarkDirectory begun = SampleBenchmark.begin(place, List.of("first", "second", "third"));
        Files.writeString(
                begun.path().resolve("run.lock"), ProcessHandle.current().pid() + "\n");
        SampleBenchmark.run(begun, "first");
        return begun;
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "390, true"})
    void everyPageFitsTheWindow(int width, boolean dark) throws Exception {
        chromium.view(width, 800, dark);
        for (String page :
                List.of("", "benchmark?at=live", "benchmark?at=group%2Fover", "benchmark-report?at=group%2Fover")) {
            pages.open(page, LOADED.replace("main h1", "h1"));

            pages.isQuiet();
            assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
                    .as(page)
                    .isEqualTo(width);
        }
    }
}

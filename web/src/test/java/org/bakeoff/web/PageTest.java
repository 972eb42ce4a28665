package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bakeoff.report.Chromium;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.report.SampleRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The local page in a real browser. */
@EnabledIf(
        value = "org.bakeoff.report.Chromium#isInstalled",
        disabledReason = "there is no chromium and no google-chrome on the PATH")
class PageTest {

    /** What a user works or asks about, and so must have a name. */
    private static final Set<String> NAMED = Set.of(
            "button",
            "link",
            "textbox",
            "searchbox",
            "combobox",
            "checkbox",
            "radio",
            "Date",
            "progressbar",
            "image",
            "region",
            "DisclosureTriangle");

    /** The cells of a table whose text covers some of the next cell's. */
    private static final String OVERLAPPING = "[...document.querySelectorAll('td, th')].filter(cell => {"
            + " const lines = one => { const range = document.createRange(); range.selectNodeContents(one);"
            + " return [...range.getClientRects()]; };"
            + " const cover = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1"
            + " && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;"
            + " const next = cell.nextElementSibling ? lines(cell.nextElementSibling) : [];"
            + " return lines(cell).some(line => next.some(other => cover(line, other)));"
            + " }).map(cell => cell.textContent)";

    private static final String LOADED = "document.querySelector('main h1') !== null";

    @TempDir
    private static Path folder;

    private static BrowsedRuns pages;
    private static Chromium chromium;
    private static Path runs;

    @BeforeAll
    static void start() throws Exception {
        runs = Files.createDirectory(folder.resolve("runs"));
        SampleRun.write(runs.resolve("over"), SampleComparison.of(60, 2));
        SampleRun.write(runs.resolve("group/other"), SampleComparison.of(60, 1));
        LiveRun listed = LiveRun.begin(runs.resolve("listed"));
        listed.start("gru", 1);
        listed.epoch("gru", 1, 1);
        listed.end("gru", 1, "failed", "");
        listed.retry("gru", 1, "its worker process ended as the system had no memory left; " + "x".repeat(60));
        pages = new BrowsedRuns(runs, folder.resolve("profile"));
        chromium = pages.chromium();
    }

    @AfterAll
    static void close() {
        if (pages != null) {
            pages.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "390, true"})
    void everyPageFitsTheWindowAndAsksNobodyElse(int width, boolean dark) throws Exception {
        chromium.view(width, 800, dark);
        for (String page : List.of(
                "",
                "leaderboards",
                "run?at=over",
                "run?at=listed",
                "ask?at=over",
                "compare?at=over&at=group%2Fother")) {
            pages.open(page, LOADED);

            pages.isQuiet();
            assertThat(chromium.number("document.documentElement.scrollWidth"))
                    .as(page)
                    .isEqualTo(width);
            assertThat(
                            chromium.texts(
                                    "[...document.querySelectorAll('main *, header *')].filter(e => !e.closest('.scroll, pre')"
                                            + " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"))
                    .as(page)
                    .isEmpty();
            assertThat(chromium.texts(OVERLAPPING)).as(page).isEmpty();
        }
        // Two runs stand side by side on a phone, too.
        assertThat(chromium.texts(
                        "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1)"
                                + ".map(e => e.textContent.slice(0, 80))"))
                .isEmpty();
    }

    @Test
    void theListOfRunsLeadsToLeaderboardsAndTheyToRuns() throws Exception {
        chromium.view(1280, 800, false);
        pages.open("", BrowsedRuns.READY);
        chromium.evaluate("document.querySelector('a[href=leaderboards]').click()");
        chromium.await("document.querySelector('.leaders tbody tr') !== null");

        assertThat(chromium.texts("[...document.querySelectorAll('.leaders tbody th .chip')].map(e => e.textContent)"))
                .containsExactly("bigrams", "tf-idf", "counts", "lstm", "simple-rnn");
        chromium.evaluate("document.querySelector('.leaders .run a').click()");
        chromium.await("document.querySelector('#verdict') !== null");
    }

    @Test
    void runsThatAreNotReadYetAreCounted() throws Exception {
        pages.open("", BrowsedRuns.READY);
        chromium.evaluate("(() => { document.getElementById('runs').setAttribute('data-unread', '7');"
                + " document.getElementById('words').dispatchEvent(new Event('input')); })()");

        assertThat(chromium.texts("[document.getElementById('count').textContent]"))
                .containsExactly("3 runs, and 7 more to read");
    }

    @Test
    void ofManyRunsTheFirstAreLaidOutAtOnce() throws Exception {
        Path many = folder.resolve("many");
        int runs = RunsPage.FIRST + 5;
        for (int run = 1; run <= runs; run++) {
            LiveRun.begin(many.resolve("r" + run)).release();
        }
        String laidOut =
                "[...document.querySelectorAll('.runs tbody tr')].filter(e => e.getClientRects().length).length";
        try (PageServer other = PageServer.start(many, 0, List.of(), Optional.empty())) {
            chromium.view(390, 800, false);
            chromium.open(other.address(), BrowsedRuns.READY);
            assertThat(chromium.number(laidOut)).isEqualTo(RunsPage.FIRST);

            chromium.evaluate("(() => { const e = document.getElementById('words'); e.value = 'r99 ';"
                    + " e.dispatchEvent(new Event('input')); })()");
            assertThat(chromium.number(laidOut)).isOne();
            chromium.evaluate("(() => { const e = document.getElementById('words'); e.value = '';"
                    + " e.dispatchEvent(new Event('input')); })()");
            chromium.click("th[data-key=name] button");
            assertThat(chromium.number(laidOut)).isEqualTo(RunsPage.FIRST);
            assertThat(chromium.texts("[document.getElementById('rest').textContent]"))
                    .containsExactly("Show the other 5 runs");

            chromium.click("#rest");
            assertThat(chromium.number(laidOut)).isEqualTo(runs);
            assertThat(chromium.number("document.activeElement.closest('tr').rowIndex"))
                    .isEqualTo(RunsPage.FIRST + 1);
            pages.isQuiet();
        }
    }

    @Test
    void aTagIsNotBrokenWhereNamesOfModelsAreLong() throws Exception {
        chromium.view(1280, 800, false);
        pages.open("", BrowsedRuns.READY);
        chromium.evaluate(
                "document.querySelectorAll('.runs .best').forEach(e => { e.textContent = 'a-long-name, '.repeat(40); })");

        assertThat(chromium.texts(
                        "[...document.querySelectorAll('.tag')].filter(e => e.getClientRects()[0].height > 30)"
                                + ".map(e => e.textContent)"))
                .isEmpty();
        assertThat(chromium.number("document.documentElement.scrollWidth")).isEqualTo(1280);
    }

    /** As a screen reader gets it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run?at=over",
                "run?at=listed",
                "ask?at=over",
                "compare?at=over&at=group%2Fother",
                "run?at=none"
            })
    void everyControlHasANameAndHeadingsAreInOrder(String page) throws Exception {
        chromium.view(1280, 800, false);
        pages.open(page, LOADED);
        List<JsonNode> nodes = chromium.send("Accessibility.getFullAXTree", Map.of())
                .path("nodes")
                .valueStream()
                .filter(node -> !node.path("ignored").asBoolean())
                .toList();

        assertThat(nodes)
                .filteredOn(node -> NAMED.contains(role(node)))
                .isNotEmpty()
                .allMatch(node -> !node.path("name").path("value").asString("").isBlank());
        List<Integer> levels = nodes.stream()
                .filter(node -> role(node).equals("heading"))
                .map(node -> node.path("properties")
                        .valueStream()
                        .filter(property -> property.path("name").asString().equals("level"))
                        .findFirst()
                        .orElseThrow()
                        .path("value")
                        .path("value")
                        .asInt())
                .toList();
        int before = 0;
        for (int level : levels) {
            assertThat(level).as("%s", levels).isBetween(1, before + 1);
            before = level;
        }
        assertThat(levels).containsOnlyOnce(1);
        assertThat(nodes)
                .extracting(PageTest::role)
                .contains("main", "banner")
                .filteredOn(role -> role.equals("status"))
                .hasSize(page.isEmpty() || page.equals("run?at=listed") ? 1 : 0);
    }

    private static String role(JsonNode node) {
        return node.path("role").path("value").asString("");
    }

    @Test
    void aReportIsServedAsItIs() throws Exception {
        chromium.view(1280, 800, false);
        pages.open("report?at=over", BrowsedRuns.READY);

        assertThat(chromium.number("document.querySelectorAll('[data-drawn]').length"))
                .isGreaterThan(30);
        pages.isQuiet();
    }

    @Test
    void theListIsFilteredAndSorted() throws Exception {
        pages.open("", BrowsedRuns.READY);
        assertThat(shown()).containsExactly("listed", "group/other", "over");

        chromium.evaluate("(() => { const e = document.getElementById('words'); e.value = 'gru live';"
                + " e.dispatchEvent(new Event('input')); })()");
        assertThat(shown()).containsExactly("listed");

        chromium.evaluate("(() => { const e = document.getElementById('words'); e.value = '';"
                + " e.dispatchEvent(new Event('input')); })()");
        chromium.evaluate("(() => { const e = document.getElementById('tag'); e.value = 'draft';"
                + " e.dispatchEvent(new Event('input')); })()");
        assertThat(shown()).containsExactly("listed");
        chromium.evaluate("(() => { const e = document.getElementById('tag'); e.value = '';"
                + " e.dispatchEvent(new Event('input')); })()");
        chromium.click("th[data-key=tags] button");
        assertThat(shown()).last().isEqualTo("listed");
        chromium.click("th[data-key=state] button");
        assertThat(shown()).last().isEqualTo("listed");
        chromium.click("th[data-key=state] button");
        assertThat(shown()).first().isEqualTo("listed");
    }

    @Test
    void runsAreChosenToStandSideBySide() throws Exception {
        pages.open("", BrowsedRuns.READY);
        assertThat(chromium.evaluate("document.getElementById('compare').disabled")
                        .asBoolean())
                .isTrue();

        chromium.click("input[value=over]");
        chromium.click("input[value='group/other']");
        chromium.click("#compare");
        await("document.title.startsWith('Side by side')");

        assertThat(chromium.texts("[...document.querySelectorAll('.side thead a')].map(e => e.getAttribute('href'))"))
                .containsExactly("run?at=group%2Fother", "run?at=over");
        pages.isQuiet();
    }

    @Test
    void aRunUnderWayIsFollowed() throws Exception {
        Path alone = folder.resolve("alone");
        LiveRun run = LiveRun.begin(alone.resolve("live"));
        try (PageServer other = PageServer.start(alone, 0, List.of(), Optional.empty(), Duration.ofMillis(20))) {
            isFollowed(run, other);
        }
    }

    private static void isFollowed(LiveRun run, PageServer other) throws Exception {
        chromium.view(1280, 800, false);
        chromium.open(
                other.address().resolve("run?at=live"), "document.querySelectorAll('.trials tbody tr').length === 4");

        run.start("lstm", 1);
        run.epoch("lstm", 1, 1);
        await(points("lstm") + " === 2");
        run.epoch("lstm", 1, 2);
        await(points("lstm") + " === 4");
        assertThat(status("lstm-1")).isEqualTo("training");

        run.end("lstm", 1, "failed", "its worker ended");
        await(status("lstm-1", "failed its worker ended"));
        run.retry("lstm", 1, "its worker ended");
        await(status("lstm-1", "second attempt its worker ended"));
        run.epoch("lstm", 1, 3);
        run.end("lstm", 1, "done", null);
        await(status("lstm-1", "done"));

        // Of the run there is no dataset, so that no test example can be looked at.
        await("document.querySelector('.interim tbody') !== null");
        assertThat(
                        chromium.texts(
                                "[...document.querySelectorAll('.interim tbody tr')].map(e => e.textContent.replace(/\\s+/g, ' ').trim())"))
                .containsExactly("lstm 81.7% 1 of 2");
        assertThat(chromium.texts("[document.querySelector('#interim .notice').textContent]"))
                .first()
                .asString()
                .startsWith("This is after 1 of 4 trials, and not the verdict");
        chromium.click("input[value=accuracy]");
        await("document.querySelector('.chart svg').textContent.includes('accuracy')");
        assertThat(chromium.texts("[document.querySelector('.progress span').textContent]"))
                .containsExactly("1 of 4 trials ended, about 90 s of training left");

        // In a search, which doesn't say what is to come, a folder may be there before it says which model it is of.
        Files.createDirectories(run.folder().resolve("trials/gru-9"));
        run.epoch("gru", 9, 1);
        await(points("gru-9") + " === 2");
        run.start("gru", 9);
        await(points("gru") + " === 2");
        assertThat(chromium.texts("[...document.querySelectorAll('#curves h3')].map(e => e.textContent)"))
                .containsExactly("lstm", "gru");
        pages.isQuiet();

        run.release();
        await("document.querySelector('.title .state').textContent === 'interrupted'");
        SampleRun.write(run.folder(), SampleComparison.of(60, 2));
        await("document.querySelector('#verdict h2') !== null");
        pages.isQuiet();
    }

    private static String points(String model) {
        return "Number([...document.querySelectorAll('#curves figure')].filter(e => e.querySelector('h3').textContent === '"
                + model + "').map(e => e.querySelector('.chart').dataset.points)[0])";
    }

    private static String status(String trial, String is) {
        return "document.querySelector('tr[data-trial=" + trial
                + "] .status').textContent.replace(/\\s+/g, ' ').trim() === '" + is + "'";
    }

    private static String status(String trial) throws InterruptedException {
        return chromium.evaluate("document.querySelector('tr[data-trial=" + trial + "] .status').textContent.trim()")
                .asString();
    }

    private static void await(String condition) throws InterruptedException {
        chromium.await(condition);
    }

    private static List<String> shown() throws InterruptedException {
        return chromium.texts("[...document.querySelectorAll('.runs tbody tr')].filter(row => !row.hidden)"
                + ".map(row => row.querySelector('input').value)");
    }
}

package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bakeoff.report.run.RunDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report in a real browser. */
@EnabledIf(
        value = "org.bakeoff.report.Chromium#isInstalled",
        disabledReason = "there is no chromium and no google-chrome on the PATH")
class ReportPageTest {

    private static final String DRAWN = "document.documentElement.dataset.ready === 'yes'";

    @TempDir
    private static Path folder;

    private static URI page;

    /** The page without charts, whose drawing takes seconds. */
    private static URI plain;

    private static Chromium chromium;

    @BeforeAll
    static void render() throws Exception {
        Path run = SampleRun.write(folder.resolve("run"), SampleComparison.of(60, 2));
        Path report = new Reports().render(new RunDirectory(run));
        page = report.toUri();
        plain = Files.writeString(
                        folder.resolve("plain.html"),
                        Files.readString(report).replace(" data-chart=", " data-no-chart="))
                .toUri();
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
    void everyChartIsDrawnInsideTheWindowAndNothingIsAskedForOrComplainedOf(int width, boolean dark) throws Exception {
        open(width, dark);
        showsEveryChart();
        isAsWideAsTheWindow(width);
    }

    @Tag("endurance")
    @ParameterizedTest
    @CsvSource({"1280, true", "390, false"})
    void everyChartIsDrawnInTheOtherColoursToo(int width, boolean dark) throws Exception {
        open(width, dark);
        showsEveryChart();
        isAsWideAsTheWindow(width);
    }

    @Test
    void aNarrowWindowIsWideEnough() throws Exception {
        open(320, false);
        isAsWideAsTheWindow(320);
    }

    private static void showsEveryChart() throws InterruptedException {
        assertThat(chromium.number("document.querySelectorAll('[data-chart]').length"))
                .isGreaterThan(30);
        assertThat(chromium.texts("[...document.querySelectorAll('[data-chart]')].filter(chart =>"
                        + " !chart.querySelector('svg .mark-symbol path, svg .mark-rect path, svg .mark-line path')"
                        + " || chart.getBoundingClientRect().height < 60 || !chart.getAttribute('aria-label'))"
                        + ".map(chart => chart.id)"))
                .isEmpty();
        assertThat(chromium.requests()).containsExactly(page.toString());
        assertThat(chromium.complaints()).isEmpty();
    }

    private static void isAsWideAsTheWindow(int width) throws InterruptedException {
        // As a phone, Chromium may lay a page out before it goes by the phone's width.
        chromium.await("document.documentElement.scrollWidth === " + width);
        assertThat(
                        chromium.texts(
                                "[...document.querySelectorAll('main *, header *')].filter(e => !e.closest('.scroll, pre')"
                                        + " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280, 800", "390, 800"})
    void theAnswerIsOnTheFirstScreen(int width, int height) throws Exception {
        chromium.view(width, height, false);
        chromium.open(page, DRAWN);

        assertThat(chromium.texts(
                        "[...document.querySelectorAll('#verdict h2, .headline, .ranking tr, #caveats-title, .warnings > ul > li,"
                                + " .failures > ul > li')].filter(e => e.getBoundingClientRect().bottom > innerHeight)"
                                + ".map(e => e.textContent)"))
                .isEmpty();
        assertThat(chromium.number("document.querySelectorAll('.warnings > ul > li, .failures > ul > li').length"))
                .isEqualTo(3);
        assertThat(chromium.number("document.querySelectorAll('details.topic[open]').length"))
                .isZero();
        assertThat(chromium.texts(
                        "[...document.querySelectorAll('details.topic > summary > .found')].map(e => e.textContent)"))
                .hasSizeGreaterThan(8)
                .allMatch(found -> !found.isBlank());
    }

    @Test
    void aLinkOpensItsTopic() throws Exception {
        chromium.view(1280, 800, false);
        chromium.open(page, DRAWN);
        chromium.click("nav a[href='#training']");
        // The page learns of the link after the click.
        chromium.await("document.querySelector('#training details').open");

        assertThat(chromium.texts("[...document.querySelectorAll('details.topic[open]')].map(e => e.parentNode.id)"))
                .containsExactly("training");
        chromium.await("document.querySelector('#training svg').getBoundingClientRect().width > 100");
    }

    @Test
    void aConfusionMatrixIsAHeatMapThatFitsAPhone() throws Exception {
        openWithoutCharts(390, false);

        assertThat(chromium.texts("[...document.querySelectorAll('.heat caption')].map(e => e.textContent)"))
                .containsExactly("simple-rnn", "lstm");
        assertThat(chromium.texts(
                        "[...document.querySelectorAll('.heat')[0].querySelectorAll('td')].map(e => e.textContent + ' ' +"
                                + " [...e.classList].filter(c => c !== 'n').join())"))
                .containsExactly("90 s5", "10 s1", "0.9000 ", "40 s2", "60 s3", "0.6000 ");
        assertThat(chromium.texts(
                        "[...document.querySelectorAll('.heat')].filter(e => e.scrollWidth > e.parentNode.clientWidth + 1)"
                                + ".map(e => e.textContent)"))
                .isEmpty();
    }

    @Test
    void aGroupShowsItsExamplesWhenItIsChosen() throws Exception {
        openWithoutCharts(1280, false);
        chromium.evaluate("document.querySelector('#cases-1').open = true");
        String visible = "[...document.querySelectorAll('#cases-0 .examples')]"
                + ".filter(e => e.offsetHeight > 0).map(e => e.querySelector('h4').textContent)";

        assertThat(chromium.texts(visible)).singleElement().asString().startsWith("only simple-rnn right");
        chromium.click("#cases-0 .group1");
        assertThat(chromium.texts(visible)).singleElement().asString().startsWith("only lstm right");
        chromium.click("#cases-0 .group2");
        assertThat(chromium.texts(visible)).singleElement().asString().startsWith("both right");
        assertThat(chromium.texts("[...document.querySelectorAll('#cases-1 .examples')]"
                        + ".filter(e => e.offsetHeight > 0).map(e => e.className)"))
                .containsExactly("examples examples0");
    }

    @Test
    void anExpressionCannotReplaceWhatJavaScriptAsksOfEveryObject() throws Exception {
        openWithoutCharts(1280, false);
        chromium.evaluate("vegaEmbed(document.createElement('div'),"
                + " {$schema: 'https://vega.github.io/schema/vega/v5.json',"
                + " signals: [{name: 'taken', update: '{toString: 1}'}]}, {ast: true})"
                + ".then(() => 'accepted', () => 'refused').then(answer => { document.title = answer; })");
        while (chromium.texts("[document.title]").stream().noneMatch(title -> title.matches("accepted|refused"))) {
            Thread.sleep(20);
        }

        // Fixed in vega-expression 5.2.1 and vega-interpreter 1.2.1.
        assertThat(chromium.texts("[document.title]")).containsExactly("refused");
        assertThat(chromium.texts("(() => { try { return [vega.codegenExpression({allowed: []})"
                        + "(vega.parseExpression('{toString: 1}')).code]; } catch (e) { return ['refused']; } })()"))
                .containsExactly("refused");
    }

    @Test
    void thePairsAndTheExamplesButTheFirstAreFolded() throws Exception {
        openWithoutCharts(390, false);
        String open = "[...document.querySelectorAll('details.cases[open]')].map(e => e.id)";

        assertThat(chromium.texts(open)).containsExactly("cases-0", "cases-2");
        chromium.click("#cases-1 > summary");
        assertThat(chromium.texts(open)).containsExactly("cases-0", "cases-1", "cases-2");
        assertThat(chromium.texts("[...document.querySelectorAll('#cases-0 .examples0 .reading')].map(e => e.open)"))
                .containsExactly("true", "false");
    }

    @Test
    void theModelThatWeighsTheWordsCanBeChosen() throws Exception {
        openWithoutCharts(1280, false);
        String visible = "[...new Set([...document.querySelectorAll('#cases-0 .panel')]"
                + ".filter(e => e.offsetHeight > 0).map(e => e.querySelector('.chip').textContent))]";

        assertThat(chromium.texts(visible)).containsExactly("simple-rnn", "lstm");
        chromium.click("#cases-0 .show1");
        assertThat(chromium.texts(visible)).containsExactly("lstm");
        chromium.click("#cases-0 .switch .all");
        assertThat(chromium.texts(visible)).containsExactly("simple-rnn", "lstm");
    }

    private static void textsStandAsTheyAre() throws InterruptedException {
        assertThat(chromium.evaluate("document.querySelector('.example .text').textContent")
                        .asString())
                .startsWith(SampleFindings.HOSTILE);
        assertThat(chromium.evaluate("document.querySelector('#metrics').textContent")
                        .asString())
                .contains("lstm <b>");
        assertThat(chromium.number("document.querySelectorAll('.example script, .example br, main b').length"))
                .isZero();
    }

    @Test
    void aReaderFindsLandmarksAndHeadingsInOrderAndTextsAsTheyAre() throws Exception {
        openWithoutCharts(1280, false);
        textsStandAsTheyAre();

        assertThat(chromium.number(
                        "document.querySelectorAll('main').length * document.querySelectorAll('nav').length"))
                .isOne();
        List<String> levels = chromium.texts("[...document.querySelectorAll('h1, h2, h3, h4')].map(e => e.tagName)");
        assertThat(levels.get(0)).isEqualTo("H1");
        for (int index = 1; index < levels.size(); index++) {
            assertThat(levels.get(index).charAt(1) - levels.get(index - 1).charAt(1))
                    .as("heading %d", index)
                    .isLessThanOrEqualTo(1);
        }
        assertThat(chromium.texts("[...document.querySelectorAll('[id]')].map(e => e.id)"))
                .doesNotHaveDuplicates();
        assertThat(chromium.texts("[...document.querySelectorAll('nav a')].map(e => e.hash)"
                        + ".filter(hash => !document.querySelector(hash))"))
                .isEmpty();
        assertThat(chromium.number("document.querySelectorAll('figure:not(:has(details.data tbody tr))').length"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void textAndHighlightsAreLegible(boolean dark) throws Exception {
        openWithoutCharts(1280, dark);
        chromium.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)");

        // The WCAG's contrast of every text with what is painted behind it.
        assertThat(chromium.texts("(() => {"
                        + "const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);"
                        + "const over = (top, below) => { const a = top[3] ?? 1;"
                        + " return [0, 1, 2].map(i => a * top[i] + (1 - a) * below[i]); };"
                        + "const grounds = new Map([[null, [255, 255, 255]]]);"
                        + "const ground = e => { if (!grounds.has(e)) { grounds.set(e,"
                        + " over(parse(getComputedStyle(e).backgroundColor), ground(e.parentElement))); } return grounds.get(e); };"
                        + "const light = c => { const l = c.map(v => v / 255).map(v => v <= .03928 ? v / 12.92"
                        + " : ((v + .055) / 1.055) ** 2.4); return .2126 * l[0] + .7152 * l[1] + .0722 * l[2]; };"
                        + "const contrast = e => { const b = ground(e), f = over(parse(getComputedStyle(e).color), b);"
                        + " const [x, y] = [light(f), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };"
                        + "return [...document.querySelectorAll('p, li, td, th, h1, h2, h3, h4, dd, dt, i, a, span, summary')]"
                        + ".filter(e => e.offsetHeight > 0 && !e.closest('.skip'))"
                        + ".filter(e => contrast(e) < 4.5).map(e => contrast(e).toFixed(2) + ' ' + e.outerHTML.slice(0, 60));"
                        + "})()"))
                .isEmpty();
    }

    @Test
    void withoutScriptsEverythingButTheChartsIsThere() throws Exception {
        chromium.send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            chromium.view(1280, 900, false);
            chromium.open(page, "true");
            chromium.click("#examples > details > summary");
            chromium.click("#cases-0 .group3");
            assertThat(chromium.number("document.querySelector('#cases-0 .examples3').offsetHeight"))
                    .isPositive();
            assertThat(chromium.number("document.querySelectorAll('.chart svg').length"))
                    .isZero();
            assertThat(chromium.number("document.querySelectorAll('.ranking svg').length"))
                    .isPositive();
        } finally {
            chromium.send("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Tag("endurance")
    @Test
    void onPaperThereAreNoControlsAndNothingIsFolded() throws Exception {
        open(720, true);
        chromium.send(
                "Emulation.setEmulatedMedia",
                Map.of("media", "print", "features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        try {
            assertThat(chromium.number("document.querySelector('main').offsetWidth"))
                    .isGreaterThan(650);
            assertThat(chromium.number("document.documentElement.scrollWidth")).isEqualTo(720);
            assertThat(
                            chromium.texts(
                                    "[...document.querySelectorAll('nav, .switch, .data, summary')]"
                                            + ".filter(e => e.offsetHeight > 0 && !e.matches('.fold > summary, .topic > summary')).map(e => e.className)"))
                    .isEmpty();
            assertThat(chromium.number(
                            "document.querySelector('#provenance details pre').getBoundingClientRect().height"))
                    .isPositive();
            assertThat(chromium.evaluate("getComputedStyle(document.body).backgroundColor")
                            .asString())
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(chromium.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--warn')")
                            .asString())
                    .isEqualTo("#8a4b00");
            assertThat(chromium.texts(
                            "[...document.querySelectorAll('.ranking .wide')].filter(e => e.offsetHeight == 0)"
                                    + ".map(e => e.textContent)"))
                    .isEmpty();
        } finally {
            chromium.send("Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
        }
    }

    /** 72 reviews of 500 words, weighed by two models at random, which leaves nothing to be put together. */
    @Test
    void theReportOfALongRunIsSmall() throws Exception {
        Path run = SampleRun.write(folder.resolve("long"), SampleComparison.of(500, 9));

        assertThat(new Reports().render(new RunDirectory(run)))
                .satisfies(report -> assertThat(Files.size(report)).isLessThan(3_000_000));
    }

    private static void open(int width, boolean dark) throws InterruptedException {
        open(page, width, dark);
    }

    private static void openWithoutCharts(int width, boolean dark) throws InterruptedException {
        open(plain, width, dark);
    }

    private static void open(URI address, int width, boolean dark) throws InterruptedException {
        chromium.view(width, 900, dark);
        chromium.open(address, DRAWN);
        chromium.evaluate("document.querySelectorAll('details.topic').forEach(e => e.open = true)");
    }
}

package org.bakeoff.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.ContextClassLoader;
import org.bakeoff.report.leaderboard.Leaderboards;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunFiles;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataSummary;
import org.bakeoff.statistics.benchmark.BenchmarkResults;

/** Writes what an experiment found into its run directory, and renders a run directory again. */
public final class Reports {

    /** What a page of data begins with, and no other file. */
    private static final String DATA_PAGE = "<!DOCTYPE html>\n<!-- Bakeoff's data page -->\n";

    /** What a page of leaderboards begins with, and no other file. */
    private static final String LEADERBOARD_PAGE = "<!DOCTYPE html>\n<!-- Bakeoff's leaderboards -->\n";

    private final TemplateEngine templates;

    /** Uses the templates on the class path. */
    public Reports() {
        // Without a folder it takes the thread's class loader, whichever it is given.
        this.templates = ContextClassLoader.of(
                Reports.class,
                () -> TemplateEngine.createPrecompiled(
                        null, ContentType.Html, Reports.class.getClassLoader(), "org.bakeoff.report.templates"));
    }

    /**
     * Writes a page that describes data.
     *
     * @param file where to; may be a device or a pipe
     * @throws IOException if it can't be written, or see {@link #requireDataPage}; the message says so
     */
    public void write(DataSummary data, Path file) throws IOException {
        StringOutput page = new StringOutput();
        templates.render(
                "data.jte",
                Map.of("data", data, "assets", Assets.ofReports().withoutScripts(), "palette", Palette.NONE),
                page);
        // The template engine leaves out comments.
        AtomicFile.writeNamed(file, DATA_PAGE + page, DATA_PAGE);
    }

    /**
     * Requires a file to be one that a page of data may replace: missing, empty or such a page.
     *
     * @throws IOException if it isn't; the message says so
     */
    public static void requireDataPage(Path file) throws IOException {
        AtomicFile.requireReplaceable(file, DATA_PAGE);
    }

    /**
     * Writes leaderboards as a page.
     *
     * @param command how Bakeoff is called
     * @param file where to; may be a device or a pipe
     * @throws IOException if it can't be written, or see {@link #requireLeaderboardPage}; the message says so
     */
    public void write(Leaderboards boards, String command, Path file) throws IOException {
        StringOutput page = new StringOutput();
        templates.render(
                "leaderboards.jte",
                Map.of(
                        "content",
                        leaderboards(boards, command, place -> place, place -> ""),
                        "assets",
                        Assets.ofReports().withoutScripts()),
                page);
        AtomicFile.writeNamed(file, LEADERBOARD_PAGE + page, LEADERBOARD_PAGE);
    }

    /**
     * Requires a file to be one that a page of leaderboards may replace: missing, empty or such a page.
     *
     * @throws IOException if it isn't; the message says so
     */
    public static void requireLeaderboardPage(Path file) throws IOException {
        AtomicFile.requireReplaceable(file, LEADERBOARD_PAGE);
    }

    /**
     * Returns leaderboards as elements of a page.
     *
     * @param command how Bakeoff is called
     * @param folder returns the path of a run as a command needs it
     * @param address returns the page of a run; empty where there is none
     */
    public String leaderboards(
            Leaderboards boards, String command, UnaryOperator<String> folder, UnaryOperator<String> address) {
        StringOutput html = new StringOutput();
        templates.render(
                "part/leaderboards.jte",
                Map.of(
                        "boards",
                        boards.boards().stream().map(LeaderboardView::of).toList(),
                        "leftOut",
                        LeaderboardSentences.leftOut(boards),
                        "command",
                        command,
                        "folder",
                        folder,
                        "address",
                        address),
                html);
        return html.toString();
    }

    /** Writes comparison.json, run.json and report.html; spec.json and the trials are already there. */
    public void write(RunDirectory directory, ComparisonResult result, Provenance provenance) throws IOException {
        directory.write(provenance);
        directory.write(result);
        render(directory);
    }

    /**
     * Writes report.html again, from the run directory's files alone.
     *
     * @return report.html
     * @throws IOException if the folder is no run directory, or a file of it can't be read or written; the message says
     *     which
     */
    public Path render(RunDirectory directory) throws IOException {
        Path report = directory.path().resolve("report.html");
        AtomicFile.write(report, html(RunFiles.read(directory)));
        return report;
    }

    /** Writes a benchmark's benchmark.json and report.html. */
    public void write(BenchmarkDirectory directory, BenchmarkResults results) throws IOException {
        directory.write(results);
        render(directory);
    }

    /**
     * Writes the report.html of a benchmark again, from its folder's files alone.
     *
     * @return report.html
     * @throws IOException if it can't be written
     */
    public Path render(BenchmarkDirectory directory) throws IOException {
        AtomicFile.write(directory.report(), html(directory, BenchmarkDirectory::report));
        return directory.report();
    }

    /**
     * Returns the report.html of a benchmark as text.
     *
     * @param address returns where the report of a run is
     * @throws org.bakeoff.io.BakeoffException if it hasn't ended, or its file can't be read or is damaged
     */
    public String html(BenchmarkDirectory directory, UnaryOperator<String> address) {
        return rendered("benchmark.jte", page(directory, address));
    }

    /** Returns report.html as text. */
    public String html(RunFiles files) {
        return rendered(
                "report.jte", Page.of(files, "bakeoff predict RUN \"A text\" (RUN: the folder of this report)"));
    }

    /**
     * Returns the report's first part alone, an element of a page: headline, ranking and caveats.
     *
     * @param predict how to ask the models there
     */
    public String answer(RunFiles files, String predict) {
        return rendered("part/verdict.jte", Page.of(files, predict));
    }

    /**
     * Returns the first part of a benchmark's report alone, an element of a page.
     *
     * @param address returns where the report of a run is
     */
    public String answer(BenchmarkDirectory directory, UnaryOperator<String> address) {
        return rendered("part/benchmarkverdict.jte", page(directory, address));
    }

    private static BenchmarkPage page(BenchmarkDirectory directory, UnaryOperator<String> address) {
        return new BenchmarkPage(directory.results(), directory.ended(directory.summary()), address);
    }

    private String rendered(String template, Object page) {
        StringOutput html = new StringOutput();
        templates.render(template, page, html);
        return html.toString();
    }
}

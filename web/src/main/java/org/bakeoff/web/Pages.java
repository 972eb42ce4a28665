package org.bakeoff.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.EvaluationLog;
import org.bakeoff.io.ContextClassLoader;
import org.bakeoff.io.Json;
import org.bakeoff.report.HeadlineSentence;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.Palette;
import org.bakeoff.report.Reports;
import org.bakeoff.report.leaderboard.Leaderboards;
import org.bakeoff.report.run.ComparisonSummary;
import org.bakeoff.report.run.RunFiles;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.TrialProgress;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelResult;
import tools.jackson.databind.JsonNode;

/** Renders the pages by the templates on the class path. */
final class Pages {

    private static final double MINUTE = 60;

    /** From so many seconds on, minutes are exact enough for what is estimated. */
    private static final double ROUNDED = 100;

    private final TemplateEngine templates = ContextClassLoader.of(
            Pages.class,
            () -> TemplateEngine.createPrecompiled(
                    null, ContentType.Html, Pages.class.getClassLoader(), "org.bakeoff.web.templates"));

    private final Reports reports = new Reports();
    private final boolean control;

    /** Renders pages that have buttons to interrupt and resume runs, or have none. */
    Pages(boolean control) {
        this.control = control;
    }

    /** Returns the list of runs. */
    String runs(Path folder, RunIndex.Listing listing, List<RunIndex.Benchmark> benchmarks) {
        return rendered("runs.jte", Map.of("page", page(folder, listing, benchmarks)));
    }

    /** Returns the list of some runs and benchmarks, the newest first. */
    private static RunsPage page(Path folder, RunIndex.Listing listing, List<RunIndex.Benchmark> benchmarks) {
        return new RunsPage(
                folder.toString(),
                Files.isDirectory(folder),
                Stream.<Listed>concat(
                                listing.runs().stream().map(RunView::new),
                                benchmarks.stream().map(BenchmarkView::new))
                        .sorted(Comparator.comparingLong(row -> -row.millis()))
                        .toList(),
                listing.unread(),
                listing.whole());
    }

    /** Returns the page of a benchmark, with the list of its runs. */
    String benchmark(RunIndex.Benchmark benchmark, RunIndex.Listing runs) {
        BenchmarkView view = new BenchmarkView(benchmark);
        BenchmarkPage page = new BenchmarkPage(
                view,
                view.report().isEmpty() ? "" : reports.answer(benchmark.directory(), reports(benchmark)),
                page(benchmark.directory().path(), runs, List.of()));
        return rendered("benchmark.jte", Map.of("page", page));
    }

    /** Returns the report.html of a benchmark as its files make it, with the reports of its runs as this page serves them. */
    String report(RunIndex.Benchmark benchmark) {
        return reports.html(benchmark.directory(), reports(benchmark));
    }

    /** Returns where this page serves the reports of a benchmark's runs. */
    private static UnaryOperator<String> reports(RunIndex.Benchmark benchmark) {
        String runs = benchmark.place().isEmpty() ? "runs/" : benchmark.place() + "/runs/";
        return run -> "report?at=" + RunView.encoded(runs + run);
    }

    /** Returns the leaderboards of runs and benchmarks. */
    String leaderboards(RunIndex.Listing listing, List<RunIndex.Benchmark> benchmarks) {
        Map<String, String> pages =
                benchmarks.stream().map(BenchmarkView::new).collect(Collectors.toMap(Listed::place, Listed::page));
        Leaderboards boards = Leaderboards.of(
                new Leaderboards.Found(
                        listing.runs().stream()
                                .map(run ->
                                        new Leaderboards.Run(new RunView(run).place(), run.directory(), run.summary()))
                                .toList(),
                        benchmarks.stream()
                                .map(benchmark -> new Leaderboards.Benchmark(
                                        new BenchmarkView(benchmark).place(),
                                        benchmark.directory(),
                                        benchmark.summary()))
                                .toList(),
                        listing.whole() ? List.of() : List.of(".")),
                test -> EvaluationLog.known(CacheFolder.ofPlatform(), test));
        Map<String, String> folders = listing.runs().stream()
                .collect(Collectors.toMap(
                        run -> new RunView(run).place(),
                        run -> run.directory().path().toString()));
        return rendered(
                "leaderboards.jte",
                Map.of(
                        "boards",
                        reports.leaderboards(
                                boards,
                                "./bakeoff",
                                place -> folders.getOrDefault(place, place),
                                place -> pages.getOrDefault(place, "run?at=" + RunView.encoded(place))),
                        "empty",
                        boards.boards().isEmpty(),
                        "unread",
                        listing.unread()));
    }

    /** Returns the page of a run; of one that has a result it has the headline and the ranking. */
    String run(RunIndex.Entry entry, Optional<InterimView> interim) {
        boolean result = entry.directory().compared() && entry.summary().readable();
        RunProgress progress = RunProgress.read(entry.directory());
        RunPage page = new RunPage(
                new RunView(entry),
                result ? reports.answer(RunFiles.read(entry.directory()), "the playground above asks every model") : "",
                progress(progress),
                interim(interim, progress),
                trials(progress),
                spec(entry),
                control);
        return rendered("run.jte", Map.of("page", page));
    }

    private static String spec(RunIndex.Entry entry) {
        return Json.PRETTY.writeValueAsString(entry.directory().spec());
    }

    /** Returns the trials of a run as an element of its page. */
    String trials(RunProgress progress) {
        return rendered("trials.jte", Map.of("progress", progress, "palette", palette(progress)));
    }

    /** Returns how the models of a run under way compare as an element of its page; empty where that isn't known. */
    String interim(Optional<InterimView> view, RunProgress progress) {
        return view.map(known -> rendered("interim.jte", Map.of("view", known, "palette", palette(progress))))
                .orElse("");
    }

    private static Palette palette(RunProgress progress) {
        return new Palette(
                progress.trials().stream().map(TrialProgress::model).distinct().toList());
    }

    /** Returns how far a run is as an element of its page. */
    String progress(RunProgress progress) {
        return rendered("progress.jte", Map.of("progress", progress, "summary", summary(progress)));
    }

    /** Returns how far the trials are, in one line. */
    private static String summary(RunProgress progress) {
        long ended = progress.ended();
        int all = progress.trials().size();
        OptionalDouble left = progress.secondsLeft();
        String trials = progress.complete()
                ? Numbers.count(ended) + " of " + Numbers.count(all) + (all == 1 ? " trial" : " trials") + " ended"
                : Numbers.count(ended) + (ended == 1 ? " trial" : " trials") + " ended";
        if (progress.state() != RunState.RUNNING) {
            return trials;
        }
        return left.isEmpty() ? trials : trials + ", " + left(left.getAsDouble());
    }

    private static String left(double seconds) {
        if (seconds < 1) {
            return "the training is nearly done";
        }
        return "about "
                + (seconds < ROUNDED
                        ? Math.round(seconds) + " s"
                        : Numbers.count(Math.round(seconds / MINUTE)) + " min")
                + " of training left";
    }

    /** Returns report.html as the run directory's files make it, so that nothing else that may be in it gets into a browser. */
    String report(RunIndex.Entry entry) {
        return reports.html(RunFiles.read(entry.directory()));
    }

    /** Returns the playground before or after a question. */
    String playground(RunIndex.Entry entry, String text, Playground.Answers answers) {
        Palette palette = new Palette(
                answers.models().stream().map(Playground.ModelAnswer::model).toList());
        return rendered(
                "playground.jte",
                Map.of("run", new RunView(entry), "text", text, "answers", answers, "palette", palette));
    }

    /** Returns several runs side by side. */
    String comparison(List<RunIndex.Entry> runs) {
        List<RunView> views = runs.stream().map(RunView::new).toList();
        List<JsonNode> specs = runs.stream().map(run -> run.directory().spec()).toList();
        Set<String> models = new LinkedHashSet<>();
        List<String> headlines = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        for (RunIndex.Entry run : runs) {
            run.summary().models().stream().map(ComparisonSummary.Model::name).forEach(models::add);
        }
        models.forEach(model -> cells.add(new ArrayList<>()));
        for (RunIndex.Entry run : runs) {
            boolean result = run.directory().compared() && run.summary().readable();
            if (result) {
                ComparisonResult read = run.directory().result();
                headlines.add(HeadlineSentence.of(read).joined(": "));
                add(models, cells, read);
            } else {
                headlines.add("No result yet");
                cells.forEach(row -> row.add(""));
            }
        }
        return rendered(
                "compare.jte",
                Map.of(
                        "runs",
                        views,
                        "headlines",
                        headlines,
                        "models",
                        List.copyOf(models),
                        "cells",
                        cells,
                        "diff",
                        SpecDiff.of(specs)));
    }

    private static void add(Set<String> models, List<List<String>> cells, ComparisonResult result) {
        Map<String, ModelResult> results =
                result.models().stream().collect(Collectors.toMap(ModelResult::name, model -> model));
        boolean rate =
                result.primaryMetric().filter(MeasuredMetrics.Metric::rate).isPresent();
        int row = 0;
        for (String name : models) {
            ModelResult model = results.get(name);
            cells.get(row++)
                    .add(
                            model == null || result.metrics().primary().isEmpty()
                                    ? ""
                                    : Numbers.metric(
                                            model.measured(result.metrics()
                                                            .primary()
                                                            .get())
                                                    .estimate(),
                                            rate));
        }
    }

    /** Returns a page that says what went wrong. */
    String fault(String message) {
        return rendered("fault.jte", Map.of("message", message));
    }

    private String rendered(String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template, parameters, html);
        return html.toString();
    }
}

package org.bakeoff.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.report.Assets;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProcess;
import org.bakeoff.report.run.RunState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page on this machine's loopback address. It keeps nothing but what it can read again: all that it shows is in run
 * directories.
 */
public final class PageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    /** How often a page that follows a run looks at its files. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A list of runs waits so long for runs that nobody has read yet; its page asks again for the others. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Far more than anybody types. */
    private static final int LARGEST_REQUEST = 1 << 20;

    /** More runs side by side than a window has room for. */
    private static final int MOST_COMPARED = 8;

    private static final String REPORT_POLICY = Assets.ofReports().policy() + "; frame-ancestors 'none'";

    private static final String AT = "at";
    private static final String RUN = "run?at=";

    private final List<HttpServer> servers;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "bakeoff page");
        thread.setDaemon(true);
        return thread;
    });
    private final RunIndex index;
    private final Gate gate;
    private final Pages pages;
    private final EventStream events;
    private final InterimResults interim;
    private final Playground playground;
    private final Optional<RunControl> control;
    private final Map<String, Answer> assets = assets();

    /** Runs for which a process is being started, which may take long: each takes the memory of a Java of its own. */
    private final Set<RunDirectory> resuming = ConcurrentHashMap.newKeySet();

    private PageServer(
            List<HttpServer> servers,
            RunIndex index,
            List<Path> plugins,
            Optional<RunControl> control,
            Duration interval) {
        this.servers = servers;
        this.index = index;
        this.gate = new Gate(port());
        this.pages = new Pages(control.isPresent());
        this.interim = new InterimResults(plugins);
        this.events = new EventStream(pages, interim, interval);
        this.playground = new Playground(plugins);
        this.control = control;
    }

    /**
     * Starts to serve.
     *
     * @param folder the runs at and below this folder are shown
     * @param port the port; 0 for one that is free
     * @param plugins folders of plugins that models are asked with, see {@link org.bakeoff.experiment.ExperimentBuilder#plugins}
     * @param control interrupts and resumes runs; empty to show them only
     * @throws java.net.BindException if the port is in use
     * @throws IOException if the folder can't be read
     */
    public static PageServer start(Path folder, int port, List<Path> plugins, Optional<RunControl> control)
            throws IOException {
        return start(folder, port, plugins, control, INTERVAL);
    }

    static PageServer start(Path folder, int port, List<Path> plugins, Optional<RunControl> control, Duration interval)
            throws IOException {
        RunIndex index = new RunIndex(folder);
        PageServer started = new PageServer(LoopbackServer.on(port), index, plugins, control, interval);
        for (HttpServer server : started.servers) {
            server.setExecutor(started.threads);
            server.createContext("/", started::handle);
            server.start();
        }
        // The first request, which would load all classes of the list and its template, finds it made.
        ForkJoinPool.commonPool().execute(() -> {
            started.get("", Map.of());
            index.runs();
        });
        return started;
    }

    /** Returns the address to open, which holds the token. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port() + gate.root());
    }

    private int port() {
        return servers.get(0).getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Answer> refusal = gate.refusal(exchange);
            if (refusal.isPresent()) {
                send(exchange, refusal.get());
                return;
            }
            Optional<Answer> answer = guarded(exchange);
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        } catch (IOException e) {
            LOG.debug("a page was closed before its answer was written", e);
        } catch (OutOfMemoryError e) {
            // Many pages are sent at once; each must wait for its browser.
            LOG.error("an answer needs more memory than there is beside others", e);
        }
    }

    /** Returns the answer; empty if it was sent as it came to be. */
    private Optional<Answer> guarded(HttpExchange exchange) throws IOException {
        try {
            String page = gate.page(exchange);
            if (page.equals("events")) {
                RunIndex.Entry run = run(query(exchange));
                return events.follow(exchange, run.directory())
                        ? Optional.empty()
                        : Optional.of(Answer.refusal(503, "Too many pages are open."));
            }
            return Optional.of(
                    exchange.getRequestMethod().equals("POST") ? post(page, exchange) : get(page, query(exchange)));
        } catch (NotThere e) {
            return Optional.of(Answer.page(e.status, pages.fault(String.valueOf(e.getMessage()))));
        } catch (BakeoffException e) {
            int status = e.code() == ErrorCode.RUN_MISSING ? 404 : 500;
            return Optional.of(Answer.page(status, pages.fault(String.valueOf(e.getMessage()))));
        } catch (OutOfMemoryError e) {
            LOG.error("a page needs too much memory", e);
            return Optional.of(Answer.refusal(
                    500, "This page needs more memory than Java may take; BAKEOFF_JAVA_OPTIONS=-Xmx4g allows more."));
        } catch (RuntimeException | Error e) {
            // Plugins may throw anything.
            LOG.error("a page can't be shown", e);
            return Optional.of(Answer.page(
                    500,
                    pages.fault("This is a bug of Bakeoff; please report it with what bakeoff serve has printed.")));
        }
    }

    private Answer get(String page, Map<String, List<String>> query) {
        Answer asset = assets.get(page);
        if (asset != null) {
            return asset;
        }
        return switch (page) {
            case "" -> Answer.page(200, pages.runs(index.root(), index.single(PATIENCE), index.benchmarks()));
            case "benchmark" -> {
                RunIndex.Benchmark benchmark = benchmark(query);
                yield Answer.page(200, pages.benchmark(benchmark, index.of(benchmark, PATIENCE)));
            }
            case "benchmark-report" -> Answer.page(200, pages.report(benchmark(query)), REPORT_POLICY);
            case "leaderboards" -> Answer.page(200, pages.leaderboards(index.runs(PATIENCE), index.benchmarks()));
            case "run" -> {
                RunIndex.Entry run = run(query);
                yield Answer.page(200, pages.run(run, interim.last(run.directory())));
            }
            case "report" -> Answer.page(200, pages.report(run(query)), REPORT_POLICY);
            case "ask" -> Answer.page(200, pages.playground(run(query), "", new Playground.Answers(List.of(), "")));
            case "compare" -> Answer.page(200, pages.comparison(compared(query)));
            default -> throw new NotThere("There is no such page.");
        };
    }

    private Answer post(String page, HttpExchange exchange) throws IOException {
        Map<String, List<String>> form = new LinkedHashMap<>(query(exchange));
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(LARGEST_REQUEST + 1);
            if (body.length > LARGEST_REQUEST) {
                return Answer.refusal(413, "That is more than anybody types.");
            }
            form.putAll(fields(new String(body, StandardCharsets.UTF_8)));
        }
        RunIndex.Entry run = run(form);
        if (page.equals("ask")) {
            String text = form.getOrDefault("text", List.of("")).get(0);
            return playground
                    .ask(run.directory(), text)
                    .map(answers -> Answer.page(200, pages.playground(run, text, answers)))
                    .orElseGet(() -> Answer.page(
                            503, pages.fault("The models still answer another question. Ask again in a while.")));
        }
        RunControl allowed = control.orElseThrow(() -> new NotThere("Start bakeoff serve with --control to do that."));
        switch (page) {
            case "interrupt" -> {
                Optional<RunProcess> process = RunProcess.of(run.directory());
                if (process.isPresent() && !allowed.interrupt(run.directory(), process.get())) {
                    return Answer.page(
                            409,
                            pages.fault("This run isn't one that this page can interrupt: its process belongs"
                                    + " to an application, runs on another machine, or works in another folder, of"
                                    + " which this one is a copy. Interrupt it there."));
                }
            }
            case "resume" -> {
                Optional<String> fault = resumed(allowed, run);
                if (fault.isPresent()) {
                    return Answer.page(409, pages.fault(fault.get()));
                }
            }
            default -> throw new NotThere("There is no such page.");
        }
        return Answer.elsewhere(RUN + URLEncoder.encode(run.place(), StandardCharsets.UTF_8));
    }

    /** Resumes a run, unless another request does just now. Returns why it can't be resumed; empty if it was. */
    private Optional<String> resumed(RunControl allowed, RunIndex.Entry run) {
        if (!resuming.add(run.directory())) {
            return Optional.of("This run is being resumed already.");
        }
        try {
            return resumable(run).or(() -> resume(allowed, run));
        } finally {
            resuming.remove(run.directory());
        }
    }

    /** Returns why a run can't be resumed; empty if it may be tried. */
    private static Optional<String> resumable(RunIndex.Entry run) {
        return switch (RunState.of(run.directory())) {
            case INTERRUPTED -> Optional.empty();
            case RUNNING -> Optional.of("This run is under way already.");
            case FINISHED ->
                Optional.of("This run has finished: nothing of it is left to resume. To add seeds to it, give the"
                        + " command bakeoff run a spec with more of them.");
        };
    }

    private static Optional<String> resume(RunControl control, RunIndex.Entry run) {
        try {
            return control.resume(run.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunIndex.Entry run(Map<String, List<String>> query) {
        return run(query.getOrDefault(AT, List.of("")).get(0));
    }

    private RunIndex.Entry run(String place) {
        RunIndex.Entry run = index.find(place.equals(".") ? "" : place)
                .orElseThrow(() -> new NotThere("There is no run of that name in " + index.root() + "."));
        requireShowable(ReadingLimit.refusal(run.directory()));
        return run;
    }

    private RunIndex.Benchmark benchmark(Map<String, List<String>> query) {
        String place = query.getOrDefault(AT, List.of("")).get(0);
        RunIndex.Benchmark benchmark = index.findBenchmark(place.equals(".") ? "" : place)
                .orElseThrow(() -> new NotThere("There is no benchmark of that name in " + index.root() + "."));
        requireShowable(ReadingLimit.refusal(benchmark.directory()));
        return benchmark;
    }

    private static void requireShowable(Optional<String> refusal) {
        refusal.ifPresent(message -> {
            throw new NotThere(413, message);
        });
    }

    private List<RunIndex.Entry> compared(Map<String, List<String>> query) {
        List<RunIndex.Entry> runs = query.getOrDefault(AT, List.of()).stream()
                .distinct()
                .map(this::run)
                .toList();
        if (runs.size() < 2 || runs.size() > MOST_COMPARED) {
            throw new NotThere("Choose from 2 to " + MOST_COMPARED + " runs to see them side by side.");
        }
        return runs;
    }

    private static Map<String, List<String>> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? Map.of() : fields(query);
    }

    /** Reads what a form or the part of an address after "?" holds. */
    private static Map<String, List<String>> fields(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                try {
                    fields.computeIfAbsent(decoded(field.substring(0, equals)), key -> new ArrayList<>())
                            .add(decoded(field.substring(equals + 1)));
                } catch (IllegalArgumentException e) {
                    throw new NotThere("The address has a broken escape.");
                }
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.allHeaders().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static Map<String, Answer> assets() {
        Assets report = Assets.ofReports();
        // The last script draws the charts of a report.
        List<String> vega = report.scripts().subList(0, report.scripts().size() - 1);
        return Map.of(
                "style.css", Answer.asset("text/css", report.style() + resource("web.css")),
                "icon.svg", Answer.asset("image/svg+xml", resource("icon.svg")),
                "vega.js", Answer.asset("text/javascript", String.join("\n;\n", vega)),
                "runs.js", Answer.asset("text/javascript", resource("runs.js")),
                "run.js", Answer.asset("text/javascript", resource("run.js")));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageServer.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
        interim.close();
        playground.close();
    }

    /** Thrown where a request names what isn't there or can't be shown; the message is for the user. */
    private static final class NotThere extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;

        NotThere(String message) {
            this(404, message);
        }

        NotThere(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}

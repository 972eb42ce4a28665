package org.bakeoff.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.TrialProgress;
import org.bakeoff.report.run.TrialReader;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends how far a run is to a page that is open, as server-sent events, each time that its files have changed. */
final class EventStream {

    /** A page that is open holds a thread. */
    private final Semaphore free = new Semaphore(48);

    private final Pages pages;
    private final InterimResults interim;
    private final Duration interval;

    /** Sends, besides the epochs, parts of a run's page, and looks at the files at an interval. */
    EventStream(Pages pages, InterimResults interim, Duration interval) {
        this.pages = pages;
        this.interim = interim;
        this.interval = interval;
    }

    /** Follows a run until the page is closed or the run has finished. Returns false if too many pages are open. */
    boolean follow(HttpExchange exchange, RunDirectory directory) throws IOException {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            new Answer(200, Map.of("Content-Type", "text/event-stream; charset=utf-8"), "")
                    .allHeaders()
                    .forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                follow(out, directory);
            }
        } finally {
            free.release();
        }
        return true;
    }

    private void follow(OutputStream out, RunDirectory directory) throws IOException {
        TrialReader reader = new TrialReader();
        String last = "";
        boolean underWay = true;
        while (underWay) {
            String stamp = RunProgress.stamp(directory)
                    + interim.last(directory).map(Record::hashCode).orElse(0);
            if (stamp.equals(last)) {
                // A page that was closed is noticed by writing.
                write(out, ":\n\n");
            } else {
                RunProgress progress = RunProgress.read(directory, reader);
                write(out, "data: " + json(progress, interim.of(directory, progress)) + "\n\n");
                underWay = progress.state() != RunState.FINISHED && Files.isDirectory(directory.path());
                last = stamp;
            }
            try {
                Thread.sleep(underWay ? interval.toMillis() : 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String json(RunProgress progress, Optional<InterimView> view) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("state", progress.state().name());
        json.put("progressHtml", pages.progress(progress));
        json.put("interimHtml", pages.interim(view, progress));
        json.put("trialsHtml", pages.trials(progress));
        ArrayNode trials = json.putArray("trials");
        for (TrialProgress trial : progress.trials()) {
            ObjectNode one = trials.addObject();
            one.put("name", trial.name());
            one.put("model", trial.model());
            // JavaScript would take two large ones for one.
            one.put("seed", Long.toString(trial.seed()));
            one.put("status", trial.status().name());
            one.put("planned", trial.planned());
            one.put("done", trial.training().done());
            one.set("epochs", Json.COMPACT.valueToTree(trial.training().epochs()));
        }
        return Json.COMPACT.writeValueAsString(json);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

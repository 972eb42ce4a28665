package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bakeoff.report.Chromium;

/** A folder of runs on the local page, in a real browser. */
final class BrowsedRuns implements AutoCloseable {

    /** A page has done what it does by itself. */
    static final String READY = "document.documentElement.dataset.ready === 'yes'";

    private final PageServer server;
    private final Chromium chromium;

    BrowsedRuns(Path runs, Path profile) throws IOException, InterruptedException {
        server = PageServer.start(runs, 0, List.of(), Optional.empty());
        chromium = Chromium.start(profile);
    }

    Chromium chromium() {
        return chromium;
    }

    /** Opens a page and waits until its expression is true. */
    void open(String page, String ready) throws InterruptedException {
        chromium.open(server.address().resolve(page), ready);
    }

    /** Asserts that the page complains of nothing, and asks nobody else. */
    void isQuiet() {
        assertThat(chromium.complaints()).isEmpty();
        assertThat(chromium.requests())
                // The browser draws the icon of a field for dates by such an address.
                .allMatch(request -> request.startsWith("http://127.0.0.1:") || request.startsWith("data:"));
    }

    @Override
    public void close() {
        chromium.close();
        server.close();
    }
}

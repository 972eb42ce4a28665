package org.bakeoff.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Figures;
import org.bakeoff.training.progress.Progress;

/**
 * Shows progress on a terminal: a line for every finished step and, below, a bar for every running trial and for a
 * download.
 */
final class ProgressBars implements ProgressDisplay {

    private static final long PAUSE = 100_000_000;
    private static final long MEBIBYTE = 1 << 20;
    /** The most bars at once, so that all fit on a small screen. */
    private static final int MOST = 16;

    private final LiveTerminalLines lines;
    private final Map<String, TrialProgressBar> bars = new LinkedHashMap<>();
    private String download = "";
    private int trials;
    private int over;
    private long drawn;
    private boolean closed;

    ProgressBars(PrintStream err) {
        this.lines = new LiveTerminalLines(err);
    }

    @Override
    public synchronized void accept(Progress event) {
        if (event instanceof Progress.Downloading downloading) {
            download = line(downloading);
            draw(List.of(), downloading.bytes() == downloading.total());
        } else if (event instanceof Progress.OfTrial ofTrial) {
            trial(ofTrial);
        } else {
            download = "";
            if (event instanceof Progress.TrialsPlanned planned) {
                trials = planned.trials();
            } else if (event instanceof Progress.Testing testing) {
                trials += testing.trials();
            }
            draw(ProgressLines.line(event).stream().toList(), true);
        }
    }

    private void trial(Progress.OfTrial event) {
        if (event instanceof Progress.TrialStarted started) {
            bars.put(event.trial(), new TrialProgressBar(started));
            draw(List.of(), true);
        } else if (event instanceof Progress.TrialRetried) {
            bars.remove(event.trial());
            draw(ProgressLines.line(event).stream().toList(), true);
        } else if (event instanceof Progress.TrialResumed || event instanceof Progress.TrialWarned) {
            draw(ProgressLines.line(event).stream().toList(), true);
        } else if (event instanceof Progress.TrialEnded
                || event instanceof Progress.TrialFailed
                || event instanceof Progress.TrialKept) {
            bars.remove(event.trial());
            over++;
            draw(ProgressLines.line(event).stream().toList(), true);
        } else {
            TrialProgressBar bar = bars.get(event.trial());
            if (bar != null) {
                bar.hear(event);
            }
            draw(List.of(), false);
        }
    }

    /**
     * Draws all bars.
     *
     * @param now whether to draw even if the last drawing was a moment ago
     */
    private void draw(List<String> staying, boolean now) {
        if (closed || (!now && System.nanoTime() - drawn < PAUSE)) {
            return;
        }
        drawn = System.nanoTime();
        List<String> live = new ArrayList<>();
        if (!download.isEmpty()) {
            live.add(download);
        }
        int name = bars.keySet().stream().mapToInt(String::length).max().orElse(1);
        bars.values().stream().limit(MOST).forEach(bar -> live.add(bar.line(name)));
        if (over < trials) {
            live.add(over + " of " + trials + " trials over"
                    + (bars.size() > MOST ? ", " + bars.size() + " at work" : ""));
        }
        lines.draw(staying, live);
    }

    private static String line(Progress.Downloading event) {
        String bytes = Figures.count(event.bytes() / MEBIBYTE);
        return event.total() < 0
                ? "downloading " + TerminalText.of(event.source()) + "  " + bytes + " MiB"
                : "downloading " + TrialProgressBar.bar(event.bytes(), event.total()) + " " + bytes + " of "
                        + Figures.count(event.total() / MEBIBYTE) + " MiB  " + TerminalText.of(event.source());
    }

    /** Removes the bars and stops drawing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            bars.clear();
            download = "";
            trials = 0;
            draw(List.of(), true);
            closed = true;
        }
    }
}

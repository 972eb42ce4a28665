package org.bakeoff.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Numbers;
import org.bakeoff.training.progress.Progress;

/**
 * Shows progress on a terminal: a line for every finished step and, below, a bar for every running trial, for a
 * download and for the evaluators.
 */
final class ProgressBars implements ProgressDisplay {

    private static final long PAUSE = 100_000_000;
    private static final long MEBIBYTE = 1 << 20;
    /** The most bars at once, so that all fit on a small screen. */
    private static final int MOST = 16;

    private static final String ESCAPE = "\u001b[";

    private final PrintStream err;
    private final Map<String, TrialProgressBar> bars = new LinkedHashMap<>();
    private String present = "";
    private String run = "";
    private final KeptTrials trials = new KeptTrials();
    private int height;
    private long drawn;
    private boolean ending;
    private boolean closed;

    ProgressBars(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void accept(Progress event) {
        trials.accept(event);
        if (event instanceof Progress.Downloading downloading) {
            present = line(downloading);
            draw(List.of(), downloading.bytes() == downloading.total());
        } else if (event instanceof Progress.OfTrial ofTrial) {
            trial(ofTrial);
        } else if (event instanceof Progress.Evaluating evaluating) {
            present = line(evaluating);
            draw(List.of(), true);
        } else {
            present = "";
            if (event instanceof Progress.RunStarted started) {
                run = "run " + started.number() + " of " + started.of() + ", ";
                bars.clear();
            }
            draw(ProgressLines.line(event).stream().toList(), true);
        }
    }

    private void trial(Progress.OfTrial event) {
        boolean started = event instanceof Progress.TrialStarted;
        boolean ended = event instanceof Progress.TrialEnded
                || event instanceof Progress.TrialFailed
                || event instanceof Progress.TrialRetried;
        TrialProgressBar bar = bars.get(event.trial());
        if (event instanceof Progress.TrialStarted start) {
            bars.put(event.trial(), new TrialProgressBar(start));
        } else if (ended) {
            bars.remove(event.trial());
        } else if (bar != null) {
            bar.hear(event);
        }
        List<String> staying = ProgressLines.line(event).stream().toList();
        draw(staying, started || !staying.isEmpty());
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
        if (!present.isEmpty()) {
            live.add(present);
        }
        int name = bars.keySet().stream().mapToInt(String::length).max().orElse(1);
        bars.values().stream().limit(MOST).forEach(bar -> live.add(bar.line(name)));
        if (!over()) {
            live.add(run + trials.over() + " of " + trials.planned() + " trials ended"
                    + (bars.size() > MOST ? ", " + bars.size() + " at work" : ""));
        }
        // Those that were done before are counted until another trial starts.
        Optional<String> kept = bars.isEmpty() && !over() ? Optional.empty() : trials.line();
        redraw(Stream.concat(kept.stream(), staying.stream()).toList(), live);
    }

    private boolean over() {
        return ending || trials.over() >= trials.planned();
    }

    /**
     * Writes lines that stay and, below them, the live ones, which replace those drawn before; in one write, to avoid flicker. The
     * terminal truncates a live line that is too wide, so that each takes one row.
     */
    private void redraw(List<String> staying, List<String> live) {
        StringBuilder text = new StringBuilder("\r");
        if (height > 0) {
            text.append(ESCAPE).append(height).append('A');
        }
        // Rows below still hold what was live; the lines that stay may take more rows than that.
        text.append(staying.isEmpty() ? "" : ESCAPE + "J");
        staying.forEach(line -> text.append(TerminalText.of(line)).append('\n'));
        text.append(ESCAPE).append("?7l");
        live.forEach(line -> text.append(TerminalText.of(line)).append(ESCAPE).append("K\n"));
        // What is left of longer ones goes; lines wrap again, for whoever writes next.
        text.append(ESCAPE).append('J').append(ESCAPE).append("?7h");
        err.print(text);
        err.flush();
        height = live.size();
    }

    private static String line(Progress.Downloading event) {
        String bytes = Numbers.count(event.bytes() / MEBIBYTE);
        return event.total() < 0
                ? "downloading " + event.source() + "  " + bytes + " MiB"
                : "downloading " + TrialProgressBar.bar(event.bytes(), event.total()) + " " + bytes + " of "
                        + Numbers.count(event.total() / MEBIBYTE) + " MiB  " + event.source();
    }

    private static String line(Progress.Evaluating event) {
        return "evaluating " + TrialProgressBar.bar(event.done(), event.total()) + " " + event.done() + " of "
                + event.total() + "  " + event.evaluator().orElse("intervals and verdicts");
    }

    /** Removes the bars and stops drawing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            bars.clear();
            present = "";
            ending = true;
            draw(List.of(), true);
            closed = true;
        }
    }
}

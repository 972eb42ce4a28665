package org.bakeoff.cli;

import java.io.PrintStream;
import java.util.List;

/** Redraws the lines at the bottom of a terminal, below those that stay. */
final class LiveTerminalLines {

    private static final String ESCAPE = "\u001b[";

    private final PrintStream err;
    private int drawn;

    /**
     * Creates an empty display.
     *
     * @param err a terminal that knows ANSI's control sequences
     */
    LiveTerminalLines(PrintStream err) {
        this.err = err;
    }

    /**
     * Writes lines that stay and, below them, the live ones; in one write, to avoid flicker.
     *
     * @param staying the lines to print above the live ones; they are never redrawn
     * @param live the lines that replace the live lines drawn so far; the terminal truncates a line that is too wide
     */
    void draw(List<String> staying, List<String> live) {
        StringBuilder text = new StringBuilder(ESCAPE + "?7l\r");
        if (drawn > 0) {
            text.append(ESCAPE).append(drawn).append('A');
        }
        for (List<String> lines : List.of(staying, live)) {
            lines.forEach(line -> text.append(line).append(ESCAPE).append("K\n"));
        }
        // What is left of longer ones goes; lines wrap again, for whoever writes next.
        text.append(ESCAPE).append('J').append(ESCAPE).append("?7h");
        err.print(text);
        err.flush();
        drawn = live.size();
    }
}

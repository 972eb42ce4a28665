package org.bakeoff.cli;

import java.io.PrintStream;
import java.util.List;

/** The lines at the bottom of a terminal that are drawn anew again and again, below those that stay. */
final class LiveTerminalLines {

    private static final String ESCAPE = "\u001b[";

    private final PrintStream err;
    private int drawn;

    /**
     * Draws nothing yet.
     *
     * @param err a terminal that knows ANSI's control sequences
     */
    LiveTerminalLines(PrintStream err) {
        this.err = err;
    }

    /**
     * Writes lines that stay and, below them, the live ones; all in one go, so that nothing flickers.
     *
     * @param staying what is put above the live lines, and never touched again
     * @param live what is drawn instead of the live lines so far; a line that is too wide is cut off by the terminal
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

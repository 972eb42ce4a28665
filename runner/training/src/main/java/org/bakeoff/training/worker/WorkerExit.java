package org.bakeoff.training.worker;

import java.util.List;
import java.util.Optional;

/** Describes how a worker process ended that should not have. */
final class WorkerExit {

    /** The exit code of a process that was ended by SIGKILL. */
    private static final int KILLED = 137;

    private static final int SHOWN = 20;

    /** How the JVM's report of a crash begins; all its lines begin so. */
    private static final String REPORT = "#";

    private WorkerExit() {}

    /**
     * A sentence without a full stop.
     *
     * @param lines what it wrote last
     */
    static String describe(int code, List<String> lines) {
        String end = "its worker process ended with exit code " + code;
        if (code == KILLED) {
            return end + ": it was killed, as Linux does when memory runs out. If that was so, use fewer --workers, a"
                    + " smaller batchSize, shorter texts or a smaller model" + said(lines);
        }
        Optional<String> signal = after(lines, "fatal error", 2);
        return signal.isEmpty()
                ? end + said(lines)
                : end + ": the JVM crashed with " + signal.get().replaceFirst(" at pc=.*", "")
                        + after(lines, "Problematic frame", 1)
                                .map(frame -> " in " + frame)
                                .orElse("")
                        + after(lines, "report file", 1)
                                .map(file -> "; its report is " + file)
                                .orElse("");
    }

    private static String said(List<String> lines) {
        List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
        return last.isEmpty() ? "" : "; its last words: " + String.join(" | ", last);
    }

    /** Returns the line of a report that comes so many lines after another. */
    private static Optional<String> after(List<String> lines, String start, int distance) {
        for (int index = 0; index + distance < lines.size(); index++) {
            if (lines.get(index).startsWith(REPORT) && lines.get(index).contains(start)) {
                String line = lines.get(index + distance);
                return line.startsWith(REPORT)
                        ? Optional.of(line.substring(REPORT.length()).strip().replaceAll(" +", " "))
                                .filter(text -> !text.isEmpty())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}

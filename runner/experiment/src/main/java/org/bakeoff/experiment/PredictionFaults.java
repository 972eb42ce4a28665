package org.bakeoff.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.report.Numbers;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with files of predictions and of labels, so that one message names it all. */
final class PredictionFaults {

    /** What such files hold. */
    static final String FORM =
            "A file of predictions has the columns id and label, and for metrics of probabilities also probability (of the"
                    + " second of two classes), or p0, p1, ..., or one column for each class, by its name.";

    private static final int SHOWN = 5;
    private static final int MOST_SHOWN = 200;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> remedies = new LinkedHashSet<>();
    private @Nullable ErrorLocation first;

    /**
     * Names something that is wrong in a row.
     *
     * @param line the line of the row; 0 where there is none
     * @param value what is wrong, such as an id
     */
    record Occurrence(long line, String value) {

        @Override
        public String toString() {
            String start = value.length() > MOST_SHOWN ? value.substring(0, MOST_SHOWN) + "..." : value;
            return "'" + start + "'" + (line == 0 ? "" : " (line " + line + ")");
        }
    }

    /** Adds a problem of a file as a whole. */
    void add(Path file, String problem, String remedy) {
        add(file, 0, problem, remedy);
    }

    /**
     * Adds a problem of some rows, if there are any: how many of what, and a few of them.
     *
     * @param one what is said of a single one, such as "id is unknown"
     * @param several what is said of several, such as "ids are unknown"
     */
    void add(Path file, String one, String several, List<Occurrence> rows, String remedy) {
        if (!rows.isEmpty()) {
            String examples =
                    rows.stream().limit(SHOWN).map(Occurrence::toString).collect(Collectors.joining(", "));
            add(
                    file,
                    rows.get(0).line(),
                    Numbers.count(rows.size()) + " " + (rows.size() == 1 ? one : several) + ": " + examples
                            + (rows.size() > SHOWN ? ", ..." : ""),
                    remedy);
        }
    }

    /**
     * Adds what keeps a file from being read at all.
     *
     * @param form what such a file holds
     */
    void add(TableFile.InvalidTableException fault, String form) {
        add(
                fault.file(),
                fault.line(),
                String.valueOf(fault.getMessage()),
                fault.remedy().orElse(form));
    }

    /** Adds what others hold. */
    void addAll(PredictionFaults others) {
        problems.addAll(others.problems);
        remedies.addAll(others.remedies);
        first = first == null ? others.first : first;
    }

    /** Returns whether nothing is wrong. */
    boolean none() {
        return first == null;
    }

    private void add(Path file, long line, String problem, String remedy) {
        problems.add(file + ": " + problem);
        remedies.add(remedy);
        if (first == null) {
            first = line == 0
                    ? ErrorLocation.of(file)
                    : new ErrorLocation.OfLine(file, (int) Math.min(line, Integer.MAX_VALUE));
        }
    }

    /**
     * Throws what was collected.
     *
     * @throws BakeoffException if anything was
     */
    void check() {
        if (!none()) {
            throw exception();
        }
    }

    /** Returns what was collected, which isn't nothing. */
    BakeoffException exception() {
        return new BakeoffException(
                ErrorCode.PREDICTIONS_INVALID,
                first == null ? ErrorLocation.NONE : first,
                "These files can't be compared:\n  " + String.join("\n  ", problems),
                String.join(" ", remedies));
    }
}

package org.bakeoff.web;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the list of runs shows.
 *
 * @param folder the served folder
 * @param there whether it is there
 * @param runs the runs that were read
 * @param unread how many there are besides
 * @param whole whether all folders were looked at, which are too many otherwise
 */
public record RunsPage(String folder, boolean there, List<RunView> runs, int unread, boolean whole) {

    /** So many runs are laid out at first, and the others when they are asked for. */
    public static final int FIRST = 200;

    /** Copies the list. */
    public RunsPage {
        runs = List.copyOf(runs);
    }

    /** Returns the names of the datasets, each once. */
    public List<String> datasets() {
        return values(run -> Stream.of(run.summary().dataset()).filter(dataset -> !dataset.isEmpty()));
    }

    /** Returns the tags, each once. */
    public List<String> tags() {
        return values(run -> run.tags().stream());
    }

    private List<String> values(Function<RunView, Stream<String>> of) {
        return runs.stream().flatMap(of).distinct().sorted().toList();
    }
}

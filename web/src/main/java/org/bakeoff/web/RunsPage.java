package org.bakeoff.web;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds what the list of runs shows.
 *
 * @param folder the served folder
 * @param there whether it is there
 * @param rows the runs that were read, and the benchmarks
 * @param unread how many runs there are besides
 * @param whole whether all folders were looked at, which are too many otherwise
 */
public record RunsPage(String folder, boolean there, List<Listed> rows, int unread, boolean whole) {

    /** So many runs are laid out at first, and the others when they are asked for. */
    public static final int FIRST = 200;

    /** Copies the list. */
    public RunsPage {
        rows = List.copyOf(rows);
    }

    /** Returns how many there are, in words. */
    public String count() {
        long benchmarks = rows.stream().filter(BenchmarkView.class::isInstance).count();
        long runs = rows.size() - benchmarks;
        return Stream.of(counted(runs, "run"), counted(benchmarks, "benchmark"))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String counted(long count, String noun) {
        return count == 0 ? "" : count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Returns the names of the datasets, each once. */
    public List<String> datasets() {
        return values(run -> Stream.of(run.dataset()).filter(dataset -> !dataset.isEmpty()));
    }

    /** Returns the tags, each once. */
    public List<String> tags() {
        return values(run -> run.tags().stream());
    }

    private List<String> values(Function<Listed, Stream<String>> of) {
        return rows.stream().flatMap(of).distinct().sorted().toList();
    }
}

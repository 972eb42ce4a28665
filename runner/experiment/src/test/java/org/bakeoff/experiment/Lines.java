package org.bakeoff.experiment;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.io.Json;

/** Examples for the dataset plugin "listed", of words that tend to tell the class. */
final class Lines {

    private static final int WORDS = 10;

    private Lines() {}

    /** So many examples in groups of three. */
    static List<String> random(String set, int count, int classes) {
        SplittableRandom random = new SplittableRandom(set.hashCode());
        return IntStream.range(0, count)
                .mapToObj(index -> {
                    int label = random.nextInt(classes);
                    String tokens = random.ints(random.nextInt(1, 9), 0, 1000)
                            .map(value -> value < 500 ? 1 + label : 1 + value % (WORDS - 1))
                            .mapToObj(Integer::toString)
                            .collect(Collectors.joining(" "));
                    return set + index + ";" + label + ";" + set + index / 3 + ";" + tokens + ";the text";
                })
                .toList();
    }

    static int label(String line) {
        return Integer.parseInt(line.split(";", 5)[1]);
    }

    static int[] tokens(String line) {
        return java.util.Arrays.stream(line.split(";", 5)[3].split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    static String json(List<String> lines) {
        return Json.COMPACT.writeValueAsString(lines);
    }
}

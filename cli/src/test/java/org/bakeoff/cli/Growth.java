package org.bakeoff.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures how the cost of a command grows with one size, and prints the rows of the table in docs/scale.md. Each size is a process of
 * its own.
 */
final class Growth {

    private static final String WORDS = "\"words\": {\"plugin\": \"bagofwords\"}";
    private static final String ACCURACY = "[{\"plugin\": \"accuracy\"}]";

    private final Path folder;
    private final Path cache;

    /** Works in a folder. */
    Growth(Path folder) {
        this.folder = folder;
        this.cache = folder.resolve("cache");
    }

    /** Takes a folder, the name of a row, and the sizes. */
    public static void main(String[] arguments) throws Exception {
        Growth growth = new Growth(Path.of(arguments[0]).toAbsolutePath());
        List<Integer> sizes = Stream.of(arguments).skip(2).map(Integer::valueOf).toList();
        List<Metered.Cost> costs = new ArrayList<>();
        for (int size : sizes) {
            costs.add(growth.cost(arguments[1], size));
        }
        System.out.println("| " + arguments[1] + " | "
                + row(sizes, size -> String.format(Locale.ROOT, "%,d", size)) + " | "
                + row(costs, cost -> String.format(Locale.ROOT, "%.2f", cost.bytes() / 1e6)) + " | "
                + row(costs, cost -> String.format(Locale.ROOT, "%.1f", cost.seconds())) + " | "
                + String.format(
                        Locale.ROOT,
                        "%.1f, %.1f",
                        increase(costs.stream().mapToDouble(Metered.Cost::bytes).toArray()),
                        increase(costs.stream()
                                .mapToDouble(Metered.Cost::seconds)
                                .toArray()))
                + " |");
    }

    private static <T> String row(List<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining("; "));
    }

    /** Returns what the last step adds by what the one before adds: 2 if the sizes double and the cost is linear, 4 if it is a square. */
    static double increase(double... costs) {
        int last = costs.length - 1;
        return (costs[last] - costs[last - 1]) / (costs[last - 1] - costs[last - 2]);
    }

    /** Returns what a row costs at a size. */
    Metered.Cost cost(String row, int size) throws Exception {
        Path here = Files.createDirectories(folder.resolve(row + "-" + size));
        return switch (row) {
            case "epochs" -> run(here, 256, 16, WORDS, "\"epochs\": " + size, ACCURACY);
            case "trials" -> run(here, 16, 16, WORDS, "\"epochs\": 1, \"seeds\": " + seeds(size), ACCURACY);
            case "resumed" -> {
                run(here, 16, 16, WORDS, "\"epochs\": 1, \"seeds\": " + seeds(size), ACCURACY);
                yield metered(here, "run", "spec.json", "--out", "run", "--workers", "0");
            }
            case "reported" -> {
                run(here, 16, 16, WORDS, "\"epochs\": 1, \"seeds\": " + seeds(size), ACCURACY);
                yield metered(here, "report", "run");
            }
            case "models" ->
                run(here, 60, 40, list(size, model -> "\"m%d\": {\"plugin\": \"bagofwords\"}"), "\"epochs\": 1", null);
            case "findings" ->
                run(
                        here,
                        60,
                        6400,
                        WORDS + ", \"more\": {\"plugin\": \"bagofwords\"}",
                        "\"epochs\": 1",
                        "[{\"plugin\": \"accuracy\"}, {\"plugin\": \"disagreements\", \"config\": {\"examples\": "
                                + size + ", \"steps\": 8}}]");
            case "classes" -> {
                texts(here.resolve("train.csv"), 4000, example -> "c" + example % size);
                texts(here.resolve("test.csv"), 2000, example -> "c" + example % size);
                yield spec(here, WORDS, "\"epochs\": 1", null);
            }
            case "test" ->
                run(here, 60, size, WORDS + ", \"more\": {\"plugin\": \"bagofwords\"}", "\"epochs\": 1", null);
            case "train" -> run(here, size, 200, WORDS, "\"epochs\": 1", null);
            case "compared" -> {
                List<String> command = new ArrayList<>(List.of("compare"));
                for (int number = 0; number < size; number++) {
                    Path run =
                            Files.createDirectories(folder.resolve("compared").resolve("r" + number));
                    if (Files.notExists(run.resolve("run/report.html"))) {
                        run(run, 16, 16, WORDS, "\"epochs\": 1, \"seeds\": [" + number + "]", ACCURACY);
                    }
                    command.add(run.resolve("run").toString());
                }
                yield metered(
                        here,
                        Stream.concat(command.stream(), Stream.of("--out", "all"))
                                .toArray(String[]::new));
            }
            case "configurations" ->
                run(
                        here,
                        40,
                        16,
                        WORDS,
                        "\"epochs\": 1},"
                                + " \"search\": {\"random\": {\"trials\": " + size + "}, \"space\": {"
                                + "\"/training/learningRate\": {\"logUniform\": [0.0001, 0.1]}}",
                        ACCURACY);
            default -> throw new IllegalArgumentException(row);
        };
    }

    private static String seeds(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList().toString();
    }

    private static String list(int count, IntFunction<String> each) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> each.apply(number).formatted(number))
                .collect(Collectors.joining(", "));
    }

    private Metered.Cost run(
            Path here, int train, int test, String models, String training, @Nullable String evaluators)
            throws Exception {
        texts(here.resolve("train.csv"), train, example -> example % 2 == 0 ? "bad" : "good");
        texts(here.resolve("test.csv"), test, example -> example % 2 == 0 ? "bad" : "good");
        return spec(here, models, training, evaluators);
    }

    private Metered.Cost spec(Path here, String models, String training, @Nullable String evaluators) throws Exception {
        Files.writeString(here.resolve("spec.json"), """
                {"dataset": {"plugin": "text", "config": {"train": "train.csv", "test": "test.csv", "length": 8}},
                 "models": {%s},
                 "training": {"batchSize": 16, "device": "cpu", %s}%s}
                """.formatted(
                        models, training, evaluators == null ? "" : ", \"evaluators\": " + evaluators));
        return metered(here, "run", "spec.json", "--out", "run", "--workers", "0", "--overwrite");
    }

    /** Five of a hundred words for each text, and one that its class shows in. */
    private static void texts(Path file, int count, IntFunction<String> label) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("label,text\n");
            int shift = file.endsWith("test.csv") ? 7 : 0;
            for (int example = 0; example < count; example++) {
                int first = example + shift;
                out.write(label.apply(example) + ",t" + label.apply(example) + " "
                        + IntStream.rangeClosed(1, 5)
                                .mapToObj(word -> "w" + (first * 31L * word + first / 97 + (long) word * shift) % 997)
                                .collect(Collectors.joining(" "))
                        + " x" + first + (shift == 0 ? "a" : "b") + "\n");
            }
        }
    }

    private Metered.Cost metered(Path here, String... arguments) throws Exception {
        String natives = System.getenv("DJL_CACHE_DIR");
        Ran.Running running = Ran.start(
                here,
                Map.of("BAKEOFF_CACHE", cache.toString(), "HOME", here.toString()),
                Ran.java(
                        natives == null ? List.of("-Xmx1g") : List.of("-Xmx1g", "-DDJL_CACHE_DIR=" + natives),
                        Metered.class,
                        List.of(arguments)));
        if (running.process().waitFor() != 0) {
            throw new IllegalStateException(Files.readString(running.err()));
        }
        return Metered.Cost.parse(Files.readString(running.out()));
    }
}

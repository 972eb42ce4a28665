package org.bakeoff.executor.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.executor.ExecutorOptions;

/**
 * Measures what a cluster costs, by trials that do nothing: arguments are the master, how many trials, how many at once, and the megabytes
 * of the data. docs/scale.md has the figures.
 */
final class EmptyTrials {

    private EmptyTrials() {}

    /** A trial's process. */
    static final class Worker {

        private static final Pattern FOLDER = Pattern.compile("\"folder\":\"([^\"]*)\"");

        private Worker() {}

        /** Leaves an empty result for every line. */
        public static void main(String[] arguments) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher folder = FOLDER.matcher(line);
                folder.find();
                Files.writeString(Path.of(folder.group(1), "result.json"), "{}");
                System.out.println(line);
            }
        }
    }

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        int trials = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("empty-trials");
        Path encoded = folder.resolve("encoded");
        try (RandomAccessFile file = new RandomAccessFile(encoded.toFile(), "rw")) {
            file.setLength(Long.parseLong(arguments[3]) << 20);
        }
        ExecutorOptions options = new ExecutorOptions(
                arguments[0],
                Map.of("spark.executor.memory", "600m", "spark.driver.host", "127.0.0.1"),
                Worker.class.getName(),
                List.of());
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[2]));
        try (Executor spark = new SparkExecutorProvider().open(options)) {
            long start = System.nanoTime();
            int slots = spark.sideBySide();
            System.out.printf("connected after %.1f s, room for %d%n", seconds(start), slots);
            start = System.nanoTime();
            run(spark, folder.resolve("first"), encoded);
            System.out.printf("the first trial took %.1f s%n", seconds(start));
            long before = heap();
            start = System.nanoTime();
            List<Future<Double>> all = new ArrayList<>();
            for (int trial = 0; trial < trials; trial++) {
                Path one = folder.resolve("trial-" + trial);
                all.add(threads.submit(() -> run(spark, one, encoded)));
            }
            double[] each = new double[trials];
            for (int trial = 0; trial < trials; trial++) {
                each[trial] = all.get(trial).get();
            }
            Arrays.sort(each);
            System.out.printf(
                    "%d trials took %.1f s, each %.2f s, the slowest %.2f s; the driver's heap grew from %d to %d MB%n",
                    trials, seconds(start), each[trials / 2], each[trials - 1], before, heap());
        } finally {
            threads.shutdown();
            RecursiveDeletion.of(folder);
        }
    }

    private static double run(Executor spark, Path folder, Path encoded) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("trial.json"), "{}");
        long start = System.nanoTime();
        Optional<String> failure = spark.run(folder, encoded, event -> {});
        if (failure.isPresent()) {
            throw new IOException(failure.get());
        }
        return seconds(start);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}

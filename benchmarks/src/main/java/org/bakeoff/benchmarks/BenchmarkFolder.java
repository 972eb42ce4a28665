package org.bakeoff.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.ExperimentBuilder;

/** A temporary folder for the runs of a benchmark and their cache. */
final class BenchmarkFolder implements AutoCloseable {

    private static final Optional<String> SOURCE = Optional.ofNullable(System.getProperty("bakeoff.source"));

    private final Path folder = Files.createTempDirectory("bakeoff-benchmark");
    private int runs;

    BenchmarkFolder() throws IOException {}

    /** Returns the cache. */
    Path cache() {
        return folder.resolve("cache");
    }

    /** Returns a run directory that doesn't exist yet. */
    Path next() {
        runs++;
        return folder.resolve("run-" + runs);
    }

    /** Builds an experiment of one epoch on reviews: the real ones if the property {@code bakeoff.source} names them. */
    Experiment experiment(String models, String evaluators) {
        String dataset = SOURCE.map(source ->
                        "{\"plugin\": \"imdb\", \"config\": {\"source\": \"" + source.replace("\\", "\\\\") + "\"}}")
                .orElse("{\"plugin\": \"random-reviews\"}");
        ExperimentBuilder builder = Experiment.builder()
                .spec("{\"name\": \"benchmark\", \"dataset\": " + dataset + ", \"models\": " + models + "}")
                .set("/training/epochs", "1")
                .set("/training/threads", "2")
                .set("/training/device", "\"cpu\"")
                .set("/evaluators", evaluators)
                .cache(cache())
                .workers(0)
                .offline(true)
                .out(next());
        return builder.build();
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    static BenchmarkFolder create() {
        try {
            return new BenchmarkFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

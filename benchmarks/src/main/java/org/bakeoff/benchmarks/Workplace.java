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

/** A folder for the runs of a benchmark and their cache, which goes when it is closed. */
final class Workplace implements AutoCloseable {

    private static final Optional<String> SOURCE = Optional.ofNullable(System.getProperty("bakeoff.source"));

    private final Path folder = Files.createTempDirectory("bakeoff-benchmark");
    private int runs;

    Workplace() throws IOException {}

    /** Where encoded data is kept. */
    Path cache() {
        return folder.resolve("cache");
    }

    /** A run directory that doesn't exist yet. */
    Path next() {
        runs++;
        return folder.resolve("run-" + runs);
    }

    /** An experiment of one epoch on reviews: the real ones, where the property {@code bakeoff.source} names them. */
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

    static Workplace make() {
        try {
            return new Workplace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

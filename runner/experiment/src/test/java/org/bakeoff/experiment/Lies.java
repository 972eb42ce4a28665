package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bakeoff.testplugins.ErrorRate;

/** What plugins that break their contracts have in common. */
final class Lies {

    private Lies() {}

    /** The files of a small run without lies have some 50 kB, and the report some 900 kB. */
    private static final long SMALL = 500_000;

    static final String HUGE = "x".repeat(30_000_000);

    /** Begins an experiment, whose run directory is in a folder. */
    static ExperimentBuilder experiment(Path folder, String name) {
        return Experiment.builder()
                .name("lies")
                .training(training -> training.epochs(1).device("cpu").validation(0))
                .evaluator(new ErrorRate(), new ErrorRate.Config())
                .workers(0)
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"));
    }

    /** Checks that the files of a run are small, and can be read again. */
    static void assertReadable(Path run) throws IOException {
        byte[] comparison = Files.readAllBytes(run.resolve("comparison.json"));
        assertThat(comparison.length).isLessThan((int) SMALL);
        assertThat(Files.size(run.resolve("report.html"))).isLessThan(3 * SMALL);
        try (Stream<Path> trials = Files.list(run.resolve("trials"))) {
            for (Path trial : trials.toList()) {
                assertThat(Files.size(trial.resolve("result.json"))).isLessThan(10_000);
            }
        }
        Files.delete(run.resolve("report.html"));
        RunReport.render(run);
        assertThat(run.resolve("report.html")).exists();
        assertThat(run.resolve("comparison.json")).hasBinaryContent(comparison);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "DoNotCallSuggester"})
    static <T, E extends Exception> T sneak(Exception thrown) throws E {
        throw (E) thrown;
    }

    /** An exception that can't say what it is. */
    static final class Unspeakable extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Supplier<String> text;

        Unspeakable(Supplier<String> text) {
            this.text = text;
        }

        @Override
        public String getMessage() {
            return text.get();
        }

        @Override
        public String toString() {
            return text.get();
        }
    }

    /** A configuration without keys. */
    record Nothing() {}
}

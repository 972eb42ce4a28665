package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.bakeoff.experiment.Benchmark;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.ExperimentBuilder;
import org.bakeoff.io.Json;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.TerminalText;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an experiment. */
@Command(description = "Trains the models of a spec and compares them.")
final class RunCommand extends Subcommand {

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            converter = Failures.Place.class,
            description = "The run directory; default runs/NAME. An executor may take an address, such as"
                    + " hdfs://HOST/DIR.")
    private @Nullable String directory;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto, cpu, gpu or gpu:N, instead of what the spec says.")
    private @Nullable String device;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Trains in so many processes at once; 0: one trial after the other in this process. Default:"
                    + " as many as the cores and the free memory have room for.")
    private @Nullable Integer workers;

    @ArgGroup(exclusive = false)
    private @Nullable OfExecutor executor;

    @Option(
            names = "--overwrite",
            description =
                    "Deletes an earlier run in the run directory and starts over. Without it, that run is resumed.")
    private boolean overwrite;

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Option(
            names = "--json",
            description =
                    "Prints every event as a JSON object in a line of its own, and the result last, instead of text.")
    private boolean json;

    @Option(
            names = "--log",
            paramLabel = "TOOL[=DIR]",
            description = "Writes learning curves and test metrics for another tool: tensorboard[=DIR], default DIR"
                    + " tensorboard/NAME; or mlflow[=DIR], default DIR mlruns. May be given several times.")
    private List<String> logs = List.of();

    private static final class OfExecutor {

        @Option(
                names = "--executor",
                required = true,
                paramLabel = "NAME",
                description =
                        "Has the trials run elsewhere, by the executor of that name, which is a module of its own.")
        private String name = "";

        @Option(
                names = "--master",
                paramLabel = "URL",
                description = "The address of what runs them, in the executor's own terms.")
        private @Nullable String master;

        @Option(
                names = "--conf",
                paramLabel = "K=V",
                description = "A setting of the executor's own; '$${NAME}' in its value is replaced by that environment"
                        + " variable. May be given several times.")
        private Map<String, String> conf = new LinkedHashMap<>();
    }

    @Override
    boolean run(PrintWriter out) throws IOException {
        if (workers != null && workers < 0) {
            throw misuse("--workers must be at least 0, found " + workers);
        }
        results.check();
        for (String log : logs) {
            requireHere("--log", log.substring(log.indexOf('=') + 1));
        }
        ExperimentBuilder builder = spec.experiment().offline(offline).overwrite(overwrite);
        if (workers == null) {
            builder.workersThatFit();
        } else {
            builder.workers(workers);
        }
        if (executor != null) {
            builder.executor(executor.name, executor.master, executor.conf);
        }
        if (directory != null) {
            to(directory, builder);
        }
        if (device != null) {
            builder.set("/training/device", Json.COMPACT.writeValueAsString(device));
        }
        return builder.isBenchmark() ? run(benchmark(builder), out) : run(builder.build(), out);
    }

    /** Resolves a benchmark, which may have thousands of runs. */
    static Benchmark benchmark(ExperimentBuilder builder) {
        return LongWork.of("Resolving the runs of the benchmark...", builder::buildBenchmark);
    }

    private DisplayThread display(PrintWriter out) {
        return new DisplayThread(json ? new ProgressJson(out) : ProgressDisplay.ofTerminal());
    }

    private TrialLogs logs(String name) {
        TrialLogs named = new TrialLogs();
        for (String log : logs) {
            if (!named.add(log, name, System.getenv())) {
                throw misuse("--log " + log + " must be tensorboard, tensorboard=DIR, mlflow or mlflow=DIR");
            }
        }
        return named;
    }

    private boolean run(Experiment experiment, PrintWriter out) throws IOException {
        TrialLogs written = logs(experiment.spec().name());
        ComparisonResult result;
        try (DisplayThread display = display(out)) {
            InterruptSignals.to(Thread.currentThread(), display::rest, "writing checkpoints");
            result = experiment.run(display.andThen(written).andThen(event -> InterruptSignals.check()));
        } catch (CancellationException e) {
            if ((directory != null && isAddress(directory)) || Files.exists(experiment.directory())) {
                System.err.println(Paragraph.ofMessage(TerminalText.of(
                        "What is finished is in " + experiment.place() + "; the same command resumes the run.")));
            }
            throw e;
        }
        written.result(result);
        if (json) {
            ProgressJson.print(result, experiment.place(), out);
            results.summarize(result);
        } else {
            results.show(result, Optional.of(experiment.place()), out);
        }
        return written.complete() && result.complete();
    }

    private boolean run(Benchmark benchmark, PrintWriter out) throws IOException {
        TrialLogs written = logs(benchmark.spec().name());
        BenchmarkResults result;
        try (DisplayThread display = display(out)) {
            InterruptSignals.to(Thread.currentThread(), display::rest, "writing checkpoints");
            result = benchmark.run(
                    display.andThen(written).andThen(event -> InterruptSignals.check()),
                    (run, one) -> written.result(one));
        } catch (CancellationException e) {
            System.err.println(Paragraph.ofMessage(TerminalText.of(
                    "What is finished is in " + benchmark.directory() + "; the same command resumes the benchmark.")));
            throw e;
        }
        if (json) {
            ProgressJson.print(result, benchmark.directory().toString(), out);
            results.summarize(result);
        } else {
            results.show(result, benchmark.directory().toString(), out);
        }
        return written.complete() && result.complete();
    }

    private void to(String out, ExperimentBuilder builder) {
        if (!isAddress(out)) {
            builder.out(Path.of(out));
            return;
        }
        try {
            builder.out(new URI(out));
        } catch (URISyntaxException e) {
            // The exception itself quotes the whole address.
            throw misuse("--out " + Redaction.value(out) + " is no address: " + e.getReason());
        }
    }
}

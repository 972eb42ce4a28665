package org.bakeoff.cli;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.ExperimentBuilder;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs an experiment. */
@Command(name = "run", description = "Trains the models of a spec and compares them.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run directory; default runs/NAME. An executor may take an address, such as"
                    + " hdfs://HOST/DIR.")
    private @Nullable String out;

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
    private @Nullable ExecutorOptions executor;

    @Option(
            names = "--overwrite",
            description =
                    "Deletes an earlier run in the run directory and starts over. Without it, that run is resumed.")
    private boolean overwrite;

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        if (workers != null && workers < 0) {
            throw new ParameterException(line, "--workers must be at least 0, found " + workers);
        }
        ExperimentBuilder builder = spec.experiment().offline(offline).overwrite(overwrite);
        if (workers == null) {
            builder.workersThatFit();
        } else {
            builder.workers(workers);
        }
        if (executor != null) {
            executor.apply(builder);
        }
        if (out != null) {
            to(out, builder, line);
        }
        if (device != null) {
            builder.set("/training/device", Json.COMPACT.writeValueAsString(device));
        }
        Experiment experiment = builder.build();
        ComparisonResult result;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            InterruptSignals.to(Thread.currentThread(), display::close);
            result = experiment.run(display);
        } catch (CancellationException e) {
            if ((out != null && isAddress(out)) || Files.exists(experiment.directory())) {
                System.err.println(
                        "What is finished is in " + experiment.place() + "; the same command resumes the run.");
            }
            throw e;
        }
        new ResultText(result, line.getOut()).print();
        line.getOut().println();
        line.getOut().println("Report: " + experiment.place() + File.separator + "report.html");
        line.getOut().flush();
        return result.complete() ? CommandLine.ExitCode.OK : ErrorCode.FAILED;
    }

    private static void to(String out, ExperimentBuilder builder, CommandLine line) {
        if (!isAddress(out)) {
            builder.out(Path.of(out));
            return;
        }
        try {
            builder.out(new URI(out));
        } catch (URISyntaxException e) {
            throw new ParameterException(line, "--out " + out + " is no address: " + e.getMessage(), e);
        }
    }

    /** Returns whether this is a URI; a scheme has at least two letters, unlike a Windows drive. */
    private static boolean isAddress(String out) {
        return out.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
    }
}

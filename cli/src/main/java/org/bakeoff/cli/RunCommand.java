package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bakeoff.runner.Experiment;
import org.bakeoff.runner.ExperimentBuilder;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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

    @Option(names = "--out", paramLabel = "DIR", description = "The run directory; default runs/NAME.")
    private @Nullable Path out;

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

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        CommandLine line = java.util.Objects.requireNonNull(command).commandLine();
        if (workers != null && workers < 0) {
            throw new ParameterException(line, "--workers must be at least 0, found " + workers);
        }
        ExperimentBuilder builder = spec.experiment().offline(offline);
        if (workers == null) {
            builder.workersThatFit();
        } else {
            builder.workers(workers);
        }
        if (out != null) {
            builder.out(out);
        }
        if (device != null) {
            builder.set("/training/device", Json.COMPACT.writeValueAsString(device));
        }
        Experiment experiment = builder.build();
        ComparisonResult result;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            Farewell farewell = Farewell.ifInterrupted(experiment.directory(), display);
            try {
                result = experiment.run(display);
            } finally {
                farewell.cancel();
            }
        }
        new ResultText(result, line.getOut()).print();
        line.getOut().println();
        line.getOut().println("Report: " + experiment.directory().resolve("report.html"));
        line.getOut().flush();
        return result.complete() ? CommandLine.ExitCode.OK : Failures.FAILED;
    }
}

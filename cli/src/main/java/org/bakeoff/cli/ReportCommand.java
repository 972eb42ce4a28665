package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.bakeoff.experiment.RunReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders the report of a run again. */
@Command(
        name = "report",
        description = "Renders comparison.json and report.html again, from the run directory alone.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The run directory.")
    private @Nullable Path run;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Path report = RunReport.render(Objects.requireNonNull(run));
        Objects.requireNonNull(command).commandLine().getOut().println("Report: " + report);
        return CommandLine.ExitCode.OK;
    }
}

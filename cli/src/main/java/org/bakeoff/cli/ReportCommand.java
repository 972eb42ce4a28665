package org.bakeoff.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bakeoff.experiment.RunReport;
import org.bakeoff.io.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Renders the report of a run again. */
@Command(description = {"Renders the report of a run again.", "It needs nothing but the run directory."})
final class ReportCommand extends Subcommand {

    @Parameters(paramLabel = "RUN", description = "The run directory.")
    private Path run = Path.of("");

    @Override
    boolean run(PrintWriter out) {
        out.println("Report: " + TerminalText.of(RunReport.render(run).toString()));
        return true;
    }
}

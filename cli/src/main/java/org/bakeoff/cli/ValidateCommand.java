package org.bakeoff.cli;

import java.io.PrintWriter;
import org.bakeoff.experiment.ExperimentBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a spec and prints it resolved. */
@Command(description = {"Checks a spec and prints it with all its defaults.", "Nothing is read but the spec."})
final class ValidateCommand extends Subcommand {

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Override
    boolean run(PrintWriter out) {
        ExperimentBuilder builder = spec.experiment();
        out.println(
                builder.isBenchmark()
                        ? RunCommand.benchmark(builder).json()
                        : builder.build().json());
        return true;
    }
}

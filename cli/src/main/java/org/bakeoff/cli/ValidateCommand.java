package org.bakeoff.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a spec and prints it resolved. */
@Command(
        name = "validate",
        description = "Checks a spec and prints it with all its defaults; nothing is read but the spec.",
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        String json = spec.experiment().build().json();
        if (command != null) {
            command.commandLine().getOut().println(json);
        }
        return CommandLine.ExitCode.OK;
    }
}

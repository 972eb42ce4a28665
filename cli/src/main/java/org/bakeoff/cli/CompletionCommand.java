package org.bakeoff.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a completion script for bash and zsh. */
@Command(description = "Prints a script for completion in bash and zsh.")
final class CompletionCommand extends Subcommand {

    @Override
    boolean run(PrintWriter out) {
        out.print(AutoComplete.bash(Bakeoff.NAME, Bakeoff.commandLine()));
        return true;
    }
}

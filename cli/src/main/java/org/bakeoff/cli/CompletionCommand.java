package org.bakeoff.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints a completion script for bash and zsh. */
@Command(name = "completion", description = "Prints a script for completion in bash and zsh.")
final class CompletionCommand extends Subcommand {

    @Override
    boolean run(PrintWriter out) {
        CommandLine all = line().getCommandSpec().root().commandLine();
        out.print(AutoComplete.bash(Bakeoff.NAME, all));
        return true;
    }
}

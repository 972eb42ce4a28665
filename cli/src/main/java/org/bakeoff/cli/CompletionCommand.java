package org.bakeoff.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a completion script for bash and zsh. */
@Command(description = "Prints a script for completion in bash and zsh.")
final class CompletionCommand extends Subcommand {

    /** How picocli's script completes commands and names of files: compgen runs what a word of its option -W holds in {@code $(...)}. */
    private static final String EXPANDED =
            "$(compgen -W \"${commands// /$'\\n'}${IFS}${positionals}\" -- \"${curr_word}\")";

    private static final String AS_THEY_ARE =
            "$(compgen -W \"${commands// /$'\\n'}\" -- \"${curr_word}\")" + " $(printf '%s\\n' \"${positionals}\")";

    @Override
    boolean run(PrintWriter out) {
        out.print(AutoComplete.bash(Bakeoff.NAME, Bakeoff.commandLine()).replace(EXPANDED, AS_THEY_ARE));
        return true;
    }
}

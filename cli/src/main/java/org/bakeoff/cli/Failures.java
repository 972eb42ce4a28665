package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.bakeoff.io.FileErrors;
import org.bakeoff.plugins.PluginException;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.spec.SpecException;
import org.bakeoff.training.engine.EngineMissingException;
import org.bakeoff.training.executor.ExecutorException;
import picocli.CommandLine;

/**
 * Turns what went wrong into a message and an exit code: 1 for files and data, 2 for usage and spec, 130 for an
 * interruption.
 */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    static final int FAILED = 1;
    static final int WRONG = 2;
    static final int INTERRUPTED = 130;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CancellationException) {
            return INTERRUPTED;
        }
        if (failure instanceof SpecException
                || failure instanceof PluginException
                || failure instanceof ExecutorException
                || failure instanceof RunDirectoryInUseException) {
            err.println(PlainText.lines(String.valueOf(failure.getMessage())));
            return WRONG;
        }
        if (failure instanceof IOException fault) {
            err.println(PlainText.lines(FileErrors.sentence(fault)));
            return FAILED;
        }
        if (failure instanceof EngineMissingException) {
            err.println(PlainText.lines(String.valueOf(failure.getMessage())));
            return FAILED;
        }
        err.println("This is a bug of Bakeoff; please report it with these lines:");
        failure.printStackTrace(err);
        return FAILED;
    }

    /** What is said of options and parameters that can't be. */
    static int usage(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        Set<String> commands = command.getSubcommands().keySet();
        if (!commands.isEmpty() && failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
            command.getErr()
                    .println("There is no command or option '"
                            + unmatched.getUnmatched().get(0) + "'; the commands are " + String.join(", ", commands));
        } else if (!commands.isEmpty()) {
            command.usage(command.getErr());
            return WRONG;
        } else {
            command.getErr().println(PlainText.lines(String.valueOf(failure.getMessage())));
        }
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help");
        return WRONG;
    }
}

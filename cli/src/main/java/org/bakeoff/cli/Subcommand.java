package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.bakeoff.io.ErrorCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds what all commands share: the options for help, the output and the exit code. */
@Command(mixinStandardHelpOptions = true)
abstract class Subcommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public final Integer call() throws IOException {
        PrintWriter out = line().getOut();
        boolean succeeded = run(out);
        out.flush();
        return succeeded ? CommandLine.ExitCode.OK : ErrorCode.FAILED;
    }

    /** Runs the command, and returns whether all that was asked for succeeded. */
    abstract boolean run(PrintWriter out) throws IOException;

    final CommandLine line() {
        return Objects.requireNonNull(command).commandLine();
    }

    /** Returns the margin of the option --margin, which must be positive; empty if it wasn't given. */
    final OptionalDouble margin(@Nullable Double option) {
        if (option == null) {
            return OptionalDouble.empty();
        }
        if (!(option > 0 && Double.isFinite(option))) {
            throw misuse("--margin must be above 0, found " + option);
        }
        return OptionalDouble.of(option);
    }

    /** Returns whether this is a URI; a scheme has at least two letters, unlike a Windows drive. */
    static boolean isAddress(String out) {
        return out.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
    }

    /**
     * Requires what is written to be a folder of this machine: of an address, a folder would be made that is called like it, with the login
     * in it.
     *
     * @param option the option that names it
     */
    final void requireHere(String option, String folder) {
        if (isAddress(folder)) {
            throw misuse(option
                    + " must name a folder of this machine, and no address. Write into one, and copy it from there");
        }
    }

    /** Returns the exception that reports wrong usage. */
    final ParameterException misuse(String message) {
        return new ParameterException(line(), message);
    }
}

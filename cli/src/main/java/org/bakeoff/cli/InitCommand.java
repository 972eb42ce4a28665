package org.bakeoff.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a spec to start from. */
@Command(name = "init", description = "Writes a spec to start from, with comments.", mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    private static final String STARTER = "starter.json";

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "experiment.json",
            description = "Where to; default experiment.json. A file that is there stays as it is.")
    private Path file = Path.of("experiment.json");

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        try (InputStream starter = Objects.requireNonNull(InitCommand.class.getResourceAsStream(STARTER))) {
            Files.write(file, starter.readAllBytes(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(line, file + " is there already; name another file");
        } catch (NoSuchFileException e) {
            throw new ParameterException(
                    line, "there is no folder " + file.toAbsolutePath().getParent());
        }
        line.getOut().println("Wrote " + file + ". Train and compare its models with: bakeoff run " + file);
        return CommandLine.ExitCode.OK;
    }
}

package org.bakeoff.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of specs, for editors. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of specs with the installed plugins.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        line.getOut().println(Json.PRETTY.writeValueAsString(InstalledPlugins.specSchema(plugins.all())));
        return CommandLine.ExitCode.OK;
    }
}

package org.bakeoff.cli;

import java.io.PrintWriter;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.io.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of specs, for editors. */
@Command(description = "Prints the JSON Schema of specs with the installed plugins.")
final class SchemaCommand extends Subcommand {

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Override
    boolean run(PrintWriter out) {
        out.println(Json.PRETTY.writeValueAsString(InstalledPlugins.specSchema(plugins.all())));
        return true;
    }
}

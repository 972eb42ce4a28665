package org.bakeoff.cli;

import java.io.PrintWriter;
import java.util.List;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.experiment.InstalledPlugins.Installed;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists plugins, or shows one. */
@Command(
        description = {"Lists the plugins, or shows one.", "Those that could not be loaded are listed with the reason."
        })
final class PluginsCommand extends Subcommand {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A plugin: its configuration and an example.")
    private @Nullable String name;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(names = "--verbose", description = "Says of each plugin which version and jar it comes from.")
    private boolean verbose;

    @Mixin
    private PluginFolders folders = new PluginFolders();

    @Override
    boolean run(PrintWriter out) {
        InstalledPlugins all = InstalledPlugins.find(folders.all());
        List<Installed> shown = name == null ? all.plugins() : all.named(name);
        InstalledPlugins selected = name == null ? all : new InstalledPlugins(shown, List.of());
        if (json) {
            out.println(Json.PRETTY.writeValueAsString(selected));
        } else if (name == null) {
            new PluginsText(out).list(all, verbose);
        } else {
            new PluginsText(out).show(shown);
        }
        return true;
    }
}

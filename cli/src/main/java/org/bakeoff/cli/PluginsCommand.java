package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.experiment.InstalledPlugins.Installed;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists plugins, or shows one. */
@Command(
        name = "plugins",
        description = "Lists the plugins that were found and those that could not be loaded, or shows one.",
        mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A plugin: its configuration and an example.")
    private @Nullable String name;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private PluginFolders folders = new PluginFolders();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        InstalledPlugins all = InstalledPlugins.find(folders.all());
        List<Installed> shown = name == null ? all.plugins() : all.named(name);
        InstalledPlugins selected = name == null ? all : new InstalledPlugins(shown, List.of());
        if (json) {
            out.println(Json.PRETTY.writeValueAsString(selected));
        } else if (name == null) {
            new PluginsText(out).list(all);
        } else {
            shown.forEach(new PluginsText(out)::show);
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}

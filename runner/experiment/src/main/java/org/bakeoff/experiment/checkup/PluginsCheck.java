package org.bakeoff.experiment.checkup;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.experiment.InstalledPlugins.Kind;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.plugins.BrokenPlugin;

/** Counts the plugins of each kind, and lists those that can't be loaded. */
final class PluginsCheck implements Checkup.Check {

    private static final String NAME = "plugins";

    private final List<Path> folders;

    PluginsCheck(List<Path> folders) {
        this.folders = folders;
    }

    @Override
    public void run(Consumer<CheckResult> listener) {
        InstalledPlugins all;
        try {
            all = InstalledPlugins.find(folders);
        } catch (BakeoffException e) {
            listener.accept(CheckResult.wrong(NAME, String.valueOf(e.getMessage()), ""));
            return;
        }
        listener.accept(counted(all));
        for (BrokenPlugin plugin : all.broken()) {
            String where = plugin.location() == null ? "" : plugin.location() + ": ";
            listener.accept(CheckResult.wrong(NAME, where + plugin.reason(), plugin.remedy() + "."));
        }
    }

    private static CheckResult counted(InstalledPlugins all) {
        String found = Stream.of(Kind.values())
                .map(kind -> count(all, kind) + " " + kind.name().toLowerCase(Locale.ROOT) + "s")
                .collect(Collectors.joining(", "));
        return Stream.of(Kind.values()).allMatch(kind -> count(all, kind) > 0)
                ? CheckResult.well(NAME, found)
                : CheckResult.attention(
                        NAME,
                        found + "; an experiment needs one of each",
                        "Put jars into plugins/, or name --plugins DIR.");
    }

    private static long count(InstalledPlugins all, Kind kind) {
        return all.plugins().stream().filter(plugin -> plugin.kind() == kind).count();
    }
}

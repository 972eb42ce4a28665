package org.bakeoff.experiment.checkup;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.experiment.InstalledPlugins.Kind;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.plugins.BrokenPlugin;

/**
 * Checks everything that an experiment needs: the machine, PyTorch, the cache and the plugins. Makes no network connection,
 * and writes nothing but PyTorch's unpacked native libraries, to the cache.
 */
public final class Checkup {

    private static final String PLUGINS = "plugins";

    private Checkup() {}

    /**
     * Runs every check, whatever the others find. Takes seconds, and at most a minute if the cache is large.
     *
     * @param plugins the plugin folders; see {@link org.bakeoff.experiment.ExperimentBuilder#plugins}
     * @param listener receives each result
     */
    public static void run(List<Path> plugins, Consumer<CheckResult> listener) {
        MachineCheck.run(listener);
        EngineCheck.run(listener);
        CacheCheck.run(CacheFolder.ofPlatform(), listener);
        plugins(plugins, listener);
    }

    /** Counts the plugins of each kind, and lists those that can't be loaded. */
    private static void plugins(List<Path> folders, Consumer<CheckResult> listener) {
        InstalledPlugins all;
        try {
            all = InstalledPlugins.find(folders);
        } catch (BakeoffException e) {
            listener.accept(CheckResult.wrong(PLUGINS, String.valueOf(e.getMessage()), ""));
            return;
        }
        listener.accept(counted(all));
        for (BrokenPlugin plugin : all.broken()) {
            String where = plugin.location() == null ? "" : plugin.location() + ": ";
            listener.accept(CheckResult.wrong(PLUGINS, where + plugin.reason(), plugin.remedy() + "."));
        }
    }

    private static CheckResult counted(InstalledPlugins all) {
        String found = Stream.of(Kind.values())
                .map(kind -> count(all, kind) + " " + kind.name().toLowerCase(Locale.ROOT) + "s")
                .collect(Collectors.joining(", "));
        return Stream.of(Kind.values()).allMatch(kind -> count(all, kind) > 0)
                ? CheckResult.well(PLUGINS, found)
                : CheckResult.attention(
                        PLUGINS,
                        found + "; an experiment needs one of each",
                        "Put jars into plugins/, or name --plugins DIR.");
    }

    private static long count(InstalledPlugins all, Kind kind) {
        return all.plugins().stream().filter(plugin -> plugin.kind() == kind).count();
    }

    /** Formats a number of bytes. */
    static String size(long bytes) {
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%d MB", bytes / 1_000_000)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}

package org.bakeoff.experiment.checkup;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;

/**
 * Checks everything that an experiment needs: the machine, PyTorch, the cache and the plugins. Makes no network connection,
 * and writes nothing but PyTorch's unpacked native libraries, to the cache.
 */
public final class Checkup {

    private Checkup() {}

    /** Checks one thing, or several that belong together. */
    @FunctionalInterface
    interface Check {

        /** Passes each finding to the listener at once. */
        void run(Consumer<CheckResult> listener);
    }

    /**
     * Runs every check, whatever the others find. Takes seconds, and at most a minute if the cache is large.
     *
     * @param plugins the plugin folders; see {@link org.bakeoff.experiment.ExperimentBuilder#plugins}
     * @param listener receives each result
     */
    public static void run(List<Path> plugins, Consumer<CheckResult> listener) {
        CacheFolder cache = CacheFolder.ofPlatform();
        Stream.of(
                        new MachineCheck(),
                        new EnvironmentCheck(System.getenv()),
                        new EngineCheck(),
                        new CacheCheck(cache),
                        new PluginsCheck(plugins))
                .forEach(check -> check.run(listener));
    }
}

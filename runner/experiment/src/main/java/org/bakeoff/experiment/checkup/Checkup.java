package org.bakeoff.experiment.checkup;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;

/**
 * Tries everything that an experiment needs: the machine, PyTorch, the cache and the plugins. It makes no connection, and
 * leaves nothing but PyTorch's natives, unpacked, in the cache.
 */
public final class Checkup {

    private Checkup() {}

    /** Looks at one thing, or at some that belong together. */
    @FunctionalInterface
    interface Check {

        /** Says what it finds, as soon as it does. */
        void run(Consumer<CheckResult> listener);
    }

    /**
     * Runs every check, whatever the others find. It takes seconds, and a minute at most where the cache is large.
     *
     * @param plugins the plugin folders; see {@link org.bakeoff.experiment.ExperimentBuilder#plugins}
     * @param listener hears of each result
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

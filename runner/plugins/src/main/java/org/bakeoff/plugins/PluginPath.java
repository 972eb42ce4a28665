package org.bakeoff.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bakeoff.api.Plugin;

/**
 * Says where plugins are looked for.
 *
 * @param classPath the class loader of the application, and the parent of every plugin's own
 * @param pinned copies of the plugins in plugin folders; every jar, and every folder, has a class loader of its own
 * @param instances plugins that the application has made; one on the class path of the same class gives way to it
 * @param limit how long a plugin's constructor may take
 */
public record PluginPath(ClassLoader classPath, PinnedPlugins pinned, List<Plugin<?>> instances, Duration limit) {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Copies the list. */
    public PluginPath {
        instances = List.copyOf(instances);
    }

    /** The class path and some folders; a constructor may take a minute. */
    public PluginPath(List<Path> folders) {
        this(PinnedPlugins.copy(folders), List.of());
    }

    /** The class path, some folders and plugins that the application has made; a constructor may take a minute. */
    public PluginPath(PinnedPlugins pinned, List<Plugin<?>> instances) {
        this(PluginPath.class.getClassLoader(), pinned, instances, LIMIT);
    }
}

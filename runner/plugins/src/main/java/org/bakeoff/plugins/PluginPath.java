package org.bakeoff.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bakeoff.api.Plugin;

/**
 * Where plugins are looked for.
 *
 * @param classPath the class loader of the application, and the parent of every plugin's own
 * @param folders folders of which every jar, and every folder, is a plugin with a class loader of its own
 * @param instances plugins that the application has made; one on the class path of the same class gives way to it
 * @param limit how long a plugin's constructor may take
 */
public record PluginPath(ClassLoader classPath, List<Path> folders, List<Plugin<?>> instances, Duration limit) {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Copies the lists. */
    public PluginPath {
        folders = List.copyOf(folders);
        instances = List.copyOf(instances);
    }

    /** The class path and some folders; a constructor may take a minute. */
    public PluginPath(List<Path> folders) {
        this(folders, List.of());
    }

    /** The class path, some folders and plugins that the application has made; a constructor may take a minute. */
    public PluginPath(List<Path> folders, List<Plugin<?>> instances) {
        this(PluginPath.class.getClassLoader(), folders, instances, LIMIT);
    }
}

package org.bakeoff.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where plugins are looked for.
 *
 * @param classPath the class loader of the application, and the parent of every plugin's own
 * @param folders folders of which every jar, and every folder, is a plugin with a class loader of its own
 * @param limit how long a plugin's constructor may take
 */
public record PluginPath(ClassLoader classPath, List<Path> folders, Duration limit) {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Copies the list. */
    public PluginPath {
        folders = List.copyOf(folders);
    }

    /** The class path and some folders; a constructor may take a minute. */
    public PluginPath(List<Path> folders) {
        this(PluginPath.class.getClassLoader(), folders, LIMIT);
    }
}

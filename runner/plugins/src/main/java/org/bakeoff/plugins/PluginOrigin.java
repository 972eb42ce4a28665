package org.bakeoff.plugins;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.bakeoff.api.Plugin;

/**
 * Names where a plugin's class was loaded from.
 *
 * @param location the jar, or the folder of classes
 * @param version the version its manifest names, or "unknown"
 */
public record PluginOrigin(Path location, String version) {

    /** Returns where a plugin comes from. */
    public static PluginOrigin of(Plugin<?> plugin) {
        Class<?> type = plugin.getClass();
        Path location;
        try {
            location = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalStateException("the class " + type.getName() + " comes from no file", e);
        }
        String version = type.getPackage().getImplementationVersion();
        return new PluginOrigin(location, version == null ? "unknown" : version);
    }
}

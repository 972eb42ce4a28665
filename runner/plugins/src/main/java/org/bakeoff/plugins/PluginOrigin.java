package org.bakeoff.plugins;

import java.nio.file.Path;

/**
 * Names where a plugin's class was loaded from.
 *
 * @param location the jar, or the folder of classes
 * @param version the version its manifest names, or "unknown"
 */
public record PluginOrigin(Path location, String version) {

    static PluginOrigin of(Class<?> type) {
        Path location;
        try {
            location = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            throw new IllegalStateException("the class " + type.getName() + " comes from no file", e);
        }
        String version = type.getPackage().getImplementationVersion();
        return new PluginOrigin(location, version == null ? "unknown" : version);
    }
}

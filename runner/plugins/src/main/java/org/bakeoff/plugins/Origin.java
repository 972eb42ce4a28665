package org.bakeoff.plugins;

import java.nio.file.Path;

/**
 * Where a plugin's class was loaded from.
 *
 * @param location the jar, or the folder of classes
 * @param version the version its manifest names, or "unknown"
 */
public record Origin(Path location, String version) {

    static Origin of(Class<?> type) {
        Path location;
        try {
            location = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            throw new IllegalStateException("the class " + type.getName() + " comes from no file", e);
        }
        String version = type.getPackage().getImplementationVersion();
        return new Origin(location, version == null ? "unknown" : version);
    }
}

package org.bakeoff.plugins;

import java.nio.file.Path;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.jspecify.annotations.Nullable;

/**
 * Names where a plugin's class was loaded from.
 *
 * @param location the jar, or the folder of jars or classes, that was found
 * @param content what its classes are really loaded from: a copy of that, if it lies in a plugin folder or in another jar
 * @param nested whether it lies in another jar, so that nobody replaces it alone
 * @param version the version its manifest names, or "unknown"
 * @param copied the SHA-256 of the copy of what lies in a plugin folder, as it was made; null of anything else
 */
public record PluginOrigin(
        Path location,
        Path content,
        boolean nested,
        String version,
        @Nullable String copied) {

    /** Returns where a plugin comes from. */
    public static PluginOrigin of(Plugin<?> plugin) {
        return of(plugin.getClass());
    }

    /** Returns where a class comes from that a plugin made something of. */
    public static PluginOrigin of(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        String known = version == null ? "unknown" : version;
        if (type.getClassLoader() instanceof PluginLoader loader) {
            PinnedPlugins.Entry entry = loader.entry();
            return new PluginOrigin(entry.original(), entry.copy(), false, known, entry.sha256());
        }
        CodeLocation location = CodeLocation.of(type)
                .orElseThrow(() -> new BakeoffException(
                        ErrorCode.PLUGIN_FAILED,
                        ErrorLocation.NONE,
                        "the class " + type.getName()
                                + " comes from no file, as where a shell or a script defines it, so that a"
                                + " run couldn't say which code it had",
                        "Compile it into a folder or a jar that is on the class path."));
        return new PluginOrigin(location.path(), location.content(), location.isNested(), known, null);
    }
}

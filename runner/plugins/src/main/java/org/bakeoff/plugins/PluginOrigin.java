package org.bakeoff.plugins;

import java.nio.file.Path;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/**
 * Names where a plugin's class was loaded from.
 *
 * @param location the jar, or the folder of jars or classes, that was found
 * @param content what its classes are really loaded from: a copy of that, if it lies in a plugin folder or in another jar
 * @param nested whether it lies in another jar, so that nobody replaces it alone
 * @param version the version its manifest names, or "unknown"
 */
public record PluginOrigin(Path location, Path content, boolean nested, String version) {

    /** Returns where a plugin comes from. */
    public static PluginOrigin of(Plugin<?> plugin) {
        return of(plugin.getClass());
    }

    /** Returns where a class comes from that a plugin made something of. */
    public static PluginOrigin of(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        String known = version == null ? "unknown" : version;
        if (type.getClassLoader() instanceof PluginLoader loader) {
            return new PluginOrigin(loader.entry().original(), loader.entry().copy(), false, known);
        }
        CodeLocation location = CodeLocation.of(type)
                .orElseThrow(() -> new BakeoffException(
                        ErrorCode.PLUGIN_FAILED,
                        ErrorLocation.NONE,
                        "the class " + type.getName()
                                + " comes from no file, as where a shell or a script defines it, so that a"
                                + " run couldn't say which code it had",
                        "Compile it into a folder or a jar that is on the class path."));
        return new PluginOrigin(location.path(), location.content(), location.isNested(), known);
    }
}

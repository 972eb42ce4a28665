package org.bakeoff.plugins;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bakeoff.io.FileErrors;
import org.jspecify.annotations.Nullable;

/** Lists what plugins may be loaded from: the class path, and each jar and each folder of the plugin folders by itself. */
final class PluginSources {

    private final List<Source> sources = new ArrayList<>();
    private final List<BrokenPlugin> broken;

    /** A class loader and its jar or folder; null for the class path. */
    record Source(ClassLoader loader, @Nullable Path location) {

        /** Returns whether it has a file for the names of plugins of a kind; that of the class path isn't looked for. */
        boolean lists(Class<?> kind) {
            return loader instanceof PluginLoader own && own.findResource(ServicesLine.file(kind)) != null;
        }
    }

    PluginSources(PluginPath path) {
        broken = new ArrayList<>(path.pinned().broken());
        sources.add(new Source(path.classPath(), null));
        for (PinnedPlugins.Entry entry : path.pinned().entries()) {
            try {
                sources.add(new Source(path.pinned().loader(entry, urls(entry), path.classPath()), entry.original()));
            } catch (IOException e) {
                broken.add(new BrokenPlugin(
                        entry.original(), "its copy can't be read (" + FileErrors.reason(e) + ")", "Run again"));
            }
        }
    }

    private static URL[] urls(PinnedPlugins.Entry entry) throws IOException {
        List<URL> urls = new ArrayList<>();
        if (Files.isDirectory(entry.copy())) {
            urls.add(url(entry.copy()));
        }
        for (Path jar : entry.jars()) {
            urls.add(url(jar));
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where to look, the class path first. */
    List<Source> all() {
        return Collections.unmodifiableList(sources);
    }

    /** Jars and folders that hold no plugin of any kind. */
    List<BrokenPlugin> broken() {
        return Collections.unmodifiableList(broken);
    }
}

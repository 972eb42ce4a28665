package org.bakeoff.plugins;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one plugin in a folder: its own classes come before the application's, so that it may bring another
 * version of a library, but for what it shares with the application. DJL is among that, for a native library is loaded
 * once in a JVM.
 */
final class PluginLoader extends URLClassLoader {

    private static final List<String> SHARED =
            List.of("java.", "org.bakeoff.api.", "org.bakeoff.toolkit.", "ai.djl.", "org.slf4j.", "org.jspecify.");
    /** What its name begins with; the rest is its jar or folder, which stack traces show then. */
    static final String NAME = "plugin ";

    private static final String SERVICES = "META-INF/services/org.bakeoff.api.";

    static {
        registerAsParallelCapable();
    }

    /** Keeps the copies while a class of this loader is in use. */
    @SuppressWarnings("unused")
    private final PinnedPlugins pinned;

    private final PinnedPlugins.Entry entry;

    PluginLoader(PinnedPlugins pinned, PinnedPlugins.Entry entry, URL[] urls, ClassLoader application) {
        super(NAME + entry.original(), urls, application);
        this.pinned = pinned;
        this.entry = entry;
    }

    /** Returns what it loads from. */
    PinnedPlugins.Entry entry() {
        return entry;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null) {
                try {
                    found = findClass(name);
                } catch (ClassNotFoundException notItsOwn) {
                    return super.loadClass(name, resolve);
                }
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    /** Its own, then the application's; of the lists of plugins its own only. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = Collections.list(findResources(name));
        if (!name.startsWith(SERVICES)) {
            Collections.list(getParent().getResources(name)).stream()
                    .filter(url -> !found.contains(url))
                    .forEach(found::add);
        }
        return Collections.enumeration(found);
    }
}

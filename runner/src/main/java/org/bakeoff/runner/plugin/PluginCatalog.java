package org.bakeoff.runner.plugin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bakeoff.api.Plugin;

/**
 * The plugins of one kind that were found, by name. A plugin that can't be loaded doesn't keep the others from being
 * found: it is kept as a {@link #broken() fault} for the message that a spec naming it gets.
 *
 * @param <P> the kind of plugin
 */
public final class PluginCatalog<P extends Plugin<?>> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final SortedMap<String, P> plugins = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    private PluginCatalog() {}

    /**
     * Looks for plugins with {@link ServiceLoader}.
     *
     * @throws PluginException if two plugins have the same name
     */
    public static <P extends Plugin<?>> PluginCatalog<P> discover(Class<P> kind, ClassLoader loader) {
        PluginCatalog<P> catalog = new PluginCatalog<>();
        Iterator<ServiceLoader.Provider<P>> found =
                ServiceLoader.load(kind, loader).stream().iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return catalog;
                }
                catalog.add(found.next().get());
            } catch (ServiceConfigurationError | LinkageError e) {
                catalog.broken.add(reason(e));
            }
        }
    }

    private void add(P plugin) {
        String name = plugin.name();
        if (!NAME.matcher(name).matches()) {
            broken.add("the plugin " + plugin.getClass().getName() + " in "
                    + origin(plugin).location() + " names itself '" + name
                    + "'; a name is made of small letters, digits and hyphens");
            return;
        }
        P other = plugins.putIfAbsent(name, plugin);
        if (other != null) {
            throw new PluginException("two plugins are named '" + name + "': "
                    + other.getClass().getName() + " in "
                    + origin(other).location() + " and " + plugin.getClass().getName() + " in "
                    + origin(plugin).location() + "; take one of them off the classpath");
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : failure.getMessage() + ": " + cause;
    }

    /** The plugin of a name, if there is one. */
    public Optional<P> find(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    /** All plugins, by name, in alphabetical order. */
    public Map<String, P> all() {
        return Collections.unmodifiableMap(plugins);
    }

    /** What could not be loaded, and why. */
    public List<String> broken() {
        return Collections.unmodifiableList(broken);
    }

    /** Where a plugin comes from. */
    public static Origin origin(Plugin<?> plugin) {
        return Origin.of(plugin.getClass());
    }
}

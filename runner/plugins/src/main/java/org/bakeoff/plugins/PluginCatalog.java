package org.bakeoff.plugins;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.bakeoff.api.Plugin;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of one kind that were found, by name. A plugin that can't be loaded doesn't keep the others from being
 * found: it is kept as {@link #broken() broken} for the message that a spec naming it gets.
 *
 * @param <P> the kind of plugin
 */
public final class PluginCatalog<P extends Plugin<?>> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final Class<P> kind;
    private final Loading loading;
    private final SortedMap<String, P> plugins = new TreeMap<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();

    private PluginCatalog(Class<P> kind, Loading loading) {
        this.kind = kind;
        this.loading = loading;
    }

    /**
     * Looks for plugins with {@link ServiceLoader}.
     *
     * @throws PluginException if two plugins have the same name
     */
    static <P extends Plugin<?>> PluginCatalog<P> discover(Class<P> kind, PluginSources sources, Loading loading) {
        PluginCatalog<P> catalog = new PluginCatalog<>(kind, loading);
        sources.all().forEach(catalog::look);
        catalog.broken.addAll(sources.broken());
        return catalog;
    }

    private void look(PluginSources.Source source) {
        Iterator<ServiceLoader.Provider<P>> found =
                ServiceLoader.load(kind, source.loader()).stream().iterator();
        boolean any = false;
        while (true) {
            try {
                if (!found.hasNext()) {
                    break;
                }
                any = true;
                make(found.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                any = true;
                refuse(location(source, e), "a " + kind.getSimpleName(), e);
            }
        }
        if (!any && source.lists(kind)) {
            broken.add(new BrokenPlugin(
                    source.location(),
                    "its file " + PluginSources.services(kind) + " names no class",
                    "Add a line with the full name of the plugin's class"));
        }
    }

    private void make(ServiceLoader.Provider<P> provider) {
        String type = provider.type().getName();
        Path location = Origin.of(provider.type()).location();
        try {
            add(loading.make(provider), location);
        } catch (ExecutionException e) {
            refuse(location, type, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            refuse(location, type, e);
        }
    }

    private void refuse(@Nullable Path location, String what, Throwable thrown) {
        Diagnosis diagnosis = Diagnosis.of(what, thrown);
        broken.add(new BrokenPlugin(location, diagnosis.reason(), diagnosis.remedy()));
    }

    private void add(P plugin, Path location) {
        String name = plugin.name();
        if (!NAME.matcher(name).matches()) {
            broken.add(new BrokenPlugin(
                    location,
                    plugin.getClass().getName() + " names itself '" + name + "'",
                    "A name is made of small letters, digits and hyphens, and begins with a letter"));
            return;
        }
        P other = plugins.putIfAbsent(name, plugin);
        if (other != null) {
            throw new PluginException("two plugins are named '" + name + "': "
                    + other.getClass().getName() + " in "
                    + origin(other).location() + " and " + plugin.getClass().getName() + " in "
                    + location + "; take one of them away");
        }
    }

    /** The jar of a class that could not even be found: the one whose services file names it. */
    private @Nullable Path location(PluginSources.Source source, Throwable thrown) {
        if (source.location() != null) {
            return source.location();
        }
        String file = PluginSources.services(kind);
        try {
            for (URL list : Collections.list(source.loader().getResources(file))) {
                String url = list.toString();
                if (String.valueOf(thrown.getMessage()).contains(url) || names(list, thrown)) {
                    String whole = url.substring(0, url.length() - file.length());
                    return Path.of(
                            java.net.URI.create(whole.replaceFirst("^jar:", "").replaceFirst("!/$", "")));
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
        return null;
    }

    private static boolean names(URL list, Throwable thrown) throws IOException {
        try (var in = list.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .anyMatch(line -> !line.isEmpty()
                            && String.valueOf(thrown.getMessage()).contains(line));
        }
    }

    /** The plugin of a name, if there is one. */
    public Optional<P> find(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    /** All plugins, by name, in alphabetical order. */
    public Map<String, P> all() {
        return Collections.unmodifiableMap(plugins);
    }

    /** What could not be loaded: plugins of this kind, and jars that hold no plugin of any. */
    public List<BrokenPlugin> broken() {
        return Collections.unmodifiableList(broken);
    }

    /** Where a plugin comes from. */
    public static Origin origin(Plugin<?> plugin) {
        return Origin.of(plugin.getClass());
    }
}

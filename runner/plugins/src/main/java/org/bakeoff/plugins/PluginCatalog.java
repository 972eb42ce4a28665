package org.bakeoff.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/**
 * The plugins of one kind that were found, by name. A plugin that can't be loaded doesn't keep the others from being
 * found: it is kept as {@link #broken() broken} for the message that a spec naming it gets.
 *
 * @param <P> the kind of plugin
 */
public final class PluginCatalog<P extends Plugin<?>> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final Class<P> kind;
    private final PluginInstantiator loading;
    private final SortedMap<String, P> plugins = new TreeMap<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();

    private PluginCatalog(Class<P> kind, PluginInstantiator loading) {
        this.kind = kind;
        this.loading = loading;
    }

    /**
     * Looks for plugins in {@code META-INF/services}.
     *
     * @throws BakeoffException if two plugins have the same name
     */
    static <P extends Plugin<?>> PluginCatalog<P> discover(
            Class<P> kind, PluginSources sources, PluginInstantiator loading) {
        PluginCatalog<P> catalog = new PluginCatalog<>(kind, loading);
        sources.all().forEach(catalog::look);
        catalog.broken.addAll(sources.broken());
        return catalog;
    }

    private void look(PluginSources.Source source) {
        List<ServicesLine> lines = ServicesLine.read(source.loader(), kind);
        Set<String> names = new HashSet<>();
        for (ServicesLine line : lines) {
            if (names.add(line.text())) {
                load(line, source.loader());
            }
        }
        if (lines.isEmpty() && source.lists(kind)) {
            broken.add(new BrokenPlugin(
                    source.location(),
                    "its file " + ServicesLine.file(kind) + " names no class",
                    "Add a line with the full name of the plugin's class"));
        }
    }

    private void load(ServicesLine line, ClassLoader loader) {
        String name = line.text();
        Path location = line.location();
        try {
            if (!line.isClassName()) {
                refuse(
                        location,
                        PluginDiagnosis.noClassName(ServicesLine.file(kind) + ":" + line.number() + ": " + name));
                return;
            }
            Class<?> type = Class.forName(name, false, loader);
            if (!kind.isAssignableFrom(type)) {
                refuse(location, PluginDiagnosis.anotherKind(name));
                return;
            }
            add(loading.make(type.asSubclass(kind)), PluginOrigin.of(type).location());
        } catch (ExecutionException e) {
            refuse(location, PluginDiagnosis.of(name, e.getCause() == null ? e : e.getCause()));
        } catch (ClassNotFoundException e) {
            refuse(location, PluginDiagnosis.missingClass(name));
        } catch (TimeoutException | LinkageError e) {
            refuse(location, PluginDiagnosis.of(name, e));
        }
    }

    private void refuse(Path location, PluginDiagnosis diagnosis) {
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
            throw new BakeoffException(
                    ErrorCode.PLUGIN_DUPLICATE,
                    ErrorLocation.of(location),
                    "two plugins are named '" + name + "': " + other.getClass().getName() + " in "
                            + origin(other).location() + " and "
                            + plugin.getClass().getName() + " in " + location,
                    "Remove one of them.");
        }
    }

    /** Returns the plugin of a name, if there is one. */
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
    public static PluginOrigin origin(Plugin<?> plugin) {
        return PluginOrigin.of(plugin.getClass());
    }
}

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

    private final Class<? super P> kind;
    private final PluginInstantiator loading;
    private final SortedMap<String, P> plugins = new TreeMap<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();

    /**
     * Takes the instances of this kind, and looks for plugins in {@code META-INF/services}.
     *
     * @throws BakeoffException if two plugins have the same name, or an instance can't be used
     */
    PluginCatalog(Class<? super P> kind, PluginSources sources, List<Plugin<?>> instances, PluginInstantiator loading) {
        this.kind = kind;
        this.loading = loading;
        instances.stream().filter(kind::isInstance).forEach(this::addInstance);
        sources.all().forEach(this::look);
        broken.addAll(sources.broken());
    }

    @SuppressWarnings("unchecked")
    private void addInstance(Plugin<?> instance) {
        Path location = PluginOrigin.of(instance).location();
        try {
            loading.check(instance);
            add((P) instance, location);
        } catch (PluginInstantiator.InvalidPlugin e) {
            broken.add(PluginDiagnosis.of(instance.getClass().getName(), e).at(location));
        }
        if (!broken.isEmpty()) {
            throw new BakeoffException(
                    ErrorCode.PLUGIN_FAILED,
                    ErrorLocation.of(location),
                    broken.get(0).reason(),
                    broken.get(0).remedy() + ".");
        }
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

    @SuppressWarnings("unchecked")
    private void load(ServicesLine line, ClassLoader loader) {
        String name = line.text();
        Path location = line.location();
        try {
            if (!line.isClassName()) {
                broken.add(PluginDiagnosis.noClassName(ServicesLine.file(kind) + ":" + line.number() + ": " + name)
                        .at(location));
                return;
            }
            Class<?> type = Class.forName(name, false, loader);
            if (plugins.values().stream().anyMatch(plugin -> plugin.getClass() == type)) {
                return; // the application's own instance
            }
            if (!kind.isAssignableFrom(type)) {
                broken.add(PluginDiagnosis.anotherKind(name).at(location));
                return;
            }
            P plugin = loading.make((Class<P>) type);
            add(plugin, PluginOrigin.of(plugin).location());
        } catch (ExecutionException e) {
            broken.add(PluginDiagnosis.of(name, e.getCause() == null ? e : e.getCause())
                    .at(location));
        } catch (ClassNotFoundException e) {
            broken.add(PluginDiagnosis.missingClass(name).at(location));
        } catch (TimeoutException | LinkageError e) {
            broken.add(PluginDiagnosis.of(name, e).at(location));
        }
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
                            + PluginOrigin.of(other).location() + " and "
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
}

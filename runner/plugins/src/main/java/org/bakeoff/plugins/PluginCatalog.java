package org.bakeoff.plugins;

import java.io.IOException;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

    private final Class<? super P> kind;
    private final PluginInstantiator loading;
    private final SortedMap<String, List<P>> plugins = new TreeMap<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();
    /** The jars that hold no plugin of any kind. */
    private final List<BrokenPlugin> empty;

    /**
     * Takes the instances of this kind, and looks for plugins in {@code META-INF/services}.
     *
     * @throws BakeoffException if an instance can't be used
     */
    PluginCatalog(Class<? super P> kind, PluginSources sources, List<Plugin<?>> instances, PluginInstantiator loading) {
        this.kind = kind;
        this.loading = loading;
        instances.stream().filter(kind::isInstance).forEach(this::addInstance);
        sources.all().forEach(this::look);
        this.empty = sources.broken();
    }

    @SuppressWarnings("unchecked")
    private void addInstance(Plugin<?> instance) {
        Path location = PluginOrigin.of(instance).location();
        try {
            add(loading.check((P) instance));
        } catch (PluginInstantiator.InvalidPlugin e) {
            BrokenPlugin fault = PluginDiagnosis.of(instance.getClass().getName(), e);
            throw new BakeoffException(
                    ErrorCode.PLUGIN_FAILED, ErrorLocation.of(location), fault.reason(), fault.remedy() + ".");
        }
    }

    private void look(PluginSources.Source source) {
        UnaryOperator<BrokenPlugin> at = fault -> source.location() == null ? fault : fault.at(source.location());
        List<BrokenPlugin> unreadable = new ArrayList<>();
        List<ServicesLine> lines = ServicesLine.read(source.loader(), kind, unreadable::add);
        unreadable.stream().map(at).forEach(broken::add);
        Set<String> names = new HashSet<>();
        for (ServicesLine line : lines) {
            if (names.add(line.text())) {
                load(line, source.loader())
                        .map(fault -> fault.at(line.location()))
                        .map(at)
                        .ifPresent(broken::add);
            }
        }
        if (lines.isEmpty() && unreadable.isEmpty() && source.lists(kind)) {
            broken.add(at.apply(new BrokenPlugin(
                    "its file " + ServicesLine.file(kind) + " names no class",
                    "Add a line with the full name of the plugin's class")));
        }
    }

    /** Loads what a line names; returns why it can't be used. */
    @SuppressWarnings("unchecked")
    private Optional<BrokenPlugin> load(ServicesLine line, ClassLoader loader) {
        String name = line.text();
        try {
            if (!line.isClassName()) {
                return Optional.of(
                        PluginDiagnosis.noClassName(ServicesLine.file(kind) + ":" + line.number() + ": " + name));
            }
            Class<?> type = Class.forName(name, false, loader);
            if (plugins.values().stream().flatMap(List::stream).anyMatch(plugin -> plugin.getClass() == type)) {
                return Optional.empty(); // the application's own instance
            }
            if (!kind.isAssignableFrom(type)) {
                return Optional.of(PluginDiagnosis.anotherKind(name));
            }
            add(loading.make((Class<P>) type));
            return Optional.empty();
        } catch (PluginInstantiator.InvalidPlugin e) {
            return Optional.of(PluginDiagnosis.of(name, e));
        } catch (ExecutionException e) {
            return Optional.of(PluginDiagnosis.of(name, e.getCause() == null ? e : e.getCause()));
        } catch (ClassNotFoundException e) {
            return Optional.of(
                    e.getCause() instanceof IOException unreadable
                            ? PluginDiagnosis.damaged(unreadable)
                            : PluginDiagnosis.missingClass(name));
        } catch (SecurityException e) {
            return Optional.of(PluginDiagnosis.wronglySigned());
        } catch (CancellationException e) {
            throw e; // This thread was interrupted; what a plugin throws comes as an ExecutionException.
        } catch (TimeoutException | LinkageError | VirtualMachineError | RuntimeException e) {
            return Optional.of(PluginDiagnosis.of(name, e));
        }
    }

    private void add(PluginInstantiator.Named<P> named) throws PluginInstantiator.InvalidPlugin {
        if (!NAME.matcher(named.name()).matches()) {
            throw new PluginInstantiator.InvalidPlugin(
                    "names itself '" + ThrownText.cut(named.name()) + "'",
                    "A name is made of at most 100 small letters, digits and hyphens, and begins with a letter");
        }
        plugins.computeIfAbsent(named.name(), name -> new ArrayList<>()).add(named.plugin());
    }

    /** Returns the plugin of a name, if there is one, and no other has that name. */
    public Optional<P> find(String name) {
        return Optional.ofNullable(all().get(name));
    }

    /** Returns why a name that several plugins have can't be used; empty if at most one has it. */
    public Optional<BrokenPlugin> ambiguous(String name) {
        List<P> named = plugins.getOrDefault(name, List.of());
        return named.size() < 2
                ? Optional.empty()
                : Optional.of(new BrokenPlugin(
                        named.size() + " plugins are named '" + name + "': "
                                + named.stream()
                                        .map(plugin -> plugin.getClass().getName() + " in "
                                                + PluginOrigin.of(plugin).location())
                                        .collect(Collectors.joining(" and ")),
                        "Remove all but one of them"));
    }

    /** Returns the plugins that can be used, by name, in alphabetical order: those whose name no other has. */
    public Map<String, P> all() {
        SortedMap<String, P> usable = new TreeMap<>();
        plugins.forEach((name, named) -> {
            if (named.size() == 1) {
                usable.put(name, named.get(0));
            }
        });
        return Collections.unmodifiableMap(usable);
    }

    /** Returns every plugin that was loaded, by name, in alphabetical order, those that share a name among them. */
    public Map<String, List<P>> loaded() {
        return Collections.unmodifiableMap(plugins);
    }

    /** Returns what can't be used: plugins of this kind, names that several have, and jars that hold no plugin of any. */
    public List<BrokenPlugin> broken() {
        return Stream.concat(unusable().stream(), empty.stream()).toList();
    }

    /** Returns what can't be used of this kind: plugins, and names that several have. */
    public List<BrokenPlugin> unusable() {
        return Stream.concat(broken.stream(), plugins.keySet().stream().flatMap(name -> ambiguous(name).stream()))
                .toList();
    }
}

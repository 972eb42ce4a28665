package org.bakeoff.experiment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.plugins.BrokenPlugin;
import org.bakeoff.plugins.PluginCatalog;
import org.bakeoff.plugins.PluginCatalogs;
import org.bakeoff.plugins.PluginOrigin;
import org.bakeoff.spec.KeyDescription;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.Suggestion;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists the installed plugins.
 *
 * @param plugins plugins that were loaded: datasets, then models, then evaluators, each sorted by name; those that share a name
 *     are all here
 * @param broken plugins that can't be loaded, names that several plugins have, and jars without plugins
 */
public record InstalledPlugins(List<Installed> plugins, List<BrokenPlugin> broken) {

    /** The kind of a plugin. */
    public enum Kind {
        /** A {@link Dataset}. */
        DATASET,
        /** A {@link ModelProvider}. */
        MODEL,
        /** An {@link Evaluator}. */
        EVALUATOR
    }

    /**
     * Describes one plugin.
     *
     * @param jar what it is loaded from
     * @param keys the keys of its "config"
     * @param example the part of a spec that uses it, with the defaults of all keys
     */
    public record Installed(
            Kind kind,
            String name,
            String description,
            @JsonUnwrapped Jar jar,
            List<KeyDescription> keys,
            ObjectNode example) {

        /** Copies the list. */
        public Installed {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Describes a plugin's jar, or its folder of classes.
     *
     * @param version the version in the manifest, or "unknown"
     * @param location where it is
     * @param sha256 of the jar; of a folder, of the names and contents of all its files
     */
    public record Jar(String version, Path location, String sha256) {}

    /** Copies the lists. */
    public InstalledPlugins {
        plugins = List.copyOf(plugins);
        broken = List.copyOf(broken);
    }

    /**
     * Finds plugins on the class path and in folders, as an experiment does.
     *
     * @param folders see {@link ExperimentBuilder#plugins}
     * @throws BakeoffException if there is no such folder, or a jar can't be read
     */
    public static InstalledPlugins find(List<Path> folders) {
        PluginCatalogs catalogs = services(folders).catalogs();
        List<Installed> found = new ArrayList<>();
        Set<BrokenPlugin> broken = new LinkedHashSet<>();
        for (Kind kind : Kind.values()) {
            PluginCatalog<?> catalog = switch (kind) {
                case DATASET -> catalogs.datasets();
                case MODEL -> catalogs.models();
                case EVALUATOR -> catalogs.evaluators();
            };
            for (List<? extends Plugin<?>> named : catalog.loaded().values()) {
                named.forEach(plugin -> found.add(installed(kind, plugin)));
            }
            broken.addAll(catalog.broken());
        }
        return new InstalledPlugins(found, List.copyOf(broken));
    }

    /**
     * Returns the JSON Schema, draft 2020-12, of specs with these plugins.
     *
     * @param folders see {@link ExperimentBuilder#plugins}
     * @throws BakeoffException if there is no such folder
     */
    public static ObjectNode specSchema(List<Path> folders) {
        return services(folders).schema().json();
    }

    private static ExperimentServices services(List<Path> folders) {
        return ExperimentServices.withoutWorkers(folders, CacheFolder.ofPlatform(), true);
    }

    private static Installed installed(Kind kind, Plugin<?> plugin) {
        PluginOrigin origin = PluginOrigin.of(plugin);
        return new Installed(
                kind,
                plugin.name(),
                plugin.description(),
                new Jar(
                        origin.version(),
                        origin.location(),
                        BakeoffException.reporting(
                                () -> SourceFingerprint.of(origin.location().toString(), origin.content())
                                        .sha256())),
                KeyDescription.of(plugin.defaults()),
                example(kind, plugin));
    }

    private static ObjectNode example(Kind kind, Plugin<?> plugin) {
        ObjectNode use = Json.PRETTY.createObjectNode().put("plugin", plugin.name());
        ObjectNode config = Records.toJson(plugin.defaults());
        config.properties().removeIf(entry -> entry.getValue().isNull());
        if (!config.isEmpty()) {
            use.set("config", config);
        }
        ObjectNode spec = Json.PRETTY.createObjectNode();
        switch (kind) {
            case DATASET -> spec.set("dataset", use);
            case MODEL -> spec.putObject("models").set("my-" + plugin.name(), use);
            case EVALUATOR -> spec.putArray("evaluators").add(use);
        }
        return spec;
    }

    /**
     * Returns the plugins of a name; more than one of a kind can't be used.
     *
     * @throws BakeoffException if there is none
     */
    public List<Installed> named(String name) {
        List<Installed> named =
                plugins.stream().filter(plugin -> plugin.name().equals(name)).toList();
        if (named.isEmpty()) {
            Set<String> names = plugins.stream().map(Installed::name).collect(Collectors.toCollection(TreeSet::new));
            throw new BakeoffException(
                    ErrorCode.PLUGIN_UNKNOWN,
                    ErrorLocation.NONE,
                    Stream.concat(
                                    Stream.of(Suggestion.instead("plugin", name, names)),
                                    broken.stream().map(plugin -> "Could not be loaded: " + plugin.sentence()))
                            .collect(Collectors.joining("\n")),
                    "");
        }
        return named;
    }
}

package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bakeoff.api.Plugin;
import org.bakeoff.data.InstanceFields;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.statistics.ChangedPlugin;
import org.bakeoff.statistics.RunWarning;
import tools.jackson.databind.JsonNode;

/** Compares the plugins that a run was made with, which its run.json lists, with those that read it now. */
final class RunPlugins {

    private final String run;
    private final List<Provenance.PluginJar> listed;
    private final Set<List<Object>> checked = new HashSet<>();
    private final Map<List<Object>, ChangedPlugin> changed = new LinkedHashMap<>();
    private final List<Provenance.PluginJar> earlier = new ArrayList<>();

    /**
     * Reads with what plugins a run was made; none if it has no run.json.
     *
     * @throws BakeoffException if that can't be read
     */
    RunPlugins(RunDirectory directory) {
        this.run = directory.path().toString();
        this.listed = directory.identity().isEmpty()
                ? List.of()
                : directory
                        .provenance()
                        .path("plugins")
                        .valueStream()
                        .map(RunPlugins::plugin)
                        .toList();
    }

    private static Provenance.PluginJar plugin(JsonNode json) {
        return new Provenance.PluginJar(
                json.path("name").asString(""),
                json.path("class").asString(""),
                json.path("version").asString(""),
                json.path("jar").asString(""),
                json.path("sha256").asString(""),
                json.path("libraries").asString(null),
                json.path("fields").asString(null));
    }

    /**
     * Returns whether a plugin is another than that of the run. It counts as the same where run.json doesn't list it.
     *
     * @throws BakeoffException if its jar can't be read
     */
    synchronized boolean check(Plugin<?> plugin) {
        List<Object> instance = InstanceFields.instance(plugin);
        if (!checked.add(instance)) {
            return changed.containsKey(instance);
        }
        Provenance.PluginJar now = BakeoffException.reporting(() -> RunProvenance.plugin(plugin));
        List<Provenance.PluginJar> before =
                listed.stream().filter(then -> then.type().equals(now.type())).toList();
        boolean other = before.stream().noneMatch(then -> then.hasSameFields(now));
        for (Provenance.PluginJar then : before) {
            if (other || !then.isSameCode(now)) {
                earlier.add(then);
                changed.put(instance, new ChangedPlugin(plugin.name(), then.version(), now.version()));
            }
        }
        return changed.containsKey(instance);
    }

    /** Returns the plugins that have changed, of those that were checked. */
    synchronized Optional<RunWarning.ChangedPlugins> changed() {
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunWarning.ChangedPlugins(run, List.copyOf(changed.values())));
    }

    /** Returns those as the run had them. */
    synchronized Collection<Provenance.PluginJar> earlier() {
        return List.copyOf(earlier);
    }
}

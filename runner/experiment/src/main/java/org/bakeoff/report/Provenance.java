package org.bakeoff.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bakeoff.api.Plugin;
import org.bakeoff.data.Fingerprint;
import org.bakeoff.data.Input;
import org.bakeoff.data.Sha256;
import org.bakeoff.io.Json;
import org.bakeoff.plugins.Origin;
import org.bakeoff.plugins.PluginCatalog;
import org.bakeoff.spec.Spec;
import org.bakeoff.training.Torch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a result comes from: {@code run.json}.
 *
 * @param spec the experiment
 * @param device the device it was computed on
 * @param inputs what the dataset read
 * @param workers how many worker processes there were
 * @param executor the name of the executor that ran the trials; null where this machine did
 * @param started when it started, in ISO 8601
 * @param dataSeconds how long it took to have the data
 * @param totalSeconds how long everything took, since the run was last gone on with; null before its end
 */
public record Provenance(
        Spec spec,
        String device,
        List<Input> inputs,
        int workers,
        @Nullable String executor,
        String started,
        double dataSeconds,
        @Nullable Double totalSeconds) {

    /** In run.json, the checksum of spec.json, which has none of its own since people copy it. */
    static final String SPEC = "spec";

    /** Copies the list. */
    public Provenance {
        inputs = List.copyOf(inputs);
    }

    /** The same at the end of the run. */
    public Provenance ended(double seconds) {
        return new Provenance(spec, device, inputs, workers, executor, started, dataSeconds, seconds);
    }

    ObjectNode toJson() throws IOException {
        Properties build = build();
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("started", started);
        json.put("commit", build.getProperty("git.commit.id", "unknown"));
        ObjectNode versions = json.putObject("versions");
        versions.put("bakeoff", build.getProperty("git.build.version", "unknown"));
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        versions.put("djl", ai.djl.engine.Engine.class.getPackage().getImplementationVersion());
        versions.put("pytorch", Torch.version());
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        json.put("device", device);
        json.put("cores", Runtime.getRuntime().availableProcessors());
        json.put("threads", spec.training().threads());
        json.put("workers", workers);
        if (executor != null) {
            json.put("executor", executor);
        }
        json.put(SPEC, checksum(spec.toJson()));
        json.set("data", Json.COMPACT.valueToTree(inputs));
        ArrayNode plugins = json.putArray("plugins");
        for (Plugin<?> plugin : plugins().values()) {
            plugins.add(plugin(plugin));
        }
        if (totalSeconds != null) {
            // They take a while to read, and their version says nearly as much.
            ArrayNode natives = json.putArray("natives");
            for (Path jar : Torch.nativeJars()) {
                natives.addObject()
                        .put("jar", String.valueOf(jar.getFileName()))
                        .put("sha256", Fingerprint.of("natives", jar).sha256());
            }
        }
        ObjectNode durations = json.putObject("seconds");
        durations.put("data", dataSeconds);
        if (totalSeconds != null) {
            durations.put("total", totalSeconds);
        }
        return json;
    }

    /** The SHA-256 of a spec, however its JSON is laid out. */
    static String checksum(JsonNode spec) {
        return Sha256.of(Json.read(spec).toString());
    }

    private Map<String, Plugin<?>> plugins() {
        Map<String, Plugin<?>> plugins = new LinkedHashMap<>();
        plugins.put("dataset", spec.dataset().plugin());
        spec.models()
                .forEach(model -> plugins.put(
                        "model " + model.provider().plugin().name(),
                        model.provider().plugin()));
        spec.evaluators()
                .forEach(evaluator ->
                        plugins.put("evaluator " + evaluator.plugin().name(), evaluator.plugin()));
        return plugins;
    }

    private static ObjectNode plugin(Plugin<?> plugin) throws IOException {
        Origin origin = PluginCatalog.origin(plugin);
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("name", plugin.name());
        json.put("class", plugin.getClass().getName());
        json.put("version", origin.version());
        json.put("jar", String.valueOf(origin.location().getFileName()));
        json.put("sha256", Fingerprint.of("plugin", origin.location()).sha256());
        return json;
    }

    private static Properties build() {
        Properties properties = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream("/org/bakeoff/experiment/build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}

package org.bakeoff.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Plugin;
import org.bakeoff.data.InstanceFields;
import org.bakeoff.data.PluginCode;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.plugins.CodeLocation;
import org.bakeoff.plugins.PluginOrigin;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.spec.Spec;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects the provenance of a result. */
final class RunProvenance {

    /** A process loads PyTorch once, so it reads the jars with the natives, which are large, once. */
    private static final AtomicReference<@Nullable List<Provenance.NativeJar>> NATIVES = new AtomicReference<>();

    private RunProvenance() {}

    /**
     * Returns the provenance of a run that has just loaded its data.
     *
     * @param started when it started, in ISO 8601
     * @param executor the name of the executor that runs the trials; null where this machine does
     */
    static Provenance of(
            String started,
            Spec spec,
            String device,
            int workers,
            @Nullable String executor,
            List<SourceFingerprint> inputs,
            double dataSeconds)
            throws IOException {
        return new Provenance(
                started,
                software(spec.models().isEmpty() ? Map.of() : engine()),
                new Provenance.Compute(
                        device,
                        Runtime.getRuntime().availableProcessors(),
                        spec.training().threads(),
                        workers,
                        executor),
                Provenance.checksum(spec.toJson()),
                sources(inputs),
                new Provenance.Code(plugins(spec), null),
                new Provenance.Course(new Provenance.Seconds(dataSeconds, null), List.of()));
    }

    /**
     * Returns the provenance of a comparison of predictions, which neither trains nor asks a model.
     *
     * @param spec what was compared
     * @param seconds how long it took
     */
    static Provenance ofPredictions(
            String started,
            JsonNode spec,
            List<Evaluator<?>> evaluators,
            List<SourceFingerprint> inputs,
            double seconds)
            throws IOException {
        return new Provenance(
                started,
                software(Map.of()),
                new Provenance.Compute(
                        ExperimentRun.NO_DEVICE, Runtime.getRuntime().availableProcessors(), 1, 0, null),
                Provenance.checksum(spec),
                sources(inputs),
                new Provenance.Code(plugins(evaluators.stream()), List.of()),
                new Provenance.Course(new Provenance.Seconds(seconds, seconds), List.of()));
    }

    private static List<Provenance.DataSource> sources(List<SourceFingerprint> inputs) {
        return inputs.stream()
                .map(input -> new Provenance.DataSource(input.source(), input.sha256(), input.bytes()))
                .toList();
    }

    /** Returns the jars that PyTorch's natives come from. */
    static List<Provenance.NativeJar> natives() throws IOException {
        List<Provenance.NativeJar> known = NATIVES.get();
        if (known != null) {
            return known;
        }
        List<Provenance.NativeJar> natives = new ArrayList<>();
        for (CodeLocation jar : PyTorch.nativeJars()) {
            natives.add(new Provenance.NativeJar(String.valueOf(jar.path().getFileName()), PyTorch.sha256(jar)));
        }
        NATIVES.set(List.copyOf(natives));
        return natives;
    }

    /** Returns the versions of DJL and PyTorch. */
    private static Map<String, String> engine() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("djl", PyTorch.djlVersion());
        versions.put("pytorch", PyTorch.version());
        return versions;
    }

    private static Provenance.Software software(Map<String, String> engine) {
        Properties build = new Properties();
        try (InputStream in = RunProvenance.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("bakeoff", build.getProperty("git.build.version", "unknown"));
        versions.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        versions.putAll(engine);
        versions.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return new Provenance.Software(build.getProperty("git.commit.id", "unknown"), versions);
    }

    /** Returns every plugin that a spec names, once. */
    private static List<Provenance.PluginJar> plugins(Spec spec) throws IOException {
        return plugins(named(spec));
    }

    private static Stream<Plugin<?>> named(Spec spec) {
        return Stream.of(
                        Stream.of(spec.dataset().plugin()),
                        spec.models().stream().map(model -> model.provider().plugin()),
                        spec.evaluators().stream().map(evaluator -> evaluator.plugin()))
                .flatMap(plugins -> plugins);
    }

    private static Collection<Plugin<?>> distinct(Stream<? extends Plugin<?>> named) {
        Map<List<Object>, Plugin<?>> plugins = new LinkedHashMap<>();
        named.forEach(plugin -> plugins.put(InstanceFields.instance(plugin), plugin));
        return plugins.values();
    }

    /** Returns the plugins whose jars aren't any more what they were when the run began. */
    static List<Progress.PluginReplaced> replaced(Spec spec, Provenance begun) {
        Map<Path, Progress.PluginReplaced> replaced = new LinkedHashMap<>();
        for (Plugin<?> plugin : distinct(named(spec))) {
            PluginOrigin origin = PluginOrigin.of(plugin);
            String before = begun.code().plugins().stream()
                    .filter(jar -> jar.type().equals(plugin.getClass().getName()))
                    .map(Provenance.PluginJar::sha256)
                    .findFirst()
                    .orElseThrow();
            String now = sha256(origin.nested() ? origin.content() : origin.location());
            if (!before.equals(now)) {
                replaced.put(
                        origin.location(),
                        new Progress.PluginReplaced(
                                origin.location().toString(),
                                before,
                                now,
                                !origin.content().equals(origin.location())));
            }
        }
        return List.copyOf(replaced.values());
    }

    private static @Nullable String sha256(Path jar) {
        try {
            return SourceFingerprint.of("plugin", jar).sha256();
        } catch (IOException e) {
            return null;
        }
    }

    private static List<Provenance.PluginJar> plugins(Stream<? extends Plugin<?>> named) throws IOException {
        List<Provenance.PluginJar> jars = new ArrayList<>();
        for (Plugin<?> plugin : distinct(named)) {
            jars.add(plugin(plugin));
        }
        return jars;
    }

    /** Describes a plugin as it is now. */
    static Provenance.PluginJar plugin(Plugin<?> plugin) throws IOException {
        PluginOrigin origin = PluginOrigin.of(plugin);
        return new Provenance.PluginJar(
                plugin.name(),
                plugin.getClass().getName(),
                origin.version(),
                String.valueOf(origin.location().getFileName()),
                PluginCode.sha256(origin),
                PluginCode.librariesSha256(plugin.getClass()),
                InstanceFields.sha256(plugin));
    }
}

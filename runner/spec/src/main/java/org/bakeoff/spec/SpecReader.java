package org.bakeoff.spec;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.api.Dataset;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.Json;
import org.bakeoff.io.NearestName;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.SomeNames;
import org.bakeoff.plugins.PluginCatalogs;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads specs and resolves them against the plugins that there are. */
public final class SpecReader {

    /** What files of texts are called, which somebody may take for a spec. */
    private static final Pattern TEXTS = Pattern.compile("(?i)\\.(csv|tsv|jsonl|txt)$");

    private static final int LARGEST = 16 << 20;
    private static final String SUFFIX = ".json";
    private static final String SCHEMA = ".schema.json";
    private static final String FOLDER = "experiments";
    private static final String OF_RUN = "spec.json";
    private static final int MOST_SPECS = 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final PluginCatalogs plugins;

    @Inject
    SpecReader(PluginCatalogs plugins) {
        this.plugins = plugins;
    }

    /**
     * Reads a spec from a file; its relative paths are taken from the file's folder.
     *
     * @param overrides values to put into it first; their relative paths are taken from the working directory
     * @throws SpecException if anything is wrong with it
     */
    public Spec read(Path file, List<SpecOverride> overrides) {
        return read(file, overrides, true);
    }

    /**
     * Reads a spec from a file, as {@link #read(Path, List)} does.
     *
     * @param filesExpected whether files of predictions must be there; a finished run holds copies of them
     * @throws SpecException if anything is wrong with it
     */
    public Spec read(Path file, List<SpecOverride> overrides, boolean filesExpected) {
        return read(source(file), overrides, filesExpected);
    }

    /**
     * Returns whether a spec is that of a benchmark.
     *
     * @throws SpecException if it is no JSON
     */
    public static boolean isBenchmark(Source source, List<SpecOverride> overrides) {
        return BenchmarkResolver.isBenchmark(overridden(source, overrides).json());
    }

    /** Returns a spec given as text; its relative paths are taken from the working directory. */
    public static Source source(String text) {
        return new Source("the spec", text, Path.of("").toAbsolutePath(), "");
    }

    /**
     * Reads a file, which may be a pipe, so that it can be read once. Relative paths are taken from its folder.
     *
     * @throws SpecException if it can't be read
     */
    public static Source source(Path file) {
        String name = file.toString();
        String text;
        try {
            text = text(file, name);
        } catch (NoSuchFileException e) {
            throw refusal(
                    name,
                    "there is no such file"
                            + NearestName.instead(file, SUFFIX, FOLDER, RegularFiles::isFile)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""));
        } catch (CharacterCodingException e) {
            throw refusal(name, "the file is no UTF-8 text");
        } catch (IOException e) {
            throw refusal(name, Files.isDirectory(file) ? folder(file) : "it can't be read: " + FileErrors.reason(e));
        }
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        return new Source(name, text, file.toAbsolutePath().resolveSibling(""), stem);
    }

    /** Returns what is wrong with a folder as a spec: that of a run has one, others may have some. */
    private static String folder(Path folder) {
        String problem = "this is a folder, and a spec is a file";
        if (RegularFiles.isFile(folder.resolve(OF_RUN))) {
            return problem + "; did you mean '" + folder.resolve(OF_RUN) + "'?";
        }
        try {
            List<String> names = RegularFiles.list(folder).stream()
                    .filter(RegularFiles::isFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.endsWith(SCHEMA))
                    .toList();
            return problem + (names.isEmpty() ? "" : "; name one in it: " + SomeNames.of(names, MOST_SPECS));
        } catch (IOException e) {
            return problem;
        }
    }

    /** Resolves a spec given as text, as {@link #read(String, List, boolean)} does, with files of predictions that must be there. */
    public Spec read(String text, List<SpecOverride> overrides) {
        return read(text, overrides, true);
    }

    /**
     * Resolves a spec given as text; its relative paths are taken from the working directory.
     *
     * @param filesExpected see {@link #read(Path, List, boolean)}
     */
    public Spec read(String text, List<SpecOverride> overrides, boolean filesExpected) {
        return read(source(text), overrides, filesExpected);
    }

    /**
     * Resolves a single model that {@link Spec.Model#toJson} wrote.
     *
     * @param source what to call it in messages
     * @throws SpecException if anything is wrong with it
     */
    public Spec.Model model(String source, String name, JsonNode json) {
        Faults faults = new Faults();
        return resolver(faults).single(name, json).orElseThrow(() -> new SpecException(source, faults.all()));
    }

    /**
     * Resolves the dataset of a spec that was resolved before, and nothing else of it.
     *
     * @param source what to call the spec in messages
     * @throws SpecException if anything is wrong with it
     */
    public Spec.Chosen<Dataset<?>> dataset(String source, JsonNode spec) {
        Faults faults = new Faults();
        return resolver(faults).dataset(spec).orElseThrow(() -> new SpecException(source, faults.all()));
    }

    /** For what holds no relative paths. */
    private SpecResolver resolver(Faults faults) {
        Path here = Path.of("").toAbsolutePath();
        return new SpecResolver(plugins, new Paths(here, here, List.of()), faults, false);
    }

    /** Reads no more than a spec can be, since the length of a pipe or a device isn't known before. */
    private static String text(Path file, String name) throws IOException {
        try (InputStream in = RegularFiles.readNamed(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw refusal(name, "the file is larger than 16 MiB, which no spec is");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        }
    }

    /**
     * A spec as it was given.
     *
     * @param name what to call it in messages
     * @param text its JSON
     * @param folder what its relative paths are taken from
     * @param stem what it is named after
     */
    public record Source(String name, String text, Path folder, String stem) {}

    /**
     * A spec with what was put into it.
     *
     * @param set the pointers of what was
     */
    private record Overridden(JsonNode json, Faults faults, List<String> set) {}

    private static Overridden overridden(Source source, List<SpecOverride> overrides) {
        JsonNode json = parse(source.name(), source.text());
        Faults faults = new Faults();
        List<String> set = overrides.stream()
                .filter(override -> override.apply(json, faults))
                .map(SpecOverride::pointer)
                .toList();
        return new Overridden(json, faults, set);
    }

    /** Resolves a spec, as {@link #read(Path, List, boolean)} does. */
    public Spec read(Source source, List<SpecOverride> overrides, boolean filesExpected) {
        Overridden spec = overridden(source, overrides);
        return new SpecResolver(plugins, paths(source, spec), spec.faults(), filesExpected)
                .resolve(spec.json(), source.stem())
                .orElseThrow(
                        () -> new SpecException(source.name(), spec.faults().all()));
    }

    /**
     * Resolves a benchmark, as {@link #read(Path, List)} does a spec.
     *
     * @throws SpecException if anything is wrong with it
     */
    public BenchmarkSpec benchmark(Source source, List<SpecOverride> overrides) {
        Overridden spec = overridden(source, overrides);
        return new BenchmarkResolver(plugins, paths(source, spec), spec.faults().all())
                .resolve(source.name(), (ObjectNode) spec.json(), source.stem());
    }

    private static Paths paths(Source source, Overridden spec) {
        return new Paths(source.folder(), Path.of("").toAbsolutePath(), spec.set());
    }

    private static JsonNode parse(String source, String text) {
        try {
            JsonNode json = Json.LENIENT.readTree(text);
            if (!json.isObject()) {
                throw refusal(
                        source,
                        "a spec is a JSON object, found " + (json.isMissingNode() ? "nothing" : Faults.show(json)));
            }
            return json;
        } catch (JacksonException e) {
            throw refusal(
                    source,
                    TEXTS.matcher(source).find()
                            ? "a spec is a JSON object; name texts in one, as \"train\" of the dataset plugin \"text\""
                            : Syntax.fault(e, text));
        }
    }

    private static SpecException refusal(String source, String message) {
        return new SpecException(source, List.of(new SpecFault("", message)));
    }
}

package org.bakeoff.report.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * What a list of runs shows of one. It costs little: of comparison.json only the beginning is read, without its findings, and no
 * checksum.
 *
 * @param name the experiment's name; empty if no file tells
 * @param dataset the name of the dataset's plugin; empty if no file tells
 * @param started when it started
 * @param state how far it is
 * @param models its models, in the order of the spec
 * @param best which of them are best
 * @param readable whether its files are what a run writes, as far as they were read
 */
public record RunSummary(
        String name,
        String dataset,
        Optional<Instant> started,
        RunState state,
        List<Model> models,
        Best best,
        boolean readable) {

    /** Far more than the run.json or the spec.json of a run has, in bytes. */
    private static final int LARGEST = 4 << 20;

    /** The first key of comparison.json of which a list shows nothing. */
    private static final String FINDINGS = "findings";

    /** Copies the list. */
    public RunSummary {
        models = List.copyOf(models);
    }

    /**
     * A model.
     *
     * @param name its name in the spec
     * @param value its primary metric; NaN without one
     */
    public record Model(String name, double value) {}

    /**
     * Which models are best.
     *
     * @param metric the name of the primary metric; empty without a result
     * @param models the names; none without a result
     */
    public record Best(String metric, List<String> models) {

        static final Best NONE = new Best("", List.of());

        /** Copies the list. */
        public Best {
            models = List.copyOf(models);
        }
    }

    /** Returns whether a folder looks like a run directory, which may still turn out to be damaged. */
    public static boolean isRun(Path folder) {
        return RegularFiles.isFile(folder.resolve("run.json"))
                || RegularFiles.isFile(folder.resolve(RunFiles.COMPARISON));
    }

    /** Reads what there is; a file that is missing or can't be read leaves its part empty. */
    public static RunSummary read(RunDirectory directory) {
        Path path = directory.path();
        RunState state = RunState.of(directory);
        Optional<Instant> started = tree(path.resolve("run.json")).flatMap(RunSummary::started);
        Path comparison = path.resolve(RunFiles.COMPARISON);
        if (RegularFiles.isFile(comparison)) {
            Map<String, JsonNode> read = beginning(comparison);
            if (read.getOrDefault("format", Json.COMPACT.missingNode()).asInt(0) == ComparisonJson.FORMAT) {
                return of(read, started, state);
            }
        }
        JsonNode spec = tree(path.resolve("spec.json")).orElse(Json.COMPACT.missingNode());
        List<Model> models = spec.path("models").propertyNames().stream()
                .map(model -> new Model(model, Double.NaN))
                .toList();
        return new RunSummary(
                spec.path("name").asString(""),
                spec.path("dataset").path("plugin").asString(""),
                started,
                state,
                models,
                Best.NONE,
                state != RunState.OVER && spec.isObject());
    }

    private static RunSummary of(Map<String, JsonNode> comparison, Optional<Instant> started, RunState state) {
        JsonNode none = Json.COMPACT.missingNode();
        String metric = comparison.getOrDefault("primaryMetric", none).asString("");
        List<Model> models = new ArrayList<>();
        for (JsonNode model : comparison.getOrDefault("models", none)) {
            models.add(new Model(
                    model.path("name").asString(""),
                    model.path("metrics").path(metric).path("value").asDouble(Double.NaN)));
        }
        List<String> best = new ArrayList<>();
        comparison.getOrDefault("best", none).forEach(model -> best.add(model.asString("")));
        return new RunSummary(
                comparison.getOrDefault("name", none).asString(""),
                comparison.getOrDefault("dataset", none).path("plugin").asString(""),
                started,
                state,
                models,
                new Best(metric, best),
                true);
    }

    private static Optional<Instant> started(JsonNode run) {
        try {
            return Optional.of(Instant.parse(run.path("started").asString("")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> tree(Path file) {
        try {
            return Optional.of(Json.LENIENT.readTree(RegularFiles.text(file, LARGEST)));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Returns the values of comparison.json by their keys, up to its findings, which are most of it. */
    private static Map<String, JsonNode> beginning(Path comparison) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (comparison.toFile().length() > RegularFiles.LARGEST_TEXT) {
            return values;
        }
        try (InputStream in = RegularFiles.read(comparison);
                JsonParser parser = Json.COMPACT.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return values;
            }
            @Nullable String key = parser.nextName();
            while (key != null && !key.equals(FINDINGS)) {
                parser.nextToken();
                values.put(key, parser.readValueAsTree());
                key = parser.nextName();
            }
        } catch (IOException | JacksonException e) {
            // What was read so far is shown.
        }
        return values;
    }
}

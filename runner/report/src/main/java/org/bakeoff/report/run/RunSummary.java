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
import java.util.Set;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a list of runs shows of one. It costs little: of comparison.json only the beginning is read, without its findings, and no
 * checksum.
 *
 * @param title what the experiment is called
 * @param dataset the name of the dataset's plugin; empty if no file tells
 * @param started when it started
 * @param state how far it is
 * @param models its models, in the order of the spec
 * @param best which of them are best
 * @param readable whether its files are what a run writes, as far as they were read
 */
public record RunSummary(
        Title title,
        String dataset,
        Optional<Instant> started,
        RunState state,
        List<Model> models,
        Best best,
        boolean readable) {

    /** Far more than the run.json or the spec.json of a run has, in bytes. */
    private static final int LARGEST = 4 << 20;

    /** No run is newer, and the milliseconds of one that is far older or newer fit into no number. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** More models than any comparison has: what follows is left out. */
    private static final int MOST_MODELS = 1_000;

    /** The keys of comparison.json that a list shows something of, and those of a model. */
    private static final Set<String> SHOWN = Set.of("format", "name", "primaryMetric", "dataset", "best");

    private static final Set<String> OF_MODEL = Set.of("name", "metrics");

    /** The last key of comparison.json, which holds most of it. */
    private static final String FINDINGS = "findings";

    private static final String TAGS = "tags";

    /** Copies the list. */
    public RunSummary {
        models = List.copyOf(models);
    }

    /**
     * What an experiment is called.
     *
     * @param name its name; empty if no file tells
     * @param tags its tags
     */
    public record Title(String name, List<String> tags) {

        /** Copies the list. */
        public Title {
            tags = List.copyOf(tags);
        }
    }

    /** Returns the experiment's name; empty if no file tells. */
    public String name() {
        return title.name();
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
        Optional<Instant> started = started(path.resolve("run.json"));
        Path comparison = path.resolve(RunFiles.COMPARISON);
        if (RegularFiles.isFile(comparison)) {
            Map<String, JsonNode> read = beginning(comparison);
            if (read.getOrDefault("format", Json.COMPACT.missingNode()).asInt(0) == ComparisonJson.FORMAT) {
                return of(read, tags(path.resolve("spec.json")), started, state);
            }
        }
        JsonNode spec = tree(path.resolve("spec.json")).orElse(Json.COMPACT.missingNode());
        List<Model> models = spec.path("models").propertyNames().stream()
                .map(model -> new Model(model, Double.NaN))
                .toList();
        return new RunSummary(
                new Title(spec.path("name").asString(""), texts(spec.path(TAGS))),
                spec.path("dataset").path("plugin").asString(""),
                started,
                state,
                models,
                Best.NONE,
                state != RunState.OVER && spec.isObject());
    }

    private static RunSummary of(
            Map<String, JsonNode> comparison, List<String> tags, Optional<Instant> started, RunState state) {
        JsonNode none = Json.COMPACT.missingNode();
        String metric = comparison.getOrDefault("primaryMetric", none).asString("");
        List<Model> models = new ArrayList<>();
        for (JsonNode model : comparison.getOrDefault("models", none)) {
            models.add(new Model(
                    model.path("name").asString(""),
                    model.path("metrics").path(metric).path("value").asDouble(Double.NaN)));
        }
        return new RunSummary(
                new Title(comparison.getOrDefault("name", none).asString(""), tags),
                comparison.getOrDefault("dataset", none).path("plugin").asString(""),
                started,
                state,
                models,
                new Best(metric, texts(comparison.getOrDefault("best", none))),
                true);
    }

    /** Returns when a run started, which its run.json says first. */
    private static Optional<Instant> started(Path run) {
        try (InputStream in = RegularFiles.read(run);
                JsonParser parser = Json.COMPACT.createParser(in)) {
            if (run.toFile().length() <= LARGEST && parser.nextToken() == JsonToken.START_OBJECT) {
                if ("started".equals(parser.nextName()) && parser.nextToken() == JsonToken.VALUE_STRING) {
                    return Optional.of(Instant.parse(parser.getString()))
                            .filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(LATEST));
                }
            }
        } catch (IOException | JacksonException | DateTimeException e) {
            // The list shows no time.
        }
        return Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(text -> text.asString("")).toList();
    }

    /** Returns the tags of a run, which its spec.json has before the dataset. */
    private static List<String> tags(Path spec) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try (InputStream in = RegularFiles.read(spec);
                JsonParser parser = Json.COMPACT.createParser(in)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, Set.of(TAGS), "dataset", values);
            }
        } catch (IOException | JacksonException e) {
            // The list shows none.
        }
        return texts(values.getOrDefault(TAGS, Json.COMPACT.missingNode()));
    }

    private static Optional<JsonNode> tree(Path file) {
        try {
            return Optional.of(Json.LENIENT.readTree(RegularFiles.text(file, LARGEST)));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Returns the values of comparison.json that a list shows, by their keys. */
    private static Map<String, JsonNode> beginning(Path comparison) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try (InputStream in = RegularFiles.read(comparison);
                JsonParser parser = Json.COMPACT.createParser(in)) {
            if (comparison.toFile().length() <= RegularFiles.LARGEST_TEXT
                    && parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, SHOWN, FINDINGS, values);
            }
        } catch (IOException | JacksonException e) {
            // What was read so far is shown.
        }
        return values;
    }

    /** Reads the values of some keys of an object, up to another key, and goes past the others. */
    private static void object(JsonParser parser, Set<String> keys, String end, Map<String, JsonNode> values) {
        for (String key = parser.nextName(); key != null && !key.equals(end); key = parser.nextName()) {
            JsonToken start = parser.nextToken();
            if (key.equals("models") && start == JsonToken.START_ARRAY) {
                ArrayNode models = Json.COMPACT.createArrayNode();
                while (models.size() < MOST_MODELS && parser.nextToken() == JsonToken.START_OBJECT) {
                    Map<String, JsonNode> model = new LinkedHashMap<>();
                    object(parser, OF_MODEL, FINDINGS, model);
                    ObjectNode shown = models.addObject();
                    model.forEach(shown::set);
                }
                values.put(key, models);
            } else if (keys.contains(key)) {
                values.put(key, parser.readValueAsTree());
            } else {
                parser.skipChildren();
            }
        }
    }
}

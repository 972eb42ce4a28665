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
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.statistics.MeasuredMetrics.Metric;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a list of runs shows of one. It costs little: of comparison.json only the beginning is read, and no checksum but
 * the summary's.
 *
 * @param title what the experiment is called
 * @param dataset the name of the dataset's plugin; empty if no file tells
 * @param started when it started
 * @param state how far it is
 * @param metric the primary metric; empty without a result
 * @param models its models, in the order of the spec
 * @param readable whether its files are what a run writes, as far as they were read
 */
public record RunSummary(
        Title title,
        String dataset,
        Optional<Instant> started,
        RunState state,
        Optional<Metric> metric,
        List<Model> models,
        boolean readable) {

    /** Far more than the run.json or the spec.json of a run has, in bytes. */
    private static final int LARGEST = 4 << 20;

    /** No run is newer, and the milliseconds of one that is far older or newer fit into no number. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** More models than any comparison has: what follows is left out. */
    private static final int MOST_MODELS = 1_000;

    /** As many as a spec may have. */
    private static final int MOST_TAGS = 20;

    /** A longer text is cut: no name is. */
    private static final int LONGEST = 300;

    /** Reads so much of a file at most. Of a comparison.json that has no summary that is enough: that of eight models has 130 kB before its findings. */
    private static final JsonMapper BEGINNING = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LARGEST)
                            .build())
                    .build())
            .build();

    private static final String MODELS = "models";
    private static final String METRIC = "metric";

    /** The keys of comparison.json and its summary that a list shows something of, and those of a model and a metric. */
    private static final Set<String> SHOWN = Set.of("format", "name", "primaryMetric", "dataset", METRIC, "best");

    private static final Set<String> OF_MODEL = Set.of("name", "value", "best", "metrics");
    private static final Set<String> OF_METRIC = Set.of("name", "title", "higherIsBetter", "rate");

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
     * @param value its primary metric; empty without one
     * @param best whether no other model is better by the verdicts
     */
    public record Model(String name, OptionalDouble value, boolean best) {}

    /** Returns the best models; none without a result. */
    public List<Model> best() {
        return models.stream().filter(Model::best).toList();
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
        Path run = path.resolve("run.json");
        Optional<Instant> started = started(run);
        boolean whole = !RegularFiles.isFile(run) || isWhole(run);
        Path comparison = path.resolve(RunFiles.COMPARISON);
        if (RegularFiles.isFile(comparison)) {
            Map<String, JsonNode> read = beginning(comparison);
            if (read.getOrDefault("format", Json.COMPACT.missingNode()).asInt(0) == ComparisonJson.FORMAT) {
                return of(read, tags(path.resolve("spec.json")), started, state, whole);
            }
        }
        JsonNode spec = tree(path.resolve("spec.json")).orElse(Json.COMPACT.missingNode());
        List<Model> models = spec.path("models").propertyNames().stream()
                .limit(MOST_MODELS)
                .map(RunSummary::cut)
                .map(model -> new Model(model, OptionalDouble.empty(), false))
                .toList();
        return new RunSummary(
                new Title(cut(spec.path("name").asString("")), tags(spec.path(TAGS))),
                cut(spec.path("dataset").path("plugin").asString("")),
                started,
                state,
                Optional.empty(),
                models,
                state != RunState.FINISHED && spec.isObject() && whole);
    }

    private static RunSummary of(
            Map<String, JsonNode> comparison,
            List<String> tags,
            Optional<Instant> started,
            RunState state,
            boolean readable) {
        JsonNode none = Json.COMPACT.missingNode();
        String primary = comparison.getOrDefault("primaryMetric", none).asString("");
        Set<String> best = comparison
                .getOrDefault("best", none)
                .valueStream()
                .map(model -> model.asString(""))
                .collect(Collectors.toSet());
        List<Model> models = new ArrayList<>();
        for (JsonNode model : comparison.getOrDefault(MODELS, none)) {
            String name = model.path("name").asString("");
            JsonNode value = model.path("metrics").path(primary).path("value");
            JsonNode shown = value.isMissingNode() ? model.path("value") : value;
            models.add(new Model(
                    cut(name),
                    shown.isNumber() ? OptionalDouble.of(shown.asDouble()) : OptionalDouble.empty(),
                    model.path("best").asBoolean(best.contains(name))));
        }
        JsonNode dataset = comparison.getOrDefault("dataset", none);
        JsonNode metric = comparison.getOrDefault(METRIC, none);
        return new RunSummary(
                new Title(cut(comparison.getOrDefault("name", none).asString("")), tags),
                cut(dataset.asString(dataset.path("plugin").asString(""))),
                started,
                state,
                metric.isObject()
                        ? Optional.of(new Metric(
                                cut(metric.path("name").asString("")),
                                cut(metric.path("title").asString("")),
                                metric.path("higherIsBetter").asBoolean(false),
                                metric.path("rate").asBoolean(false)))
                        : Optional.empty(),
                models,
                readable);
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

    /** Returns whether a run.json has come to its end, whatever its checksum says; of a very large one that isn't looked at. */
    private static boolean isWhole(Path run) {
        try (InputStream in = RegularFiles.read(run);
                JsonParser parser = BEGINNING.createParser(in)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object;
        } catch (IOException | JacksonException e) {
            return run.toFile().length() > LARGEST;
        }
    }

    private static List<String> tags(JsonNode array) {
        return array.valueStream()
                .limit(MOST_TAGS)
                .map(tag -> cut(tag.asString("")))
                .toList();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Returns the tags of a run, which its spec.json has before the dataset. */
    private static List<String> tags(Path spec) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try (InputStream in = RegularFiles.read(spec);
                JsonParser parser = BEGINNING.createParser(in)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, Set.of(TAGS), "dataset", values);
            }
        } catch (IOException | JacksonException e) {
            // The list shows none.
        }
        return tags(values.getOrDefault(TAGS, Json.COMPACT.missingNode()));
    }

    private static Optional<JsonNode> tree(Path file) {
        try {
            return Optional.of(Json.LENIENT.readTree(RegularFiles.text(file, LARGEST)));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Returns the values of comparison.json that a list shows, by their keys in the summary or, where there is none, in the file. */
    private static Map<String, JsonNode> beginning(Path comparison) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try (InputStream in = RegularFiles.read(comparison);
                JsonParser parser = BEGINNING.createParser(in)) {
            if (parser.nextToken() == JsonToken.START_OBJECT
                    && object(parser, SHOWN, ComparisonJson.FINDINGS, values)) {
                metric(parser, values);
            }
        } catch (IOException | JacksonException e) {
            // What was read so far is shown.
        }
        return values;
    }

    /** Reads the primary metric, which is among the first findings. */
    private static void metric(JsonParser parser, Map<String, JsonNode> values) {
        JsonNode primary = values.getOrDefault("primaryMetric", Json.COMPACT.missingNode());
        parser.nextToken();
        while (!values.containsKey(METRIC)
                && parser.nextToken() == JsonToken.START_OBJECT
                && "kind".equals(parser.nextName())
                && METRIC.equals(parser.nextStringValue())) {
            Map<String, JsonNode> metric = new LinkedHashMap<>();
            object(parser, OF_METRIC, "", metric);
            if (primary.equals(metric.get("name"))) {
                values.put(METRIC, object(metric));
            }
        }
    }

    private static ObjectNode object(Map<String, JsonNode> values) {
        ObjectNode object = Json.COMPACT.createObjectNode();
        values.forEach(object::set);
        return object;
    }

    /**
     * Reads the values of some keys of a summary; of one that is damaged, as its checksum says, no value of the file is any good.
     */
    private static void summary(JsonParser parser, Set<String> keys, Map<String, JsonNode> values) {
        try {
            ObjectNode summary = ChecksummedJson.read(parser.readValueAsTree().toString());
            try (JsonParser again = Json.COMPACT.treeAsTokens(summary)) {
                again.nextToken();
                object(again, keys, "", values);
            }
        } catch (JacksonException e) {
            values.clear();
        }
    }

    /**
     * Reads the values of some keys of an object, up to another key or to the end of a summary, and goes past the others. Returns
     * whether it came to the other key.
     */
    private static boolean object(JsonParser parser, Set<String> keys, String end, Map<String, JsonNode> values) {
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            if (key.equals(end)) {
                return true;
            }
            JsonToken start = parser.nextToken();
            if (key.equals(ComparisonJson.SUMMARY) && start == JsonToken.START_OBJECT) {
                summary(parser, keys, values);
                return false;
            } else if (key.equals(MODELS) && start == JsonToken.START_ARRAY) {
                ArrayNode models = Json.COMPACT.createArrayNode();
                while (models.size() < MOST_MODELS && parser.nextToken() == JsonToken.START_OBJECT) {
                    Map<String, JsonNode> model = new LinkedHashMap<>();
                    object(parser, OF_MODEL, end, model);
                    models.add(object(model));
                }
                values.put(key, models);
            } else if (keys.contains(key)) {
                values.put(key, parser.readValueAsTree());
            } else {
                parser.skipChildren();
            }
        }
        return false;
    }
}

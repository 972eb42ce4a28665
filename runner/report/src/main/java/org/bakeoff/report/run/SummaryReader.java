package org.bakeoff.report.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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
import org.bakeoff.report.run.ComparisonSummary.Model;
import org.bakeoff.report.run.ComparisonSummary.TestSet;
import org.bakeoff.report.run.ComparisonSummary.Training;
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
 * Reads the beginning of a comparison.json leniently: its summary or, where an earlier version wrote none or a shorter one, the
 * values that it follows from.
 */
final class SummaryReader {

    /** A longer text is cut: no name is. */
    private static final int LONGEST = 300;

    /** Far more than the run.json or the spec.json of a run has, in bytes. */
    static final int LARGEST = 4 << 20;

    /** More models than any comparison has: what follows is left out. */
    static final int MOST_MODELS = 1_000;

    /** Reads so much of a file at most. Of a comparison.json that has no summary that is enough: that of eight models has 130 kB before its findings. */
    static final JsonMapper BEGINNING = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LARGEST)
                            .build())
                    .build())
            .build();

    private static final String MODELS = "models";
    private static final String METRIC = "metric";
    private static final String TEST = "test";
    private static final String TRIALS = "trials";
    private static final String SECONDS = "trainSeconds";

    /** The keys of comparison.json and its summary that something is shown of, and those of a model and a metric. */
    private static final Set<String> SHOWN =
            Set.of(ComparisonJson.FORMAT_KEY, "name", "primaryMetric", "dataset", TEST, METRIC, "best");

    private static final Set<String> OF_MODEL =
            Set.of("name", "baseline", "value", "low", "high", "training", "best", "metrics", "parameters", TRIALS);
    private static final Set<String> OF_METRIC = Set.of("name", "title", "higherIsBetter", "rate");

    /**
     * Holds what the beginning says.
     *
     * @param name the experiment's name
     * @param summary the summary
     */
    record Beginning(String name, ComparisonSummary summary) {}

    private SummaryReader() {}

    /** Reads a comparison.json; empty if it is damaged or of another format, as far as its beginning tells. */
    static Optional<Beginning> read(Path comparison) {
        Map<String, JsonNode> read = beginning(comparison);
        JsonNode none = Json.COMPACT.missingNode();
        if (read.getOrDefault(ComparisonJson.FORMAT_KEY, none).asInt(0) != ComparisonJson.FORMAT) {
            return Optional.empty();
        }
        JsonNode dataset = read.getOrDefault("dataset", none);
        return Optional.of(new Beginning(
                cut(read.getOrDefault("name", none).asString("")),
                new ComparisonSummary(
                        cut(dataset.asString(dataset.path("plugin").asString(""))),
                        test(read.getOrDefault(TEST, none), dataset),
                        metric(read.getOrDefault(METRIC, none)),
                        models(read))));
    }

    /** Returns the format that a file of results names, missing where it names none; empty where the file can't be read so far. */
    static Optional<JsonNode> format(Path file) {
        try (InputStream in = RegularFiles.read(file);
                JsonParser parser = BEGINNING.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                parser.nextToken();
                if (key.equals(ComparisonJson.FORMAT_KEY)) {
                    return Optional.of(parser.readValueAsTree());
                }
                parser.skipChildren();
            }
            return Optional.of(Json.COMPACT.missingNode());
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static Optional<TestSet> test(JsonNode summary, JsonNode dataset) {
        if (summary.isObject()) {
            return Optional.of(new TestSet(
                    cut(summary.path("sha256").asString("")),
                    summary.path("examples").asInt(0),
                    summary.path("evaluations").asLong(0)));
        }
        return dataset.path("testSha256").isString()
                ? Optional.of(new TestSet(
                        cut(dataset.path("testSha256").asString()),
                        dataset.path(TEST).asInt(0),
                        dataset.path("evaluations").asLong(0)))
                : Optional.empty();
    }

    private static Optional<Metric> metric(JsonNode metric) {
        return metric.isObject()
                ? Optional.of(new Metric(
                        cut(metric.path("name").asString("")),
                        cut(metric.path("title").asString("")),
                        metric.path("higherIsBetter").asBoolean(false),
                        metric.path("rate").asBoolean(false)))
                : Optional.empty();
    }

    private static List<Model> models(Map<String, JsonNode> comparison) {
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
            JsonNode metric = model.path("metrics").path(primary);
            JsonNode measured = metric.isObject() ? metric : model;
            JsonNode value = measured.path("value");
            models.add(new Model(
                    cut(name),
                    model.path("baseline").asBoolean(false),
                    value.isNumber() ? OptionalDouble.of(value.asDouble(Double.NaN)) : OptionalDouble.empty(),
                    number(measured.path("low")),
                    number(measured.path("high")),
                    training(model),
                    model.path("best").asBoolean(best.contains(name))));
        }
        return models;
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble(Double.NaN) : Double.NaN;
    }

    private static Training training(JsonNode model) {
        JsonNode summary = model.path("training");
        if (summary.isObject()) {
            return new Training(
                    summary.path(TRIALS).asInt(0),
                    summary.path("seeds").asInt(0),
                    summary.path("parameters").asLong(0),
                    number(summary.path("seconds")));
        }
        List<JsonNode> done = model.path(TRIALS)
                .valueStream()
                .filter(trial -> !"failed".equals(trial.path("status").asString("")))
                .toList();
        return new Training(
                model.path(TRIALS).size(),
                done.size(),
                model.path("parameters").asLong(0),
                done.stream()
                        .mapToDouble(trial -> number(trial.path(SECONDS)))
                        .average()
                        .orElse(Double.NaN));
    }

    /** Returns the values that are shown, by their keys in the summary or, where there is none, in the file. */
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
     * Reads the values of some keys of a summary, and returns whether nothing else need be read: there is all, or none is any good, as
     * the checksum of the summary is wrong.
     */
    private static boolean summary(JsonParser parser, Set<String> keys, Map<String, JsonNode> values) {
        try {
            ObjectNode summary = ChecksummedJson.read(parser.readValueAsTree().toString());
            try (JsonParser again = Json.COMPACT.treeAsTokens(summary)) {
                again.nextToken();
                object(again, keys, "", values);
            }
            return values.containsKey(TEST);
        } catch (JacksonException e) {
            values.clear();
            return true;
        }
    }

    /**
     * Reads the values of some keys of an object, up to another key or to the end of a summary that has all, and goes past the others.
     * Returns whether it came to the other key.
     */
    static boolean object(JsonParser parser, Set<String> keys, String end, Map<String, JsonNode> values) {
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            if (key.equals(end)) {
                return true;
            }
            JsonToken start = parser.nextToken();
            if (key.equals(ComparisonJson.SUMMARY) && start == JsonToken.START_OBJECT) {
                if (summary(parser, keys, values)) {
                    return false;
                }
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

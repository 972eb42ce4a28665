package org.bakeoff.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.SeedRounds;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a comparison as JSON, format 2, and reads it back: the components of its records, nested ones lifted where readers
 * of the file expect them; findings by kind; null for what isn't finite. Writing what was read gives the same text.
 */
final class ComparisonJson {

    /** The format that this class writes and reads. */
    static final int FORMAT = 2;

    static final String FORMAT_KEY = "format";

    /** The key of the {@link ComparisonSummary}, which stands so near the beginning that a list of runs reads no more. */
    static final String SUMMARY = "summary";

    private static final String KIND = "kind";
    static final String FINDINGS = "findings";
    private static final String NOTES = "notes";
    private static final String DIFFERENCE = "difference";
    private static final String SIGNIFICANCE = "significance";
    private static final String DESCRIPTION = "description";
    private static final String SEARCHES = "searches";
    private static final String MARGIN = "margin";
    private static final String SHADED = "shaded";
    private static final List<String> AXES = List.of("x", "y");
    private static final String INPUT = "input";
    private static final String OBSERVED = "observed";
    private static final String ROUNDS = "rounds";
    private static final String FAILURES = "failures";
    private static final List<String> INTERVAL = List.of("low", "high");
    private static final String SIMULTANEOUS = "simultaneous";
    private static final List<String> SIGNIFICANT = List.of("p", "adjustedP", SIMULTANEOUS);
    private static final List<String> DATASET =
            List.of("plugin", "train", "validation", "classes", "length", "testSha256", "evaluations");
    private static final List<String> MODEL = List.of("plugin", "configuration", "parameters", "layers", "budget");
    private static final List<String> CONCLUSION =
            List.of(MARGIN, "comparisons", "majorityClassBaseline", "power", ROUNDS, "warnings");

    private ComparisonJson() {}

    static ObjectNode of(ComparisonResult result) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put(FORMAT_KEY, FORMAT);
        json.put("name", result.name());
        json.put("primaryMetric", result.metrics().primary().orElse(null));
        json.set(SUMMARY, ChecksummedJson.sealed((ObjectNode) RecordReader.write(ComparisonSummary.of(result))));
        ObjectNode dataset = (ObjectNode) RecordReader.write(result.dataset());
        lift(dataset, DESCRIPTION);
        dataset.path("checks")
                .forEach(check -> check.path("without").path("comparisons").forEach(ComparisonJson::flat));
        if (result.dataset().notes().isEmpty()) {
            dataset.remove(NOTES);
        }
        json.set("dataset", dataset);
        ArrayNode models = (ArrayNode) RecordReader.write(result.models());
        models.forEach(model -> lift((ObjectNode) model, DESCRIPTION));
        json.set("models", models);
        ObjectNode conclusion = (ObjectNode) RecordReader.write(result.conclusion());
        conclusion.path("comparisons").forEach(ComparisonJson::flat);
        conclusion.path("majorityClassBaseline").path("comparisons").forEach(ComparisonJson::flat);
        conclusion
                .path(ROUNDS)
                .path(ROUNDS)
                .forEach(round -> round.path("comparisons").forEach(ComparisonJson::flat));
        if (result.conclusion().rounds().equals(SeedRounds.NONE)) {
            conclusion.remove(ROUNDS);
        }
        json.setAll(conclusion);
        json.path("power").forEach(pair -> {
            if (pair.path(OBSERVED).isNull()) {
                ((ObjectNode) pair).remove(OBSERVED);
            }
        });
        if (result.conclusion().margin().isEmpty()) {
            json.remove(MARGIN);
        }
        json.set("best", RecordReader.write(result.best()));
        json.set("ranking", RecordReader.write(result.ranking()));
        if (!result.searches().isEmpty()) {
            json.set(SEARCHES, RecordReader.write(result.searches()));
        }
        if (!result.evaluation().failures().isEmpty()) {
            json.set(FAILURES, RecordReader.write(result.evaluation().failures()));
        }
        json.set(FINDINGS, findings(result));
        return json;
    }

    private static ArrayNode findings(ComparisonResult result) {
        ArrayNode findings = Json.COMPACT.createArrayNode();
        result.metrics().all().forEach(metric -> findings.add(kind("metric", metric)));
        result.evaluation()
                .findings()
                .forEach(finding -> findings.add(kind(finding.getClass().getSimpleName(), finding)));
        result.evaluation().slices().forEach(slices -> findings.add(kind("slices", slices)));
        return findings;
    }

    /** Adds what a table without shades leaves out. */
    private static ObjectNode shaded(ObjectNode table) {
        if (!table.has(SHADED)) {
            table.putArray(SHADED);
        }
        return table;
    }

    /** Earlier runs say no range of a metric. */
    private static ObjectNode withRange(ObjectNode metric) {
        List.of("low", "high").stream().filter(end -> !metric.has(end)).forEach(metric::putNull);
        return metric;
    }

    /** Adds what the axes of most curves leave out. */
    private static ObjectNode withInputs(ObjectNode curve) {
        for (String axis : AXES) {
            if (curve.path(axis) instanceof ObjectNode object && !object.has(INPUT)) {
                object.putNull(INPUT);
            }
        }
        return curve;
    }

    private static ObjectNode kind(String name, Object value) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put(KIND, name.toLowerCase(Locale.ROOT));
        json.setAll((ObjectNode) RecordReader.write(value));
        if (json.path(SHADED).isEmpty()) {
            json.remove(SHADED);
        }
        for (String axis : AXES) {
            if (json.path(axis) instanceof ObjectNode object
                    && object.path(INPUT).isNull()) {
                object.remove(INPUT);
            }
        }
        return json;
    }

    /** Lifts the interval and the p-values of a comparison. */
    private static void flat(JsonNode node) {
        ObjectNode comparison = (ObjectNode) node;
        JsonNode verdict = comparison.remove("verdict");
        JsonNode caveats = comparison.remove("caveats");
        ObjectNode difference = (ObjectNode) comparison.remove(DIFFERENCE);
        comparison.set(DIFFERENCE, difference.remove("value"));
        comparison.setAll(difference);
        lift(comparison, SIGNIFICANCE);
        // It is the same difference.
        ((ObjectNode) comparison.get(SIMULTANEOUS)).remove("value");
        comparison.set("verdict", verdict);
        comparison.set("caveats", caveats);
    }

    /** Puts what an object holds in its place. */
    private static void lift(ObjectNode json, String key) {
        json.setAll((ObjectNode) json.remove(key));
    }

    /** Puts some keys into an object of their own. */
    private static void lower(ObjectNode json, String key, List<String> names) {
        ObjectNode inner = Json.COMPACT.createObjectNode();
        move(json, inner, names);
        json.set(key, inner);
    }

    private static void move(ObjectNode from, ObjectNode to, List<String> names) {
        for (String name : names) {
            if (from.has(name)) {
                to.set(name, from.remove(name));
            }
        }
    }

    private static void nested(JsonNode node) {
        if (node instanceof ObjectNode comparison) {
            ObjectNode difference = Json.COMPACT.createObjectNode();
            if (comparison.has(DIFFERENCE)) {
                difference.set("value", comparison.get(DIFFERENCE));
                if (comparison.get(SIMULTANEOUS) instanceof ObjectNode simultaneous) {
                    simultaneous.set("value", comparison.get(DIFFERENCE));
                }
            }
            move(comparison, difference, INTERVAL);
            comparison.set(DIFFERENCE, difference);
            lower(comparison, SIGNIFICANCE, SIGNIFICANT);
        }
    }

    /** Returns what is wrong with a format; empty if it is the one that is read. */
    static Optional<String> otherFormat(JsonNode format, int read) {
        return format.isInt() && format.asInt() == read
                ? Optional.empty()
                : Optional.of((format.isMissingNode() ? "it names no format" : "it has format " + format)
                        + ", and this Bakeoff reads format " + read);
    }

    /**
     * Reads what {@link #of} wrote; null becomes NaN.
     *
     * @throws tools.jackson.core.JacksonException if the JSON isn't a comparison, or has another format
     */
    static ComparisonResult read(JsonNode json) {
        ObjectNode rest = json.isObject() ? ((ObjectNode) json).deepCopy() : Json.COMPACT.createObjectNode();
        Optional<String> other = otherFormat(rest.path(FORMAT_KEY), FORMAT);
        if (other.isPresent()) {
            throw new RecordReader.InvalidRecordException(other.get());
        }
        // The others follow from the rest.
        rest.remove(List.of(FORMAT_KEY, SUMMARY, "best", "ranking"));
        if (rest.path("dataset") instanceof ObjectNode dataset) {
            lower(dataset, DESCRIPTION, DATASET);
            if (!dataset.has(NOTES)) {
                dataset.putArray(NOTES);
            }
            dataset.path("checks")
                    .forEach(check -> check.path("without").path("comparisons").forEach(ComparisonJson::nested));
        }
        rest.path("comparisons").forEach(ComparisonJson::nested);
        rest.path("majorityClassBaseline").path("comparisons").forEach(ComparisonJson::nested);
        if (!rest.has(MARGIN)) {
            rest.putNull(MARGIN);
        }
        rest.path("power").forEach(pair -> {
            if (pair instanceof ObjectNode object && !object.has(OBSERVED)) {
                object.putNull(OBSERVED);
            }
        });
        if (!rest.has(ROUNDS)) {
            rest.set(ROUNDS, RecordReader.write(SeedRounds.NONE));
        }
        rest.path(ROUNDS)
                .path(ROUNDS)
                .forEach(round -> round.path("comparisons").forEach(ComparisonJson::nested));
        lower(rest, "conclusion", CONCLUSION);
        rest.path("models").forEach(model -> {
            if (model instanceof ObjectNode object) {
                lower(object, DESCRIPTION, MODEL);
            }
        });
        if (!rest.has(SEARCHES)) {
            rest.putArray(SEARCHES);
        }
        ObjectNode metrics = Json.COMPACT.createObjectNode();
        if (rest.has("primaryMetric")) {
            metrics.set("primary", rest.remove("primaryMetric"));
        }
        ArrayNode measured = metrics.putArray("all");
        ObjectNode evaluation = Json.COMPACT.createObjectNode();
        evaluation.putArray(FINDINGS);
        ArrayNode slices = evaluation.putArray("slices");
        evaluation.set(FAILURES, rest.has(FAILURES) ? rest.remove(FAILURES) : Json.COMPACT.createArrayNode());
        List<Finding> findings = new ArrayList<>();
        for (JsonNode finding : rest.path(FINDINGS)) {
            ObjectNode content = finding.asObject().deepCopy();
            JsonNode kind = content.remove(KIND);
            switch (kind == null ? "" : kind.asString()) {
                case "metric" -> measured.add(withRange(content));
                case "slices" -> slices.add(content);
                case "curve" -> findings.add(RecordReader.read(withInputs(content), Curve.class));
                case "table" -> findings.add(RecordReader.read(shaded(content), Table.class));
                case "cases" -> findings.add(RecordReader.read(content, Cases.class));
                default ->
                    throw new RecordReader.InvalidRecordException("a finding of the kind " + kind + " is not known");
            }
        }
        rest.remove(FINDINGS);
        rest.set("metrics", metrics);
        rest.set("evaluation", evaluation);
        ComparisonResult read = RecordReader.read(rest, ComparisonResult.class);
        return read.withFindings(findings);
    }
}

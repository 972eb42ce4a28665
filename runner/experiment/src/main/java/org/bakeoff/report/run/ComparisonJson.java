package org.bakeoff.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison as JSON: the components of its records, what was tuned if anything was, findings by kind, and null for what isn't
 * finite. Writing what was
 * read gives the same text.
 */
final class ComparisonJson {

    private static final String FINDINGS = "findings";
    private static final String KIND = "kind";
    private static final String METRICS = "metrics";
    private static final String TUNING = "tuning";
    private static final String SLICES = "slices";
    private static final String PROBLEMS = "problems";

    private ComparisonJson() {}

    static ObjectNode of(ComparisonResult result) {
        ObjectNode json = RecordReader.tree(result);
        ArrayNode findings = Json.COMPACT.createArrayNode();
        result.metrics().forEach(metric -> findings.add(kind("metric", metric)));
        result.findings()
                .forEach(finding -> findings.add(kind(finding.getClass().getSimpleName(), finding)));
        result.slices().forEach(slices -> findings.add(kind("slices", slices)));
        for (String problem : result.problems()) {
            findings.addObject().put(KIND, "problem").put("title", problem);
        }
        json.remove(List.of(METRICS, SLICES, PROBLEMS));
        if (result.tuning().isEmpty()) {
            json.remove(TUNING);
        }
        json.set(FINDINGS, findings);
        finite(json);
        return json;
    }

    /**
     * Reads what {@link #of} wrote; null becomes NaN.
     *
     * @throws tools.jackson.core.JacksonException if the JSON isn't a comparison
     */
    static ComparisonResult read(JsonNode json) {
        ObjectNode rest = json.isObject() ? ((ObjectNode) json).deepCopy() : Json.COMPACT.createObjectNode();
        ArrayNode metrics = Json.COMPACT.createArrayNode();
        ArrayNode slices = Json.COMPACT.createArrayNode();
        ArrayNode problems = Json.COMPACT.createArrayNode();
        List<Finding> findings = new ArrayList<>();
        for (JsonNode finding : rest.path(FINDINGS)) {
            ObjectNode content = finding.asObject().deepCopy();
            JsonNode kind = content.remove(KIND);
            switch (kind == null ? "" : kind.asString()) {
                case "metric" -> metrics.add(content);
                case "slices" -> slices.add(content);
                case "problem" -> problems.add(content.path("title"));
                case "curve" -> findings.add(RecordReader.read(content, Curve.class));
                case "table" -> findings.add(RecordReader.read(content, Table.class));
                case "cases" -> findings.add(RecordReader.read(content, Cases.class));
                default -> throw new RecordReader.Unknown("a finding of the kind " + kind + " is not known");
            }
        }
        rest.remove(FINDINGS);
        if (!rest.has(TUNING)) {
            rest.putArray(TUNING);
        }
        rest.set(METRICS, metrics);
        rest.set(SLICES, slices);
        rest.set(PROBLEMS, problems);
        ComparisonResult read =
                RecordReader.read(rest.set(FINDINGS, Json.COMPACT.createArrayNode()), ComparisonResult.class);
        return new ComparisonResult(
                read.name(),
                read.dataset(),
                read.conclusion(),
                read.models(),
                read.contrasts(),
                read.checks(),
                read.slices(),
                read.tuning(),
                read.metrics(),
                findings,
                read.problems());
    }

    private static ObjectNode kind(String name, Object value) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put(KIND, name.toLowerCase(Locale.ROOT));
        json.setAll(Json.COMPACT.<ObjectNode>valueToTree(value));
        return json;
    }

    private static void finite(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                if (infinite(entry.getValue())) {
                    entry.setValue(NullNode.getInstance());
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                if (infinite(array.get(index))) {
                    array.set(index, NullNode.getInstance());
                }
            }
        }
        node.values().forEach(ComparisonJson::finite);
    }

    private static boolean infinite(JsonNode node) {
        return node.isFloatingPointNumber() && !Double.isFinite(node.asDouble());
    }
}

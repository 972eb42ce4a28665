package org.bakeoff.runner.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** A comparison as JSON: the components of its records, findings by kind, and null for what isn't finite. */
final class ComparisonJson {

    private ComparisonJson() {}

    static ObjectNode of(ComparisonResult result) {
        ObjectNode json = Json.COMPACT.valueToTree(result);
        ArrayNode findings = Json.COMPACT.createArrayNode();
        result.metrics().forEach(metric -> findings.add(kind("metric", metric)));
        result.findings()
                .forEach(finding -> findings.add(kind(finding.getClass().getSimpleName(), finding)));
        result.slices().forEach(slices -> findings.add(kind("slices", slices)));
        for (String problem : result.problems()) {
            findings.addObject().put("kind", "problem").put("title", problem);
        }
        json.remove(List.of("metrics", "slices", "problems"));
        json.set("findings", findings);
        finite(json);
        return json;
    }

    private static ObjectNode kind(String name, Object value) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("kind", name.toLowerCase(Locale.ROOT));
        json.setAll(Json.COMPACT.<ObjectNode>valueToTree(value));
        return json;
    }

    private static void finite(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (infinite(entry.getValue())) {
                    entry.setValue(NullNode.getInstance());
                }
            }
        }
        node.values().forEach(ComparisonJson::finite);
    }

    private static boolean infinite(JsonNode node) {
        return node.isFloatingPointNumber() && !Double.isFinite(node.asDouble());
    }
}

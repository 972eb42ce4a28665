package org.bakeoff.runner.report;

import java.util.Map;
import org.bakeoff.api.Cases;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
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
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.put("name", result.name());
        json.set("dataset", Json.COMPACT.valueToTree(result.dataset()));
        json.set("models", Json.COMPACT.valueToTree(result.models()));
        json.set("contrasts", Json.COMPACT.valueToTree(result.contrasts()));
        ArrayNode findings = json.putArray("findings");
        result.findings().forEach(finding -> findings.add(finding(finding)));
        for (String problem : result.problems()) {
            findings.addObject().put("kind", "problem").put("title", problem);
        }
        finite(json);
        return json;
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        if (finding instanceof Metric metric) {
            json.put("kind", "metric");
            json.put("name", metric.name());
            json.put("title", metric.title());
            json.put("higherIsBetter", metric.higherIsBetter());
        } else if (finding instanceof Cases cases) {
            json.put("kind", "cases");
            json.setAll(Json.COMPACT.<ObjectNode>valueToTree(cases));
        }
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

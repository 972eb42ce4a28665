package org.bakeoff.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The specs of several runs side by side.
 *
 * @param different the values that aren't the same in all of them
 * @param same the values that are
 */
public record SpecDiff(List<Row> different, List<Row> same) {

    private static final String ABSENT = "";

    /** Copies the lists. */
    public SpecDiff {
        different = List.copyOf(different);
        same = List.copyOf(same);
    }

    /**
     * One value of each spec.
     *
     * @param pointer its JSON pointer
     * @param values the values as JSON, in the order of the specs; empty where a spec has none
     */
    public record Row(String pointer, List<String> values) {

        /** Copies the list. */
        public Row {
            values = List.copyOf(values);
        }
    }

    static SpecDiff of(List<JsonNode> specs) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int index = 0; index < specs.size(); index++) {
            Map<String, String> leaves = new LinkedHashMap<>();
            leaves(specs.get(index), "", leaves);
            for (Map.Entry<String, String> leaf : leaves.entrySet()) {
                List<String> values = all.computeIfAbsent(leaf.getKey(), pointer -> new ArrayList<>());
                fill(values, index);
                values.add(leaf.getValue());
            }
        }
        List<Row> different = new ArrayList<>();
        List<Row> same = new ArrayList<>();
        all.forEach((pointer, values) -> {
            fill(values, specs.size());
            boolean equal = values.stream().distinct().count() == 1;
            (equal ? same : different).add(new Row(pointer, values));
        });
        return new SpecDiff(different, same);
    }

    private static void fill(List<String> values, int size) {
        while (values.size() < size) {
            values.add(ABSENT);
        }
    }

    /** Puts in every value that holds no object, such as a list of seeds. */
    private static void leaves(JsonNode node, String pointer, Map<String, String> leaves) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(property -> leaves(
                            property.getValue(),
                            pointer + "/" + property.getKey().replace("~", "~0").replace("/", "~1"),
                            leaves));
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
            for (int index = 0; index < node.size(); index++) {
                leaves(node.get(index), pointer + "/" + index, leaves);
            }
        } else {
            leaves.put(pointer, node.toString());
        }
    }
}

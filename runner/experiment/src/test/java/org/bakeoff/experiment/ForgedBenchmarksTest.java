package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Benchmarks whose benchmark.json somebody has changed, checksum included. */
class ForgedBenchmarksTest {

    @TempDir
    private Path folder;

    /** Every value is replaced by others, or left out; whatever can't be shown is called damaged. */
    @Test
    void aForgedResultIsShownOrRefused() throws IOException {
        Experiment.builder()
                .spec("""
                        {"name": "bench", "datasets": {"one": {"plugin": "parity", "config": {"train": 60, "test": 20}},
                                                       "two": {"plugin": "parity", "config": {"train": 60, "test": 24}}},
                         "trainSizes": [20, 40], "models": {"quick": {"plugin": "mean"}, "slow": {"plugin": "mean"}},
                         "training": {"epochs": 1, "batchSize": 16, "validation": 0, "device": "cpu"},
                         "evaluators": [{"plugin": "error-rate"}]}
                        """)
                .out(place())
                .cache(folder.resolve("cache"))
                .workers(0)
                .buildBenchmark()
                .run(event -> {});
        ObjectNode forged = (ObjectNode) Json.COMPACT.readTree(Files.readString(place().resolve("benchmark.json")));
        forged.remove("checksum");
        List<String> faults = new ArrayList<>();

        forge(forged, forged, "", faults);

        assertThat(faults).isEmpty();
    }

    private void forge(ObjectNode root, JsonNode within, String place, List<String> faults) throws IOException {
        if (within instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonNode before = object.get(key);
                for (@Nullable JsonNode other : others(before)) {
                    if (other == null) {
                        object.remove(key);
                    } else {
                        object.set(key, other);
                    }
                    render(root, place + "/" + key + " = " + other, faults);
                }
                object.set(key, before);
                forge(root, before, place + "/" + key, faults);
            }
        } else if (within instanceof ArrayNode array && !array.isEmpty()) {
            forge(root, array.get(array.size() - 1), place + "/*", faults);
        }
    }

    private static List<@Nullable JsonNode> others(JsonNode before) {
        JsonNodeFactory values = JsonNodeFactory.instance;
        List<@Nullable JsonNode> others = new ArrayList<>(List.of(
                values.nullNode(),
                values.arrayNode(),
                values.objectNode(),
                values.stringNode(""),
                values.stringNode("<script>"),
                values.numberNode(-1),
                values.numberNode(1_000_000_000),
                values.numberNode(0.5),
                values.arrayNode().add("a").add("a"),
                values.arrayNode().addNull()));
        others.add(null);
        if (before instanceof ArrayNode array && !array.isEmpty()) {
            others.add(array.deepCopy().add(array.get(0)));
            ArrayNode less = array.deepCopy();
            less.remove(0);
            others.add(less);
        }
        return others;
    }

    private void render(ObjectNode json, String what, List<String> faults) throws IOException {
        Files.writeString(place().resolve("benchmark.json"), ChecksummedJson.text(json.deepCopy()));
        try {
            RunReport.render(place());
            if (Files.readString(place().resolve("report.html")).contains("<script>\"")) {
                faults.add(what + ": a script");
            }
        } catch (BakeoffException e) {
            // It is refused.
        } catch (RuntimeException e) {
            faults.add(what + ": " + e);
        }
    }

    private Path place() {
        return folder.resolve("bench");
    }
}

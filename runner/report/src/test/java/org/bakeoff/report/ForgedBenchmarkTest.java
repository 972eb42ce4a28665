package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A benchmark.json with learning curves that somebody has changed, with a checksum that fits. */
class ForgedBenchmarkTest {

    private static final List<Integer> SIZES = List.of(100, 300, 1000, 3000, 10_000);

    @TempDir
    private Path folder;

    private BenchmarkDirectory directory;
    private ObjectNode json;
    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        directory = SampleBenchmark.begin(folder.resolve("bench"), List.of("data"));
        new Reports().write(directory, results());
        json = (ObjectNode) Json.COMPACT.readTree(Files.readString(file()));
        json.remove("checksum");
    }

    @Test
    void everyValueIsShownOrRefused() throws IOException {
        assertThat(directory.results().curves().get(0).models())
                .hasSize(2)
                .noneMatch(curve -> curve.extrapolated().isEmpty());

        forge(json, "");

        assertThat(faults).isEmpty();
    }

    @Test
    void curvesAreOfWhatWasMeasured() throws IOException {
        refused("curves of a single size", forged -> {
            ObjectNode first = (ObjectNode) forged.at("/sizes/0");
            first.putNull("trainSize");
            forged.putArray("sizes").add(first);
        });
        refused("sizes out of order", forged -> {
            ArrayNode sizes = (ArrayNode) forged.get("sizes");
            sizes.add(sizes.remove(0));
        });
        refused(
                "a curve without values",
                forged -> forged.get("sizes").forEach(size -> {
                    ObjectNode dataset = (ObjectNode) size.at("/result/datasets/0");
                    dataset.putObject("values");
                    dataset.putArray("best");
                }));
        refused("a curve of another data set", forged -> ((ObjectNode) forged.at("/curves/0")).put("dataset", "other"));

        assertThat(faults).isEmpty();
    }

    private void refused(String what, Consumer<ObjectNode> change) throws IOException {
        ObjectNode forged = json.deepCopy();
        change.accept(forged);
        if (rendered(forged, what)) {
            faults.add(what + " is shown");
        }
    }

    private Path file() {
        return directory.path().resolve("benchmark.json");
    }

    /** Puts other values in the place of every value, or leaves it out. */
    private void forge(JsonNode within, String place) throws IOException {
        if (within instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonNode before = object.get(key);
                for (@Nullable JsonNode other : others(before)) {
                    if (other == null) {
                        object.remove(key);
                    } else {
                        object.set(key, other);
                    }
                    rendered(json, place + "/" + key + " = " + other);
                }
                object.set(key, before);
                forge(before, place + "/" + key);
            }
        } else if (within instanceof ArrayNode array && !array.isEmpty()) {
            forge(array.get(array.size() - 1), place + "/*");
        }
    }

    private static List<@Nullable JsonNode> others(JsonNode before) {
        JsonNodeFactory values = JsonNodeFactory.instance;
        List<@Nullable JsonNode> others = new ArrayList<>(List.of(
                values.nullNode(),
                values.arrayNode(),
                values.objectNode(),
                values.stringNode("<script>"),
                values.numberNode(-1),
                values.numberNode(1_000_000_000),
                values.numberNode(1e308),
                values.numberNode(0.5)));
        others.add(null);
        if (before instanceof ArrayNode array && !array.isEmpty()) {
            others.add(array.deepCopy().add(array.get(0)));
            ArrayNode less = array.deepCopy();
            less.remove(0);
            others.add(less);
        }
        return others;
    }

    /** Returns whether it is shown; it is a fault if it is neither shown nor refused. */
    private boolean rendered(ObjectNode forged, String what) throws IOException {
        Files.writeString(file(), ChecksummedJson.text(forged.deepCopy()));
        try {
            if (new Reports().html(directory, UnaryOperator.identity()).contains("<script>\"")) {
                faults.add(what + ": a script");
            }
            return true;
        } catch (BakeoffException e) {
            return false;
        } catch (RuntimeException e) {
            faults.add(what + ": " + e);
            return true;
        }
    }

    private static BenchmarkResults results() {
        return BenchmarkResults.of(
                "sample",
                SIZES.stream()
                        .map(size -> new BenchmarkResults.OfTrainSize(OptionalInt.of(size), result(size)))
                        .toList());
    }

    private static BenchmarkResult result(int size) {
        Map<String, Estimate> values = new LinkedHashMap<>();
        values.put("slow", value(0.95 - 2 * Math.pow(size, -0.4)));
        values.put("quick", value(0.85 - Math.pow(size, -0.6)));
        return new BenchmarkResult(
                "sample",
                new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true),
                Stream.of("slow", "quick")
                        .map(name -> new BenchmarkInput.Model(name, false))
                        .toList(),
                List.of(new DatasetResult(
                        "data",
                        new DatasetResult.Data(size, 1000, 2, 1, Optional.empty()),
                        values,
                        Map.of("slow", size / 1e3, "quick", size / 1e4),
                        List.of(),
                        List.of("slow"),
                        Optional.empty())),
                List.of(),
                List.of());
    }

    private static Estimate value(double value) {
        return new Estimate(value, value - 0.002, value + 0.002);
    }
}

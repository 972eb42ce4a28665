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
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A benchmark.json with learning curves that somebody has changed, with a checksum that fits. */
class ForgedBenchmarkTest {

    private static final List<Integer> SIZES = List.of(100, 300, 1000, 3000, 10_000);

    @TempDir
    private Path folder;

    private BenchmarkDirectory directory;
    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        directory = SampleBenchmark.begin(folder.resolve("bench"), List.of("data"));
        new Reports().write(directory, results());
    }

    @Tag("endurance")
    @Test
    void everyValueIsShownOrRefused() throws Exception {
        assertThat(directory.results().curves().get(0).models())
                .hasSize(2)
                .noneMatch(curve -> curve.extrapolated().isEmpty());

        ForgedJson.each(file(), this::rendered);

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
        String before = Files.readString(file());
        ObjectNode forged = ChecksummedJson.read(before);
        change.accept(forged);
        Files.writeString(file(), ChecksummedJson.text(forged));
        if (rendered(what)) {
            faults.add(what + " is shown");
        }
        Files.writeString(file(), before);
    }

    private Path file() {
        return directory.path().resolve("benchmark.json");
    }

    /** Returns whether it is shown; it is a fault if it is neither shown nor refused. */
    private boolean rendered(String what) throws IOException {
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
                        new DatasetResult.Data(size, 1000, 2, DatasetResult.Folds.ONE, Optional.empty()),
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

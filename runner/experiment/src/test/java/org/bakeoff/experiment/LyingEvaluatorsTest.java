package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.experiment.EvaluatorLies.evaluators;
import static org.bakeoff.experiment.EvaluatorLies.metric;
import static org.bakeoff.experiment.EvaluatorLies.metrics;
import static org.bakeoff.experiment.EvaluatorLies.table;
import static org.bakeoff.experiment.Lies.Nothing;
import static org.bakeoff.experiment.Lies.assertReadable;
import static org.bakeoff.experiment.Lies.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.EvaluatorFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What evaluators give that breaks their contract: it costs what they give and nothing else, and no file grows by it. */
class LyingEvaluatorsTest {

    @TempDir
    Path folder;

    @Tag("endurance")
    @Test
    void anEvaluatorThatLiesCostsItsOwnFindings() throws IOException {
        Comparison[] shown = new Comparison[1];
        AtomicReference<int[]> shared = new AtomicReference<>(new int[0]);
        Map<String, Function<Comparison, List<Finding>>> all = new LinkedHashMap<>();
        all.putAll(evaluators());
        metrics().forEach((name, metric) -> all.put(name, comparison -> List.of(metric)));
        // These break things for others, and must not fail themselves.
        all.put("undefined", comparison -> List.of(metric("undefined", weights -> Double.NaN)));
        all.put(
                "changes",
                comparison -> List.of(
                        Metric.of("changing", "Changing", true, (labels, predictions) -> {
                            Arrays.fill(labels, 7);
                            return weights -> {
                                Arrays.fill(weights, 1_000_000);
                                return 0.5;
                            };
                        }),
                        // So long may the name of a class be.
                        table("odd", "Odd numbers of " + "x".repeat(1000), Double.NaN)));
        all.put("tokens", comparison -> {
            comparison.examples().forEach(example -> Arrays.fill(example.tokens(), 1_000_000));
            return List.of();
        });
        all.put("slices", comparison -> {
            shared.set(new int[] {0, 1, 2});
            return List.of(new Slices("halves", "t", "", List.of(new Slices.Slice("s", shared.get()))));
        });
        all.put("changes-slices", comparison -> {
            shared.get()[2] = 1_000_000;
            return List.of();
        });
        all.put("looks", comparison -> {
            shown[0] = comparison;
            return List.of();
        });
        all.put(
                "last",
                comparison ->
                        List.of(metric("last", weights -> IntStream.of(weights).sum() / 1e6)));

        ComparisonResult result = run("lies", all);

        Map<String, EvaluatorFailure> failures = new HashMap<>();
        result.evaluation()
                .failures()
                .forEach(failure ->
                        failures.merge(failure.plugin().orElseThrow().name(), failure, (first, second) -> first));
        assertThat(failures.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(evaluators().keySet().stream(), metrics().keySet().stream())
                                .toList());
        assertThat(failures.values()).allSatisfy(failure -> {
            assertThat(failure.cause().length()).isBetween(20, 2_500);
            assertThat(failure.plugin().orElseThrow().jar()).contains("classes");
        });
        assertThat(failures.get("out-of-range").step()).isEqualTo(EvaluatorFailure.Step.METRIC);
        assertThat(failures.get("huge-message").cause()).contains("more characters");
        assertThat(result.complete()).isFalse();
        assertThat(result.metrics().primary()).contains("errorRate");
        ComparisonResult honest = run("honest", Map.of());
        assertThat(honest.complete()).isTrue();
        assertThat(result.conclusion().comparisons())
                .filteredOn(pair -> pair.metric().equals("errorRate"))
                .isEqualTo(honest.conclusion().comparisons());
        assertThat(result.model("mean").metrics().get("errorRate"))
                .isEqualTo(honest.model("mean").metrics().get("errorRate"));
        assertThat(result.model("mean").metrics()).containsKeys("undefined", "changing", "last");
        assertThat(result.evaluation().findings()).extracting(Finding::name).containsExactly("odd");
        assertThat(result.evaluation().slices()).hasSize(1);
        assertThat(shown[0].examples()).allMatch(example -> example.tokens()[0] < 1_000);
        assertReadable(folder.resolve("lies"));
    }

    private ComparisonResult run(String name, Map<String, Function<Comparison, List<Finding>>> evaluators) {
        ExperimentBuilder builder = experiment(folder, name)
                .dataset("parity", Map.of("train", 40, "test", 20))
                .model("mean", "mean")
                .model("other", "mean");
        evaluators.forEach((evaluator, lie) -> builder.evaluator(new Lying(evaluator, lie), new Nothing()));
        return builder.build().run();
    }

    @Test
    void whatAnEvaluatorSetsForTheWholeJvmChangesNoFile() throws IOException {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        run("honest", Map.of("quiet", comparison -> List.of()));
        try {
            run("changed", Map.of("quiet", comparison -> {
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                return List.of();
            }));
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        // Times differ, numbers must not.
        assertThat(withoutTimes("changed")).isEqualTo(withoutTimes("honest"));
    }

    /** Written as JSON, they would fill the memory of Java, and the whole comparison would be lost. */
    @Test
    void curvesOfAMillionPointsAndColumnsShadedAMillionTimesCostTheirOwnEvaluatorAlone() throws IOException {
        Curve.Axis axis = new Curve.Axis("a", false);
        Map<String, Function<Comparison, List<Finding>>> all = new LinkedHashMap<>();
        all.put("points", comparison -> List.of(new Curve("points", "t", "", axis, axis, false, lines(9_990, 100))));
        all.put(
                "lines",
                comparison -> IntStream.range(0, 60)
                        .<Finding>mapToObj(
                                index -> new Curve("lines" + index, "t", "", axis, axis, false, lines(9_990, 0)))
                        .toList());
        all.put(
                "shaded",
                comparison -> List.of(new Table(
                        "shaded", "t", "", List.of("a"), List.of(List.of(1L)), Collections.nCopies(2_000_000, 0))));
        ComparisonResult result = run("large", all);

        assertThat(result.evaluation().failures())
                .extracting(EvaluatorFailure::name)
                .containsExactly("points", "lines", "shaded");
        assertThat(result.evaluation().failures())
                .allSatisfy(failure -> assertThat(failure.cause())
                        .contains("values; allowed: at most 1,000,000", "a fault of the plugin"));
        assertThat(Files.size(folder.resolve("large/comparison.json"))).isLessThan(1 << 20);
    }

    private static List<Curve.Line> lines(int count, int points) {
        List<Curve.Point> all =
                IntStream.range(0, points).mapToObj(x -> new Curve.Point(x, 0)).toList();
        return Collections.nCopies(count, new Curve.Line("mean", "", all));
    }

    /** All pairs in all metrics, as with one for each of a thousand classes, fill any memory and file. */
    @Tag("endurance")
    @Test
    void ofManyMetricsThePairsOfTheBestModelsAreCompared() throws IOException {
        ExperimentBuilder builder = experiment(folder, "many").dataset("parity", Map.of("train", 40, "test", 20));
        IntStream.range(0, 13).forEach(model -> builder.model("m" + model, "mean"));
        builder.evaluator(
                new Lying(
                        "classes",
                        comparison -> IntStream.range(0, 1_000)
                                .<Finding>mapToObj(index -> metric("of" + index, weights -> index / 1e3))
                                .toList()),
                new Nothing());
        ComparisonResult result = builder.build().run();

        assertThat(result.comparisons()).hasSize(78);
        assertThat(result.conclusion().comparisons("of999")).hasSize(70);
        assertThat(folder.resolve("many/report.html"))
                .content()
                .contains("Of 78 pairs of models, the differences of 70 are here: those of the best model first.");
    }

    /** For each of up to a thousand blocks of examples it would fill the memory again, which takes hours. */
    @Test
    void aMetricThatFailsIsAskedOncePerSeed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        ComparisonResult result = run(
                "fails",
                Map.of(
                        "matrix",
                        comparison -> List.of(metric("matrix", weights -> {
                            asked.incrementAndGet();
                            throw new OutOfMemoryError("Java heap space");
                        }))));

        assertThat(result.evaluation().failures())
                .extracting(EvaluatorFailure::name)
                .containsExactly("matrix");
        assertThat(asked).hasValueLessThanOrEqualTo(2);
    }

    private String withoutTimes(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve("comparison.json"))
                .replaceAll("\"(trainSeconds|seconds|examplesPerSecond|evaluations|sha256|checksum)\" : [^,}\n]*", "");
    }

    private record Lying(String name, Function<Comparison, List<Finding>> lie) implements Evaluator<Nothing> {

        @Override
        public String description() {
            return "lies";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public List<Finding> evaluate(Nothing config, Comparison comparison) {
            return lie.apply(comparison);
        }
    }
}

package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Benchmarks as specs have them. */
class BenchmarkSpecTest {

    private static final String TWO = """
            {"name": "two", "datasets": {"here": {"plugin": "parity"}, "there": {"plugin": "parity"}},
             "models": {"one": {"plugin": "mean"}}%s}
            """;

    @Test
    void everyDataSetIsARunOfItsOwn() {
        BenchmarkSpec benchmark = read(TWO.formatted(""));

        assertThat(benchmark.name()).isEqualTo("two");
        assertThat(benchmark.datasets()).containsExactly("here", "there");
        assertThat(benchmark.runs()).extracting(BenchmarkSpec.Run::name).containsExactly("here", "there");
        assertThat(benchmark.runs().get(0).spec().toJson().has("datasets")).isFalse();
    }

    @Test
    void everyTrainingSizeIsARunAndTheSmallestComesFirst() {
        BenchmarkSpec benchmark = read(TWO.formatted(", \"trainSizes\": [100, 10]"));

        assertThat(benchmark.runs())
                .extracting(BenchmarkSpec.Run::name)
                .containsExactly("here-10", "here-100", "there-10", "there-100");
        assertThat(benchmark.trainSizes()).containsExactly(OptionalInt.of(10), OptionalInt.of(100));
        assertThat(benchmark
                        .runs()
                        .get(1)
                        .spec()
                        .toJson()
                        .at("/training/examples")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void theResolvedBenchmarkIsTheSame() {
        String json = read(TWO.formatted(", \"trainSizes\": [5, 10], \"tags\": [\"paper\"]"))
                .json()
                .toString();

        assertThat(read(json).json()).hasToString(json);
    }

    @Test
    void aFaultHasThePlaceThatItHasInTheBenchmarkAndIsSaidOnce() {
        assertThat(faults(TWO.replace("\"there\": {\"plugin\": \"parity\"}", "\"there\": {\"plugin\": \"parrity\"}")
                        .formatted(", \"training\": {\"epochs\": 0}")))
                .satisfiesExactly(
                        training -> assertThat(training).startsWith("/training/epochs: found 0"),
                        dataset -> assertThat(dataset)
                                .startsWith("/datasets/there/plugin: ")
                                .contains("parity"));
    }

    @Test
    void pathsThatAreSetAreTakenFromTheWorkingDirectory() {
        SpecReader.Source file = new SpecReader.Source("two.json", TWO.formatted(""), Path.of("/elsewhere"), "two");
        for (String set : List.of(
                "/datasets/there/config={\"source\": \"y\"}",
                "/datasets/there={\"plugin\": \"parity\", \"config\": {\"source\": \"y\"}}",
                "/datasets={\"there\": {\"plugin\": \"parity\", \"config\": {\"source\": \"y\"}}}")) {
            List<BenchmarkSpec.Run> runs =
                    Specs.READER.benchmark(file, Specs.overrides(set)).runs();

            assertThat(runs.get(runs.size() - 1)
                            .spec()
                            .toJson()
                            .at("/dataset/config/source")
                            .asString())
                    .isEqualTo(Path.of("y").toAbsolutePath().toString());
        }
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThat(faults(TWO.formatted(", \"dataset\": {\"plugin\": \"parity\"}")))
                .containsExactly("/datasets: there is a \"dataset\", too; leave one of them out");
        assertThat(faults(TWO.formatted(", \"trainSizes\": [10], \"training\": {\"examples\": 5}")))
                .containsExactly("/training/examples: \"trainSizes\" sets it; leave one of them out");
        assertThat(faults(TWO.replace("here", "Here").formatted("")))
                .first()
                .asString()
                .startsWith("/datasets/Here: found a data set named \"Here\"");
        assertThat(faults("{\"datasets\": {}, \"models\": {\"one\": {\"plugin\": \"mean\"}}}"))
                .containsExactly("/datasets: found {}; allowed: an object with 1 to 1,000 datasets, by name");
        assertThat(faults(TWO.formatted(", \"split\": {\"folds\": 100, \"repeats\": 100}")))
                .containsExactly(
                        "/split: data sets, folds and training sizes make 20,000 runs; allowed: at most 10,000");
    }

    @Test
    void everyFaultOfABenchmarkIsReportedAtOnce() {
        assertThat(faults("""
                        {"datasets": {"A": {"plugin": "parity", "config": {"train": 0}}, "b": {"plugin": "parrity"}},
                         "dataset": {"plugin": "parity"}, "models": {"m": {"plugin": "mean", "config": {"x": 1}}},
                         "split": {"folds": 1, "x": 2}, "trainSizes": [0], "training": {"epochs": 0, "examples": 5},
                         "search": {"space": {"/models/q/config/x": [1]}}}
                        """))
                .extracting(fault -> fault.substring(0, fault.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "/split/folds",
                        "/split/x",
                        "/trainSizes/0",
                        "/datasets",
                        "/datasets/A",
                        "/datasets/A/config/train",
                        "/datasets/b/plugin",
                        "/models/m/config/x",
                        "/training/epochs",
                        "/search/space/~1models~1q~1config~1x");
        assertThat(faults(TWO.formatted(", \"split\": {\"folds\": 5}, \"trainSizes\": [10],"
                        + " \"training\": {\"epochs\": 0, \"examples\": 5}")))
                .extracting(fault -> fault.substring(0, fault.indexOf(": ")))
                .containsExactlyInAnyOrder("/split", "/split", "/training/epochs", "/training/examples");
        assertThat(faults(
                        "{\"datasets\": 5, \"models\": {\"m\": {\"plugin\": \"maen\"}}}",
                        "/training=5",
                        "/models/m/plugin/y=1"))
                .extracting(fault -> fault.substring(0, fault.indexOf(": ")))
                .containsExactlyInAnyOrder("/datasets", "/models/m/plugin", "/training", "/models/m/plugin/y");
    }

    @Test
    void valuesThatCanTakeNoKeyAreNamed() {
        for (String value : List.of("5", "[]", "\"a\"", "null")) {
            assertThat(faults(TWO.formatted(", \"trainSizes\": [10], \"training\": " + value)))
                    .first()
                    .asString()
                    .startsWith("/training: found " + value);
        }
        for (String value :
                List.of("5", "null", "[]", "{}", "{\"a\": null}", "{\"a\": 5}", "{\"a\": {\"plugin\": 5}}")) {
            assertThat(faults("{\"datasets\": " + value + ", \"models\": {\"one\": {\"plugin\": \"mean\"}}}"))
                    .as(value)
                    .first()
                    .asString()
                    .startsWith("/datasets");
        }
        assertThat(faults("{\"trainSizes\": [1], \"models\": {\"one\": {\"plugin\": \"mean\"}}}"))
                .first()
                .asString()
                .startsWith("/dataset: ");
    }

    @Test
    void thereAreAtMostAThousandDataSets() {
        String datasets = IntStream.rangeClosed(0, 1_000)
                .mapToObj(index -> "\"d" + index + "\": {\"plugin\": \"parity\"}")
                .collect(Collectors.joining(", "));
        assertThat(faults("{\"datasets\": {" + datasets + "}, \"models\": {\"one\": {\"plugin\": \"mean\"}}}"))
                .containsExactly("/datasets: found 1001 entries; allowed: an object with 1 to 1,000 datasets, by name");
    }

    @Test
    void onlySomeDatasetsCanBeCutIntoFolds() {
        assertThat(faults(TWO.formatted(", \"split\": {\"folds\": 5}")))
                .allSatisfy(fault -> assertThat(fault)
                        .startsWith("/split: the dataset plugin 'parity' (/datasets/")
                        .contains("can't be cut into folds"))
                .hasSize(2);
        assertThat(faults(TWO.formatted(", \"split\": {\"folds\": 1}")))
                .first()
                .asString()
                .startsWith("/split/folds: ");
    }

    @Test
    void aSpecOfOneRunIsNone() {
        assertThat(SpecReader.isBenchmark(SpecReader.source(Specs.SMALL), List.of()))
                .isFalse();
        assertThat(SpecReader.isBenchmark(SpecReader.source(TWO.formatted("")), List.of()))
                .isTrue();
        assertThat(Specs.faults(TWO.formatted("")))
                .singleElement()
                .asString()
                .startsWith("/datasets: this makes it a benchmark of several runs");
    }

    private static BenchmarkSpec read(String json, String... overrides) {
        return Specs.READER.benchmark(SpecReader.source(json), Specs.overrides(overrides));
    }

    private static List<String> faults(String json, String... overrides) {
        return Specs.refusal(() -> read(json, overrides)).faults().stream()
                .map(SpecFault::toString)
                .toList();
    }
}

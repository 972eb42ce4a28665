package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.bakeoff.api.Example;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.TestData;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of which only predictions are known stand beside trained ones. */
class ImportedModelsTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 60, "test": 20}},
             "models": {%s},
             "training": {"epochs": 1, "batchSize": 16, "validation": 0, "seeds": [4], "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;
    private static final String MINE = "\"mine\": {\"predictions\": [\"one.csv\", \"two.csv\"], \"baseline\": true}";
    private static final String QUICK = "\"quick\": {\"plugin\": \"mean\"}";

    @TempDir
    private Path folder;

    private List<Example> test = List.of();

    @BeforeEach
    void predictions() throws IOException {
        Path out = folder.resolve("data");
        experiment("exporting", QUICK).export(out, DataExport.Format.CSV, event -> {});
        TestData gold = GoldFile.read(out.resolve("test.csv"), List.of());
        test = gold.examples();
        write("one.csv", "probability", 3);
        write("two.csv", "probability", 5);
        write("labels.csv", "", 4);
    }

    @Test
    void theyAreComparedWithTrainedModels() throws IOException {
        ComparisonResult result = experiment("run", MINE + ", " + QUICK).run();

        assertThat(result.models()).extracting(ModelResult::name).containsExactly("mine", "quick");
        ModelResult mine = result.model("mine");
        assertThat(mine.baseline()).isTrue();
        assertThat(mine.description().plugin()).isEqualTo("predictions");
        assertThat(mine.description().budget()).isEmpty();
        assertThat(mine.trials()).extracting(ModelResult.Trial::seed).containsExactly(1L, 2L);
        assertThat(mine.measured("errorRate").value()).isEqualTo(0.2);
        assertThat(result.comparison("mine", "quick").left()).isEqualTo("mine");
        Path trial = folder.resolve("run/trials/mine-2");
        assertThat(Files.readAllLines(trial.resolve("predictions.csv")))
                .startsWith(
                        "id,label,probability",
                        test.get(0).id() + "," + test.get(0).label() + ","
                                + (test.get(0).label() == 1 ? "0.25" : "0.75"))
                .hasSize(21);
        assertThat(Json.COMPACT
                        .readTree(Files.readString(trial.resolve("result.json")))
                        .path("status")
                        .asString())
                .isEqualTo("done");
        assertThat(folder.resolve("run/report.html")).exists();

        // The run holds copies, so the files aren't needed any more.
        Files.delete(folder.resolve("one.csv"));
        Files.delete(folder.resolve("two.csv"));
        ComparisonResult again = compare("again", "run");
        assertThat(again.conclusion()).isEqualTo(result.conclusion());
        assertThat(compare("both", "run", "again").models())
                .extracting(ModelResult::name)
                .containsExactly("mine", "quick", "mine-of-again", "quick-of-again");
        assertThat(compare("yet-again", "both").models()).hasSize(4);
        RunReport.render(folder.resolve("both"));
        try (TrainedRun trained = TrainedRun.open(folder.resolve("run"))) {
            assertThat(trained.models()).containsExactly("quick");
            assertThatThrownBy(() -> trained.model("mine")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aRunResumesOnlyWithTheSameFiles() throws IOException {
        ComparisonResult result = experiment("run", MINE + ", " + QUICK).run();

        assertThat(experiment("run", MINE + ", " + QUICK).run()).isEqualTo(result);
        write("two.csv", "probability", 6);
        BakeoffException fault = Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class,
                () -> experiment("run", MINE + ", " + QUICK).run()));
        assertThat(fault.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
        assertThat(fault).hasMessageContaining(folder.resolve("two.csv").toString());
    }

    @Test
    void aRunOfThemAloneTrainsNothing() throws IOException {
        ComparisonResult result = experiment("run", MINE + ", \"labels\": {\"predictions\": [\"labels.csv\"]}")
                .run();

        assertThat(result.model("labels").measured("errorRate").value()).isEqualTo(0.2);
        assertThat(Files.readAllLines(folder.resolve("run/trials/labels-1/predictions.csv")))
                .startsWith("id,label,predicted");
        assertThat(Files.readString(folder.resolve("run/run.json")))
                .contains("\"device\" : \"none\"")
                .doesNotContain("pytorch");
        assertThat(compare("again", "run").models()).isEqualTo(result.models());
        assertThat(reproduce().verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
    }

    private Reproduction reproduce() {
        return new RunReproduction(
                        folder.resolve("run"),
                        null,
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(folder.resolve("cache")),
                        true,
                        0)
                .run(event -> {});
    }

    /** As a baseline that another model falls back on. */
    @Test
    void twoModelsMayHaveTheSameFile() throws IOException {
        String models = "\"a\": {\"predictions\": [\"one.csv\"]}, \"b\": {\"predictions\": [\"one.csv\"]}";
        ComparisonResult result = experiment("run", models).run();

        assertThat(experiment("run", models).run()).isEqualTo(result);
        assertThat(reproduce().verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
    }

    @Test
    void filesThatDoNotFitAreRefusedBeforeAnythingIsTrained() throws IOException {
        Files.writeString(folder.resolve("one.csv"), "id,label\nnobody,0\n");

        BakeoffException fault = Objects.requireNonNull(catchThrowableOfType(
                BakeoffException.class,
                () -> experiment("run", MINE + ", " + QUICK).run()));

        assertThat(fault.code()).isEqualTo(ErrorCode.PREDICTIONS_INVALID);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void faultsHavePointers() throws IOException {
        assertThat(faults("\"a\": {\"predictions\": [\"one.csv\", \"none.csv\"]},"
                        + " \"b\": {\"predictions\": [\"one.csv\"], \"plugin\": \"mean\"},"
                        + " \"c\": {\"predictions\": []},"
                        + " \"d\": {\"predictions\": \"one.csv\"},"
                        + " \"e\": {\"predictions\": [\"one.csv\", \"./one.csv\"]},"
                        + " \"f\": {\"predictions\": [\"one.csv\"], \"training\": {}}"))
                .containsExactlyInAnyOrder(
                        "/models/a/predictions/1",
                        "/models/b/predictions",
                        "/models/c/predictions",
                        "/models/d/predictions",
                        "/models/e/predictions",
                        "/models/f/training");
        String adaptive = "{\"atLeast\": 3, \"atMost\": 4, \"until\": \"decided\"}";
        assertThat(faults(SPEC.formatted(MINE + ", " + QUICK).replace("[4]", adaptive), "adaptive.json"))
                .containsExactly("/training/seeds");
        String search = "\"search\": {\"space\": {\"%s\": [1, 2]}, \"grid\": {}}, \"evaluators\"";
        String tuned = SPEC.replace("\"validation\": 0", "\"validation\": 9");
        assertThat(faults(
                        tuned.formatted(MINE + ", " + QUICK)
                                .replace("\"evaluators\"", search.formatted("/models/mine/training/epochs")),
                        "search.json"))
                .containsExactly("/search/space/~1models~1mine~1training~1epochs");
        assertThat(faults(
                        tuned.formatted(MINE).replace("\"evaluators\"", search.formatted("/training/epochs")),
                        "untrained.json"))
                .containsExactly("/search");
    }

    @Test
    void aSearchLeavesThemAlone() throws IOException {
        String spec = SPEC.formatted(MINE + ", " + QUICK)
                .replace("\"validation\": 0", "\"validation\": 9")
                .replace(
                        "\"evaluators\"",
                        "\"search\": {\"space\": {\"/training/epochs\": [1, 2]}, \"grid\": {}}, \"evaluators\"");
        ComparisonResult result = Experiment.builder()
                .spec(Files.writeString(folder.resolve("search.json"), spec))
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run();

        assertThat(result.searches()).hasSize(1);
        assertThat(result.models()).extracting(ModelResult::name).containsExactly("mine", "quick");
        assertThat(result.model("mine").trials()).hasSize(2);
    }

    private List<String> faults(String models) throws IOException {
        return faults(SPEC.formatted(models), "faulty.json");
    }

    private List<String> faults(String spec, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), spec);
        return Objects.requireNonNull(catchThrowableOfType(
                        SpecException.class,
                        () -> Experiment.builder().spec(file).build()))
                .faults()
                .stream()
                .map(SpecFault::pointer)
                .toList();
    }

    private Experiment experiment(String out, String models) throws IOException {
        return Experiment.builder()
                .spec(Files.writeString(folder.resolve("spec.json"), SPEC.formatted(models)))
                .out(folder.resolve(out))
                .cache(folder.resolve("cache"))
                .build();
    }

    private ComparisonResult compare(String out, String... runs) {
        return TestRun.compare(
                List.of(runs).stream().map(folder::resolve).toList(), folder.resolve(out), folder.resolve("cache"));
    }

    /** Writes predictions that are wrong for the first examples, in the reverse order. */
    private void write(String name, String column, int wrong) throws IOException {
        StringBuilder rows = new StringBuilder("id,label" + (column.isEmpty() ? "" : "," + column) + "\n");
        for (int index = test.size() - 1; index >= 0; index--) {
            int label = index < wrong
                    ? 1 - test.get(index).label()
                    : test.get(index).label();
            rows.append(test.get(index).id()).append(',').append(label);
            rows.append(column.isEmpty() ? "" : label == 1 ? ",0.75" : ",0.25").append('\n');
        }
        Files.writeString(folder.resolve(name), rows.toString());
    }
}

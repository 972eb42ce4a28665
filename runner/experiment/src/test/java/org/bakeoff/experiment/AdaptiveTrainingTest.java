package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Verdict;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Experiments that train as many seeds as it takes. */
class AdaptiveTrainingTest {

    /** A model that learns everything with every seed, and one that guesses, with each seed in another way. */
    private static final String SPEC = """
            {"name": "adaptive", "dataset": {"plugin": "parity", "config": {"train": 200, "test": 400}},
             "models": {"steady": {"plugin": "mean", "training": {"learningRate": 0.05}},
                        "wild": {"plugin": "mean", "config": {"hiddenUnits": 2}, "training": {"learningRate": 0.0001}}},
             "training": {"epochs": 2, "batchSize": 16, "device": "cpu", "validation": 0, "seeds": %s},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    private static final String DECIDED = SPEC.formatted("{\"atLeast\": 3, \"atMost\": 8, \"until\": \"decided\"}");

    /** The run that is never interrupted. */
    private static TestRun whole;

    @TempDir
    Path folder;

    @BeforeAll
    static void run(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("run"), DECIDED);
    }

    @Test
    void theModelWithMoreVarianceGetsMoreSeedsUntilItIsDecided() {
        SeedRounds rounds = whole.result().conclusion().rounds();

        assertThat(whole.result().comparison("steady", "wild").verdict()).isEqualTo(Verdict.LEFT_BETTER);
        assertThat(whole.result().model("steady").trials()).hasSize(3);
        assertThat(whole.result().model("wild").trials())
                .hasSizeBetween(4, 7)
                .extracting(ModelResult.Trial::seed)
                .startsWith(1L, 2L, 3L, 4L);
        assertThat(rounds.end()).isEqualTo(SeedRounds.End.REACHED);
        assertThat(rounds.rounds().get(0).seeds()).isEqualTo(Map.of("steady", 3, "wild", 3));
        assertThat(rounds.rounds())
                .hasSize(whole.result().model("wild").trials().size() - 2)
                .last()
                .satisfies(last ->
                        assertThat(last.comparisons()).isEqualTo(whole.result().comparisons()));
        assertThat(rounds.rounds().get(0).comparisons().get(0).verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
    }

    @Test
    void everyLookIsReported() {
        List<Progress.SeedsCompared> looks = whole.events().stream()
                .filter(Progress.SeedsCompared.class::isInstance)
                .map(Progress.SeedsCompared.class::cast)
                .toList();

        assertThat(looks).hasSameSizeAs(whole.result().conclusion().rounds().rounds());
        assertThat(looks.get(0).adding()).containsExactly("wild");
        assertThat(looks.get(0).open())
                .extracting(Progress.SeedsCompared.Open::left, Progress.SeedsCompared.Open::right)
                .containsExactly(tuple("steady", "wild"));
        assertThat(looks.get(looks.size() - 1).adding()).isEmpty();
    }

    /** A benchmark keeps the results of hundreds of runs. */
    @Test
    void whatABenchmarkKeepsOfARunHasNoLooks() {
        ComparisonResult kept = whole.result().withoutFindings();

        assertThat(kept.conclusion().rounds()).isEqualTo(SeedRounds.NONE);
        assertThat(kept.conclusion().comparisons())
                .isEqualTo(whole.result().comparisons().stream().toList());
        assertThat(kept.best()).isEqualTo(whole.result().best());
    }

    @Test
    void noModelGetsMoreSeedsThanItMay() throws IOException {
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted("{\"atLeast\": 3, \"atMost\": 4, \"until\": {\"halfWidth\": 0.1}}"));

        assertThat(run.result().conclusion().rounds().end()).isEqualTo(SeedRounds.End.MOST_SEEDS);
        assertThat(run.result().models())
                .allSatisfy(model -> assertThat(model.trials()).hasSize(4));
    }

    @Tag("endurance")
    @Test
    void workersAddTheSameSeeds() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), DECIDED, 2);

        assertThat(content(run.folder())).isEqualTo(content(whole.folder()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "look", "second", "last"})
    void anInterruptedRunResumesAsIfNothingHadHappened(String moment) throws IOException {
        Predicate<Progress> interrupted = switch (moment) {
            case "first" ->
                event -> event instanceof Progress.EpochEnded ended
                        && ended.trial().equals("wild-2");
            case "look" -> Progress.SeedsCompared.class::isInstance;
            case "second" ->
                event -> event instanceof Progress.EpochEnded ended
                        && ended.trial().equals("wild-4");
            default -> Progress.Comparing.class::isInstance;
        };
        Path run = folder.resolve("run");
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> experiment(run, DECIDED).run(event -> {
                    if (interrupted.test(event)) {
                        Thread.currentThread().interrupt();
                    }
                }));
        Thread.interrupted();
        assertThat(run.resolve("comparison.json")).doesNotExist();

        experiment(run, DECIDED).run(event -> {});

        assertThat(content(run)).isEqualTo(content(whole.folder()));
    }

    @Test
    void aFinishedRunStaysFinished() throws IOException {
        TestRun copy = whole.copyTo(folder.resolve("run"));
        List<Progress> events = new ArrayList<>();

        ComparisonResult again = experiment(copy.folder(), DECIDED).run(events::add);

        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(again.comparisons()).isEqualTo(whole.result().comparisons());
        assertThat(content(copy.folder())).isEqualTo(content(whole.folder()));
    }

    @Test
    void anotherPlanNeedsAnotherFolder() throws IOException {
        TestRun copy = whole.copyTo(folder.resolve("run"));

        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(() -> experiment(copy.folder(), DECIDED.replace("\"atMost\": 8", "\"atMost\": 9"))
                        .run(event -> {}))
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code);
    }

    @Test
    void comparedAgainTheRunKeepsItsVerdict() throws IOException {
        ComparisonResult again = compare(folder.resolve("again"), whole);

        assertThat(again.comparisons()).isEqualTo(whole.result().comparisons());
        assertThat(again.conclusion().rounds())
                .isEqualTo(whole.result().conclusion().rounds());
    }

    @Test
    void itIsReproduced() {
        assertThat(reproduce(whole).verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
    }

    private Reproduction reproduce(TestRun run) {
        return new RunReproduction(
                        run.folder(),
                        folder.resolve("again"),
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(whole.folder().resolveSibling("cache")),
                        true,
                        0)
                .run(event -> {});
    }

    /** Models are compared with themselves, at which nobody has looked. */
    @Test
    void reproducedWithOtherPredictionsItWasNotLookedAtBefore() throws IOException {
        TestRun copy = whole.copyTo(folder.resolve("run"));
        String first = "trials/wild-1/";
        String second = "trials/wild-2/";
        for (String trial : List.of(first, second)) {
            String other = trial.equals(first) ? second : first;
            Files.copy(
                    whole.folder().resolve(other + "predictions.csv"),
                    copy.folder().resolve(trial + "predictions.csv"),
                    StandardCopyOption.REPLACE_EXISTING);
            String sha256 = ChecksummedJson.read(Files.readString(whole.folder().resolve(other + "result.json")))
                    .path("predictions")
                    .asString();
            copy.change(trial + "result.json", json -> json.put("predictions", sha256));
        }

        Reproduction reproduction = reproduce(copy);

        assertThat(reproduction.other()).containsExactly("wild-1", "wild-2");
        assertThat(reproduction.both().orElseThrow().comparisons())
                .singleElement()
                .satisfies(pair -> assertThat(pair.caveats()).doesNotContain(Caveat.SEEDS_ADDED));
    }

    @Test
    void everyTrialCanPredict() {
        assertThat(new RunDirectory(whole.folder()).data().trials())
                .hasSize(3 + whole.result().model("wild").trials().size());
    }

    @Test
    void seedsThatWereAddedAfterALookWidenTheInterval() throws IOException {
        TestRun first = TestRun.of(folder.resolve("run"), SPEC.formatted("[1, 2, 3]"));
        assertThat(first.result().conclusion().rounds()).isEqualTo(SeedRounds.NONE);

        TestRun later = TestRun.of(folder.resolve("run"), SPEC.formatted("[1, 2, 3, 4, 5]"));
        TestRun once = TestRun.of(folder.resolve("once"), SPEC.formatted("[1, 2, 3, 4, 5]"));

        assertThat(later.events())
                .filteredOn(Progress.TrialKept.class::isInstance)
                .hasSize(6);
        assertThat(later.result().comparison("steady", "wild").caveats()).contains(Caveat.SEEDS_ADDED);
        assertThat(once.result().comparison("steady", "wild").caveats()).doesNotContain(Caveat.SEEDS_ADDED);
        assertThat(width(later.result())).isGreaterThan(width(once.result()));
        assertThat(later.result().conclusion().rounds().end()).isEqualTo(SeedRounds.End.UNPLANNED);
        assertThat(later.result().conclusion().rounds().rounds())
                .extracting(SeedRounds.Round::seeds)
                .containsExactly(Map.of("steady", 3, "wild", 3), Map.of("steady", 5, "wild", 5));
        assertThat(later.bytes("wild-5", "predictions.csv")).isEqualTo(once.bytes("wild-5", "predictions.csv"));

        ComparisonResult again = compare(folder.resolve("again"), later);
        assertThat(again.comparisons()).isEqualTo(later.result().comparisons());
        assertThat(again.conclusion().rounds())
                .isEqualTo(later.result().conclusion().rounds());

        ComparisonResult both = compare(folder.resolve("both"), later, once);
        assertThat(both.conclusion().rounds().end()).isEqualTo(SeedRounds.End.UNPLANNED);
        assertThat(both.comparisons())
                .filteredOn(comparison -> comparison.caveats().contains(Caveat.SEEDS_ADDED))
                .extracting(PairwiseComparison::left, PairwiseComparison::right)
                .containsExactly(
                        tuple("steady", "wild"),
                        tuple("steady", "steady-of-once"),
                        tuple("steady", "wild-of-once"),
                        tuple("wild", "steady-of-once"),
                        tuple("wild", "wild-of-once"));
        assertThat(width(both)).isGreaterThan(width(both.comparison("steady-of-once", "wild-of-once")));
    }

    @Test
    void aRunThatWasPlannedIsComparedWithAnotherAsIfNobodyHadPlannedIt() throws IOException {
        TestRun other = whole.copyTo(folder.resolve("other"));
        Path file = other.folder().resolve("run.json");
        ObjectNode json = ChecksummedJson.read(Files.readString(file));
        json.put("started", "2026-01-01T00:00:00Z");
        Files.writeString(file, ChecksummedJson.text(json));

        ComparisonResult both = compare(folder.resolve("both"), whole, other);

        assertThat(both.comparison("steady", "wild").caveats()).contains(Caveat.SEEDS_ADDED);
        assertThat(both.comparison("steady", "steady-of-other").caveats()).doesNotContain(Caveat.SEEDS_ADDED);
        assertThat(both.conclusion().rounds().rounds())
                .hasSameSizeAs(whole.result().conclusion().rounds().rounds());
    }

    /** Its spec has the training of the first run, whose plan isn't that of the other one's seeds. */
    @ParameterizedTest
    @ValueSource(strings = {"\"decided\"", "{\"halfWidth\": 0.1}"})
    void aComparisonOfARunThatWasPlannedIsComparedAgainAsItWas(String until) throws IOException {
        TestRun planned = until.contains("decided")
                ? whole
                : TestRun.of(
                        folder.resolve("planned"),
                        SPEC.formatted("{\"atLeast\": 3, \"atMost\": 4, \"until\": " + until + "}"));
        TestRun.of(folder.resolve("listed"), SPEC.formatted("[11]"));
        TestRun listed = TestRun.of(folder.resolve("listed"), SPEC.formatted("[11, 12]"));
        ComparisonResult both = compare(folder.resolve("both"), planned, listed);

        ComparisonResult again = TestRun.compare(
                List.of(folder.resolve("both")),
                folder.resolve("again"),
                planned.folder().resolveSibling("cache"));

        assertThat(again.comparison("steady", "wild-of-listed").caveats()).contains(Caveat.SEEDS_ADDED);
        assertThat(again.comparisons()).isEqualTo(both.comparisons());
        assertThat(again.conclusion().majorityClassBaseline())
                .isEqualTo(both.conclusion().majorityClassBaseline());
        assertThat(again.conclusion().rounds()).isEqualTo(both.conclusion().rounds());
    }

    private static ComparisonResult compare(Path out, TestRun... runs) {
        return TestRun.compare(
                Stream.of(runs).map(TestRun::folder).toList(),
                out,
                runs[0].folder().resolveSibling("cache"));
    }

    private static double width(ComparisonResult result) {
        return width(result.comparison("steady", "wild"));
    }

    private static double width(PairwiseComparison comparison) {
        return comparison.simultaneous().high() - comparison.simultaneous().low();
    }

    private Experiment experiment(Path run, String spec) {
        return Experiment.builder()
                .spec(spec)
                .out(run)
                .cache(run.resolveSibling("cache"))
                .workers(0)
                .build();
    }

    /** All files of a run directory by their names; of what is measured in seconds and evaluations, nothing. */
    private static Map<String, String> content(Path run) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                if (name.endsWith("predictions.csv") || name.endsWith("result.json") || name.equals("data.json")) {
                    content.put(name, Files.readString(file));
                } else if (name.equals("comparison.json")) {
                    ObjectNode json = ChecksummedJson.read(Files.readString(file));
                    // Both say how long training took.
                    json.remove(List.of("summary", "models"));
                    ((ObjectNode) json.path("dataset")).remove("evaluations");
                    content.put(name, json.toString());
                } else if (name.equals("run.json")) {
                    content.put(
                            name,
                            ChecksummedJson.read(Files.readString(file))
                                    .path("looks")
                                    .toString());
                } else {
                    content.put(name, "");
                }
            }
        }
        return content;
    }
}

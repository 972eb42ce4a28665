package org.bakeoff.report.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.report.LeaderboardSentences;
import org.bakeoff.report.SampleBenchmark;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.report.SampleRun;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.DatasetResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Leaderboards of run directories. */
class LeaderboardsTest {

    @TempDir
    private Path folder;

    private ObjectNode sample = Json.COMPACT.createObjectNode();

    @BeforeEach
    void sample(@TempDir Path elsewhere) throws IOException {
        Path file = SampleRun.write(elsewhere, SampleComparison.of(3, 1)).resolve("comparison.json");
        sample = (ObjectNode) Json.COMPACT.readTree(Files.readString(file));
        sample.retain("format", "name", "primaryMetric", "summary");
    }

    @Test
    void theBestRunOfAModelIsRankedAndItsHistoryKept() throws IOException {
        run("a", 1, 0.80, 5);
        run("b", 2, 0.95, 5);
        run("c", 3, 0.90, 5);

        Leaderboard board = only(boards());

        assertThat(board.entries()).hasSize(15);
        assertThat(board.evaluations()).isEqualTo(135);
        assertThat(board.ranking().get(0).entry().model().name()).isEqualTo("lstm");
        assertThat(board.ranking().get(0).entry().place()).endsWith("b");
        assertThat(board.ranking().get(0).runs()).isEqualTo(3);
        assertThat(board.runs().get(0)).endsWith("b");
        assertThat(LeaderboardSentences.history(board).rows().get(0))
                .containsExactly("lstm", "80.0 (2026-01-01) -> 95.0 (2026-01-02) -> 90.0 (2026-01-03)");
    }

    @Test
    void runsOfOneDateAreToldByTheirTimes() throws IOException {
        run("a", 1, 0.80, 5);
        started(run("b", 2, 0.91, 5), "2026-01-02T09:30:00Z");
        started(run("d", 2, 0.92, 5), "2026-01-02T09:41:00Z");
        started(run("e", 2, 0.93, 5), "2026-01-02T14:05:00Z");
        run("c", 3, 0.95, 5);

        String history =
                LeaderboardSentences.history(only(boards())).rows().get(0).get(1);

        assertThat(history)
                .matches("80\\.0 \\(2026-01-01\\) -> 91\\.0 \\(2026-01-02 \\d\\d:30\\) -> 92\\.0 \\(\\d\\d:41\\)"
                        + " -> 93\\.0 \\(\\d\\d:05\\) -> 95\\.0 \\(2026-01-03\\)");
    }

    @Test
    void aModelOfASingleRunHasNoHistory() throws IOException {
        run("a", 1, 0.8, 5);

        assertThat(LeaderboardSentences.history(only(boards())).rows()).isEmpty();
    }

    @Test
    void aResultWithoutModelsIsLeftOut() throws IOException {
        summary(run("a", 1, 0.8, 5), summary -> summary.putArray("models"));

        assertThat(boards().boards()).isEmpty();
        assertThat(boards().leftOut())
                .extracting(Leaderboards.LeftOut::reason)
                .containsExactly(Leaderboards.Reason.UNREADABLE);
    }

    @Test
    void severalRunsAreLeftOutInOneSentence() throws IOException {
        for (String name : List.of("a", "b")) {
            summary(run(name, 1, 0.8, 5), summary -> summary.putArray("models"));
        }

        assertThat(LeaderboardSentences.leftOut(boards()))
                .singleElement()
                .asString()
                .startsWith("Left out, since their files are damaged, of another format, or no run's: ");
    }

    @Test
    void aMetricWithoutATitleIsShown() throws IOException {
        summary(
                run("a", 1, 0.8, 5),
                summary -> summary.withObjectProperty("metric").put("title", ""));

        assertThat(LeaderboardSentences.title(only(boards()))).contains(" test examples");
    }

    private static void summary(Path run, Consumer<ObjectNode> change) throws IOException {
        Path file = run.resolve("comparison.json");
        ObjectNode json = (ObjectNode) Json.COMPACT.readTree(Files.readString(file));
        ObjectNode summary = ChecksummedJson.read(json.path("summary").toString());
        change.accept(summary);
        json.set("summary", ChecksummedJson.sealed(summary));
        Files.writeString(file, json.toString());
    }

    /** What is left of a model's seeds isn't ranked as if it were the model. */
    @Test
    void aModelThatFailedInPartComesLast() throws IOException {
        run("a", 1, 0.99, 4);

        List<Leaderboard.Row> ranking = only(boards()).ranking();

        Leaderboard.Row last = ranking.get(ranking.size() - 1);
        assertThat(last.entry().model().name()).isEqualTo("lstm");
        assertThat(LeaderboardSentences.ranking(only(boards()), "").rows().get(ranking.size() - 1))
                .startsWith("-", "lstm", "99.0 (98.0 to 100.0)", "4 of 5");
    }

    /** Nobody looks for a model that never gave a prediction on a ranking, nor compares its run by a command. */
    @Test
    void aModelOfWhichNoTrialHasAResultIsOnNone() throws IOException {
        run("a", 1, 0.9, 0);
        run("b", 2, 0.8, 5);

        Leaderboards boards = boards();

        Leaderboard board = only(boards);
        assertThat(board.ranking())
                .filteredOn(row -> row.entry().model().name().equals("lstm"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.runs()).isOne();
                    assertThat(row.entry().place()).endsWith("b");
                });
        assertThat(board.ranking()).hasSize(5);
        assertThat(LeaderboardSentences.history(board).rows())
                .noneMatch(row -> row.get(0).equals("lstm"));
        assertThat(LeaderboardSentences.leftOut(boards))
                .containsExactly("Left out, since all trials of the model failed: lstm of " + folder.resolve("a"));
    }

    @Test
    void aCopyCountsOnce() throws IOException {
        run("a", 1, 0.8, 5);
        run("copy", 1, 0.8, 5);

        Leaderboards boards = boards();

        assertThat(only(boards).entries()).hasSize(5);
        assertThat(boards.leftOut())
                .containsExactly(
                        new Leaderboards.LeftOut(folder.resolve("copy").toString(), Leaderboards.Reason.SAME_MODELS));
    }

    @Test
    void aDamagedRunCostsNoOtherOne() throws IOException {
        run("a", 1, 0.8, 5);
        Path damaged = run("damaged", 2, 0.9, 5).resolve("comparison.json");
        Files.writeString(damaged, Files.readString(damaged).replaceFirst("0\\.9", "0.7"));

        Leaderboards boards = boards();

        assertThat(only(boards).entries()).hasSize(5);
        assertThat(boards.leftOut())
                .extracting(Leaderboards.LeftOut::reason)
                .containsExactly(Leaderboards.Reason.UNREADABLE);
    }

    @Test
    void moreEvaluationsMayBeKnownThanTheRunsHold() throws IOException {
        run("a", 1, 0.8, 5);
        long held = only(boards()).evaluations();

        for (long known : List.of(held - 1, held + 7)) {
            assertThat(only(Leaderboards.of(Leaderboards.read(List.of(folder)), test -> known))
                            .evaluations())
                    .isEqualTo(Math.max(held, known));
        }
    }

    /** Four levels down, too, and no benchmark in it adds others. */
    @Test
    void theRunsOfABenchmarkAreOnIt() throws IOException {
        run("a/b/c/benchmark/runs/near", 1, 0.8, 5);
        run("a/b/c/benchmark/runs/far/runs/none", 2, 0.9, 5);
        for (String place : List.of("a/b/c/benchmark", "a/b/c/benchmark/runs/far")) {
            Files.writeString(folder.resolve(place).resolve("benchmark.json"), "{\"format\": 1}");
        }
        run("a/b/c/d/e", 3, 0.9, 5);

        assertThat(only(boards()).runs())
                .containsExactly(folder.resolve("a/b/c/benchmark/runs/near").toString());
    }

    /** The mean of one benchmark is compared with that of another one on the same folds, and no fold stands alone. */
    @Test
    void theFoldsOfADatasetStandTogetherByTheBenchmarksFigures() throws IOException {
        benchmark("first", 0.8, 2);
        benchmark("second", 0.9, 2);
        run("single", 1, 0.7, 5);

        Leaderboards boards = boards();

        assertThat(boards.leftOut()).isEmpty();
        assertThat(boards.boards()).hasSize(2);
        Leaderboard board = boards.boards().get(1);
        assertThat(LeaderboardSentences.title(board))
                .isEqualTo("Accuracy over 2 folds of near, with 500 test examples each on average");
        assertThat(LeaderboardSentences.facts(board)).startsWith("2 benchmarks of ");
        assertThat(LeaderboardSentences.ranking(board, "").rows().get(0))
                .startsWith("1", "lstm", "90.0 (85.0 to 95.0)", "10")
                .endsWith(folder.resolve("second") + " (best of 2)");
        assertThat(LeaderboardSentences.history(board).rows()).hasSize(2);
        assertThat(LeaderboardSentences.comparison(board, "bakeoff", place -> place))
                .isEmpty();
        assertThat(LeaderboardSentences.usage(board)).endsWith(" were evaluated on these folds");
    }

    @Test
    void aBenchmarkWithoutTheResultOfAFoldIsLeftOut() throws IOException {
        benchmark("whole", 0.8, 2);
        benchmark("part", 0.9, 3);
        Files.writeString(
                benchmark("damaged", 0.9, 2).resolve("benchmark.json"), "{\"format\": 1, \"checksum\": \"00000000\"}");
        Files.createDirectories(folder.resolve("begun"));
        new BenchmarkDirectory(folder.resolve("begun"))
                .begin(Json.COMPACT.createObjectNode(), List.of("near-fold1", "near-fold2"));
        run("begun/runs/near-fold1", 1, 0.9, 5);

        Leaderboards boards = boards();

        assertThat(only(boards).runs()).containsExactly(folder.resolve("whole").toString());
        assertThat(boards.leftOut())
                .containsExactlyInAnyOrder(
                        new Leaderboards.LeftOut(folder.resolve("part").toString(), Leaderboards.Reason.FOLDS_MISSING),
                        new Leaderboards.LeftOut(folder.resolve("damaged").toString(), Leaderboards.Reason.UNREADABLE),
                        new Leaderboards.LeftOut(folder.resolve("begun").toString(), Leaderboards.Reason.NOT_ENDED));
        assertThat(LeaderboardSentences.leftOut(boards))
                .contains("Left out, since not all its folds have a result that counts, and its report has the others: "
                        + folder.resolve("part"));
    }

    /** As after another spec with --overwrite, or without one of the data sets. */
    @Test
    void whatAnEarlierBenchmarkLeftInTheFolderDoesNotCount() throws IOException {
        benchmark("now", 0.8, 2);
        run("now/runs/near-fold3", 3, 0.9, 5);
        run("now/runs/far", 4, 0.9, 5);

        Leaderboards boards = boards();

        assertThat(only(boards).runs()).containsExactly(folder.resolve("now").toString());
        assertThat(boards.leftOut())
                .extracting(Leaderboards.LeftOut::place)
                .containsExactlyInAnyOrder(
                        folder.resolve("now/runs/near-fold3").toString(),
                        folder.resolve("now/runs/far").toString());
        assertThat(LeaderboardSentences.leftOut(boards))
                .singleElement()
                .asString()
                .startsWith("Left out, since they are of an earlier benchmark in their folder, whose present one has"
                        + " other runs: ");
    }

    /** Without folds, the data set near-fold1 is none of near. */
    @Test
    void dataSetsThatAreCalledLikeFoldsStandAlone() throws IOException {
        benchmark("ended", 0.8, 1, List.of("near", "near-fold1"));
        Files.createDirectories(folder.resolve("begun"));
        new BenchmarkDirectory(folder.resolve("begun"))
                .begin(Json.COMPACT.createObjectNode(), List.of("near", "near-fold1"));
        run("begun/runs/near-fold1", 2, 0.9, 5);

        Leaderboards boards = boards();

        assertThat(boards.leftOut()).isEmpty();
        assertThat(boards.boards())
                .extracting(Leaderboard::folds, Leaderboard::runs)
                .containsExactlyInAnyOrder(
                        tuple(0, List.of(folder.resolve("ended/runs/near").toString())),
                        tuple(0, List.of(folder.resolve("ended/runs/near-fold1").toString())),
                        tuple(0, List.of(folder.resolve("begun/runs/near-fold1").toString())));
    }

    /** Writes a benchmark over so many folds of a data set, whose lstm has a value; two of its runs are there. */
    private Path benchmark(String name, double value, int folds) throws IOException {
        return benchmark(name, value, folds, List.of("near-fold1", "near-fold2"));
    }

    private Path benchmark(String name, double value, int folds, List<String> runs) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        BenchmarkDirectory directory = new BenchmarkDirectory(place);
        directory.begin(Json.COMPACT.createObjectNode(), runs);
        for (int run = 1; run <= runs.size(); run++) {
            String sha = Integer.toString(run).repeat(64);
            summary(
                    run(name + "/runs/" + runs.get(run - 1), run, value, 5),
                    summary -> summary.withObjectProperty("test").put("sha256", sha));
        }
        Estimate lstm = new Estimate(value, value - 0.05, value + 0.05);
        directory.write(SampleBenchmark.results(new BenchmarkResult(
                name,
                new MeasuredMetrics.Metric("accuracy", "Accuracy", true, true),
                List.of(new BenchmarkInput.Model("lstm", false), new BenchmarkInput.Model("simple-rnn", false)),
                List.of(new DatasetResult(
                        "near",
                        new DatasetResult.Data(
                                1000, 500, 2, new DatasetResult.Folds(folds, 1, folds), Optional.empty()),
                        Map.of("lstm", lstm, "simple-rnn", new Estimate(0.7, 0.6, 0.8)),
                        Map.of("lstm", value, "simple-rnn", value),
                        List.of(),
                        List.of("lstm"),
                        Optional.empty())),
                List.of(),
                List.of())));
        return place;
    }

    /** Of none anything after the summary is there to be read. */
    @Test
    void ofAThousandRunsTheSummariesAreRead() throws IOException {
        for (int run = 1; run <= 1_000; run++) {
            Path file = run("r" + run, 1 + run % 28, 0.92 + run / 100_000.0, 5).resolve("comparison.json");
            String text = Files.readString(file);
            Files.writeString(file, text.substring(0, text.lastIndexOf('}')));
        }

        Leaderboards boards = boards();

        assertThat(boards.leftOut()).isEmpty();
        assertThat(only(boards).entries()).hasSize(5_000);
        assertThat(only(boards).evaluations()).isEqualTo(25_000);
        assertThat(only(boards).ranking().get(0).entry().place()).endsWith("r1000");
        assertThat(LeaderboardSentences.history(only(boards)).rows().get(0).get(1))
                .contains(" -> 992 more -> ");
    }

    private Leaderboards boards() throws IOException {
        return Leaderboards.of(Leaderboards.read(List.of(folder)), test -> 0);
    }

    private static Leaderboard only(Leaderboards boards) {
        assertThat(boards.boards()).hasSize(1);
        return boards.boards().get(0);
    }

    /** Writes a run whose lstm has a value and so many trials that didn't fail; all its models took a time of its own. */
    private Path run(String name, int day, double value, int seeds) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        ObjectNode json = sample.deepCopy();
        ObjectNode summary = ChecksummedJson.read(json.path("summary").toString());
        summary.path("models").forEach(model -> {
            ObjectNode training = (ObjectNode) model.path("training");
            training.put("seconds", 100 * day + value);
            if (model.path("name").asString().equals("lstm")) {
                ((ObjectNode) model)
                        .put("value", value)
                        .put("low", value - 0.01)
                        .put("high", value + 0.01);
                training.put("seeds", seeds);
            }
        });
        json.set("summary", ChecksummedJson.sealed(summary));
        Files.writeString(run.resolve("comparison.json"), Json.PRETTY.writeValueAsString(json));
        started(run, "2026-01-%02dT12:00:00Z".formatted(day));
        return run;
    }

    private static void started(Path run, String time) throws IOException {
        Files.writeString(run.resolve("run.json"), "{\"started\": \"%s\"}".formatted(time));
    }
}

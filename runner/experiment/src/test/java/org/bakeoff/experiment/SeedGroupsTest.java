package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialOutcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One model trained with forty seeds; disjoint groups of them compared as if they were two models. Every verdict that one
 * beats the other is false.
 */
@Tag("endurance")
class SeedGroupsTest {

    private static final int SEEDS = 40;
    private static final int SHUFFLES = 60;

    @TempDir
    private static Path folder;

    private static ExperimentServices services;
    private static Spec spec;
    private static List<TrialOutcome> outcomes;
    private static Comparer.Data compared;

    @BeforeAll
    static void train() throws IOException {
        List<String> seeds = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            seeds.add(String.valueOf(seed));
        }
        TestRun run = TestRun.of(folder.resolve("run"), """
                {
                  "name": "forty",
                  "dataset": { "plugin": "parity", "config": { "train": 60, "test": 1000 } },
                  "models": { "a": { "plugin": "mean" }, "b": { "plugin": "mean" } },
                  "training": { "epochs": 3, "learningRate": 0.01, "validation": 0, "seeds": [%s], "device": "cpu", "threads": 1 },
                  "evaluators": [ { "plugin": "error-rate" } ]
                }
                """.formatted(String.join(", ", seeds)));
        services = ExperimentServices.withoutWorkers(List.of(), new CacheFolder(folder.resolve("cache")), true);
        spec = services.specs().read(run.folder().resolve("spec.json"), List.of());
        outcomes = new ArrayList<>();
        for (String seed : seeds) {
            outcomes.add(services.folders().read(run.folder().resolve("trials/a-" + seed)));
        }
        DataLoader.Loaded data = services.load(spec, event -> {});
        compared = new Comparer.Data(
                data.file().train(),
                ValidationSplit.of(data.file().trial(), spec.training()),
                data.file().test(),
                0,
                List.of(),
                new ImportedModels(Map.of(), List.of()),
                model -> Optional.empty());
    }

    @Test
    void seedsDiffer() {
        Estimate difference =
                compare(outcomes.subList(0, 20), outcomes.subList(20, 40)).difference();
        assertThat(difference.high() - difference.low()).isGreaterThan(0.002);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void groupsOfOneModelAreRarelyDistinguished(int size) throws IOException {
        Random random = new Random(size);
        int comparisons = 0;
        int wrong = 0;
        for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
            List<TrialOutcome> order = new ArrayList<>(outcomes);
            Collections.shuffle(order, random);
            for (int start = 0; start + 2 * size <= SEEDS; start += 2 * size) {
                PairwiseComparison pair =
                        compare(order.subList(start, start + size), order.subList(start + size, start + 2 * size));
                comparisons++;
                wrong += pair.isBetter(pair.left()) || pair.isBetter(pair.right()) ? 1 : 0;
            }
        }
        double rate = (double) wrong / comparisons;
        Files.writeString(
                Path.of("target", "seed-groups-" + size + ".md"),
                String.format(
                        Locale.ROOT,
                        "groups of %d: %d false verdicts in %d comparisons (%.1f%%)%n",
                        size,
                        wrong,
                        comparisons,
                        100 * rate));
        assertThat(rate).isLessThan(0.1);
    }

    private static PairwiseComparison compare(List<TrialOutcome> left, List<TrialOutcome> right) {
        List<TrialOutcome> both = new ArrayList<>();
        left.forEach(outcome -> both.add(as(0, outcome)));
        right.forEach(outcome -> both.add(as(1, outcome)));
        return Comparer.compare(
                        spec,
                        compared,
                        new Comparer.Trials(
                                both, Map.of(), Map.of(), List.of(), Looks.NONE, List.of(), Optional.empty()),
                        event -> {})
                .conclusion()
                .comparisons()
                .get(0);
    }

    private static TrialOutcome as(int model, TrialOutcome outcome) {
        Trial trial = outcome.trial();
        return outcome.withTrial(new Trial(spec.models().get(model), trial.seed(), trial.device()));
    }
}

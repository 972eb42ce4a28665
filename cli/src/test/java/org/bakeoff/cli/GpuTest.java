package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.ModelInput;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.TrainedModels;
import org.bakeoff.training.Trial;
import org.bakeoff.training.engine.PyTorch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares a GPU with the CPU; skipped where there is none. Needs NVIDIA_TF32_OVERRIDE=0, see docs/gpu.md. */
class GpuTest {

    private static final double CLOSE = 1e-4;
    private static final int TEXTS = 200;

    private static final String SPEC = """
            {"name": "gpu", "dataset": {"plugin": "synthetic", "config": {"train": 2000, "test": 400, "distance": 3, "length": 60}},
             "models": {"simple-rnn": {"plugin": "simplernn", "config": {"embedding": 32, "hiddenUnits": [100, 100]}},
                        "lstm": {"plugin": "lstm", "config": {"embedding": 32, "hiddenUnits": [100]}},
                        "both-ways": {"plugin": "lstm", "config": {"hiddenUnits": [64], "bidirectional": true, "pooling": "max-mean"}},
                        "bag-of-words": {"plugin": "bagofwords"}},
             "training": {"epochs": 2, "seeds": [1, 2], "device": "%s"},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void thereIsOne() {
        assumeTrue(PyTorch.gpus() > 0, "PyTorch finds no GPU");
    }

    @Test
    void theSameWeightsGiveTheSameLogits() throws IOException {
        Experiment experiment = experiment("gpu", 0);
        experiment.run(event -> {});
        RunDirectory run = new RunDirectory(experiment.directory());
        DatasetInfo data = run.data().info();
        List<int[]> texts = texts(data);
        for (Spec.Model model : experiment.spec().models()) {
            try (TrainedModels models =
                    new TrainedModels(any -> new ModelInput(data, Optional.empty()), run.trials())) {
                Predictions gpu = predictions(models.open(new Trial(model, 1, "gpu")), texts);
                Predictions cpu = predictions(models.open(new Trial(model, 1, "cpu")), texts);
                for (int text = 0; text < TEXTS; text++) {
                    assertThat(logit(gpu, text)).as(model.name()).isCloseTo(logit(cpu, text), within(CLOSE));
                }
            }
        }
    }

    @Test
    void whatIsTrainedThereLearnsAsMuchAsOnTheCpu() throws IOException {
        ComparisonResult gpu = experiment("gpu", 0).run(event -> {});
        ComparisonResult cpu = experiment("cpu", 0).run(event -> {});

        for (ModelResult model : gpu.models()) {
            assertThat(model.measured("accuracy").value())
                    .as(model.name())
                    .isCloseTo(cpu.model(model.name()).measured("accuracy").value(), within(0.1));
        }
    }

    @Test
    void severalTrialsShareOneGpu() throws IOException {
        ComparisonResult result = experiment("gpu", 4).run(event -> {});

        assertThat(result.complete()).isTrue();
        assertThat(result.evaluation().failures()).isEmpty();
    }

    private Experiment experiment(String device, int workers) {
        return Experiment.builder()
                .spec(SPEC.formatted(device))
                .out(folder.resolve(device + "-" + workers))
                .cache(folder.resolve("cache"))
                .workers(workers)
                .build();
    }

    private static List<int[]> texts(DatasetInfo data) {
        SplittableRandom random = new SplittableRandom(5);
        List<int[]> texts = new ArrayList<>();
        for (int text = 0; text < TEXTS; text++) {
            texts.add(random.ints(1 + random.nextInt(data.length()), 1, data.vocabularySize())
                    .toArray());
        }
        return texts;
    }

    private static Predictions predictions(TrainedModel model, List<int[]> texts) {
        return model.predict(texts, TrainedModel.Padding.TRAINED);
    }

    private static double logit(Predictions predictions, int text) {
        double probability = predictions.probability(text, 1);
        return Math.log(probability / (1 - probability));
    }
}

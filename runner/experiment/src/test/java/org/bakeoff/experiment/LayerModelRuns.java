package org.bakeoff.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.io.TempDir;

/** Short runs of a {@link LayerModel} called m. */
abstract class LayerModelRuns {

    @TempDir
    private Path folder;

    private final List<Progress> events = new ArrayList<>();

    final Path folder() {
        return folder;
    }

    final List<Progress> events() {
        return events;
    }

    final ModelResult.Trial trial(ModelProvider<LayerModel.None> model) {
        return run(model).models().get(0).trials().get(0);
    }

    final ComparisonResult run(ModelProvider<LayerModel.None> model, long... seeds) {
        return Experiment.builder()
                .name("saved")
                .dataset("parity", Map.of("train", 60, "test", 20))
                .model("m", model, new LayerModel.None())
                .training(training -> training.epochs(1)
                        .device("cpu")
                        .validation(0)
                        .learningRate(0.5)
                        .seeds(seeds.length == 0 ? new long[] {1} : seeds))
                .evaluator("error-rate")
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run(events::add);
    }
}

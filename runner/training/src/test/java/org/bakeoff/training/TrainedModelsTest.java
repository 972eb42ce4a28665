package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.data.ModelInput;
import org.bakeoff.spec.Spec;
import org.bakeoff.testplugins.MeanProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedModelsTest {

    private static final DatasetInfo DATA = new DatasetInfo(List.of("a", "b"), List.of("<padding>", "x", "y"), 4);

    @TempDir
    private Path folder;

    private final AtomicInteger made = new AtomicInteger();

    /** An evaluator asks the models of all seeds, of which there may be a hundred. */
    @Test
    void modelsAreClosedForOthersAndOpenedAgain() throws IOException {
        List<TrialOutcome> outcomes = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            outcomes.add(trained(seed));
        }
        assertThat(asked(outcomes, 1)).isEqualTo(asked(outcomes, 1L << 30));

        made.set(0);
        asked(outcomes, 1L << 30);
        assertThat(made).hasValue(3);
        made.set(0);
        asked(outcomes, 1);
        assertThat(made).hasValue(6);
    }

    /** Asks all models twice, one after the other; returns their answers. */
    private List<Double> asked(List<TrialOutcome> outcomes, long most) {
        List<Double> answers = new ArrayList<>();
        try (TrainedModels models = new TrainedModels(trial -> new ModelInput(DATA, Optional.empty()), folder, most)) {
            Map<String, TrainedModel> found = models.of(outcomes);
            for (int time = 0; time < 2; time++) {
                found.values()
                        .forEach(model ->
                                answers.add(model.predict(List.of(new int[] {1, 2}), TrainedModel.Padding.TRAINED)
                                        .probability(0, 1)));
            }
        }
        return answers;
    }

    private TrialOutcome trained(long seed) throws IOException {
        Counting plugin = new Counting(new MeanProvider(), made);
        Trial trial = new Trial(
                new Spec.Model("one", new Spec.Chosen<>(plugin, plugin.defaults()), CheckpointTest.training(1, 1)),
                seed,
                "cpu");
        Path file = folder.resolve(trial.name()).resolve(SafetensorsWriter.FILE);
        Files.createDirectories(file.getParent());
        try (Network network = new Network(trial.block(DATA, null), trial.prepare(), Device.cpu(), DATA.length())) {
            SafetensorsWriter.save(network.weights(), file);
        }
        return new TrialOutcome.Completed(trial, new TrialResult(List.of(), TrainingHistory.NONE, Optional.empty()));
    }

    /** Counts the models that are made. */
    private record Counting(MeanProvider plugin, AtomicInteger made) implements ModelProvider<MeanProvider.Config> {

        @Override
        public String name() {
            return plugin.name();
        }

        @Override
        public String description() {
            return plugin.description();
        }

        @Override
        public MeanProvider.Config defaults() {
            return plugin.defaults();
        }

        @Override
        public Block create(MeanProvider.Config config, DatasetInfo data) {
            made.incrementAndGet();
            return plugin.create(config, data);
        }
    }
}

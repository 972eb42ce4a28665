package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
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
    private final List<Block> blocks = new ArrayList<>();

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

    /** An evaluator may ask example by example. */
    @Test
    void ofModelsThatAreAskedInTurnMostStayOpen() throws IOException {
        List<TrialOutcome> outcomes = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            outcomes.add(trained(seed));
        }
        made.set(0);
        asked(
                outcomes,
                2
                        * SafetensorsFile.open(folder.resolve("one-1").resolve(SafetensorsWriter.FILE))
                                .bytes());
        assertThat(made).hasValue(5);
    }

    /** A table that is read anew for each model stands beside its copy as long as the model is open, since the block may read it there. */
    @Test
    void whatAPluginGivesFrozenModelsCounts() throws IOException {
        List<TrialOutcome> outcomes = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            outcomes.add(trained(seed, true));
        }
        made.set(0);
        asked(
                outcomes,
                2
                        * SafetensorsFile.open(folder.resolve("one-1").resolve(SafetensorsWriter.FILE))
                                .bytes());
        // Each is made a second time to find out whether the table is one for all.
        assertThat(made).hasValue(12);
    }

    /** As a list whose texts are shortened by what the other model says of them. */
    @Test
    void aModelThatIsAnsweringStaysOpen() throws IOException {
        List<TrialOutcome> outcomes = List.of(trained(1), trained(2));
        int[] tokens = {1, 2};
        try (TrainedModels models = new TrainedModels(trial -> new ModelInput(DATA, Optional.empty()), folder, 1)) {
            List<TrainedModel> both = List.copyOf(models.of(outcomes).values());
            List<int[]> asking = new AbstractList<>() {
                @Override
                public int[] get(int index) {
                    both.get(1).predict(List.of(tokens), TrainedModel.Padding.TRAINED);
                    return tokens;
                }

                @Override
                public int size() {
                    return 3;
                }
            };
            assertThat(both.get(0).predict(asking, TrainedModel.Padding.TRAINED).probability(2, 0))
                    .isEqualTo(both.get(0)
                            .predict(List.of(tokens), TrainedModel.Padding.TRAINED)
                            .probability(0, 0));
        }
    }

    /** Runs are compared whose plugin was built anew. */
    @Test
    void aModelThatWasLookedAtIsClosed() throws IOException {
        TrialOutcome outcome = trained(1);
        try (TrainedModels models = new TrainedModels(trial -> new ModelInput(DATA, Optional.empty()), folder)) {
            assertThat(models.fits(List.of(outcome))).isTrue();

            NDArray weight =
                    blocks.get(blocks.size() - 1).getParameters().valueAt(0).getArray();
            assertThatIllegalStateException().isThrownBy(weight::toFloatArray);
        }
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
        return trained(seed, false);
    }

    private TrialOutcome trained(long seed, boolean table) throws IOException {
        Counting plugin = new Counting(new MeanProvider(), made, blocks, table);
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
    private record Counting(MeanProvider plugin, AtomicInteger made, List<Block> blocks, boolean table)
            implements ModelProvider<MeanProvider.Config> {

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
            Block block = plugin.create(config, data);
            blocks.add(block);
            return table ? new SequentialBlock().add(block).add(new Table()) : block;
        }
    }

    /** Has a frozen table. */
    private static final class Table extends AbstractBlock {

        Table() {
            Parameter parameter = addParameter(Parameter.builder()
                    .setName("table")
                    .setType(Parameter.Type.WEIGHT)
                    .build());
            parameter.setArray(NDManager.newBaseManager().ones(new Shape(1000)));
            parameter.freeze(true);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            return inputs;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}

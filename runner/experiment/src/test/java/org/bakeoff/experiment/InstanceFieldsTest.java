package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.testplugins.AverageProvider;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose instances hold what decides their networks, which belongs to the configuration. */
class InstanceFieldsTest {

    @TempDir
    private Path folder;

    /** A network, with another activation perhaps. */
    private record Network(String activation, List<String> calls) implements ModelProvider<AverageProvider.Config> {

        @Override
        public String name() {
            return "network";
        }

        @Override
        public String description() {
            return "a network";
        }

        @Override
        public AverageProvider.Config defaults() {
            return new AverageProvider().defaults();
        }

        @Override
        public Block create(AverageProvider.Config config, DatasetInfo data) {
            calls.add(activation);
            return new AverageProvider().create(config, data);
        }
    }

    /** Otherwise the trials of the first would be reported as those of the second, and nothing would say so. */
    @Test
    void anotherInstanceIsAnotherModel() {
        experiment(new Network("relu", new ArrayList<>())).run();

        List<Progress> events = new ArrayList<>();
        experiment(new Network("relu", new ArrayList<>(List.of("other")))).run(events::add);
        assertThat(events).hasAtLeastOneElementOfType(Progress.TrialKept.class);

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(experiment(new Network("tanh", new ArrayList<>()))::run)
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code)
                .withMessageContaining("a field of a model's instance of ")
                .withMessageContaining(Network.class.getName());
        assertThat(changed(new Network("relu", new ArrayList<>()))).isEmpty();
        assertThat(changed(new Network("tanh", new ArrayList<>()))).hasSize(1);
    }

    private List<?> changed(Network network) {
        try (TrainedRun run = TrainedRun.open(folder.resolve("run"), List.of(), List.of(network))) {
            run.model("m").predict("x");
            return run.changedPlugins().map(RunWarning.ChangedPlugins::plugins).orElse(List.of());
        }
    }

    private Experiment experiment(Network network) {
        return Experiment.builder()
                .name("fields")
                .dataset("parity", Map.of())
                .model("m", network, network.defaults())
                .training(training -> training.epochs(1).device("cpu"))
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build();
    }
}

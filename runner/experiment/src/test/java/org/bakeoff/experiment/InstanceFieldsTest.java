package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.testplugins.AverageProvider;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and datasets whose instances hold what decides their networks and examples, which belongs to the configuration. */
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
                .withMessageContaining("a field of an instance from ")
                .withMessageContaining(Network.class.getName());
        assertThat(changed(new Network("relu", new ArrayList<>()))).isEmpty();
        assertThat(changed(new Network("tanh", new ArrayList<>()))).hasSize(1);
    }

    /** A table, which may begin with a title. */
    private record Table(Path file, boolean title) implements Dataset<AverageProvider.Config> {

        @Override
        public String name() {
            return "table";
        }

        @Override
        public String description() {
            return "a table";
        }

        @Override
        public AverageProvider.Config defaults() {
            return new AverageProvider().defaults();
        }

        @Override
        public DataSplits load(AverageProvider.Config config, DataContext context) throws IOException {
            List<String> lines = Files.readAllLines(context.open(file.toString(), null));
            List<String> ids = title ? lines.subList(1, lines.size()) : lines;
            return new DataSplits(
                    new DatasetInfo(List.of("no", "yes"), List.of("", "w1", "w2"), 1),
                    examples("a", ids),
                    examples("b", ids));
        }

        private static List<Example> examples(String set, List<String> ids) {
            return IntStream.range(0, ids.size())
                    .mapToObj(row -> new Example(set + row, new int[] {1 + row % 2}, row % 2, "", set + row, Map.of()))
                    .toList();
        }
    }

    /** The cache would have one for both. */
    @Test
    void anotherInstanceIsAnotherDataset() throws IOException {
        Path file = Files.writeString(folder.resolve("table.txt"), "id\n".repeat(21));

        assertThat(of(new Table(file, false), "one").run().dataset().test()).isEqualTo(21);
        assertThat(of(new Table(file, true), "two").run().dataset().test()).isEqualTo(20);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(of(new Table(file, false), "two")::run)
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code);
    }

    private Experiment of(Table table, String run) {
        return Experiment.builder()
                .name("fields")
                .dataset(table, table.defaults())
                .model("m", new AverageProvider(), new AverageProvider().defaults())
                .training(training -> training.epochs(1).device("cpu").validation(0))
                .out(folder.resolve(run))
                .cache(folder.resolve("cache"))
                .build();
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

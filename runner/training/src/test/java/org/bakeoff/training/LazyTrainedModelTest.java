package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.data.ModelInput;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.spec.Spec;
import org.bakeoff.testplugins.MeanProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LazyTrainedModelTest {

    private static final DatasetInfo DATA = new DatasetInfo(List.of("a", "b"), List.of("<padding>", "x", "y"), 4);

    @TempDir
    private Path folder;

    /** On a GPU, a model that predicts already is opened a second time, on the CPU, to be explained. */
    @Test
    void weightsThatWereReplacedMeanwhileAreRefused() throws IOException {
        MeanProvider plugin = new MeanProvider();
        Trial trial = new Trial(
                new Spec.Model("one", new Spec.Chosen<>(plugin, plugin.defaults()), CheckpointTest.training(1, 1)),
                1,
                "cpu");
        Path file = folder.resolve(SafetensorsWriter.FILE);
        Files.createDirectories(file.getParent());
        try (Network network = new Network(trial.block(DATA, null), trial.prepare(), Device.cpu(), DATA.length());
                LazyTrainedModel model =
                        new LazyTrainedModel(trial, new ModelInput(DATA, Optional.empty()), folder, true)) {
            SafetensorsWriter.save(network.weights(), file);
            model.open();
            model.open(Device.cpu()).close();

            Map<String, NDArray> others = new LinkedHashMap<>();
            network.weights().forEach((name, weight) -> others.put(name, weight.add(1)));
            SafetensorsWriter.save(others, file);
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> model.open(Device.cpu()))
                    .returns(ErrorCode.RUN_DIRECTORY_LOST, BakeoffException::code)
                    .returns(ErrorLocation.of(file), BakeoffException::location);
        }
    }
}

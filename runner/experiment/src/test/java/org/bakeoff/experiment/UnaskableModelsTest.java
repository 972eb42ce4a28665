package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bakeoff.experiment.TrainedRunTest.SPEC;
import static org.bakeoff.experiment.TrainedRunTest.assertUnusable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of a trained run that can't be asked, and why. */
class UnaskableModelsTest {

    @TempDir
    Path folder;

    @Test
    void theFirstSeedThatLeftAModelAnswersAndOthersSayWhyNot() throws IOException {
        String odd =
                ", \"odd\": {\"plugin\": \"odd\", \"config\": {\"fault\": \"infinite\"}}, \"bad\": {\"plugin\": \"odd\"}";
        TestRun run = run("run", SPEC.formatted(2, odd, "fixed"));
        Path weights = run.file("mean-4", "model/weights.safetensors");
        byte[] content = Files.readAllBytes(weights);
        Files.delete(weights);

        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            assertThat(trained.model("mean").trial()).isEqualTo("mean-2");
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> trained.model("mean", 4))
                    .returns(ErrorCode.MODEL_MISSING, BakeoffException::code)
                    .withMessageContaining(weights.toString());
            Files.write(weights, java.util.Arrays.copyOf(content, content.length - 1));
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> trained.model("mean", 4))
                    .withMessageContaining(weights.toString());
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> trained.model("odd"))
                    .withMessageContaining("\n  odd-4, odd-2: the model of the plugin 'odd' diverged: its loss");
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> trained.model("bad"))
                    .withMessageContaining(": it failed: the plugin 'odd' can't make the model");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trained.model("reeder"))
                    .withMessageContaining(
                            "there is no model 'reeder'; there are reader, mean, odd, bad; did you mean 'reader'?");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trained.model("mean", 7))
                    .withMessageContaining("mean was not trained with the seed 7, but with 4, 2");
        }
    }

    @Test
    void aDatasetThatTakesNoTextsIsNamed() throws IOException {
        List<String> lines = Lines.random("a", 60, 2);
        TestRun run = run("run", """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s}},
                 "models": {"mean": {"plugin": "mean"}}, "training": {"epochs": 1},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(Lines.json(lines), Lines.json(Lines.random("b", 10, 2))));
        assertUnusable(() -> TrainedRun.open(run.folder()));
    }

    private TestRun run(String name, String spec) throws IOException {
        return TestRun.of(folder.resolve(name), spec);
    }
}

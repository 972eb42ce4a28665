package org.example.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.bakeoff.experiment.Experiment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class BackgroundTest {

    @TempDir
    Path folder;

    @Tag("endurance")
    @Test
    void whatTakesTooLongIsInterruptedAndTheNextHasTheEngine() throws Exception {
        try (Background background = new Background()) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> background.run(experiment("endless", 1_000_000), 3));
            assertThat(folder.resolve("endless/comparison.json")).doesNotExist();
            assertThat(background.run(experiment("short", 1), 600).complete()).isTrue();
        }
    }

    private Experiment experiment(String name, int epochs) {
        return Experiment.builder()
                .name(name)
                .dataset("synthetic", Map.of("train", 60, "test", 40))
                .model("words", "bagofwords")
                .training(training -> training.epochs(epochs))
                .evaluator("accuracy")
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"))
                .build();
    }
}

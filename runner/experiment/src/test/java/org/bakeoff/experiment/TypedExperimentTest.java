package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.Training;
import org.bakeoff.testplugins.KindsProvider;
import org.bakeoff.testplugins.KindsProvider.Shape;
import org.bakeoff.testplugins.MeanProvider;
import org.junit.jupiter.api.Test;

/** An experiment that is put together in Java is the one that JSON says. */
class TypedExperimentTest {

    @Test
    void itIsTheExperimentThatJsonSays() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        kinds.put("shape", Shape.VERY_FLAT);
        kinds.put("sizes", List.of(3, 4));
        kinds.put("file", Path.of("here", "file.txt"));
        kinds.put("limit", null);
        Experiment typed = Experiment.builder()
                .name("typed")
                .dataset("parity", Map.of("train", 50, "prefix", "so: "))
                .model("kinds", "kinds", kinds)
                .model(
                        "same",
                        "kinds",
                        new KindsProvider.Config(
                                2,
                                3,
                                0.25,
                                false,
                                "a",
                                Shape.ROUND,
                                List.of(1),
                                List.of("green"),
                                null,
                                7,
                                null,
                                List.of("0.5"),
                                Map.of()))
                .model("mean", "mean", new MeanProvider.Config(3, 0.5))
                .model("plain", "mean")
                .training(training -> training.epochs(7)
                        .batchSize(9)
                        .learningRate(0.5)
                        .seeds(4, 2)
                        .examples(40)
                        .validation(20)
                        .validationStrategy(Training.ValidationStrategy.FIRST)
                        .padding(Training.Padding.LONGEST)
                        .lengthBucketBatches(3)
                        .device("cpu")
                        .threads(2)
                        .clipNorm(1.5)
                        .earlyStopping(2, true)
                        .schedule(Training.Schedule.LINEAR)
                        .optimizer(Training.Optimizer.SGD)
                        .momentum(0.9)
                        .learningRates(Map.of("Linear", 0.25))
                        .warmup(0.2)
                        .gradientAccumulation(4))
                .training("plain", training -> training.epochs(1).padding(Training.Padding.FIXED))
                .evaluator("error-rate")
                .set("/training/epochs", "8")
                .build();

        assertThat(typed.json())
                .isEqualTo(Experiment.builder().spec("""
                        {"name": "typed",
                         "dataset": {"plugin": "parity", "config": {"train": 50, "prefix": "so: "}},
                         "models": {
                           "kinds": {"plugin": "kinds",
                                     "config": {"shape": "very-flat", "sizes": [3, 4], "file": "here/file.txt"}},
                           "same": {"plugin": "kinds",
                                    "config": {"whole": 2, "large": 3, "real": 0.25, "flag": false, "text": "a",
                                               "sizes": [1], "colours": ["green"], "limit": 7}},
                           "mean": {"plugin": "mean", "config": {"hiddenUnits": 3, "dropout": 0.5}},
                           "plain": {"plugin": "mean", "training": {"epochs": 1, "padding": "fixed"}}},
                         "training": {"epochs": 8, "batchSize": 9, "learningRate": 0.5, "seeds": [4, 2],
                                      "examples": 40, "validation": 20, "validationStrategy": "first", "padding": "longest",
                                      "lengthBucketBatches": 3, "device": "cpu", "threads": 2, "clipNorm": 1.5,
                                      "earlyStopping": {"patience": 2, "smallValidation": true},
                                      "schedule": "linear", "optimizer": "sgd", "momentum": 0.9,
                                      "learningRates": {"Linear": 0.25},
                                      "warmup": 0.2, "gradientAccumulation": 4},
                         "evaluators": [{"plugin": "error-rate"}]}
                        """).build().json());
        assertThat(typed.directory()).isEqualTo(Path.of("runs/typed").toAbsolutePath());
    }

    @Test
    void itIsRefusedAsJsonIs() {
        ExperimentBuilder typed = Experiment.builder()
                .dataset("party")
                .model("one", "mean", Map.of("hidenUnits", 3, "dropout", Double.NaN))
                .model(
                        "Two",
                        "mean",
                        new KindsProvider.Config(
                                2,
                                3,
                                0.25,
                                false,
                                "a",
                                Shape.ROUND,
                                List.of(1),
                                List.of("green"),
                                null,
                                7,
                                null,
                                List.of("0.5"),
                                Map.of()))
                .training(training -> training.epochs(0).seeds(1, 1))
                .training("one", training -> training.seeds(3))
                .evaluator("error-rte", Map.of("a", List.of(1)));

        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(typed::build)
                .satisfies(refused -> assertThat(refused.faults().stream().map(fault -> fault.pointer()))
                        .contains(
                                "/dataset/plugin",
                                "/models/one/config/hidenUnits",
                                "/models/one/config/dropout",
                                "/models/Two",
                                "/models/Two/config/whole",
                                "/models/one/training/seeds",
                                "/training/epochs",
                                "/training/seeds",
                                "/evaluators/0/plugin"));
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(typed::build)
                .withMessageContaining("did you mean 'parity'?")
                .withMessageContaining("did you mean 'hiddenUnits'?");
    }

    @Test
    void whatCannotBeMeantIsRefusedAtOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Experiment.builder().spec("{}").name("a").build())
                .withMessageContaining("by set");
        assertThatIllegalStateException().isThrownBy(() -> Experiment.builder().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Experiment.builder().model("a", "mean").model("a", "kinds"))
                .withMessageContaining("'a' already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Experiment.builder().training("a", training -> {}))
                .withMessageContaining("no model named 'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Experiment.builder().dataset("parity", Map.of("day", Instant.EPOCH)))
                .withMessageContaining("java.time.Instant");
    }

    @Test
    void everyKeyOfTheTrainingHasItsMethod() {
        assertThat(Arrays.stream(TrainingBuilder.class.getMethods()).map(Method::getName))
                .contains(Arrays.stream(Training.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));
    }
}

package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.spec.Specs.faults;
import static org.bakeoff.spec.Specs.faultsOf;

import java.util.List;
import org.bakeoff.testplugins.MeanProvider;
import org.bakeoff.testplugins.ParityDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How models are trained: the defaults, the common training, and a model's own over it. */
class SpecTrainingTest {

    private static final String TWO = """
            {"dataset": {"plugin": "parity"},
             "models": {"one": {"plugin": "mean", "training": %s}, "two": {"plugin": "mean"}},
             "training": {"epochs": 5, "clipNorm": 1, "earlyStopping": {"patience": 2}, "seeds": [7]}}
            """;

    @Test
    void whatIsNotSaidIsTheDefault() {
        Spec spec = Specs.resolve(Specs.SMALL);

        assertThat(spec.dataset().config()).isEqualTo(new ParityDataset().defaults());
        assertThat(spec.models().get(0).provider().config()).isEqualTo(new MeanProvider().defaults());
        assertThat(spec.models().get(0).training()).isEqualTo(spec.training());
        assertThat(spec.training().seeds().first()).containsExactly(1L);
        assertThat(spec.training().clipNorm()).isNull();
        assertThat(spec.training().earlyStopping()).isNull();
        assertThat(spec.training().validationStrategy()).isEqualTo(Training.ValidationStrategy.GROUP);
        assertThat(spec.training().padding()).isEqualTo(Training.Padding.FIXED);
        assertThat(spec.training().schedule()).isEqualTo(Training.Schedule.CONSTANT);
        assertThat(spec.training().device()).isEqualTo("auto");
        assertThat(spec.evaluators())
                .extracting(evaluator -> evaluator.plugin().name())
                .contains("error-rate", "separation")
                .isSorted();
    }

    @Test
    void aModelsOwnTrainingIsLaidOverTheCommonOne() {
        Spec spec = Specs.resolve(TWO.formatted("{\"epochs\": 9, \"padding\": \"longest\"}"));
        Training own = spec.models().get(0).training();

        assertThat(spec.models().get(1).training()).isEqualTo(spec.training());
        assertThat(own.epochs()).isEqualTo(9);
        assertThat(own.padding()).isEqualTo(Training.Padding.LONGEST);
        assertThat(own.clipNorm()).isEqualTo(1);
        assertThat(own.seeds().first()).containsExactly(7L);
    }

    @Test
    void aModelCanDoWithoutWhatTheOthersHave() {
        Spec spec = Specs.resolve(TWO.formatted("{\"clipNorm\": null, \"earlyStopping\": null}"));
        Training own = spec.models().get(0).training();

        assertThat(own.clipNorm()).isNull();
        assertThat(own.earlyStopping()).isNull();
        assertThat(own.epochs()).isEqualTo(5);
        assertThat(Specs.resolve(Specs.json(spec)).models().get(0).training()).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seeds | [1]",
                "examples | 100",
                "validation | 64",
                "validation | null",
                "validationStrategy | \"first\"",
                "device | \"cpu\""
            })
    void someThingsAreTheSameForAllModels(String key, String value) {
        assertThat(faults(TWO.formatted("{\"" + key + "\": " + value + "}")))
                .containsExactly("/models/one/training/" + key + ": a model can't have its own \"" + key
                        + "\"; set it for all models in /training");
    }

    @Test
    void aModelsOwnTrainingIsCheckedToo() {
        assertThat(faults(TWO.formatted("{\"epochs\": 0, \"earlyStopping\": 3, \"seeds\": [], \"threads\": null}")))
                .containsExactlyInAnyOrder(
                        "/models/one/training/seeds: a model can't have its own \"seeds\"; set it for all models in"
                                + " /training",
                        "/models/one/training/epochs: found 0; allowed: a whole number from 1 to 1000000",
                        "/models/one/training/threads: found null; allowed: a whole number from 1 to 1024",
                        "/models/one/training/earlyStopping: found 3; allowed: an object");
        assertThat(faults(TWO.formatted("[]"))).containsExactly("/models/one/training: found []; allowed: an object");
    }

    @Test
    void earlyStoppingByFewExamplesIsRefusedUnlessAskedFor() {
        String refusal = ": found 999 validation examples, too few to distinguish epochs; use at least"
                + " 1,000 by \"validation\", or set \"smallValidation\" to true";
        assertThat(faultsOf("training", "{\"earlyStopping\": {\"patience\": 1}, \"validation\": 999}"))
                .containsExactly("/training/earlyStopping" + refusal);
        assertThat(Specs.faults("""
                {"dataset": {"plugin": "parity"}, "training": {"validation": 999},
                 "models": {"one": {"plugin": "mean", "training": {"earlyStopping": {"patience": 1}}}}}
                """)).containsExactly("/models/one/training/earlyStopping" + refusal);
        for (String enough : List.of(
                "{\"earlyStopping\": {\"patience\": 1}, \"validation\": 1000}",
                "{\"earlyStopping\": {\"patience\": 1}, \"validation\": 0.001}",
                "{\"earlyStopping\": {\"patience\": 1, \"smallValidation\": true}, \"validation\": 1}")) {
            assertThat(Specs.resolve(Specs.SMALL, "/training=" + enough)
                            .training()
                            .earlyStopping())
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seeds         | []        | found []; at least one is needed, such as [1]",
                "seeds         | [3, 1, 3] | found 3 twice; all must differ",
                "device        | \"tpu\"   | found \"tpu\"; allowed: \"auto\", \"cpu\", \"gpu\" or \"gpu:N\", such as \"gpu:0\"",
                "device        | \"gpu:-1\" | found \"gpu:-1\"; allowed: \"auto\", \"cpu\", \"gpu\" or \"gpu:N\", such as \"gpu:0\"",
                "validation    | 2.5       | found 2.5; allowed: a whole number, or a fraction below 1",
                "validation    | -1        | found -1; allowed: a number from 0 to 1000000000",
                "epochs        | 1000001   | found 1000001; allowed: a whole number from 1 to 1000000",
                "batchSize     | 0         | found 0; allowed: a whole number from 1 to 1000000",
                "learningRate  | 0         | found 0; allowed: a number from 1E-12 to 1000",
                "validationStrategy  | \"last\"  | found \"last\"; allowed: one of \"group\", \"first\"",
                "threads       | 1025      | found 1025; allowed: a whole number from 1 to 1024",
                "clipNorm      | -1        | found -1; allowed: a number from 1E-12 to 1000000000000",
                "schedule      | \"step\"  | found \"step\"; allowed: one of \"constant\", \"linear\", \"cosine\"",
                "optimizer     | \"lion\"  | found \"lion\"; allowed: one of \"adam\", \"adamw\", \"sgd\"",
                "weightDecay   | 0.1       | found 0.1, but only \"optimizer\" \"adamw\" has it, not \"adam\"",
                "momentum      | 0.9       | found 0.9, but only \"optimizer\" \"sgd\" has it, not \"adam\"",
                "warmup        | 1.5       | found 1.5; allowed: a whole number, or a fraction below 1",
                "learningRates | 0.1       | found 0.1; allowed: an object of numbers from 0 to 1000",
                "gradientAccumulation | 0  | found 0; allowed: a whole number from 1 to 1000000",
            })
    void everyKeyHasItsRange(String key, String value, String fault) {
        assertThat(faultsOf("training", "{\"" + key + "\": " + value + "}"))
                .containsExactly("/training/" + key + ": " + fault);
    }

    @Test
    void rulesOfSingleKeysAreReportedBesideOtherFaults() {
        assertThat(faultsOf(
                        "training", "{\"epochs\": \"1\", \"seeds\": [2, 2], \"device\": \"\", \"validation\": 1.5}"))
                .hasSize(4);
        assertThat(faultsOf("training", "{\"earlyStopping\": {\"patience\": 1}, \"validation\": 0}"))
                .containsExactly("/training/earlyStopping: needs a validation set, but \"validation\" is 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"validation\": 0}",
                "{\"validation\": 1}",
                "{\"validation\": 0.999}",
                "{\"validation\": 64.0}",
                "{\"device\": \"gpu\"}",
                "{\"device\": \"gpu:15\"}",
                "{\"seeds\": [9223372036854775807, 0]}",
                "{\"clipNorm\": null}",
                "{\"optimizer\": \"adamw\", \"weightDecay\": 0.1, \"momentum\": null}",
                "{\"optimizer\": \"sgd\", \"momentum\": 0.9, \"warmup\": 100, \"schedule\": \"cosine\"}",
                "{\"gradientAccumulation\": 8, \"warmup\": 0.1}",
                "{\"learningRate\": 1}",
                "{\"learningRate\": 1e-3}",
                "{}"
            })
    void whatIsAllowedIsAccepted(String training) {
        assertThat(Specs.resolve(Specs.SMALL, "/training=" + training)).isNotNull();
    }
}

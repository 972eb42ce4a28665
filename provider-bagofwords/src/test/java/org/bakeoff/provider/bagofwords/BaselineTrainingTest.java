package org.bakeoff.provider.bagofwords;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Baselines trained by an experiment, on texts whose class depends on pairs of neighbours alone. */
class BaselineTrainingTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void onlyPairsTellTheOrderOfWords(int classes) throws IOException {
        Map<String, Double> accuracy = run(classes, "fixed");

        double chance = 1.0 / classes;
        assertThat(accuracy.get("words")).isLessThan(chance + 0.2);
        assertThat(accuracy.get("pairs")).isEqualTo(1);
        assertThat(accuracy.get("ratios")).isEqualTo(1);
    }

    @Test
    void paddingDoesNotMatter() throws IOException {
        assertThat(run(2, "longest").get("ratios")).isEqualTo(1);
    }

    private Map<String, Double> run(int classes, String padding) throws IOException {
        String spec = """
                {
                  "name": "baselines",
                  "dataset": { "plugin": "order", "config": { "classes": %d } },
                  "models": {
                    "words": { "plugin": "bagofwords" },
                    "pairs": { "plugin": "bagofwords", "config": { "bigrams": 1000 } },
                    "ratios": { "plugin": "bagofwords", "config": { "bigrams": 1000, "weighting": "naive-bayes" } }
                  },
                  "training": { "epochs": 10, "learningRate": 0.03, "padding": "%s", "device": "cpu", "threads": 1 },
                  "evaluators": [{ "plugin": "accuracy" }]
                }
                """.formatted(classes, padding);
        Map<String, Double> accuracy = new LinkedHashMap<>();
        for (ModelResult model : Experiment.builder()
                .spec(spec)
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run(event -> {})
                .models()) {
            accuracy.put(model.name(), model.metrics().get("accuracy").value());
        }
        return accuracy;
    }
}

package org.bakeoff.cli;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.Prediction;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Formats predictions for programs: one JSON object per text, one per line, in ASCII only. */
record JsonPredictionWriter(List<LoadedModel> models) implements Function<List<String>, String> {

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The words are those of the first model; with an encoding of its own a model has others. */
    private record Answer(String text, int words, int knownWords, List<One> predictions) {}

    private record One(
            String model,
            long seed,
            String label,
            double probability,
            Map<String, Double> probabilities,
            int words,
            int knownWords) {}

    @Override
    public String apply(List<String> texts) {
        List<List<Prediction>> found =
                models.stream().map(model -> model.predict(texts)).toList();
        StringBuilder lines = new StringBuilder();
        for (int text = 0; text < texts.size(); text++) {
            One[] predictions = new One[models.size()];
            for (int model = 0; model < predictions.length; model++) {
                Prediction prediction = found.get(model).get(text);
                predictions[model] = new One(
                        models.get(model).name(),
                        models.get(model).seed(),
                        prediction.label(),
                        prediction.probability(),
                        prediction.probabilities(),
                        prediction.words(),
                        prediction.knownWords());
            }
            Prediction any = found.get(0).get(text);
            lines.append(ASCII.writeValueAsString(
                            new Answer(texts.get(text), any.words(), any.knownWords(), List.of(predictions))))
                    .append('\n');
        }
        return lines.toString();
    }
}

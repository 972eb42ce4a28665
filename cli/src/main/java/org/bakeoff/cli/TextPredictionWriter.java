package org.bakeoff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.TrainedModel.QueryException;
import org.bakeoff.experiment.Explanation;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.Prediction;
import org.bakeoff.io.TerminalText;

/** Formats predictions for people: each text, then one line per model with its label and probability. */
final class TextPredictionWriter implements PredictionWriter {

    private static final int EXCERPT = 100;

    private final boolean colours;

    /** Colours each word by its contribution, or shows no words. */
    TextPredictionWriter(boolean colours) {
        this.colours = colours;
    }

    /** A prediction, and the words of the text with their colours; empty without colours. */
    private record Said(Prediction prediction, String words) {}

    @Override
    public String to(List<String> texts, List<LoadedModel> models) {
        List<List<Said>> said = models.stream().map(model -> said(texts, model)).toList();
        int names = widest(models.stream().map(LoadedModel::trial).toList());
        int labels = widest(said.stream()
                .flatMap(List::stream)
                .map(one -> label(one.prediction()))
                .toList());
        StringBuilder lines = new StringBuilder();
        for (int text = 0; text < texts.size(); text++) {
            String excerpt = TerminalText.excerpt(texts.get(text), EXCERPT).strip();
            lines.append(excerpt.isEmpty() ? "(no words)" : excerpt).append('\n');
            for (int model = 0; model < models.size(); model++) {
                Said one = said.get(model).get(text);
                lines.append("  ")
                        .append(filled(models.get(model).trial(), names))
                        .append(filled(label(one.prediction()), labels))
                        .append(String.format(
                                Locale.ROOT, "%.4f", one.prediction().probability()))
                        .append('\n');
                if (!one.words().isEmpty()) {
                    lines.append("    ").append(one.words()).append('\n');
                }
            }
        }
        return lines.toString();
    }

    private List<Said> said(List<String> texts, LoadedModel model) {
        if (colours && model.explains()) {
            try {
                List<Said> explained = new ArrayList<>();
                for (String text : texts) {
                    Explanation explanation = model.explain(text);
                    explained.add(new Said(explanation.prediction(), AttributionColours.of(explanation.tokens())));
                }
                return explained;
            } catch (QueryException e) {
                // It has predictions nevertheless.
            }
        }
        return model.predict(texts).stream()
                .map(prediction -> new Said(prediction, ""))
                .toList();
    }

    private static String label(Prediction prediction) {
        return TerminalText.of(prediction.label());
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String filled(String text, int width) {
        return text + " ".repeat(width + 2 - text.length());
    }
}

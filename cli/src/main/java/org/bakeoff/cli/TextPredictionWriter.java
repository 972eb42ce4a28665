package org.bakeoff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bakeoff.experiment.Explanation;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.Prediction;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Numbers;

/**
 * Formats predictions for people: each text, then one line per model with its label and probability. On a terminal of 256
 * colours, the words follow: blue for the predicted class, orange against it. The darker a word, the more it contributes,
 * relative to the word that contributes most. Colour-blind readers can distinguish the two colours.
 *
 * @param models the models to ask
 * @param colours whether to show the words
 */
record TextPredictionWriter(List<LoadedModel> models, boolean colours) implements Function<List<String>, String> {

    private static final int EXCERPT = 100;
    private static final int[] FOR = {189, 153, 117, 75};
    private static final int[] AGAINST = {223, 222, 216, 209};
    private static final String BLACK_ON = "\u001b[30;48;5;";
    private static final String RESET = "\u001b[0m";

    /** A prediction, and the words of the text with their colours; empty without colours. */
    private record Said(Prediction prediction, String words) {}

    @Override
    public String apply(List<String> texts) {
        List<List<Said>> said = models.stream().map(model -> said(texts, model)).toList();
        int names = widest(models.stream().map(LoadedModel::trial).toList());
        int labels = widest(said.stream()
                .flatMap(List::stream)
                .map(one -> label(one.prediction()))
                .toList());
        StringBuilder lines = new StringBuilder();
        for (int text = 0; text < texts.size(); text++) {
            String excerpt = TerminalText.excerpt(texts.get(text), EXCERPT).strip();
            lines.append(excerpt).append(excerpt.isEmpty() ? "" : " ");
            int at = text;
            List<Prediction> predictions =
                    said.stream().map(model -> model.get(at).prediction()).toList();
            // A model with an encoding of its own reads other tokens, such as characters.
            boolean shared = predictions.stream()
                            .map(one -> known(one, "words"))
                            .distinct()
                            .count()
                    == 1;
            lines.append(shared ? known(predictions.get(0), "words") : "").append('\n');
            for (int model = 0; model < models.size(); model++) {
                Said one = said.get(model).get(text);
                lines.append("  ")
                        .append(filled(models.get(model).trial(), names))
                        .append(filled(label(one.prediction()), labels))
                        .append(Numbers.probability(one.prediction().probability()))
                        .append(shared ? "" : "  " + known(one.prediction(), "tokens"))
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
                    explained.add(new Said(explanation.prediction(), coloured(explanation.tokens())));
                }
                return explained;
            } catch (BakeoffException e) {
                // It has predictions nevertheless.
            }
        }
        return model.predict(texts).stream()
                .map(prediction -> new Said(prediction, ""))
                .toList();
    }

    private static String known(Prediction prediction, String what) {
        if (prediction.words() == 0) {
            return "(no " + what + ")";
        }
        return "(" + prediction.knownWords() + " of " + prediction.words() + " " + what + " known"
                + (prediction.knownWords() == 0 ? ": the predictions say nothing about this text)" : ")");
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

    static String legend() {
        return coloured("for", FOR[FOR.length - 1]) + " and " + coloured("against", AGAINST[AGAINST.length - 1])
                + " the label, by gradient times input";
    }

    private static String coloured(List<Explanation.Token> tokens) {
        double most = tokens.stream()
                .mapToDouble(token -> Math.abs(token.contribution()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        return tokens.stream().map(token -> shaded(token, most)).collect(Collectors.joining(" "));
    }

    private static String shaded(Explanation.Token token, double most) {
        String word = TerminalText.of(token.word());
        // Half a step is left without a colour, so that words that hardly matter don't look as if they did.
        double steps = most == 0 ? 0 : Math.abs(token.contribution()) / most * (FOR.length + 0.5);
        int step = (int) Math.floor(steps - 0.5);
        if (!(steps >= 0.5)) {
            return word;
        }
        int[] shades = token.contribution() > 0 ? FOR : AGAINST;
        return coloured(word, shades[Math.min(step, shades.length - 1)]);
    }

    private static String coloured(String word, int colour) {
        return BLACK_ON + colour + "m" + word + RESET;
    }
}

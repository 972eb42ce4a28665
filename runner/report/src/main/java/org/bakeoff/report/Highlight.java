package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.api.Finding.Cases;

/**
 * The words of an example with the weights that one model gives them.
 *
 * @param model the model
 * @param seed the seed of the trained model
 * @param gap the completeness gap of the scores
 * @param runs the words; neighbours of similar weight are one run
 */
public record Highlight(String model, long seed, double gap, List<Run> runs) {

    /** The number of steps that weights are shown in, each way. */
    private static final int STEPS = 5;

    /** Copies the list. */
    public Highlight {
        runs = List.copyOf(runs);
    }

    /**
     * Neighbouring words of similar weight.
     *
     * @param css the CSS class of their mark: {@code p1} to {@code p5} where they speak for the example's class, {@code n1} to
     *     {@code n5} where against, empty where hardly either
     * @param text the words
     */
    public record Run(String css, String text) {}

    /** Returns the words of an example as each model with attributions weighs them. */
    public static List<Highlight> of(Cases.Case example) {
        List<Highlight> highlights = new ArrayList<>();
        for (Cases.Prediction prediction : example.predictions()) {
            Cases.Attribution attribution = prediction.attribution();
            if (attribution != null) {
                highlights.add(of(prediction.model(), attribution.tokens().orElse(example.tokens()), attribution));
            }
        }
        return highlights;
    }

    /** Shades words relative to the one with the largest weight. */
    private static Highlight of(String model, List<String> tokens, Cases.Attribution attribution) {
        List<String> shades = shades(attribution.scores());
        List<Run> runs = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        String current = "";
        for (int index = 0; index < tokens.size(); index++) {
            String css = index < shades.size() ? shades.get(index) : "";
            if (index > 0 && !css.equals(current)) {
                runs.add(new Run(current, words.toString()));
                words.setLength(0);
            }
            current = css;
            words.append(words.isEmpty() ? "" : " ").append(tokens.get(index));
        }
        runs.add(new Run(current, words.toString()));
        return new Highlight(model, attribution.seed(), attribution.gap(), runs);
    }

    /** Returns the CSS class of each word, as {@link Run} has it, by what the words contribute. */
    public static List<String> shades(List<Double> scores) {
        double heaviest = scores.stream()
                .filter(Double::isFinite)
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
        return scores.stream().map(score -> css(score, heaviest)).toList();
    }

    private static String css(double score, double heaviest) {
        if (!Double.isFinite(score) || heaviest == 0) {
            return "";
        }
        long step = Math.round(STEPS * score / heaviest);
        return step == 0 ? "" : (step > 0 ? "p" : "n") + Math.abs(step);
    }
}

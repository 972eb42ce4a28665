package org.bakeoff.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.bakeoff.experiment.Explanation;
import org.bakeoff.io.TerminalText;

/**
 * Colours words on a terminal of 256 colours: blue for the predicted class, orange against it. The darker a word, the more it
 * contributes, relative to the word that contributes most. Colour-blind readers can distinguish the two colours.
 */
final class AttributionColours {

    private static final int[] FOR = {189, 153, 117, 75};
    private static final int[] AGAINST = {223, 222, 216, 209};
    private static final String BLACK_ON = "\u001b[30;48;5;";
    private static final String RESET = "\u001b[0m";

    private AttributionColours() {}

    /** Explains the colours, in these colours. */
    static String legend() {
        return coloured("for", FOR[FOR.length - 1]) + " and " + coloured("against", AGAINST[AGAINST.length - 1])
                + " the label, by gradient times input";
    }

    static String of(List<Explanation.Token> tokens) {
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

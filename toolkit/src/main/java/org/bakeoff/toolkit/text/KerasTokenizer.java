package org.bakeoff.toolkit.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into words exactly as Keras did for its movie reviews: ASCII capitals become small letters (any other
 * letter stays as it is), punctuation but the apostrophe becomes a space, and spaces separate words.
 *
 * <p>Source: {@code text_to_word_sequence} in Keras' {@code preprocessing/text.py}, run on bytes by Python 2.
 */
public final class KerasTokenizer {

    private static final String SEPARATORS = " !\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    private KerasTokenizer() {}

    /** Returns the words of a text, in their order. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>(text.length() / 5);
        StringBuilder word = new StringBuilder();
        for (int position = 0; position < text.length(); position++) {
            char character = text.charAt(position);
            if (separates(character)) {
                end(word, words);
            } else {
                word.append(character >= 'A' && character <= 'Z' ? (char) (character + 32) : character);
            }
        }
        end(word, words);
        return words;
    }

    private static boolean separates(char character) {
        return character < 128 && SEPARATORS.indexOf(character) >= 0;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}

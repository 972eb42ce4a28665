package org.bakeoff.evaluators;

import java.util.Locale;

/**
 * Names for findings about a pair of models, such as {@code cellsSimpleRnnVsLstm}. Two pairs never share one: a hyphen and
 * a letter become a capital, any other hyphen, and one before v or z, becomes Z, so that the only capital V within is that
 * of "Vs" and every name can be read backwards.
 */
final class PairName {

    private PairName() {}

    static String of(String prefix, String left, String right) {
        return prefix + camel(left) + "Vs" + camel(right);
    }

    private static String camel(String model) {
        StringBuilder name = new StringBuilder(model.substring(0, 1).toUpperCase(Locale.ROOT));
        for (int index = 1; index < model.length(); index++) {
            char letter = model.charAt(index);
            char next = index + 1 < model.length() ? model.charAt(index + 1) : '-';
            if (letter != '-') {
                name.append(letter);
            } else if (next >= 'a' && next <= 'y' && next != 'v') {
                name.append(Character.toUpperCase(next));
                index++;
            } else {
                name.append('Z');
            }
        }
        return name.toString();
    }
}

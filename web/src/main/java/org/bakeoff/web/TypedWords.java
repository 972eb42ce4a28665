package org.bakeoff.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.bakeoff.api.DatasetInfo;

/** Finds the words that a model doesn't know in the text that it was given, since all of them are one token to it. */
final class TypedWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}']+");
    private static final Pattern SPECIAL = Pattern.compile("<[^<>]+>");

    private TypedWords() {}

    /**
     * Returns the tokens, with the words of the text in place of those that stand for unknown ones. A model that divides texts in another
     * way than into words has its tokens as they are.
     *
     * @param tokens what a model read: of a long text its end
     */
    static List<String> of(String text, List<String> tokens) {
        List<String> words =
                WORD.matcher(text).results().map(MatchResult::group).toList();
        List<String> shown = new ArrayList<>(tokens);
        int word = words.size();
        for (int index = tokens.size() - 1; index >= 0; index--) {
            String token = tokens.get(index);
            boolean unknown = token.equals(DatasetInfo.UNKNOWN);
            if (!unknown && SPECIAL.matcher(token).matches()) {
                continue;
            }
            word--;
            if (word < 0 || !(unknown || words.get(word).equalsIgnoreCase(token))) {
                return tokens;
            }
            shown.set(index, words.get(word));
        }
        return shown;
    }
}

package org.bakeoff.dataset.synthetic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bakeoff.dataset.synthetic.Phrase.Slot;
import org.bakeoff.dataset.synthetic.Phrase.Word;

/** One sentence in the making. */
final class Sentence {

    private final Rules rules;
    private final RandomStream random;
    private final Map<String, String> given;
    private final List<String> words = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    private Sentence(Rules rules, RandomStream random, Map<String, String> given) {
        this.rules = rules;
        this.random = random;
        this.given = given;
    }

    /** Draws the words of a sentence, with commas, not capitalised and without a full stop; {@code given} has texts for some rules. */
    static List<String> draw(Rules rules, String rule, int label, RandomStream random, Map<String, String> given) {
        Sentence sentence = new Sentence(rules, random, given);
        sentence.add(rule, label);
        return sentence.words;
    }

    static String text(List<String> words) {
        String text = String.join(" ", words);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private void add(String rule, int label) {
        String text = given.get(rule);
        if (text != null) {
            words.add(text);
            return;
        }
        for (Phrase.Part part : choose(rules.phrases(rule, label)).parts()) {
            if (part instanceof Word word) {
                words.add(word.text());
            } else if (part instanceof Slot slot) {
                add(slot.rule(), slot.opposed() ? rules.other(label, random) : label);
                int last = words.size() - 1;
                words.set(last, words.get(last) + slot.comma());
            }
        }
    }

    /** Draws an alternative, a plain one no second time: "the plot was dull but the plot was witty" decides nothing. */
    private Phrase choose(List<Phrase> alternatives) {
        while (true) {
            Phrase phrase = alternatives.get(random.below(alternatives.size()));
            if (!phrase.plain() || used.add(phrase.text())) {
                return phrase;
            }
        }
    }
}

package org.bakeoff.dataset.synthetic;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One alternative of a rule; common.txt explains what they are made of.
 *
 * @param text how it is written there
 * @param parts its words and slots, in their order
 */
record Phrase(String text, List<Part> parts) {

    sealed interface Part {}

    /** A word as it stands in the text, a comma included. */
    record Word(String text) implements Part {}

    /**
     * A place that a rule fills.
     *
     * @param rule the rule's name, without its sign
     * @param opposed whether it stands for another class than the phrase
     * @param comma what follows its last word: a comma or nothing
     */
    record Slot(String rule, boolean opposed, String comma) implements Part {}

    private static final Pattern SLOT = Pattern.compile("\\{([+-]?)([a-z-]+)}(,?)");

    static Phrase parse(String text) {
        return new Phrase(text, Stream.of(text.split(" ")).map(Phrase::part).toList());
    }

    private static Part part(String text) {
        Matcher slot = SLOT.matcher(text);
        return slot.matches() ? new Slot(slot.group(2), slot.group(1).equals("-"), slot.group(3)) : new Word(text);
    }

    boolean plain() {
        return text.indexOf('{') < 0;
    }
}

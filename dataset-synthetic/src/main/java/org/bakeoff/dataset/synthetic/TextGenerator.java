package org.bakeoff.dataset.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the texts of the training or the test set.
 *
 * <p>The telling sentence and the filler of a text are drawn from random streams of their own, identified by the seed, the set and
 * the text's number. So neither depends on the number of texts or the distance, and a text at one distance is the
 * beginning of the text at a larger one.
 *
 * @param names the subjects to write about
 * @param distance how many neutral words end a text
 * @param seed the seed of the data
 * @param set the number of the set
 */
record TextGenerator(Rules rules, List<String> names, int distance, long seed, int set) {

    /** The number of successive texts about one subject; after the last subject, the first one follows again. */
    private static final int TEXTS_OF_SUBJECT = 8;

    private static final int LABEL = 0;
    private static final int TELLING = 1;
    private static final int FILLER = 2;

    /**
     * A text.
     *
     * @param construction how the telling sentence is built: the name of a rule
     * @param telling the opening and the telling sentence, whose last word is the last informative one
     * @param filler the neutral words that follow; may be empty
     */
    record Written(int label, String subject, String construction, String telling, String filler) {

        String text() {
            return filler.isEmpty() ? telling : telling + " " + filler;
        }
    }

    Written write(int number) {
        int label = label(number);
        String name = names.get(number / TEXTS_OF_SUBJECT % names.size());
        RandomStream random = RandomStream.of(seed, set, TELLING, number);
        String construction = rules.construction(random);
        String opening = Sentence.text(Sentence.draw(rules, "opening", label, random, Map.of("name", name)));
        String telling = Sentence.text(Sentence.draw(rules, construction, label, random, Map.of()));
        return new Written(label, name, construction, opening + " " + telling, filler(number));
    }

    /** Gives one of as many successive texts as there are classes to each, so that the classes are balanced whatever the number of texts. */
    private int label(int number) {
        int classes = rules.classes().size();
        return (RandomStream.of(seed, set, LABEL, number / classes).below(classes) + number) % classes;
    }

    /** Returns neutral sentences, truncated to {@code distance} words. */
    private String filler(int number) {
        RandomStream random = RandomStream.of(seed, set, FILLER, number);
        List<String> sentences = new ArrayList<>();
        for (int missing = distance; missing > 0; ) {
            List<String> words = Sentence.draw(rules, "filler", 0, random, Map.of());
            boolean truncated = words.size() > missing;
            sentences.add(
                    Sentence.text(words.subList(0, truncated ? missing : words.size())) + (truncated ? ".." : ""));
            missing -= words.size();
        }
        return String.join(" ", sentences);
    }
}

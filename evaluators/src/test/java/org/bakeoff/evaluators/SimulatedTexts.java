package org.bakeoff.evaluators;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * A population of texts of two classes. A word is in a text more or less often by its class and, where texts have groups, by its
 * group, which has a share of the classes of its own, too. Two models know some words both, and others alone; every word tells as
 * much as any other, so that models that know equally many are equally good, whatever learns them.
 *
 * @param group texts of a group; 1 for none
 * @param common words that both models know
 * @param own words that each model knows alone
 */
@SuppressWarnings("ArrayRecordComponent")
record SimulatedTexts(int group, int common, int... own) {

    private static final double FREQUENCY = -0.8;
    private static final double OF_CLASS = 0.4;
    private static final double OF_GROUP = 0.7;

    /**
     * A text.
     *
     * @param words the words of it that each model knows, by the model's numbers, from 1 on
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Text(String id, boolean positive, String group, int[][] words) implements LabelledText {

        @Override
        public String text() {
            return id;
        }

        @Override
        public String label() {
            return positive ? "positive" : "negative";
        }

        @Override
        public IOException fault(String what) {
            return new IOException(what);
        }

        @Override
        public IOException sourceFault(String what) {
            return new IOException(what);
        }
    }

    /** Returns how many words a model knows. */
    int words(int model) {
        return common + own[model];
    }

    /** Draws texts, whole groups one after the other. */
    List<Text> draw(int count, SplittableRandom random) {
        List<Text> texts = new ArrayList<>();
        double[] shifts = new double[common + own[0] + own[1]];
        double share = 0.5;
        for (int number = 0; number < count; number++) {
            if (group > 1 && number % group == 0) {
                Arrays.setAll(shifts, word -> OF_GROUP * random.nextGaussian());
                share = sigmoid(random.nextGaussian());
            }
            boolean positive = random.nextDouble() < share;
            boolean[] present = new boolean[shifts.length];
            for (int word = 0; word < present.length; word++) {
                double ofClass = positive == (word % 2 == 0) ? OF_CLASS : -OF_CLASS;
                present[word] = random.nextDouble() < sigmoid(FREQUENCY + ofClass + shifts[word]);
            }
            texts.add(new Text("t" + number, positive, "g" + number / group, new int[][] {
                known(present, common + own[0], 0), known(present, common, own[0])
            }));
        }
        return texts;
    }

    /** Returns the numbers of the words present, of which a model knows the first ones, and the last ones after a gap. */
    private int[] known(boolean[] present, int first, int gap) {
        int[] words = new int[present.length];
        int count = 0;
        for (int word = 0; word < present.length; word++) {
            boolean known = gap == 0 ? word < first : word < first || word >= first + gap;
            if (known && present[word]) {
                words[count++] = 1 + (word < first ? word : word - gap);
            }
        }
        return Arrays.copyOf(words, count);
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}

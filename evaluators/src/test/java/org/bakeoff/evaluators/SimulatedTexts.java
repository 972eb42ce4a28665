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
        boolean[] present = new boolean[common + own[0] + own[1]];
        // How often each word is in a negative and in a positive text.
        double[][] chances = chances(new double[present.length]);
        double share = 0.5;
        for (int number = 0; number < count; number++) {
            if (group > 1 && number % group == 0) {
                double[] shifts = new double[present.length];
                Arrays.setAll(shifts, word -> OF_GROUP * random.nextGaussian());
                chances = chances(shifts);
                share = sigmoid(random.nextGaussian());
            }
            boolean positive = random.nextDouble() < share;
            double[] chance = chances[positive ? 1 : 0];
            for (int word = 0; word < present.length; word++) {
                present[word] = random.nextDouble() < chance[word];
            }
            texts.add(new Text("t" + number, positive, "g" + number / group, new int[][] {
                known(present, common + own[0], 0), known(present, common, own[0])
            }));
        }
        return texts;
    }

    private static double[][] chances(double[] shifts) {
        double[][] chances = new double[2][shifts.length];
        for (int word = 0; word < shifts.length; word++) {
            double ofClass = word % 2 == 0 ? OF_CLASS : -OF_CLASS;
            chances[0][word] = sigmoid(FREQUENCY - ofClass + shifts[word]);
            chances[1][word] = sigmoid(FREQUENCY + ofClass + shifts[word]);
        }
        return chances;
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

package org.bakeoff.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.bakeoff.training.ModelHarness;

/**
 * Makes a small task: texts of 3 to 12 words, one of which gives the class away at any position. Any sensible model learns
 * it.
 */
final class ToyTask implements TrainingExamples {

    static final int LENGTH = 12;

    /** The number of training examples, which come first. */
    static final int TRAIN = 96;

    /** The number of all examples, including test examples. */
    static final int ALL = 160;

    private static final int NEUTRAL = 8;

    private final DatasetInfo info;
    private final List<int[]> texts = new ArrayList<>();
    private final int[] labels = new int[ALL];
    private boolean asked;

    ToyTask(int classes) {
        List<String> vocabulary = new ArrayList<>(List.of("<padding>"));
        IntStream.range(0, classes).forEach(index -> vocabulary.add("tells" + index));
        IntStream.range(0, NEUTRAL).forEach(index -> vocabulary.add("word" + index));
        info = new DatasetInfo(
                IntStream.range(0, classes).mapToObj(index -> "class" + index).toList(), vocabulary, LENGTH);
        SplittableRandom random = new SplittableRandom(1);
        for (int example = 0; example < ALL; example++) {
            int[] text = random.ints(random.nextInt(3, LENGTH + 1), classes + 1, vocabulary.size())
                    .toArray();
            labels[example] = random.nextInt(classes);
            text[random.nextInt(text.length)] = 1 + labels[example];
            texts.add(text);
        }
    }

    DatasetInfo info() {
        return info;
    }

    /** Returns the last token ids of some examples, row by row, padded in front. */
    long[] rows(int first, int count, int columns) {
        long[] rows = new long[count * columns];
        for (int row = 0; row < count; row++) {
            int[] text = texts.get(first + row);
            for (int back = 1; back <= Math.min(columns, text.length); back++) {
                rows[(row + 1) * columns - back] = text[text.length - back];
            }
        }
        return rows;
    }

    int[] labels(int first, int count) {
        return Arrays.copyOfRange(labels, first, first + count);
    }

    /** Returns a model's accuracy on the test examples. */
    double accuracy(ModelHarness model) {
        int count = ALL - TRAIN;
        int outputs = info.outputs();
        double[] logits = model.logits(rows(TRAIN, count, LENGTH), LENGTH);
        int right = 0;
        for (int row = 0; row < count; row++) {
            int label = labels[TRAIN + row];
            double own = outputs == 1 ? 0 : logits[row * outputs + label];
            boolean best = outputs == 1
                    ? logits[row] >= 0 == (label == 1)
                    : Arrays.stream(logits, row * outputs, (row + 1) * outputs).allMatch(other -> other <= own);
            right += best ? 1 : 0;
        }
        return (double) right / count;
    }

    boolean asked() {
        return asked;
    }

    @Override
    public int size() {
        asked = true;
        return TRAIN;
    }

    @Override
    public int[] tokens(int example) {
        asked = true;
        return texts.get(example).clone();
    }

    @Override
    public int label(int example) {
        asked = true;
        return labels[example];
    }
}

package org.bakeoff.experiment;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.TestData;

/**
 * Decides which class is predicted where several have the same largest probability. Its probability is moved by the smallest amount that
 * a double has room for, so that predictions.csv can hold the decision.
 */
final class TieBreaker {

    /** Numbers of 32 bits, and thirds that were rounded to sum to 1, differ by less. */
    static final double TOLERANCE = 1e-6;

    private TieBreaker() {}

    /**
     * Returns predictions whose ties are decided.
     *
     * @param predicted gives the class index for the position of an example; it counts if no other class is more probable
     */
    static Predictions decide(Predictions predictions, IntUnaryOperator predicted) {
        int classes = predictions.classes();
        int columns = classes == 2 ? 1 : classes;
        double[] all = new double[predictions.size() * columns];
        for (int example = 0; example < predictions.size(); example++) {
            for (int column = 0; column < columns; column++) {
                all[example * columns + column] = predictions.probability(example, classes == 2 ? 1 : column);
            }
            int wanted = predicted.applyAsInt(example);
            double best = predictions.probability(example, predictions.predicted(example));
            if (wanted != predictions.predicted(example)
                    && predictions.probability(example, wanted) >= best - TOLERANCE) {
                all[example * columns + (classes == 2 ? 0 : wanted)] =
                        classes > 2 ? Math.nextUp(best) : wanted == 1 ? 0.5 : 0.5 - Math.ulp(0.5);
            }
        }
        return new Predictions(predictions.seed(), classes, all);
    }

    /** Returns for how many examples several classes have the same largest probability. */
    static long ties(Predictions predictions) {
        return IntStream.range(0, predictions.size())
                .filter(example -> tied(predictions, example))
                .count();
    }

    private static boolean tied(Predictions predictions, int example) {
        int best = predictions.predicted(example);
        for (int index = 0; best >= 0 && index < predictions.classes(); index++) {
            if (index != best && predictions.probability(example, index) == predictions.probability(example, best)) {
                return true;
            }
        }
        return false;
    }

    /** Returns predictions whose ties are guessed: of the examples of each class, every class gets the same share. */
    static Predictions guess(Predictions predictions, TestData test) {
        int classes = predictions.classes();
        int[] turns = new int[classes + 1];
        for (int example = 0; example < predictions.size(); example++) {
            turns[test.table().label(example) + 1]++;
        }
        for (int index = 1; index <= classes; index++) {
            turns[index] += turns[index - 1];
        }
        // Turns that go on from class to class make every classes-th guess right, however small the classes are.
        return decide(predictions, example -> {
            int label = test.table().label(example);
            turns[label]++;
            return (label + turns[label]) % classes;
        });
    }
}

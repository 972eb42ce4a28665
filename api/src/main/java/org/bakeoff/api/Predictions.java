package org.bakeoff.api;

/**
 * Class probabilities of one trained model for a list of examples.
 *
 * <p>With two classes only the probability of class 1 is kept, and at least 0.5 predicts class 1. With more, the first
 * class of the largest probability is predicted.
 */
public final class Predictions {

    private final long seed;
    private final int classes;
    private final double[] probabilities;

    /**
     * Holds the probabilities without copying them.
     *
     * @param seed the seed that the model was trained with
     * @param classes the number of classes, at least 2
     * @param probabilities with two classes the probability of class 1 of every example, else {@code classes} numbers
     *     an example, one example after the other; each within [0, 1], or NaN from a model that diverged
     */
    public Predictions(long seed, int classes, double[] probabilities) {
        if (classes < 2 || probabilities.length % columns(classes) != 0) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities are no table for " + classes + " classes");
        }
        this.seed = seed;
        this.classes = classes;
        this.probabilities = probabilities;
    }

    /** The seed that the model was trained with. */
    public long seed() {
        return seed;
    }

    /** The number of classes. */
    public int classes() {
        return classes;
    }

    /** The number of examples. */
    public int size() {
        return probabilities.length / columns(classes);
    }

    /** The probability that the example is of the class. */
    public double probability(int example, int classIndex) {
        if (classes == 2) {
            double one = probabilities[example];
            return classIndex == 1 ? one : 1 - one;
        }
        return probabilities[example * classes + classIndex];
    }

    /** The class that is predicted for an example; -1 where a probability is NaN. */
    public int predicted(int example) {
        if (classes == 2) {
            double one = probabilities[example];
            return Double.isNaN(one) ? -1 : one >= 0.5 ? 1 : 0;
        }
        int best = 0;
        for (int index = 0; index < classes; index++) {
            double value = probability(example, index);
            if (Double.isNaN(value)) {
                return -1;
            }
            if (value > probability(example, best)) {
                best = index;
            }
        }
        return best;
    }

    /** How many numbers an example takes: 1 for two classes, else one a class. */
    private static int columns(int classes) {
        return classes == 2 ? 1 : classes;
    }
}
